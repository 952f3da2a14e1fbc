package topics_test

import (
	"math"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
)

// TestOutlierShare asks for shares of texts in no topic, of a corpus that was written for the tests and, where they are at hand,
// of real ones.
func TestOutlierShare(t *testing.T) {
	for name, read := range map[string]func(t testing.TB) *labelled{
		"feedback":  feedback,
		"invented":  func(testing.TB) *labelled { return invented(1500, 48) },
		"SIB-200":   func(t testing.TB) *labelled { return sib200(t, 0, 1, 2) },
		"Banking77": banking77,
		"NHS":       nhsPhase1,
	} {
		t.Run(name, func(t *testing.T) {
			l := read(t)
			options := []topics.Options{{Outliers: 0.08}}
			if name == "invented" {
				options = []topics.Options{{Outliers: 0.03}, {Outliers: 0.2}, {Outliers: 0.1, Method: topics.KMeans}, {Outliers: 0.1, Sample: 700}}
			}
			for _, o := range options {
				m := fit(t, l.Corpus, o)
				share := float64(m.Stats.Unassigned) / float64(m.Stats.Texts-m.Stats.NoContent)
				t.Logf("asked for %.3f, got %.4f of %d texts by %v", o.Outliers, share, m.Stats.Texts, o.Method)
				if math.Abs(share-o.Outliers) > 0.005 {
					t.Errorf("asked for %.3f, got %.4f", o.Outliers, share)
				}
				if queue := m.Queue(); len(queue) != m.Stats.Unassigned {
					t.Errorf("%d texts are in the queue of %d", len(queue), m.Stats.Unassigned)
				}
				check(t, l.Corpus, m)
				nested(t, m)
			}
		})
	}
}
