package bilingual

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lexicon"
	"golang.org/x/text/unicode/norm"
)

//go:embed testdata/gold.tsv
var gold string

//go:embed testdata/gold-general.tsv
var goldGeneral string

// TestGold measures how often the first and one of the first three translations is right, of common words of feedback and
// of common words that are no concepts of lexicon.Health.
func TestGold(t *testing.T) {
	for _, set := range []struct {
		name, text string
		least      [6][2]float64 // percent, by direction
	}{
		{"feedback", gold, [6][2]float64{{98, 99}, {98, 99}, {87, 96}, {91, 96}, {82, 95}, {87, 94}}},
		{"general", goldGeneral, [6][2]float64{{91, 97}, {97, 97}, {87, 91}, {83, 89}, {83, 91}, {77, 89}}},
	} {
		for i, d := range directions {
			n, first, three := 0, 0, 0
			for line := range strings.Lines(set.text) {
				if line[0] == '#' {
					continue
				}
				columns := strings.Split(strings.TrimSpace(line), "\t")
				lemma, _, _ := strings.Cut(columns[d[0]-langs.Finnish], " / ")
				want := strings.Split(columns[d[1]-langs.Finnish], " / ")
				got := Default().Translate(nil, lemma, d[0], d[1])
				right := func(translation Translation) bool { return slices.Contains(want, translation.Lemma) }
				n++
				if slices.ContainsFunc(got[:min(1, len(got))], right) {
					first++
				}
				if slices.ContainsFunc(got[:min(3, len(got))], right) {
					three++
				}
			}
			at1, at3 := 100*float64(first)/float64(n), 100*float64(three)/float64(n)
			t.Logf("%s, %v to %v: of %d words the first translation is right in %.1f %%, one of the first three in %.1f %%", set.name, d[0], d[1], n, at1, at3)
			if at1 < set.least[i][0] || at3 < set.least[i][1] {
				t.Errorf("want at least %v", set.least[i])
			}
		}
	}
}

// TestHealth checks that the file was built from the present list of concepts and puts it first.
func TestHealth(t *testing.T) {
	for c := range lexicon.Health() {
		lemmas := [3][]string{c.Finnish, c.Swedish, c.English}
		for _, d := range directions {
			lemma, want := strings.ToLower(lemmas[d[0]-langs.Finnish][0]), strings.ToLower(lemmas[d[1]-langs.Finnish][0])
			got := Default().Translate(nil, lemma, d[0], d[1])
			if len(got) == 0 || got[0].Weight < .9 {
				t.Errorf("%v to %v: %s is %v", d[0], d[1], lemma, got)
			}
			right := func(translation Translation) bool { return translation.Lemma == want && translation.Weight >= .9 }
			if len(got) < 8 && !slices.ContainsFunc(got, right) {
				t.Errorf("%v to %v: %s is %v, want %s", d[0], d[1], lemma, got, want)
			}
		}
	}
}

func TestBuiltInIsInForm(t *testing.T) {
	for _, d := range directions {
		v := &Default().vocabularies[d[0]-langs.Finnish]
		var list []Translation
		for i := range v.len() {
			lemma := v.lemma(i)
			if lemma != strings.ToLower(lemma) || !norm.NFC.IsNormalString(lemma) {
				t.Errorf("%v: lemma %q", d[0], lemma)
			}
			list = Default().Translate(list[:0], lemma, d[0], d[1])
			for j, translation := range list {
				if translation.Weight <= 0 || translation.Weight > 1 || j > 0 && translation.Weight > list[j-1].Weight {
					t.Errorf("%v to %v: %s is %v", d[0], d[1], lemma, list)
				}
				if slices.ContainsFunc(list[:j], func(other Translation) bool { return other.Lemma == translation.Lemma }) {
					t.Errorf("%v to %v: %s is twice %s", d[0], d[1], lemma, translation.Lemma)
				}
			}
		}
	}
}

func TestNothingToTranslate(t *testing.T) {
	kept := []Translation{{"kept", 1}}
	for _, c := range []struct {
		lemma    string
		from, to langs.Language
	}{
		{"", langs.Finnish, langs.Swedish}, {"\xff", langs.Finnish, langs.Swedish}, {"jonojonojono", langs.Finnish, langs.English},
		{"ööööö", langs.Finnish, langs.English}, {"jono", langs.Finnish, langs.Finnish}, {"jono", langs.Undetermined, langs.Swedish},
		{"jono", langs.Finnish, langs.Other}, {"jono", langs.Language(200), langs.Language(201)},
	} {
		if got := Default().Translate(kept, c.lemma, c.from, c.to); !slices.Equal(got, kept) {
			t.Errorf("%s from %v to %v: %v", c.lemma, c.from, c.to, got)
		}
	}
}

func TestTranslateDoesNotAllocate(t *testing.T) {
	x, list := Default(), make([]Translation, 0, MaxTranslations)
	word := []byte("ystävällinen")
	if n := testing.AllocsPerRun(100, func() { list = x.Translate(list[:0], string(word), langs.Finnish, langs.Swedish) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkTranslate(b *testing.B) {
	x := Default()
	v := &x.vocabularies[0]
	list := make([]Translation, 0, MaxTranslations)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i = (i + 7919) % v.len()
		list = x.Translate(list[:0], v.lemma(i), langs.Finnish, langs.English)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.SetBytes(int64(len(words)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(words); err != nil {
			b.Fatal(err)
		}
	}
}
