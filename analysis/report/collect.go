package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
)

// Limits say below what a number is withheld.
type Limits struct {
	MinCount  int  // records behind a count
	MinMean   int  // scores behind an NPS
	WithTexts bool // list every text in Data.Rows
}

// DefaultLimits are what Finnish health statistics commonly withhold: counts under 5 and means of fewer than 10.
var DefaultLimits = Limits{MinCount: 5, MinMean: 10}

// scoreField is the document field that holds the recommendation score, 0 to 10.
const scoreField = "score"

// sliceFields are the document fields that the data is cut by, in the order of the report.
var sliceFields = [...]string{"service", "unit", "channel", "group", questionField}

// questionField is the document field that tells the texts of one questionnaire apart. Their ids are "id#1", "id#2" ...,
// and each repeats the questionnaire's score.
const questionField = "question"

// collector holds what is known of each document while they are counted.
type collector struct {
	docs   []index.Doc
	model  *topics.Model
	limits Limits
	topics int
	topic  []int  // of each document; topics for one in none
	score  []int8 // of each document; -1 for none
	again  []bool // whether a document before had the same questionnaire's score

	content int // documents whose text says something
}

// Collect counts docs by topic, field and month. Row i of the model belongs to docs[i]; a nil model gives no topics.
// Nothing that the limits withhold is in the result, nor can it be computed from the rest by adding and subtracting.
// The cost is one pass over docs for each field, and memory for two numbers a document.
func Collect(docs []index.Doc, model *topics.Model, l Limits) Data {
	c := newCollector(docs, model, l)
	d := Data{Records: len(docs), MinCount: l.MinCount, MinMean: l.MinMean}
	all := c.newGrid(1, func(int) int { return 0 })
	_, d.NPS = all.row(0, "", 0)
	for i := range docs {
		if docs[i].Text != "" {
			d.Texts++
		}
	}
	d.NoContent = d.Texts - c.content

	languages := c.slice("language", func(i int) string { return docs[i].Language.String() })
	for _, g := range languages.Groups {
		d.Languages = append(d.Languages, g.N)
	}
	for _, by := range sliceFields {
		if s := c.slice(by, func(i int) string { return docs[i].Value(by) }); s.informs() {
			d.Slices = append(d.Slices, s)
		}
	}
	d.Slices = append(d.Slices, languages)

	months := monthsOf(docs)
	byMonth := c.newGrid(len(months)+1, func(i int) int { return monthIndex(months, docs[i].Time) })
	for m, start := range months {
		p := Period{Start: start}
		p.N, p.NPS = byMonth.row(m, start.Format("2006-01"), len(docs))
		d.Periods = append(d.Periods, p)
	}
	d.From, d.To = span(docs)

	if model != nil {
		d.Topics = c.describe(all, languages, byMonth, len(months))
		d.NoTopic = count("", unassigned(model), c.content, false)
		d.Map = c.points()
		d.Notes.Method = method(model.Stats)
	}
	if l.WithTexts {
		d.Rows = c.rows()
	}
	d.Notes.DataHash = hashOf(docs)
	return d
}

func newCollector(docs []index.Doc, model *topics.Model, l Limits) *collector {
	c := &collector{docs: docs, model: model, limits: l, topic: make([]int, len(docs)), score: make([]int8, len(docs)), again: make([]bool, len(docs))}
	if model != nil {
		c.topics = len(model.Topics)
	}
	seen := map[string]bool{}
	for i := range docs {
		if docs[i].Value(questionField) != "" {
			id, _, _ := strings.Cut(docs[i].ID, "#")
			c.again[i], seen[id] = seen[id], true
		}
		c.score[i] = -1
		if v, err := strconv.Atoi(docs[i].Value(scoreField)); err == nil {
			c.score[i] = int8(v)
		}
		c.topic[i] = c.topics
		if model != nil && model.Assign[i] >= 0 {
			c.topic[i] = int(model.Assign[i])
		}
		if langs.HasContent(docs[i].Text) {
			c.content++
		}
	}
	return c
}

// slice cuts the documents by the value of a field. Groups stand by falling number of records; those whose number is
// withheld come after them by name, so that their order tells nothing, and documents without a value come last.
func (c *collector) slice(by string, value func(i int) string) Slice {
	number := map[string]int{}
	var names []string
	for i := range c.docs {
		if _, known := number[value(i)]; !known {
			number[value(i)] = len(names)
			names = append(names, value(i))
		}
	}
	g := c.newGrid(len(names), func(i int) int { return number[value(i)] })
	s := Slice{By: by}
	for r, name := range names {
		group := Group{Name: name, Topics: make([]Cell, c.topics)}
		group.N, group.NPS = g.row(r, name, len(c.docs))
		for t := range group.Topics {
			group.Topics[t] = g.cell(r, t)
		}
		s.Groups = append(s.Groups, group)
	}
	slices.SortFunc(s.Groups, func(a, b Group) int {
		return cmp.Or(
			compareBools(a.Name == "", b.Name == ""),
			compareBools(a.N.Withheld, b.N.Withheld),
			cmp.Compare(b.N.N, a.N.N),
			cmp.Compare(a.Name, b.Name))
	})
	return s
}

// informs reports whether any document has a value.
func (s Slice) informs() bool {
	return len(s.Groups) > 1 || len(s.Groups) == 1 && s.Groups[0].Name != ""
}

// compareBools puts false before true.
func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// span returns the first and last known time.
func span(docs []index.Doc) (from, to time.Time) {
	for i := range docs {
		t := docs[i].Time
		if t.IsZero() {
			continue
		}
		if from.IsZero() || t.Before(from) {
			from = t
		}
		if t.After(to) {
			to = t
		}
	}
	return from, to
}

// maxMonths bounds the months that are listed. One mistyped year must not stretch the axis over centuries.
const maxMonths = 240

// monthsOf lists the first days of the months from the first to the last known time, those without documents included,
// but at most the last maxMonths.
func monthsOf(docs []index.Doc) []time.Time {
	from, to := span(docs)
	if from.IsZero() {
		return nil
	}
	last := time.Date(to.Year(), to.Month(), 1, 0, 0, 0, 0, time.UTC)
	first := last.AddDate(0, -min(monthsBetween(from, last), maxMonths-1), 0)
	var months []time.Time
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		months = append(months, m)
	}
	return months
}

func monthsBetween(a, b time.Time) int { return (b.Year()-a.Year())*12 + int(b.Month()-a.Month()) }

// monthIndex returns where the month of t stands in months, or len(months) when t is unknown or before them.
func monthIndex(months []time.Time, t time.Time) int {
	if t.IsZero() || monthsBetween(months[0], t) < 0 {
		return len(months)
	}
	return monthsBetween(months[0], t)
}
