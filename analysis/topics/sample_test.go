package topics_test

import (
	"math"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
	"github.com/kaiku-analytics/kaiku/langs"
)

// TestSample finds topics in 2,000 texts of 5,000: all are counted, placed and as sure as if they had been looked at together,
// and levels are nested.
func TestSample(t *testing.T) {
	l := invented(5000, 48)
	l.add("-", langs.English, "")
	l.add("something without a vector", langs.English, "")
	l.Vectors = append(l.Vectors, make([]float32, 2*l.Dim)...)
	m := fit(t, l.Corpus, topics.Options{Sample: 2000, Threads: 1})
	check(t, l.Corpus, m)
	nested(t, m)
	if m.Stats.Sample != 2000 || m.Stats.Nodes < 4000 {
		t.Errorf("%d of %d distinct texts in the sample", m.Stats.Sample, m.Stats.Nodes)
	}
	if ami := agreement.Of(m.Assign[:5000], l.gold[:5000]).AMI; ami < 0.95 {
		t.Errorf("AMI %.3f with the topics that the texts were made of", ami)
	}
	whole := fit(t, l.Corpus, topics.Options{})
	if ami := agreement.Of(m.Assign, whole.Assign).AMI; ami < 0.95 {
		t.Errorf("AMI %.3f with the topics of all texts", ami)
	}
	mean := func(m *topics.Model) (sum float64) {
		for _, x := range m.Confidence {
			sum += float64(x) / float64(len(m.IDs))
		}
		return sum
	}
	if a, b := mean(m), mean(whole); math.Abs(a-b) > 0.03 {
		t.Errorf("mean confidence %.3f, of a fit without a sample %.3f", a, b)
	}
	for _, threads := range []int{2, 5} {
		again := fit(t, shuffled(l.Corpus), topics.Options{Sample: 2000, Threads: threads})
		if string(written(t, again)) != string(written(t, m)) {
			t.Errorf("another order of the texts on %d threads gives another file", threads)
		}
	}
	warm := fit(t, l.Corpus, topics.Options{Sample: 2000, Previous: m})
	if moved := changed(m, warm); moved > 0.01 {
		t.Errorf("%.1f %% of texts changed topic though nothing was new", 100*moved)
	}
}

// nested fails the test where a level is not inside the one before.
func nested(t *testing.T, m *topics.Model) {
	t.Helper()
	for i := 1; i < len(m.Levels); i++ {
		level, above := &m.Levels[i], &m.Levels[i-1]
		for text, topic := range level.Assign {
			up := above.Assign[text]
			if topic < 0 && topic != up || topic >= 0 && level.Parent[topic] != up {
				t.Fatalf("text %d is in %d of %s and %d of %s", text, topic, level.Name, up, above.Name)
			}
		}
	}
}

// changed is the share of the texts that were in a topic and are in another, topics being the same that share most texts.
func changed(before, after *topics.Model) float64 {
	now := make(map[string]int32, len(after.IDs))
	for i, id := range after.IDs {
		now[id] = after.Assign[i]
	}
	type pair struct{ from, to int32 }
	shared := map[pair]int{}
	all := 0
	for i, id := range before.IDs {
		if to, ok := now[id]; ok && before.Assign[i] >= 0 {
			shared[pair{before.Assign[i], to}]++
			all++
		}
	}
	same := 0
	for from := range before.Topics {
		most := 0
		for to := range after.Topics {
			most = max(most, shared[pair{int32(from), int32(to)}])
		}
		same += most
	}
	return 1 - float64(same)/float64(max(1, all))
}
