package kaiku_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
)

// stream makes feedback out of the sentences of the sample: mostly such of one theme of one language together.
type stream struct {
	t        *testing.T
	random   *rand.Rand
	rows     [][]string
	byTheme  map[string][]string
	columns  map[string]int
	n        int
	theme    string          // that is planted, and kept out of everything else
	planted  map[string]bool // ids
	ordinary [][]string
	of       [][]string
}

var sentenceEnd = regexp.MustCompile(`[.!?]+\s+`)

func newStream(t *testing.T, theme string) *stream {
	file, err := os.Open("testdata/feedback.csv")
	ok(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	ok(t, err)
	s := &stream{
		t: t, random: rand.New(rand.NewPCG(5, 5)), rows: rows[1:], theme: theme,
		byTheme: map[string][]string{}, columns: map[string]int{}, planted: map[string]bool{},
	}
	for i, name := range rows[0] {
		s.columns[name] = i
	}
	for _, r := range s.rows {
		for _, sentence := range sentenceEnd.Split(s.cell(r, "text"), -1) {
			if strings.Contains(sentence, " ") {
				key := s.cell(r, "language") + s.cell(r, "theme")
				s.byTheme[key] = append(s.byTheme[key], strings.TrimRight(sentence, ".!? "))
			}
		}
		if s.cell(r, "theme") == theme {
			s.of = append(s.of, r)
		} else {
			s.ordinary = append(s.ordinary, r)
		}
	}
	return s
}

func (s *stream) cell(row []string, name string) string { return row[s.columns[name]] }

// week adds a week of so many records to an engine, of which the first are of the planted theme and, but for what they say,
// from where others are.
func (s *stream) week(e *kaiku.Engine, week, size, planted int) {
	s.t.Helper()
	monday := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	var records []feedback.Record
	for i := range size {
		row := s.ordinary[s.random.IntN(len(s.ordinary))]
		s.n++
		r := feedback.Record{
			ID: fmt.Sprintf("r%07d", s.n), Time: monday.AddDate(0, 0, 7*week+s.random.IntN(7)),
			Unit: s.cell(row, "unit"), Channel: s.cell(row, "channel"), Text: s.cell(row, "text"),
		}
		if i < planted {
			row = s.of[s.random.IntN(len(s.of))]
			r.Text = s.cell(row, "text")
			s.planted[r.ID] = true
		}
		if sentences := s.byTheme[s.cell(row, "language")+s.cell(row, "theme")]; len(sentences) > 0 && s.random.IntN(20) > 0 {
			r.Text = sentences[s.random.IntN(len(sentences))] + "."
			if s.random.IntN(2) == 0 {
				r.Text += " " + sentences[s.random.IntN(len(sentences))] + "."
			}
		}
		records = append(records, r)
	}
	ok(s.t, e.Add(s.t.Context(), records))
}

// found reports whether something that was found at a rate is the planted theme: most of its quotes are.
func (s *stream) found(e *kaiku.Emerging, rate float64) bool {
	for _, list := range [][]kaiku.Emergence{e.Topics, e.Themes} {
		for _, x := range list {
			if x.P > rate {
				continue
			}
			n := 0
			for _, q := range x.Quotes {
				if s.planted[q.ID] {
					n++
				}
			}
			if 2*n > len(x.Quotes) {
				return true
			}
		}
	}
	return false
}

func TestEmerging(t *testing.T) {
	ctx := t.Context()
	engine := open(t, "")
	if _, err := engine.Emerging(ctx, kaiku.EmergingOptions{}); !errors.Is(err, lineage.ErrNoFit) {
		t.Errorf("before a fit: %v", err)
	}
	s := newStream(t, "food")
	for week := range 18 {
		s.week(engine, week, 150, 0)
	}
	_, err := engine.FitTopics(ctx, topics.Options{})
	ok(t, err)
	before, err := engine.Emerging(ctx, kaiku.EmergingOptions{})
	ok(t, err)
	if s.found(before, 1) || before.Coverage.History != 13 || before.Tests == 0 {
		t.Errorf("before it begins: %+v", before)
	}
	for week := 18; week < 20; week++ {
		s.week(engine, week, 150, 30)
	}
	// Neither a mistyped year nor a text without a time moves the week.
	ok(t, engine.Add(ctx, []feedback.Record{
		{ID: "later", Text: "Jono oli pitkä", Time: time.Date(2205, 1, 1, 0, 0, 0, 0, time.UTC)}, {ID: "never", Text: "Jono oli pitkä"},
	}))
	found, err := engine.Emerging(ctx, kaiku.EmergingOptions{Rate: 0.01})
	ok(t, err)
	if !s.found(found, 1) {
		t.Errorf("the planted theme was not found: %+v", found)
	}
	if got := found.Until.Format(time.DateOnly); got != "2025-05-25" || found.Coverage.Later != 1 || found.NoTime != 1 {
		t.Errorf("until %s, %+v, %d without a time", got, found.Coverage, found.NoTime)
	}
	for _, x := range append(found.Topics, found.Themes...) {
		if x.Observed < found.MinCount || x.P > found.Rate || x.Expected < 0 || x.Since.After(x.From) || len(x.Quotes) == 0 || x.Labels[0].Text == "" {
			t.Errorf("%+v", x)
		}
	}
	again, err := engine.Emerging(ctx, kaiku.EmergingOptions{Until: found.Until, Rate: 0.01})
	ok(t, err)
	if !reflect.DeepEqual(found, again) {
		t.Error("the same question has another answer")
	}
	for _, o := range []kaiku.EmergingOptions{{Rate: 2}, {Rate: -1}, {MinCount: -1}, {Days: 100}, {Days: -1}} {
		if _, err := engine.Emerging(ctx, o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}

// TestEmergingPlanted plants themes of the sample, one after another, at 10 of 2,000 texts a week after a year without them, and
// prints when each is found, and how much is found in the week before. KAIKU_PLANTED names the themes, with commas between
// them; each takes half a minute.
func TestEmergingPlanted(t *testing.T) {
	names := os.Getenv("KAIKU_PLANTED")
	if names == "" {
		t.Skip("KAIKU_PLANTED is not set: the themes to plant, such as food,costs")
	}
	ctx, themes := t.Context(), strings.Split(names, ",")
	rates := []float64{0.01, kaiku.DefaultAlarmRate}
	one, two, alarms, tests := make([]int, 2), make([]int, 2), make([]int, 2), 0
	for _, theme := range themes {
		engine, s := open(t, ""), newStream(t, theme)
		week := 0
		ask := func(planted int) *kaiku.Emerging {
			s.week(engine, week, 2000, planted)
			week++
			found, err := engine.Emerging(ctx, kaiku.EmergingOptions{Rate: rates[0]})
			ok(t, err)
			return found
		}
		for ; week < 53; week++ {
			s.week(engine, week, 2000, 0)
		}
		_, err := engine.FitTopics(ctx, topics.Options{})
		ok(t, err)
		before := ask(0)
		tests += before.Tests
		for _, x := range append(before.Topics, before.Themes...) {
			for i, rate := range rates {
				if x.P <= rate {
					alarms[i]++
				}
			}
		}
		first, second := ask(10), ask(10)
		for i, rate := range rates {
			if s.found(first, rate) {
				one[i]++
			}
			if s.found(first, rate) || s.found(second, rate) {
				two[i]++
			}
		}
		t.Logf("%s: at both rates found within a week %v, within two weeks %v; false alarms %v in %d topic-weeks", theme, one, two, alarms, tests)
		ok(t, engine.Close())
	}
	for i, rate := range rates {
		t.Logf("rate %v: of %d themes found within a week %d, within two weeks %d; false alarms %.2f in 100 topic-weeks",
			rate, len(themes), one[i], two[i], 100*float64(alarms[i])/float64(tests))
	}
}
