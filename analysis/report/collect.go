package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
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
const scoreField = string(feedback.ScoreColumn)

// sliceFields are the document fields that the data is cut by, in the order of the report.
var sliceFields = [...]string{
	string(feedback.Service), string(feedback.Unit), string(feedback.Channel), string(feedback.Group), feedback.QuestionField,
}

// collector holds what is known of each document while they are counted.
type collector struct {
	docs   []index.Doc
	model  *topics.Model
	limits Limits
	listed []int  // of each topic of the report its number in the model
	topics int    // columns of the tables: the listed topics and, where there are such, one for all hidden ones
	order  []int  // the documents by id, so that nothing depends on the order in which they were added
	topic  []int  // of each document its column; -1 for none
	score  []int8 // of each document; -1 for none
	form   []int  // the number of its questionnaire, whose score each of its texts repeats; -1 where it has one text

	content int // documents whose text says something
}

// Collect counts docs by topic, field and month. Row i of the model belongs to docs[i]; a nil model gives no topics. The
// topics and areas whose ids are hidden are not listed; the texts of such topics are counted together.
//
// What the limits withhold is not in the result, and no single total shown gives it away: not within a table, nor between
// fields of which one divides the other, as units divide services. The limits are on texts, not on people, who may have
// written several. The order of docs does not matter. The cost is one pass over docs for each field, and memory for a few
// numbers a document.
func Collect(docs []index.Doc, model *topics.Model, hidden map[int32]bool, l Limits) Data {
	c := newCollector(docs, model, hidden, l)
	d := Data{Records: len(docs), MinCount: l.MinCount, MinMean: l.MinMean}
	all := c.newGrid(1, 1, func(int) int { return 0 })
	_, d.NPS = all.row(0, "", 0)
	for i := range docs {
		if docs[i].Text != "" {
			d.Texts++
		}
	}
	d.NoContent = d.Texts - c.content
	d.From, d.To = span(docs)

	cuts := c.cuts()
	c.protectNested(cuts)
	for _, cut := range cuts {
		s := cut.slice(c)
		if cut.by == "language" {
			for _, g := range s.Groups {
				d.Languages = append(d.Languages, g.N)
			}
		}
		if s.informs() {
			d.Slices = append(d.Slices, s)
		}
	}
	months := monthsOf(docs)
	byMonth := c.newGrid(len(months)+1, len(months), func(i int) int { return monthIndex(months, docs[i].Time) })
	for m, start := range months {
		p := Period{Start: start}
		p.N, p.NPS = byMonth.row(m, start.Format("2006-01"), len(docs))
		d.Periods = append(d.Periods, p)
	}

	if model != nil {
		d.Topics = c.describe(all, cuts[len(cuts)-1], byMonth, len(months))
		d.Areas = c.areas(all, hidden)
		if at := len(c.listed); at < c.topics {
			d.Hidden = count("", all.cells[at].records, c.content, all.count.topics[at])
		}
		d.NoTopic = count("", unassigned(model), c.content, false)
		d.Map = c.points(all.count.topics)
		d.Notes.Method = method(model.Stats)
	}
	if l.WithTexts {
		d.Rows = c.rows(all.count.topics)
	}
	d.Notes.DataHash = c.hash()
	return d
}

func newCollector(docs []index.Doc, model *topics.Model, hidden map[int32]bool, l Limits) *collector {
	n := len(docs)
	c := &collector{
		docs: docs, model: model, limits: l,
		order: make([]int, n), topic: make([]int, n), score: make([]int8, n), form: make([]int, n),
	}
	var column []int // of each topic of the model
	if model != nil {
		for t := range model.Topics {
			if hidden[model.Topics[t].ID] {
				column = append(column, -1)
				continue
			}
			column = append(column, len(c.listed))
			c.listed = append(c.listed, t)
		}
		c.topics = len(c.listed)
		if c.topics < len(column) {
			c.topics++
		}
	}
	forms := map[string]int{}
	for i := range docs {
		c.order[i], c.topic[i], c.score[i], c.form[i] = i, -1, -1, -1
		if v, err := strconv.Atoi(docs[i].Value(scoreField)); err == nil {
			c.score[i] = int8(v)
		}
		if model != nil && model.Assign[i] >= 0 {
			if c.topic[i] = column[model.Assign[i]]; c.topic[i] < 0 {
				c.topic[i] = len(c.listed)
			}
		}
		if langs.HasContent(docs[i].Text) {
			c.content++
		}
		// The texts of one questionnaire have its id with "#1", "#2" ... behind it.
		if at := strings.LastIndexByte(docs[i].ID, '#'); at >= 0 && docs[i].Value(feedback.QuestionField) != "" {
			id := docs[i].ID[:at]
			if _, known := forms[id]; !known {
				forms[id] = len(forms)
			}
			c.form[i] = forms[id]
		}
	}
	slices.SortFunc(c.order, func(a, b int) int { return strings.Compare(docs[a].ID, docs[b].ID) })
	return c
}

// informs reports whether any document has a value.
func (s Slice) informs() bool {
	return len(s.Groups) > 1 || len(s.Groups) == 1 && s.Groups[0].Name != ""
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

// monthsOf lists the first days of the months from the first to the last known time, those without documents included.
// Where these are more than maxMonths, it lists as many around the middle document.
func monthsOf(docs []index.Doc) []time.Time {
	var times []time.Time
	for i := range docs {
		if !docs[i].Time.IsZero() {
			times = append(times, docs[i].Time)
		}
	}
	if len(times) == 0 {
		return nil
	}
	slices.SortFunc(times, time.Time.Compare)
	first, last, middle := month(times[0]), month(times[len(times)-1]), month(times[len(times)/2])
	if monthsBetween(first, last) >= maxMonths {
		first = later(first, middle.AddDate(0, -maxMonths/2, 0))
		if end := first.AddDate(0, maxMonths-1, 0); end.Before(last) {
			last = end
		}
	}
	var months []time.Time
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		months = append(months, m)
	}
	return months
}

// month is the first day of the month of t.
func month(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func monthsBetween(a, b time.Time) int { return (b.Year()-a.Year())*12 + int(b.Month()-a.Month()) }

// monthIndex returns where the month of t stands in months, or len(months) when t is unknown or not among them.
func monthIndex(months []time.Time, t time.Time) int {
	if t.IsZero() || len(months) == 0 {
		return len(months)
	}
	if m := monthsBetween(months[0], t); m >= 0 && m < len(months) {
		return m
	}
	return len(months)
}
