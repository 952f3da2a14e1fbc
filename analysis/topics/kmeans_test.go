package topics_test

import (
	"math"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
)

func TestKMeans(t *testing.T) {
	l := invented(2000, 48)
	o := topics.Options{Method: topics.KMeans, Threads: 1}
	m := fit(t, l.Corpus, o)
	check(t, l.Corpus, m)
	nested(t, m)
	if ami := agreement.Of(m.Assign, l.gold).AMI; ami < 0.95 || m.Stats.Method != topics.KMeans {
		t.Errorf("%d topics by %v, AMI %.3f with the 10 that the texts were made of", len(m.Topics), m.Stats.Method, ami)
	}
	o.Threads = 3
	if again := fit(t, shuffled(l.Corpus), o); string(written(t, again)) != string(written(t, m)) {
		t.Error("another order of the texts, on other threads, gives another file")
	}
	for _, count := range []int{3, 10, 25} {
		o.Topics = count
		if m := fit(t, l.Corpus, o); len(m.Topics) != count {
			t.Errorf("%d topics, asked for %d", len(m.Topics), count)
		}
	}
	o.Topics = 0
	o.Sample = 700
	sampled := fit(t, l.Corpus, o)
	check(t, l.Corpus, sampled)
	nested(t, sampled)
	if ami := agreement.Of(sampled.Assign, l.gold).AMI; ami < 0.95 {
		t.Errorf("AMI %.3f from a sample", ami)
	}
	o.Sample, o.Previous = 0, m
	if moved := changed(m, fit(t, l.Corpus, o)); moved > 0.01 {
		t.Errorf("%.1f %% of texts changed topic though nothing was new", 100*moved)
	}
}

// TestKMeansEdges has too few texts to divide, and none that differ.
func TestKMeansEdges(t *testing.T) {
	for _, n := range []int{0, 1, 2, 7, 30} {
		l := invented(n, 16)
		check(t, l.Corpus, fit(t, l.Corpus, topics.Options{Method: topics.KMeans}))
		for i := range l.Vectors {
			l.Vectors[i] = float32(math.Sqrt(1.0 / 16))
		}
		check(t, l.Corpus, fit(t, l.Corpus, topics.Options{Method: topics.KMeans, Topics: 5}))
	}
}
