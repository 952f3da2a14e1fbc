package kaiku

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
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
