package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// vectors compares everyone's vectors with those of sentence-transformers.
func (r *run) vectors() error {
	whole, words, err := r.sentencesAndWords()
	if err != nil {
		return err
	}
	reference := sentences
	if r.peers[reference] == nil {
		reference = python32
	}
	if r.peers[reference] == nil {
		r.report.Skip("vectors: no peer to compare with")
		return nil
	}
	t := r.report.Table("Cosine to the vectors of "+reference, "system", "texts", "lowest", "mean", "share of .9999 and more")
	for _, set := range []struct {
		name  string
		texts []string
	}{{"1,000 sentences, fi sv en", whole}, {"300 words", words}} {
		if err := r.give(set.texts); err != nil {
			return err
		}
		want, err := r.peers[reference].vectors(384)
		if err != nil {
			return err
		}
		for _, name := range []string{kaiku32, kaiku32old, python32, packed32, node32, hugotORT, kaiku8, python8} {
			p := r.peers[name]
			if p == nil || name == reference {
				continue
			}
			got, err := p.vectors(384)
			if err != nil {
				return err
			}
			lowest, mean, same := 1.0, 0.0, 0
			for i := range got {
				c := cosine(got[i], want[i])
				lowest, mean = min(lowest, c), mean+c/float64(len(got))
				if c >= .9999 {
					same++
				}
			}
			t.Row(name, set.name, measure.Round(lowest, 6), measure.Round(mean, 6), measure.Round(float64(same)/float64(len(got)), 3))
		}
	}
	return nil
}

// alone compares a text's vector by itself to its vector among the other texts.
func (r *run) alone() error {
	whole, words, err := r.sentencesAndWords()
	if err != nil {
		return err
	}
	t := r.report.Table("A text alone and among others: cosine, and the greatest difference of an element", "system", "texts", "lowest", "difference")
	for _, set := range []struct {
		name  string
		texts []string
	}{{"100 of the sentences", sample(whole, 100)}, {"100 words among them", append(sample(words, 100), sample(whole, 100)...)}} {
		for _, name := range []string{kaiku32, python32, kaiku8, python8} {
			p := r.peers[name]
			if p == nil {
				continue
			}
			if err := r.giveOne(p, set.texts); err != nil {
				return err
			}
			together, err := p.vectors(384)
			if err != nil {
				return err
			}
			lowest, most := 1.0, 0.0
			for i, text := range set.texts[:100] {
				if err := r.giveOne(p, []string{text}); err != nil {
					return err
				}
				row, err := p.vectors(384)
				if err != nil {
					return err
				}
				lowest = min(lowest, cosine(row[0], together[i]))
				for j, x := range row[0] {
					most = max(most, math.Abs(float64(x-together[i][j])))
				}
			}
			t.Row(name, set.name, measure.Round(lowest, 6), measure.Round(most, 8))
		}
	}
	return nil
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// speed measures texts a second of one thread: first all different, then as they come.
func (r *run) speed() error {
	texts, err := r.comments()
	if err != nil {
		return err
	}
	unique := sample(distinct(texts), 200)
	if err := r.give(unique); err != nil {
		return err
	}
	columns := []string{"texts", "system", "texts/s", "the first is x times as fast", "least", "most"}
	t := r.report.Table("Feedback, no text twice, one thread, median of rounds", columns...)
	for _, names := range [][]string{{kaiku32, python32, packed32, sentences, hugotORT}, {kaiku32old, node32}, {kaiku8, python8}} {
		if err := r.race(t, "200 comments", names, len(unique)); err != nil {
			return err
		}
	}
	if p := r.peers[hugotGo]; p != nil {
		few := sample(unique, 8) // they take 3 s
		if err := r.give(few); err != nil {
			return err
		}
		if _, err := p.pass(1); err != nil {
			r.report.Skip("%v", err) // a text that its tokenizer panics at
		} else if err := r.race(t, "8 of them", []string{kaiku32, hugotGo}, len(few)); err != nil {
			return err
		}
	}
	// A stretch of each file, as a reader meets it.
	var stretch []string
	for i := range 8 {
		start := i * len(texts) / 8
		stretch = append(stretch, texts[start:start+50]...)
	}
	if err := r.give(stretch); err != nil {
		return err
	}
	t = r.report.Table("What a user gains: feedback as it comes, each different text once", columns...)
	return r.race(t, "400 comments", []string{kaiku8, kaiku32, python32, packed32}, len(stretch))
}

// race measures those of the names that are there.
func (r *run) race(t *measure.Table, label string, names []string, texts int) error {
	var contestants []measure.Contestant
	for _, name := range names {
		if p := r.peers[name]; p != nil {
			contestants = append(contestants, measure.Contestant{Name: name, Work: float64(texts), Pass: p.pass})
		}
	}
	speeds, err := measure.Interleave(contestants, r.rounds)
	if err == nil && len(contestants) > 0 {
		t.SpeedRows(label, contestants, speeds, 1)
	}
	return err
}

// memory reads the peak of resident memory while a fresh process embeds more and more.
func (r *run) memory() error {
	texts, err := r.comments()
	if err != nil {
		return err
	}
	const first, second, last = 1000, 10_000, 50_000
	for i := 0; len(texts) < last; i++ { // some again, each another text
		texts = append(texts, fmt.Sprintf("%s %d", texts[i], i))
	}
	p, err := startProcess(kaiku32, nil, r.own...)
	if err != nil {
		return err
	}
	defer p.stop()
	t := r.report.Table("Peak memory of the process, fp32, texts streamed 4,096 at a time", "texts embedded", "peak")
	for _, stage := range []struct {
		name  string
		texts []string
	}{
		{"none: the model is open", nil},
		{fmt.Sprint(first), texts[:first]},
		{fmt.Sprint(second), texts[first:second]},
		{fmt.Sprint(last), texts[second:last]},
		{"and one of 100,000 characters", []string{strings.Repeat("hoitaja oli ", 100_000/12)}},
	} {
		var done bool
		var took int64
		var peak string
		if err := p.ask(&done, "texts", stage.texts); err != nil {
			return err
		}
		if err := p.ask(&took, "pass", 1); err != nil {
			return err
		}
		if err := p.ask(&peak, "peak"); err != nil {
			return err
		}
		t.Row(stage.name, peak)
	}
	return nil
}
