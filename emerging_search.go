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
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
)

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
