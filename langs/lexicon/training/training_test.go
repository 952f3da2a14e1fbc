package main

import (
	"math"
	"slices"
	"testing"
)

func TestNormal(t *testing.T) {
	for lemma, want := range map[string]string{
		"Jono": "jono", " e-resepti ": "e-resepti", "o\u0308ljy": "öljy", "stand in a queue": "stand in a queue",
		"-lainen": "", "2 000": "", "practice makes perfect for all": "", "a (thing)": "", "": "", "日本": "",
	} {
		if got, ok := normal(lemma); ok != (want != "") || ok && got != want {
			t.Errorf("normal(%q) = %q, %v", lemma, got, ok)
		}
	}
}

// TestFit compares with the odds of a table of two by two, where the weights are the logarithms of the odds: 2 to 1 where
// the feature is set and 1 to 4 where it is not.
func TestFit(t *testing.T) {
	var examples []example
	add := func(n int, feature float64, right bool) {
		for range n * 1000 {
			examples = append(examples, example{features{0: feature}, right})
		}
	}
	add(2, 1, true)
	add(1, 1, false)
	add(1, 0, true)
	add(4, 0, false)
	r := fit(examples)
	if want := math.Log(1. / 4); math.Abs(r[weights-1]-want) > .01 {
		t.Errorf("constant %v, want %v", r[weights-1], want)
	}
	if want := math.Log(8); math.Abs(r[0]-want) > .01 {
		t.Errorf("weight %v, want %v", r[0], want)
	}
	if p := r.probability(&features{0: 1}); math.Abs(p-2./3) > .01 {
		t.Errorf("probability %v, want two thirds", p)
	}
}

func TestCommonNumbers(t *testing.T) {
	a, b := []int32{1, 3, 5, 9}, []int32{0, 1, 2, 3, 4, 9, 11}
	if got := intersect(a, b); !slices.Equal(got, []int32{1, 3, 9}) || overlap(b, a) != 3 || overlap(a, nil) != 0 {
		t.Errorf("common numbers %v, overlap %d", got, overlap(b, a))
	}
}

// TestWalks goes from a Finnish lemma to Swedish ones: through "queue", which has one translation each way, and through
// "line", which has three into Swedish.
func TestWalks(t *testing.T) {
	g := newGraph()
	g.add(finnish, english, "jono", "queue")
	g.add(finnish, english, "jono", "line")
	g.add(swedish, english, "kö", "queue")
	for _, lemma := range []string{"kö", "linje", "rad"} {
		g.add(swedish, english, lemma, "line")
	}
	steps := g.steps()
	got := g.walks(steps, finnish, swedish)[g.ids[finnish]["jono"]]
	kö, linje, rad := g.ids[swedish]["kö"], g.ids[swedish]["linje"], g.ids[swedish]["rad"]
	want := []path{{kö, 2, 1./2 + 1./6, 1. / 2}, {linje, 1, 1. / 6, 1. / 4}, {rad, 1, 1. / 6, 1. / 4}}
	for i, p := range got {
		if w := want[i]; p.to != w.to || p.count != w.count || math.Abs(p.share-w.share) > 1e-9 || p.specific != w.specific {
			t.Errorf("path %d is %v, want %v", i, p, w)
		}
	}
}
