package topics_test

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
)

// TestSpans writes two texts of different topics one after the other, and looks for each where it stands.
func TestSpans(t *testing.T) {
	l := feedback(t)
	m := fit(t, l.Corpus, topics.Options{})
	a := topics.NewAssigner(m)
	var texts []topics.Placed
	var seams []int
	var pairs [][2]int32
	for i := range l.Texts {
		j := (i + 31) % len(l.Texts)
		if m.Assign[i] < 0 || m.Assign[j] < 0 || m.Assign[i] == m.Assign[j] || l.Languages[i] != l.Languages[j] ||
			m.Confidence[i] < 0.5 || m.Confidence[j] < 0.5 {
			continue
		}
		text := l.Texts[i] + ". " + l.Texts[j]
		texts = append(texts, topics.Placed{Text: text, Language: l.Languages[i], Place: topics.Place{Topic: m.Assign[i], Confidence: 0.5}})
		seams = append(seams, len(l.Texts[i])+1)
		pairs = append(pairs, [2]int32{m.Assign[i], m.Assign[j]})
	}
	texts = append(texts, topics.Placed{Text: "-", Place: topics.Place{Topic: topics.NoContent}},
		topics.Placed{Text: "one clause", Place: topics.Place{Topic: 2, Confidence: 0.7}},
		topics.Placed{Text: "one clause", Place: topics.Place{Topic: topics.Unassigned}})
	spans, err := a.Spans(context.Background(), nil, model.Default(), texts)
	if err != nil || len(spans) != len(texts) {
		t.Fatal(len(spans), err)
	}
	both := 0
	for i, seam := range seams {
		first, second := false, false
		for k, s := range spans[i] {
			if s.Start < 0 || s.Start >= s.End || s.End > len(texts[i].Text) || s.Confidence <= 0 || k > 1 && s.Start < spans[i][k-1].End {
				t.Fatalf("text %d: spans %+v", i, spans[i])
			}
			first = first || s.Topic == pairs[i][0] && s.End <= seam
			second = second || s.Topic == pairs[i][1] && s.Start >= seam
		}
		if first && second {
			both++
		}
		if !slices.ContainsFunc(spans[i], func(s topics.Span) bool { return s.Topic == pairs[i][0] }) {
			t.Errorf("text %d: no span of its topic", i)
		}
	}
	t.Logf("of %d texts made of two, both topics were found in their places in %d", len(seams), both)
	if len(seams) < 30 || 2*both < len(seams) {
		t.Errorf("of %d texts made of two, both topics were found in their places in %d", len(seams), both)
	}
	last := spans[len(seams):]
	if len(last[0]) != 0 || len(last[2]) != 0 || len(last[1]) != 1 || last[1][0].Topic != 2 || last[1][0].End != 10 {
		t.Errorf("spans %+v", last)
	}
}

// TestAssignerFromFile assigns every text with the model that was fitted and with the one that was read from its file.
func TestAssignerFromFile(t *testing.T) {
	l := feedback(t)
	m := fit(t, l.part(func(i int) bool { return i%3 > 0 }), topics.Options{})
	read, err := topics.ReadModel(bytes.NewReader(written(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	a, b := topics.NewAssigner(m), topics.NewAssigner(read)
	var x, y []topics.Place
	for i, text := range l.Texts {
		v := l.Vectors[i*l.Dim : (i+1)*l.Dim]
		if x, err = a.Assign(x[:0], text, l.Languages[i], v); err != nil {
			t.Fatal(err)
		}
		if y, err = b.Assign(y[:0], text, l.Languages[i], v); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(x, y) {
			t.Fatalf("text %d: %+v, and from a file %+v", i, x, y)
		}
	}
}

// TestConfidencesOfLaterTexts assigns the texts of a fit as if they came later: their confidences are distributed as in the fit.
func TestConfidencesOfLaterTexts(t *testing.T) {
	l := feedback(t)
	m := fit(t, l.Corpus, topics.Options{})
	a := topics.NewAssigner(m)
	var fitted, later []float32
	for i, text := range l.Texts {
		places, err := a.Assign(nil, text, l.Languages[i], l.Vectors[i*l.Dim:(i+1)*l.Dim])
		if err != nil {
			t.Fatal(err)
		}
		if p := places[m.Default]; p.Topic >= 0 && p.Topic == m.Assign[i] {
			fitted, later = append(fitted, m.Confidence[i]), append(later, p.Confidence)
		}
	}
	slices.Sort(fitted)
	slices.Sort(later)
	for _, percent := range []int{10, 50, 90} {
		if a, b := fitted[len(fitted)*percent/100], later[len(later)*percent/100]; b < a-0.03 || b > a+0.03 {
			t.Errorf("%d %% of the texts have a confidence of at most %.3f, and of %.3f as later texts", percent, a, b)
		}
	}
}

// BenchmarkAssignText embeds one text, assigns it and finds its spans. It prints percentiles, which loops over many texts do
// not show.
func BenchmarkAssignText(b *testing.B) {
	l := feedback(b)
	a := topics.NewAssigner(fit(b, l.Corpus, topics.Options{}))
	e := model.Default()
	v := make([]float32, e.Dim())
	var places []topics.Place
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		text, language := l.Texts[i%len(l.Texts)], l.Languages[i%len(l.Texts)]
		began := time.Now()
		if err := e.Embed(context.Background(), embed.Passage, []string{text}, v); err != nil {
			b.Fatal(err)
		}
		places, _ = a.Assign(places[:0], text, language, v)
		if _, err := a.Spans(context.Background(), nil, e, []topics.Placed{{Text: text, Language: language, Place: places[len(places)-1]}}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2].Seconds()*1e6, "p50-µs")
	b.ReportMetric(times[len(times)*99/100].Seconds()*1e6, "p99-µs")
}
