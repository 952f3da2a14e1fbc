package kaiku

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
)

// countsEngine has records in units of very different sizes within services, in channels and months.
func countsEngine(t *testing.T, records int) *Engine {
	t.Helper()
	e, err := Open(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	r := rand.New(rand.NewPCG(1, 2))
	skewed := func(n int) int { return int(float64(n) * r.Float64() * r.Float64() * r.Float64()) }
	texts := []string{"pitkä jono", "kiitos hoitajille", "parking was hard", "lång väntetid", "puhelimeen ei vastata", ""}
	var list []feedback.Record
	for i := range records {
		unit := skewed(24)
		record := feedback.Record{
			ID: fmt.Sprint("r", i), Unit: fmt.Sprint("unit ", unit), Service: fmt.Sprint("service ", unit/4),
			Channel: []string{"sms", "web", "qr", "paper", ""}[skewed(5)], Group: fmt.Sprint("group ", skewed(6)),
			Time: time.Date(2025, time.Month(1+r.IntN(9)), 5, 12, 0, 0, 0, time.UTC), Text: texts[r.IntN(len(texts))],
		}
		if r.IntN(4) > 0 {
			record.Score, _ = feedback.NewScore(r.IntN(11))
		}
		list = append(list, record)
	}
	if err := e.Add(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	return e
}

var fieldDimensions = []Dimension{ByService, ByUnit, ByChannel, ByGroup, ByLanguage, ByMonth}

// A reader who sees all tables must not be able to take the shown parts of a line from its shown total and be left with one
// hidden part, or with few records.
func TestFiguresGiveNoSmallCountAway(t *testing.T) {
	const minN = 5
	e := countsEngine(t, 600)
	c, err := e.columns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	table := map[[2]Dimension]Figures{}
	for _, a := range fieldDimensions {
		for _, b := range fieldDimensions {
			if a == b {
				continue
			}
			f, err := e.Figures(t.Context(), minN, a, b)
			if err != nil {
				t.Fatal(err)
			}
			table[[2]Dimension{a, b}] = f
		}
	}
	hidden := 0
	// line fails where a total gives its parts away; the true counts are those of the columns.
	line := func(what string, total Group, parts []Group, counts []int) {
		t.Helper()
		sum, withheld := 0, 0
		for i, p := range parts {
			if !p.N.Withheld {
				if p.N.N != counts[i] || p.N.N > 0 && p.N.N < minN {
					t.Errorf("%s: part %d: %d shown of %d", what, i, p.N.N, counts[i])
				}
				continue
			}
			withheld++
			sum += counts[i]
		}
		hidden += withheld
		switch {
		case total.N.Withheld && withheld == 0 && len(parts) > 0:
			t.Errorf("%s: the total is withheld and all parts are shown", what)
		case !total.N.Withheld && (withheld == 1 || withheld > 0 && sum < minN) && withheld < len(parts):
			t.Errorf("%s: %d parts with %d records are withheld under a shown total", what, withheld, sum)
		}
	}
	for pair, f := range table {
		a, b := pair[0], pair[1]
		counts := c.pair(a, b)
		turned := table[[2]Dimension{b, a}]
		rows, cols := len(f.Rows), len(f.Columns)
		at := func(r, k int) (Group, int) { return f.Cells[r*cols+k], counts[r*cols+k].records }
		for r := range rows {
			var parts []Group
			var true_ []int
			for k := range cols {
				cell, n := at(r, k)
				parts, true_ = append(parts, cell), append(true_, n)
				if other := turned.Cells[k*rows+r]; other != cell {
					t.Errorf("%v x %v: %+v one way and %+v the other", a, b, cell, other)
				}
			}
			line(fmt.Sprint(a, " ", f.Rows[r].N.Name, " by ", b), f.Rows[r], parts, true_)
			// The finer dimension's table with the same other one must not give the coarser's cells away, and the reverse.
			if a == ByService {
				fine := table[[2]Dimension{ByUnit, b}]
				if b == ByUnit {
					continue
				}
				fineCounts := c.pair(ByUnit, b)
				for k := range cols {
					var parts []Group
					var true_ []int
					for u := range fine.Rows {
						var unit int
						fmt.Sscanf(fine.Rows[u].N.Name, "unit %d", &unit)
						if fmt.Sprint("service ", unit/4) == f.Rows[r].N.Name {
							parts, true_ = append(parts, fine.Cells[u*cols+k]), append(true_, fineCounts[u*cols+k].records)
						}
					}
					cell, _ := at(r, k)
					line(fmt.Sprint("units of ", f.Rows[r].N.Name, " where ", b, " ", f.Columns[k].N.Name), cell, parts, true_)
				}
			}
		}
		one, err := e.Figures(t.Context(), minN, a)
		if err != nil {
			t.Fatal(err)
		}
		for i := range one.Rows {
			if one.Rows[i] != f.Rows[i] || one.Rows[i] != turned.Columns[i] {
				t.Errorf("%v %q: %+v alone, %+v and %+v in tables", a, one.Rows[i].N.Name, one.Rows[i], f.Rows[i], turned.Columns[i])
			}
		}
	}
	if hidden == 0 {
		t.Error("nothing was withheld, so nothing was tested")
	}
}

// Facets without a text are the numbers of Figures, whatever way they are asked for.
func TestFacetsAreFigures(t *testing.T) {
	const minN = 5
	e := countsEngine(t, 400)
	for _, a := range fieldDimensions {
		for _, b := range fieldDimensions {
			if a == b {
				continue
			}
			f, err := e.Figures(t.Context(), minN, a, b)
			if err != nil {
				t.Fatal(err)
			}
			for r, row := range f.Rows {
				lists, total, err := e.Facets(t.Context(), FacetQuery{Where: &DimensionValue{a, row.N.Name}, By: []Dimension{b}}, minN)
				if err != nil {
					t.Fatal(err)
				}
				if total.N != row.N.N || total.Withheld != row.N.Withheld {
					t.Errorf("%v %q: total %+v, row %+v", a, row.N.Name, total, row.N)
				}
				got := map[string]int{}
				for _, count := range lists[0] {
					got[count.Name] = count.N
					if count.Withheld {
						got[count.Name] = -1
					}
				}
				for k, column := range f.Columns {
					want := f.Cells[r*len(f.Columns)+k].N
					n := want.N
					if want.Withheld {
						n = -1
					}
					if got[column.N.Name] != n {
						t.Errorf("%v %q, %v %q: facet %d, figure %d", a, row.N.Name, b, column.N.Name, got[column.N.Name], n)
					}
				}
			}
		}
	}
}

func TestFacetsOfATextAreRounded(t *testing.T) {
	e := countsEngine(t, 400)
	lists, total, err := e.Facets(t.Context(), FacetQuery{Text: "jono", By: []Dimension{ByService, ByMonth}}, 5)
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, list := range lists {
		for _, c := range list {
			if c.N%5 != 0 || c.Withheld != (c.N == 0) {
				t.Errorf("%+v", c)
			}
			shown += c.N
		}
	}
	if total.N == 0 || total.N%5 != 0 || shown == 0 || shown > 2*total.N+10 {
		t.Errorf("total %+v, parts add up to %d", total, shown)
	}
	none, total, err := e.Facets(t.Context(), FacetQuery{Text: "jono", Where: &DimensionValue{ByUnit, "no such"}, By: []Dimension{ByMonth}}, 5)
	if err != nil || len(none[0]) != 0 || total.N != 0 || total.Withheld {
		t.Errorf("%v, %+v, %v", none, total, err)
	}
}

// Three promoters, two passives and five detractors of ten: -20; a form's two texts count once.
func TestFiguresNetPromoter(t *testing.T) {
	e, err := Open(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var records []feedback.Record
	for i, score := range []int{9, 10, 9, 7, 8, 0, 1, 2, 3, 6} {
		r := feedback.Record{ID: fmt.Sprintf("f%d#1", i), Unit: "a", Question: "q1", Text: "hyvä"}
		r.Score, _ = feedback.NewScore(score)
		second := r
		second.ID, second.Question = fmt.Sprintf("f%d#2", i), "q2"
		records = append(records, r, second)
	}
	if err := e.Add(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	f, err := e.Figures(t.Context(), 5, ByUnit)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []Group{f.Total, f.Rows[0]} {
		if g.N.N != 20 || g.NPS.N != 10 || g.NPS.Value != -20 {
			t.Errorf("%+v", g)
		}
	}
	if f, _ = e.Figures(t.Context(), 6, ByUnit); !f.Total.NPS.Withheld || !f.Rows[0].NPS.Withheld || f.Total.N.Withheld {
		t.Errorf("ten answers are shown where twelve are asked for: %+v", f)
	}
}

func TestFiguresRefuse(t *testing.T) {
	e := countsEngine(t, 50)
	if _, err := e.Figures(t.Context(), 5, ByTopic); !errors.Is(err, lineage.ErrNoFit) {
		t.Error(err)
	}
	for _, by := range [][]Dimension{{ByUnit, ByUnit}, {ByUnit, ByMonth, ByGroup}, {Dimension(dimensions)}} {
		if _, err := e.Figures(t.Context(), 5, by...); err == nil {
			t.Error(by)
		}
	}
	if _, err := e.Figures(t.Context(), 0); err == nil {
		t.Error("a limit of 0")
	}
}

// A list of topics and figures by topic say the same, also of records that came after the fit.
func TestTopicLevelsAreFigures(t *testing.T) {
	e := countsEngine(t, 500)
	if _, err := e.FitTopics(t.Context(), topics.Options{MinSize: 3}); err != nil {
		t.Fatal(err)
	}
	late := feedback.Record{ID: "late", Text: "pitkä jono", Unit: "unit 0"}
	if err := e.Add(t.Context(), []feedback.Record{late}); err != nil {
		t.Fatal(err)
	}
	levels, err := e.TopicLevels(t.Context(), 5)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]Dimension{"areas": ByArea, "themes": ByTheme, "topics": ByTopic, "details": ByDetail}
	for _, level := range levels {
		f, err := e.Figures(t.Context(), 5, of[level.Name], ByService)
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]Group{}
		sum := 0
		for _, g := range f.Rows {
			shown[g.N.Name] = g
			sum += g.N.N
		}
		if g := shown[""]; g.N.N != level.None.N {
			t.Errorf("%s: none %+v and %+v", level.Name, g, level.None)
		}
		for _, topic := range level.Topics {
			if g := shown[fmt.Sprint(topic.ID)]; g.N.N != topic.N.N || g.N.Withheld != topic.N.Withheld || g.NPS != topic.NPS {
				t.Errorf("%s %d: %+v and %+v", level.Name, topic.ID, g, topic)
			}
			if topic.N.Withheld && len(topic.Quotes) > 0 {
				t.Errorf("topic %d is withheld and has quotes", topic.ID)
			}
		}
		if f.Total.N.N != 501 || sum > 501 {
			t.Errorf("total %d, topics %d", f.Total.N.N, sum)
		}
	}
	if _, err := e.Topic(t.Context(), 9999, 5); err == nil || err.Error() != (&UnknownTopicError{9999}).Error() {
		t.Error(err)
	}
}
