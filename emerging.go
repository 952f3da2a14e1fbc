package kaiku

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
)

// EmergingOptions say what Emerging looks for. The zero value asks for the defaults.
type EmergingOptions struct {
	// Until is the last day of the current period; when zero, the latest day on which a period ends that has MinCount texts, so
	// that a single mistyped year is not taken for today.
	Until time.Time
	Days  int // of a period; 7 when zero

	// Rate is how many false alarms are accepted for each topic and period, more than 0 and less than 1; DefaultAlarmRate when
	// zero. Who looks every day at periods of a week makes several times as many.
	Rate     float64
	MinCount int // texts without which nothing is said; report.DefaultLimits.MinCount when zero
}

// DefaultAlarmRate is one false alarm in 1,000 topics and periods: with 200 topics, one in five weeks.
const DefaultAlarmRate = 0.001

// risingRate is the share of the listed rising topics that may be listed by chance.
const risingRate = 0.05

// Emerging is what has lately become common, in a way that neither chance nor the number of texts that came in explains.
type Emerging struct {
	From, Until time.Time // first and last day of the current period, UTC midnights; zero where no text has a time
	Days        int
	Rate        float64
	MinCount    int
	Coverage    stats.Coverage // of texts with content and time
	NoTime      int            // texts with content but without a time
	Tests       int            // topics and themes that were looked at: on average at most Rate times as many are listed by chance

	Topics []Emergence // fitted topics of the default level, by rising P
	Themes []Emergence // what has no topic yet, by rising P
	Rising []Rise      // topics that have become commoner over months and are not among Topics, by falling growth
}

// Emergence is a topic, or a theme that has no topic yet, with more texts than were to be expected.
type Emergence struct {
	Topic  lineage.ID     // 0 for a theme
	Labels []topics.Label // one for each of langs.All
	Words  []string
	Quotes []Quote // of the texts that were counted as Observed, the most typical first; at most 3

	From     time.Time // the day from which on Observed was counted: that of Emerging, or one period earlier
	Observed int
	Expected float64 // to a tenth, and P to one digit, so that no small number of the past can be worked out
	Low      int     // the counts that chance gives in 95 of 100 cases
	High     int
	P        float64
	Since    time.Time // first day of the first of the periods, unbroken until now, that had more than chance gives in 19 of 20 cases
}

// Ratio is how many times as many texts there are as expected, of which there are taken to be at least a tenth.
func (e *Emergence) Ratio() float64 { return float64(e.Observed) / max(0.1, e.Expected) }

// Quote is a text, redacted.
type Quote struct {
	ID, Text string
	Language langs.Language
}

// Rise is a topic whose share of the texts has grown over months.
type Rise struct {
	Topic  lineage.ID
	Labels []topics.Label
	Words  []string

	N         int       // texts of the topic since then
	Since     time.Time // first day that was looked at
	Growth    float64   // what the share was multiplied by until now, with its 95 % interval
	Low, High float64
	P         float64 // of so high a growth by chance, to one digit
	Q         float64 // false discovery rate of the list down to this topic, to one digit
}

// Emerging finds the topics that have more texts in the current period, or in it and the one before, than their own history
// of up to a year and the number of texts that came in make one expect, and themes that have no topic yet, found among the
// texts that are near no topic; see stats.Watch for the test. Units and channels that have no history are left out of the
// comparison, weekdays and the mix of units and channels are accounted for. Rising lists topics that have become commoner
// more slowly, at a false discovery rate of 5 %.
//
// All texts are put into topics by topics.Assigner, whether the last fit had them or they came later, because a rule that
// differs between old and new texts would itself look like a change; what people moved by hand does not count here. Hidden
// topics are left out. Texts that say nothing are not counted. Nothing is said of fewer than MinCount texts. The error is
// lineage.ErrNoFit where there never was a fit. The cost is that of assigning the texts of a year and of fitting topics to
// those of them that are near none: 1 CPU second for 58,000 texts.
func (e *Engine) Emerging(ctx context.Context, o EmergingOptions) (*Emerging, error) {
	o.Rate = cmp.Or(o.Rate, DefaultAlarmRate)
	o.Days = cmp.Or(o.Days, 7)
	o.MinCount = cmp.Or(o.MinCount, report.DefaultLimits.MinCount)
	if !(o.Rate > 0 && o.Rate < 1) {
		return nil, fmt.Errorf("kaiku: rate of false alarms %v: expected more than 0 and less than 1", o.Rate)
	}
	if o.MinCount < 1 {
		return nil, fmt.Errorf("kaiku: least count %d: expected at least 1", o.MinCount)
	}
	model, said, err := e.Topics(ctx)
	if err != nil {
		return nil, err
	}
	view, err := e.index.Snapshot(ctx)
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	s := &emergingSearch{view: &view, model: model, options: o}
	found := &Emerging{Days: o.Days, Rate: o.Rate, MinCount: o.MinCount}
	s.read(found)
	if len(s.rows) == 0 {
		return found, nil
	}
	if s.watch, err = stats.NewWatch(s.day, s.group, stats.WatchOptions{Last: s.last, Days: o.Days}); err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	found.Coverage = s.watch.Coverage()
	found.Until = dateOf(s.last)
	found.From = dateOf(s.last - int32(o.Days) + 1)
	if err := s.place(ctx); err != nil {
		return nil, err
	}
	hidden := map[lineage.ID]bool{}
	for _, t := range said {
		hidden[t.ID] = t.Hidden
	}
	s.topics(found, hidden)
	if err := s.themes(ctx, found); err != nil {
		return nil, err
	}
	return found, nil
}

// emergingSearch is what Emerging knows of the texts. The slices that are per text stand in the order of rows.
type emergingSearch struct {
	view    *index.View
	model   *topics.Model
	options EmergingOptions
	watch   *stats.Watch

	rows  []int32 // documents that have content and a time
	day   []int32 // days since Monday 29 December 1969
	group []int32 // of unit and channel
	last  int32   // last day of the current period
	topic []int32 // of the default level, or Unassigned
	queue []int32 // indexes into rows of the texts that are near no topic of the finest level
}

// read lists the texts and finds the current period.
func (s *emergingSearch) read(found *Emerging) {
	var names []string
	for i := range s.view.Docs {
		doc := &s.view.Docs[i]
		switch {
		case !langs.HasContent(doc.Text):
		case doc.Time.IsZero():
			found.NoTime++
		default:
			s.rows = append(s.rows, int32(i))
			s.day = append(s.day, dayOf(doc.Time))
			names = append(names, doc.Value(string(feedback.Unit))+"\x00"+doc.Value(string(feedback.Channel)))
		}
	}
	distinct := slices.Compact(slices.Sorted(slices.Values(names)))
	number := make(map[string]int32, len(distinct))
	for i, name := range distinct {
		number[name] = int32(i)
	}
	s.group = make([]int32, len(names))
	for i, name := range names {
		s.group[i] = number[name]
	}
	if !s.options.Until.IsZero() {
		s.last = dayOf(s.options.Until)
	} else if len(s.day) > 0 {
		s.last = lastBusy(s.day, s.options.Days, s.options.MinCount)
	}
}

// lastBusy returns the latest day of a text on which a period of so many days ends that has at least so many texts, or the
// latest of all where there is none.
func lastBusy(days []int32, length, least int) int32 {
	sorted := slices.Sorted(slices.Values(days))
	for end := len(sorted) - 1; end >= least-1; end-- {
		if sorted[end]-sorted[end-least+1] < int32(length) {
			return sorted[end]
		}
	}
	return sorted[len(sorted)-1]
}

// dayOf counts the days from Monday 29 December 1969 to the date that a time shows.
func dayOf(t time.Time) int32 {
	year, month, day := t.Date()
	seconds := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	return int32(math.Floor(float64(seconds)/86400)) + 3
}

// dateOf is the inverse of dayOf.
func dateOf(day int32) time.Time { return time.Unix(86400*(int64(day)-3), 0).UTC() }

// place puts the texts of the watch into topics.
func (s *emergingSearch) place(ctx context.Context) error {
	assigner := topics.NewAssigner(s.model)
	s.topic = make([]int32, len(s.rows))
	near := make([]bool, len(s.rows))
	errs := make([]error, len(s.rows))
	inParallel(len(s.rows), func(i int) {
		s.topic[i] = topics.Unassigned
		if !s.watch.Watched(i) || ctx.Err() != nil {
			near[i] = true
			return
		}
		doc := &s.view.Docs[s.rows[i]]
		var places []topics.Place
		places, errs[i] = assigner.Assign(nil, doc.Text, doc.Language, s.vector(i))
		if len(places) > 0 {
			s.topic[i] = places[s.model.Default].Topic
			near[i] = places[len(places)-1].Topic >= 0
		}
	})
	if err := cmp.Or(errs...); err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	for i, n := range near {
		if !n {
			s.queue = append(s.queue, int32(i))
		}
	}
	return ctx.Err()
}

func (s *emergingSearch) vector(i int) []float32 {
	at, dim := int(s.rows[i]), s.view.Dim
	return s.view.Vectors[at*dim : (at+1)*dim]
}

// topics looks at the topics of the default level.
func (s *emergingSearch) topics(found *Emerging, hidden map[lineage.ID]bool) {
	slopes := s.watch.Slopes(s.topic, len(s.model.Topics))
	for t, excess := range s.watch.Excesses(s.topic, len(s.model.Topics)) {
		topic := &s.model.Topics[t]
		if hidden[lineage.ID(topic.ID)] {
			continue
		}
		if s.isAlarm(excess, found) {
			emergence := s.emergence(topic, excess, s.topic, int32(t))
			emergence.Topic = lineage.ID(topic.ID)
			found.Topics = append(found.Topics, emergence)
		} else if slope := slopes[t]; slope.Tested && slope.Q <= risingRate && slope.N >= s.options.MinCount {
			found.Rising = append(found.Rising, Rise{
				Topic: lineage.ID(topic.ID), Labels: topic.Labels, Words: topic.Words,
				N: slope.N, Since: s.firstDay(slope.First + 1),
				Growth: slope.Growth, Low: slope.Low, High: slope.High, P: oneDigit(slope.P), Q: oneDigit(slope.Q),
			})
		}
	}
	slices.SortFunc(found.Topics, func(a, b Emergence) int { return cmp.Or(cmp.Compare(a.P, b.P), cmp.Compare(a.Topic, b.Topic)) })
	slices.SortFunc(found.Rising, func(a, b Rise) int {
		return cmp.Or(cmp.Compare(b.Growth, a.Growth), cmp.Compare(a.Topic, b.Topic))
	})
}

// textsPerResolution keeps the parts of a division as large, or as small, however many texts there are: the size at which
// modularity joins two parts grows with the square root of the texts over the resolution (Fortunato and Barthelemy, "Resolution
// limit in community detection", PNAS 104 (2007), 36-41).
const textsPerResolution = 500

// themes divides the texts that are near no topic, new and old together and without a look at their times, and looks at the
// parts as if they were topics.
func (s *emergingSearch) themes(ctx context.Context, found *Emerging) error {
	if len(s.queue) < s.options.MinCount {
		return nil
	}
	queue := index.View{Dim: s.view.Dim, Docs: make([]index.Doc, len(s.queue))}
	for i, q := range s.queue {
		queue.Docs[i] = s.view.Docs[s.rows[q]]
		queue.Vectors = append(queue.Vectors, s.vector(int(q))...)
	}
	themes, err := topics.Fit(ctx, corpusOf(&queue), topics.Options{
		MinSize:    s.options.MinCount,
		Neighbors:  max(5, s.options.MinCount), // no more than a small theme has texts: the rest would be outside it
		Resolution: max(1, float64(len(s.queue))/textsPerResolution),
	})
	if err != nil {
		return fmt.Errorf("kaiku: themes of %d texts: %w", len(s.queue), err)
	}
	if len(themes.Levels) == 0 {
		return nil
	}
	finest := themes.Levels[len(themes.Levels)-1]
	theme := make([]int32, len(s.rows))
	for i := range theme {
		theme[i] = topics.Unassigned
	}
	for i, q := range s.queue {
		theme[q] = finest.Assign[i]
	}
	for t, excess := range s.watch.Excesses(theme, len(finest.Topics)) {
		if s.isAlarm(excess, found) {
			found.Themes = append(found.Themes, s.emergence(&finest.Topics[t], excess, theme, int32(t)))
		}
	}
	slices.SortStableFunc(found.Themes, func(a, b Emergence) int { return cmp.Compare(a.P, b.P) })
	return nil
}

// isAlarm counts the test and reports whether the excess is one to tell of.
func (s *emergingSearch) isAlarm(e stats.Excess, found *Emerging) bool {
	if !e.Tested {
		return false
	}
	found.Tests++
	return e.P <= s.options.Rate && e.Observed >= s.options.MinCount
}

// emergence describes an excess of the texts whose kind is k.
func (s *emergingSearch) emergence(topic *topics.Topic, x stats.Excess, kind []int32, k int32) Emergence {
	e := Emergence{
		Labels: topic.Labels, Words: topic.Words,
		From: s.firstDay(x.Periods), Observed: x.Observed, Expected: math.Round(10*x.Expected) / 10, Low: x.Low, High: x.High,
		P: oneDigit(x.P), Since: s.firstDay(max(x.Periods, x.Run)),
	}
	type typical struct {
		row    int32
		cosine float32
	}
	var list []typical
	from := dayOf(e.From)
	for i, of := range kind {
		if of == k && s.day[i] >= from && s.watch.Watched(i) {
			list = append(list, typical{s.rows[i], vec.Dot(s.vector(i), topic.Centroid)})
		}
	}
	slices.SortFunc(list, func(a, b typical) int {
		return cmp.Or(cmp.Compare(b.cosine, a.cosine), strings.Compare(s.view.Docs[a.row].ID, s.view.Docs[b.row].ID))
	})
	const quotes = 3
	for _, t := range list {
		doc := &s.view.Docs[t.row]
		same := func(q Quote) bool { return strings.EqualFold(q.Text, doc.Text) }
		if len(e.Quotes) < quotes && !slices.ContainsFunc(e.Quotes, same) {
			e.Quotes = append(e.Quotes, Quote{doc.ID, doc.Text, doc.Language})
		}
	}
	return e
}

// firstDay is the first day of so many periods back from the last day.
func (s *emergingSearch) firstDay(periods int) time.Time {
	return dateOf(s.last - int32(periods*s.options.Days) + 1)
}

// oneDigit rounds a probability to one digit.
func oneDigit(p float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(p, 'e', 0, 64), 64) // what was formatted can be parsed
	return rounded
}
