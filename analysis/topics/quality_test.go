package topics_test

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
	"github.com/kaiku-analytics/kaiku/langs"
)

// TestQuality measures topics against labels that people gave, on sets that are never tuned on. It asserts only what a
// broken build would fail; go test -v -run Quality prints the figures.
func TestQuality(t *testing.T) {
	sets := []struct {
		name string
		set  *labelled
	}{
		{"SIB-200 fi", sib200(t, 0)},
		{"SIB-200 sv", sib200(t, 1)},
		{"SIB-200 en", sib200(t, 2)},
		{"Banking77", banking77(t)},
		{"NHS phase 1", nhsPhase1(t)},
	}
	for _, s := range sets {
		for _, resolution := range resolutions {
			m := fit(t, s.set.Corpus, topics.Options{Resolution: resolution})
			ami := agreement.Of(m.Assign, s.set.gold).AMI
			t.Logf("%-12s %5d texts, resolution %.1f: %3d topics, %d unassigned, AMI %.3f", s.name, len(s.set.IDs), resolution,
				len(m.Topics), m.Stats.Unassigned, ami)
			if ami < 0.05 {
				t.Errorf("%s: AMI %.3f is that of chance", s.name, ami)
			}
		}
		m := fit(t, s.set.Corpus, topics.Options{Method: topics.KMeans})
		t.Logf("%-12s %5d texts, k-means:        %3d topics, %d unassigned, AMI %.3f", s.name, len(s.set.IDs), len(m.Topics),
			m.Stats.Unassigned, agreement.Of(m.Assign, s.set.gold).AMI)
	}
}

// TestQualityAcrossLanguages measures how often a text and its translation are in one topic. With 20 topics of SIB-200 it shall
// be 88 % of the pairs.
func TestQualityAcrossLanguages(t *testing.T) {
	for _, s := range []struct {
		name string
		set  *labelled
	}{{"SIB-200", sib200(t, 0, 1, 2)}, {"NTREX", ntrex(t)}} {
		for _, o := range []topics.Options{{Resolution: 1}, {}, {Topics: 20}} {
			m := fit(t, s.set.Corpus, o)
			var same [3]int
			for i := 0; i < len(m.Assign); i += 3 {
				fi, sv, en := m.Assign[i], m.Assign[i+1], m.Assign[i+2]
				for pair, equal := range []bool{fi == en, sv == en, fi == sv} {
					if equal && fi != topics.Unassigned {
						same[pair]++
					}
				}
			}
			n := float64(len(m.Assign)) / 300
			t.Logf("%-8s resolution %.1f: %3d topics, AMI %.3f; translations in one topic fi-en %.1f, sv-en %.1f, fi-sv %.1f %%; same-language neighbours %.2f, by chance %.2f",
				s.name, m.Stats.Resolution, len(m.Topics), agreement.Of(m.Assign, s.set.gold).AMI,
				float64(same[0])/n, float64(same[1])/n, float64(same[2])/n, m.Stats.SameLanguage, m.Stats.ByChance)
			if mean := float64(same[0]+same[1]+same[2]) / n / 3; s.name == "SIB-200" && o.Topics == 20 && mean < 88 {
				t.Errorf("%.1f %% of translations in one of %d topics", mean, len(m.Topics))
			}
		}
	}
}

var resolutions = []float64{1, 2}

// sib200 reads the train and dev parts, in some of the languages, one text after its translations.
func sib200(t testing.TB, columns ...int) *labelled {
	l := &labelled{}
	for _, part := range []string{"train", "dev"} {
		for _, row := range lines(t, data(t, "eval/sib200."+part+".tsv.gz")) {
			for _, c := range columns {
				l.add(row[c], langs.All[c], row[3])
			}
		}
	}
	return l.embed(t)
}

func ntrex(t testing.TB) *labelled {
	l := &labelled{}
	for _, row := range lines(t, data(t, "eval/ntrex.fi-sv-en.tsv.gz")) {
		for c, language := range langs.All {
			l.add(row[c], language, "")
		}
	}
	return l.embed(t)
}

func banking77(t testing.TB) *labelled {
	l := &labelled{}
	for _, row := range lines(t, data(t, "eval/banking77.test.tsv.gz")) {
		l.add(row[0], langs.English, row[1])
	}
	return l.embed(t)
}

// nhsPhase1 takes the 4,000 texts with the lowest SHA-256.
func nhsPhase1(t testing.TB) *labelled {
	rows := records(t, data(t, "feedback/nhs-phase1.csv.gz"))
	slices.SortFunc(rows, func(a, b map[string]string) int {
		x, y := sha256.Sum256([]byte(a["feedback"])), sha256.Sum256([]byte(b["feedback"]))
		return cmp.Or(bytes.Compare(x[:], y[:]), strings.Compare(a["row_index"], b["row_index"]))
	})
	l := &labelled{}
	for _, row := range rows[:4000] {
		l.add(row["feedback"], langs.English, row["label"])
	}
	return l.embed(t)
}
