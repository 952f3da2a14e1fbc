package report

import (
	"slices"
	"time"
)

// News is what has lately become common, as kaiku.Emerging finds it.
type News struct {
	From      time.Time `json:"from"` // first and last day of the current period
	Until     time.Time `json:"until"`
	Rate      float64   `json:"rate"`       // false alarms that are accepted for each test
	Tests     int       `json:"tests"`      // topics and beginnings of topics that were compared
	NewGroups bool      `json:"new_groups"` // texts of units and channels without a history were left out
	Found     []Finding `json:"found"`
	Rising    []Growth  `json:"rising"`
}

// Finding is a topic, or the beginning of one, with more texts than were to be expected.
type Finding struct {
	Topic    int       `json:"topic"` // a Topic.ID, or 0 for what has no topic yet
	Labels   []Label   `json:"labels"`
	Quotes   []Quote   `json:"quotes"`
	From     time.Time `json:"from"` // the day from which on the texts were counted
	Observed int       `json:"observed"`
	Expected float64   `json:"expected"`
	Low      int       `json:"low"` // the counts that chance gives in 95 of 100 cases
	High     int       `json:"high"`
	P        float64   `json:"p"`
	Since    time.Time `json:"since"`
}

// Growth is a topic that has become commoner over months.
type Growth struct {
	Topic  int       `json:"topic"`
	Since  time.Time `json:"since"`
	Growth float64   `json:"growth"` // what its share was multiplied by since then, with its 95 % interval
	Low    float64   `json:"low"`
	High   float64   `json:"high"`
}

// AddNews adds news to a report with topics, but for findings below MinCount and for those that would tell something of a
// number that the report withholds: the size of the topic, or its number in a month that the finding counts texts of.
func (d *Data) AddNews(n News) {
	topic := make(map[int]*Topic, len(d.Topics))
	for i := range d.Topics {
		topic[d.Topics[i].ID] = &d.Topics[i]
	}
	n.Found = slices.DeleteFunc(slices.Clone(n.Found), func(f Finding) bool {
		t := topic[f.Topic]
		return f.Observed < d.MinCount || t != nil && (t.N.Withheld || d.withholdsSince(t, f.From))
	})
	n.Rising = slices.DeleteFunc(slices.Clone(n.Rising), func(g Growth) bool {
		t := topic[g.Topic]
		return t != nil && t.N.Withheld
	})
	d.News = &n
}

// withholdsSince reports whether a topic's number in a month that ends after a day is withheld.
func (d *Data) withholdsSince(t *Topic, day time.Time) bool {
	for m, count := range t.Months {
		if count.Withheld && d.Periods[m].Start.AddDate(0, 1, 0).After(day) {
			return true
		}
	}
	return false
}

// topicOf returns a finding as a topic that can be named.
func topicOf(f Finding) *Topic { return &Topic{ID: f.Topic, Labels: f.Labels} }

// byChance is how many of the tests are expected to find something where there is nothing.
func byChance(n *News) float64 { return n.Rate * float64(n.Tests) }
