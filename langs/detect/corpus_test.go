package detect

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect/internal/corpus"
)

// kinds are the ways of cutting a sentence that the model is measured on.
var kinds = []struct {
	name        string
	least, most int // words; 0 is the whole sentence
	noisy       bool
}{
	{"1-3 words", 1, 3, false},
	{"4-8 words", 4, 8, false},
	{"4-8 words, noisy", 4, 8, true},
	{"sentences", 0, 0, false},
}

// cut returns a window of text, as it is and as someone careless would write it.
func cut(rng *rand.Rand, kind int, text string) (window, written string) {
	k := kinds[kind]
	if k.most > 0 {
		text = corpus.Window(rng, text, k.least, k.most)
	}
	if k.noisy {
		return text, corpus.WithTypos(rng, corpus.WithoutDots(strings.ToLower(text)))
	}
	return text, text
}

func dataFolder(t *testing.T) string {
	t.Helper()
	data := os.Getenv("KAIKU_DATA")
	if data == "" {
		t.Skip("KAIKU_DATA is not set: no corpora")
	}
	return data
}

// tally counts the answers to the texts of one language.
type tally struct {
	texts, right, determined, rightly int
	confidence                        float64 // sum of the best probabilities
}

func (c *tally) add(text string, want langs.Language) {
	p, _ := Default().Probabilities(text)
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	c.texts++
	c.confidence += p[best]
	if languages[best] == want {
		c.right++
	}
	switch got, _ := Default().Detect(text); got {
	case langs.Undetermined:
	case want:
		c.determined++
		c.rightly++
	default:
		c.determined++
	}
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(whole) }

// TestTreebanks measures accuracy on the test sets of the treebanks of Universal Dependencies, of which nothing was
// seen in training. Windows of nothing but names, numbers and signs are in no language and do not count.
func TestTreebanks(t *testing.T) {
	data := dataFolder(t)
	sets := []struct {
		name string
		want langs.Language
	}{{"fi_tdt_test", langs.Finnish}, {"sv_talbanken_test", langs.Swedish}, {"en_ewt_test", langs.English}, {"fi_ftb_test", langs.Finnish}}
	atLeast := []float64{97, 99, 97.5, 99.2} // macro averages over the first three
	for k, kind := range kinds {
		macro, withNames := 0.0, 0.0
		for i, set := range sets {
			sentences, err := corpus.Sentences(data, set.name)
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewPCG(5, 6))
			var words, all tally
			for _, sentence := range sentences {
				window, written := cut(rng, k, sentence.Text)
				all.add(written, set.want)
				if !sentence.NamesOnly(window) {
					words.add(written, set.want)
				}
			}
			t.Logf("%-16s %-17s %5.2f %% right at a mean probability of %.3f; %5.2f %% determined, %5.2f %% of these rightly",
				kind.name, set.name, percent(words.right, words.texts), words.confidence/float64(words.texts),
				percent(words.determined, words.texts), percent(words.rightly, words.determined))
			if i < 3 {
				macro += percent(words.right, words.texts) / 3
				withNames += percent(all.right, all.texts) / 3
			}
		}
		t.Logf("%-16s macro %.2f %%; counting texts of names alone %.2f %%", kind.name, macro, withNames)
		if macro < atLeast[k] {
			t.Errorf("%s: macro accuracy %.2f %%, want at least %.1f", kind.name, macro, atLeast[k])
		}
	}
}

// TestOtherLanguages measures how many texts in other languages are called Finnish, Swedish or English.
func TestOtherLanguages(t *testing.T) {
	sentences, err := corpus.Others(dataFolder(t), corpus.Test)
	if err != nil {
		t.Fatal(err)
	}
	atMost := []float64{100, 3, 3, 3} // 1-3 words are too few for a promise
	for k, kind := range kinds {
		rng := rand.New(rand.NewPCG(5, 6))
		taken := 0
		for _, sentence := range sentences {
			_, written := cut(rng, k, sentence)
			switch got, _ := Default().Detect(written); got {
			case langs.Finnish, langs.Swedish, langs.English:
				taken++
			}
		}
		share := percent(taken, len(sentences))
		t.Logf("%-16s %.2f %% of %d called Finnish, Swedish or English", kind.name, share, len(sentences))
		if share > atMost[k] {
			t.Errorf("%s: %.2f %% taken for one of the three, want at most %.0f", kind.name, share, atMost[k])
		}
	}
}
