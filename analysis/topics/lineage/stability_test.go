package lineage_test

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/langs"
)

// real reads up to n texts of a file of the data folder, in an order that is as good as random, with the vectors of the default
// model. It skips a test that takes minutes unless KAIKU_LONG says that there is time.
func real(t *testing.T, name string, n int) topics.Corpus {
	t.Helper()
	folder := os.Getenv("KAIKU_DATA")
	if folder == "" || os.Getenv("KAIKU_LONG") == "" {
		t.Skip("KAIKU_DATA or KAIKU_LONG is not set")
	}
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(unzipped)
	column, language := 0, []langs.Language{langs.English}
	switch {
	case strings.Contains(name, "nhs"):
		header, err := r.Read()
		if err != nil {
			t.Fatal(err)
		}
		column = slices.Index(header, "feedback")
	case strings.Contains(name, "sib200"):
		language = langs.All[:]
		fallthrough
	default:
		r.Comma = '\t'
	}
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c := topics.Corpus{Dim: model.Default().Dim()}
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(len(rows)) {
		for k, l := range language {
			if len(c.IDs) < n && len(rows[i]) > column+k {
				c.IDs = append(c.IDs, fmt.Sprintf("r%05d", len(c.IDs)))
				c.Texts = append(c.Texts, rows[i][column+k])
				c.Languages = append(c.Languages, l)
			}
		}
	}
	c.Vectors = make([]float32, len(c.IDs)*c.Dim)
	if err := model.Default().Embed(context.Background(), embed.Passage, c.Texts, c.Vectors); err != nil {
		t.Fatal(err)
	}
	return c
}

var realSets = []string{"feedback/nhs-phase1.csv.gz", "eval/banking77.test.tsv.gz", "eval/sib200.train.tsv.gz"}

// TestDropOnePercentOfRealTexts leaves out one text in a hundred of real corpora and fits again, twenty times, going on from the
// topics before and anew.
func TestDropOnePercentOfRealTexts(t *testing.T) {
	for _, name := range realSets {
		t.Run(filepath.Base(name), func(t *testing.T) {
			all := real(t, name, 4000)
			first, sum := fit(t, all, nil)
			l := lineage.New()
			must(t)(l.Fit(by, first, sum, nil))
			was, previous := l.Apply(first), l.Previous()
			again := func(c topics.Corpus, previous *topics.Model) float64 {
				m, sum := fit(t, c, previous)
				other := lineage.New()
				must(t)(other.Fit(by, first, "", nil))
				must(t)(other.Fit(by, m, sum, first))
				return moved(was, other.Apply(m))
			}
			var warm, cold []float64
			for draw := range 20 {
				rng := rand.New(rand.NewPCG(uint64(draw), 1))
				gone := map[int]bool{}
				for len(gone) < len(all.IDs)/100 {
					gone[rng.IntN(len(all.IDs))] = true
				}
				rest := some(all, func(i int) bool { return !gone[i] })
				warm = append(warm, again(rest, previous))
				cold = append(cold, again(rest, nil))
			}
			slices.Sort(warm)
			slices.Sort(cold)
			t.Logf("%d texts, %d topics; changed topic: warm %.2f %% (median; at most %.2f %%), cold %.2f %% (at most %.2f %%)",
				len(all.IDs), len(first.Topics), 100*warm[10], 100*warm[19], 100*cold[10], 100*cold[19])
			if warm[19] > 0.05 {
				t.Errorf("%.2f %% changed their topic", 100*warm[19])
			}
		})
	}
}

// TestYearOfRealTexts fits half of a real corpus, and then a fifty-second part of the other half more every week.
func TestYearOfRealTexts(t *testing.T) {
	for _, name := range realSets {
		t.Run(filepath.Base(name), func(t *testing.T) {
			all := real(t, name, 4000)
			start := len(all.IDs) / 2
			l := lineage.New()
			var before, applied *topics.Model
			held := map[lineage.ID]lineage.Labels{}
			var shares []float64
			for week := range 53 {
				n := start + (len(all.IDs)-start)*week/52
				m, sum := fit(t, some(all, func(i int) bool { return i < n }), l.Previous())
				must(t)(l.Fit(by, m, sum, before))
				now := l.Apply(m)
				if applied != nil {
					shares = append(shares, moved(applied, now))
				}
				for id, labels := range held {
					if labelsOf(now, id) != labels {
						t.Errorf("week %d: topic %d is called %q, not %q", week, id, labelsOf(now, id), labels)
					}
				}
				if list := main(l); week%8 == 2 { // rename one topic and pin another that nobody has touched
					for i, topic := range list {
						if _, ok := held[topic.ID]; ok {
							continue
						}
						if i%2 == 0 {
							held[topic.ID] = lineage.Labels{fmt.Sprint("Nimi ", week), "Namn", "Name"}
							must(t)(l.Rename(by, topic.ID, held[topic.ID]))
						} else {
							held[topic.ID] = labelsOf(now, topic.ID)
							must(t)(l.Pin(by, topic.ID, held[topic.ID]))
							break
						}
					}
					now = l.Apply(m)
				}
				before, applied = m, now
			}
			slices.Sort(shares)
			t.Logf("%d to %d texts, %d topics at the end, %d held; old texts that changed topic at a refit: median %.2f %%, at most %.2f %%",
				start, len(all.IDs), len(applied.Topics), len(held), 100*shares[len(shares)/2], 100*shares[len(shares)-1])
			if worst := shares[len(shares)-1]; worst > 0.02 {
				t.Errorf("%.2f %% of the old texts changed their topic at a refit", 100*worst)
			}
		})
	}
}
