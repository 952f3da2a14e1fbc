package topics_test

import (
	"math"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
)

// TestMapDoesNotJump draws 95 % of the texts, and then all of them going on from there: old texts stay where they were, and
// near texts are as alike as on a map that is drawn anew.
func TestMapDoesNotJump(t *testing.T) {
	sets := map[string]*labelled{"invented": invented(1500, 48), "feedback": feedback(t)}
	for name, l := range sets {
		before := fit(t, l.part(func(i int) bool { return i%20 > 0 }), topics.Options{})
		warm := fit(t, l.Corpus, topics.Options{Previous: before})
		previous := *before
		previous.MapScale = 0
		cold := fit(t, l.Corpus, topics.Options{Previous: &previous})
		near, far := displacement(before, warm), displacement(before, cold)
		sameWarm, all := nearestOnMap(warm)
		sameCold, _ := nearestOnMap(cold)
		t.Logf("%s: old texts move by %.4f of the map's width (median; 95 %%: %.4f), drawn anew by %.4f; nearest text of the same topic %.3f, drawn anew %.3f",
			name, near[len(near)/2], near[len(near)*95/100], far[len(far)/2], sameWarm/all, sameCold/all)
		if near[len(near)/2] > 0.015 || sameWarm < 0.95*sameCold {
			t.Errorf("%s: the map jumps, or has become worse", name)
		}
		check(t, l.Corpus, warm)
		if again := fit(t, shuffled(l.Corpus), topics.Options{Previous: before, Threads: 1}); string(written(t, again)) != string(written(t, warm)) {
			t.Errorf("%s: another order of the texts gives another file", name)
		}
	}
}

// displacement returns how far the texts of both models have moved on the map, as shares of its width, rising.
func displacement(before, after *topics.Model) (list []float64) {
	was := map[string][2]float32{}
	for i, id := range before.IDs {
		was[id] = before.Map[i]
	}
	for i, id := range after.IDs {
		if p, ok := was[id]; ok {
			list = append(list, math.Hypot(float64(p[0]-after.Map[i][0]), float64(p[1]-after.Map[i][1]))/2)
		}
	}
	slices.Sort(list)
	return list
}
