package lexicon

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestHealth(t *testing.T) {
	count, last := 0, ""
	for c, err := range Concepts(health) {
		if err != nil {
			t.Error(err)
			continue
		}
		count++
		if c.Finnish[0] <= last {
			t.Errorf("%s after %s: lemmas must be unique and rise", c.Finnish[0], last)
		}
		last = c.Finnish[0]
		for _, lemmas := range [][]string{c.Finnish, c.Swedish, c.English} {
			for i, lemma := range lemmas {
				if !norm.NFC.IsNormalString(lemma) || strings.Contains(lemma, "  ") || strings.Contains(lemma, "/") {
					t.Errorf("%s: lemma %q", last, lemma)
				}
				if slices.Contains(lemmas[:i], lemma) {
					t.Errorf("%s: %s twice", last, lemma)
				}
			}
		}
	}
	if count < 3000 {
		t.Errorf("%d concepts", count)
	}
}

func TestHealthStopsEarly(t *testing.T) {
	for range Health() {
		return
	}
}

func TestConcepts(t *testing.T) {
	list := "# comment\n\nhoitaja\tskötare / vårdare\tnurse\tnoun\r\nhoito\tvård\tcare\nhoito\tvård \tcare\tnoun\nhoito\tvård\tcare\tthing\nhoito\t\tcare\tnoun\n"
	var concepts []Concept
	var errors []string
	for c, err := range Concepts(list) {
		if err != nil {
			errors = append(errors, err.Error())
		} else {
			concepts = append(concepts, c)
		}
	}
	if len(concepts) != 1 || !slices.Equal(concepts[0].Swedish, []string{"skötare", "vårdare"}) || concepts[0].PartOfSpeech != "noun" {
		t.Errorf("concepts %v", concepts)
	}
	want := []string{
		"lexicon: line 4: 3 columns, expected Finnish, Swedish, English and part of speech",
		`lexicon: line 5: column 2: lemma "vård ", expected one without white space around it`,
		`lexicon: line 6: part of speech "thing", expected one of [noun verb adjective adverb proper]`,
		`lexicon: line 7: column 2: lemma "", expected one without white space around it`,
	}
	if !slices.Equal(errors, want) {
		t.Errorf("errors %q", errors)
	}
}

func FuzzConcepts(f *testing.F) {
	f.Add("hoitaja\tskötare / vårdare\tnurse\tnoun\n#\n\n\t / \t\tnoun")
	f.Fuzz(func(t *testing.T, list string) {
		n := 0
		for c, err := range Concepts(list) {
			n++
			if (err == nil) != (len(c.Finnish) > 0 && len(c.Swedish) > 0 && len(c.English) > 0) {
				t.Errorf("concept %v with error %v", c, err)
			}
		}
		if n > strings.Count(list, "\n")+1 {
			t.Errorf("%d concepts", n)
		}
	})
}

func BenchmarkHealth(b *testing.B) {
	for b.Loop() {
		for range Health() {
		}
	}
}
