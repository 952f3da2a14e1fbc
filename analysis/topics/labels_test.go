package topics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/langs"
)

// nameOf fits one topic to texts of a language, each written several times with words that no other has, and returns its words.
func nameOf(t *testing.T, l langs.Language, texts []string) []string {
	t.Helper()
	c := topics.Corpus{Dim: 2}
	for round := range 4 {
		for i, text := range texts {
			c.IDs = append(c.IDs, fmt.Sprintf("%d/%d", round, i))
			c.Texts = append(c.Texts, fmt.Sprintf("%s. %s.", text, strings.Repeat(string(rune('b'+round)), 3+i)))
			c.Languages = append(c.Languages, l)
			c.Vectors = append(c.Vectors, 0.6, 0.8)
		}
	}
	m := fit(t, c, topics.Options{})
	if len(m.Topics) != 1 {
		t.Fatalf("%d topics, want 1", len(m.Topics))
	}
	words := m.Topics[0].Words
	for _, label := range m.Topics[0].Labels {
		if label.Language == l {
			words = append(strings.Split(label.Text, ", "), words...)
		}
	}
	return words
}

// TestBaseForms has a small corpus for each way in which a word of a label came out other than in its base form. The words
// wanted are those of Kotus's word list and SALDO and, of phrases, what the grammars say.
func TestBaseForms(t *testing.T) {
	for _, test := range []struct {
		name     string
		language langs.Language
		texts    []string
		want     []string
		not      []string
	}{
		{"all forms are of one lemma", langs.Finnish,
			[]string{"Hoitajan kanssa sujui", "Kiitokset hoitajalle", "Nämä hoitajat jaksavat"},
			[]string{"hoitaja"}, []string{"hoitajan", "hoitajalle", "hoitajat", "hoitaj"}},
		{"a plural is listed as such", langs.Finnish,
			[]string{"Kasvoja särki", "Elinolojen takia", "Kasvoissa näkyi", "Elinoloihin kiinni"},
			[]string{"kasvot", "elinolot"}, []string{"kasvo"}},
		{"an adjective agrees with its head", langs.Finnish,
			[]string{"Puhtaan veden puute", "Siellä puhdasta vettä kaivattiin", "Puhtaalla vedellä pestiin"},
			[]string{"puhdas vesi"}, []string{"puhtaan veden", "puhdasta vettä"}},
		{"a genitive stays", langs.Finnish,
			[]string{"Kehitysmaiden ongelmat kasvoivat", "Autettiin kehitysmaiden ongelmissa", "Kehitysmaiden ongelmia korjataan"},
			[]string{"kehitysmaiden ongelma"}, []string{"kehitysmaiden ongelmat", "kehitysmaa ongelma"}},
		{"an illative is no genitive", langs.Finnish,
			[]string{"Hoitoon lääkäri ehti", "Lopulta hoitoon lääkäri tuli", "Nyt hoitoon lääkärin pyysin"},
			[]string{"hoito", "lääkäri"}, []string{"hoitoon lääkäri", "hoitoon"}},
		{"a verb and its object are apart", langs.Finnish,
			[]string{"Tarvitaan apua sinne", "Siellä tarvitaan apua", "Heti tarvitaan apua"},
			[]string{"apu", "tarvita"}, []string{"tarvitaan apua", "tarvitaan"}},
		{"a numeral keeps the case of its head", langs.Finnish,
			[]string{"Kaksi viikkoa meni", "Siinä kaksi viikkoa jonotin", "Nyt kaksi viikkoa sitten"},
			[]string{"kaksi viikkoa"}, []string{"kaksi viikko"}},
		{"the first part of a word that is not written out", langs.Finnish,
			[]string{"Sosiaali- ja terveyspalvelut toimivat", "Kiitos sosiaali- ja terveyspalveluista", "Sosiaali- ja terveyspalveluja leikattiin"},
			[]string{"terveyspalvelu"}, []string{"sosiaali"}},
		{"a misspelt word counts for the one that was meant", langs.Finnish,
			[]string{"Kiittelen hoittajaa", "Hoitaja auttoi", "Hoitajaa odotin"},
			[]string{"hoitaja"}, []string{"hoittajaa", "hoittaja"}},
		{"adjective and noun of a neuter", langs.Swedish,
			[]string{"Vackert väder möttes", "Ett vackert väder", "Igår vackert väder"},
			[]string{"vackert väder"}, []string{"vacker väder"}},
		{"a definite phrase is none", langs.Swedish,
			[]string{"Den svarta katten sprang", "Svarta katten jamade", "Där svarta katten låg"},
			[]string{"svart", "katt"}, []string{"svarta katten", "svarta katt"}},
		{"a form that is also a rare noun", langs.Swedish,
			[]string{"Hon sitter fast", "Du borde sitta", "Alla sitter där"},
			[]string{"sitta"}, []string{"sitter"}},
		{"the participle that people wrote", langs.Swedish,
			[]string{"Numret är upptaget", "Linjen var upptagen", "Numren är upptagna"},
			[]string{"upptagen"}, []string{"upptag"}},
		{"a language is a noun", langs.Swedish,
			[]string{"Broschyrer på finska", "Tala finska", "Personalen kan finska"},
			[]string{"finska"}, []string{"finsk"}},
		{"a strong verb", langs.Swedish,
			[]string{"Min man dog", "De dog hemma", "Hunden dog"},
			[]string{"dö"}, []string{"dog", "doge"}},
		{"a plural alone", langs.Swedish,
			[]string{"Pengarna räckte", "Mina pengar", "Inga pengar"},
			[]string{"pengar"}, []string{"peng"}},
		{"a plural at the end of a phrase", langs.English,
			[]string{"Staff shortages again", "There were staff shortages", "Due to staff shortages"},
			[]string{"staff shortage"}, []string{"staff shortages"}},
		{"most sentences decide", langs.English,
			[]string{"My neighbour the paramedic", "And the paramedics were kind", "To our paramedic", "For those paramedics"},
			[]string{"paramedic"}, []string{"paramedics"}},
		{"a sentence is no phrase", langs.English,
			[]string{"The ambulance arrived late", "Our ambulance arrived", "When the ambulance arrived"},
			[]string{"ambulance", "arrive"}, []string{"ambulance arrived"}},
		{"a participle before its noun", langs.English,
			[]string{"The waiting times rose", "A waiting time like that", "Long waiting time"},
			[]string{"waiting time"}, []string{"waiting times", "wait time"}},
		{"a numeral before its noun", langs.English,
			[]string{"Two weeks passed", "After two weeks", "About two weeks"},
			[]string{"two weeks"}, []string{"two week"}},
		{"a word that the lexicon does not have", langs.English,
			[]string{"Referred to camhs", "They at camhs", "With camhs before"},
			[]string{"camhs"}, []string{"camh"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			words := nameOf(t, test.language, test.texts)
			for _, w := range test.want {
				if !slices.Contains(words, w) {
					t.Errorf("%q is not among %q", w, words)
				}
			}
			for _, w := range test.not {
				if slices.Contains(words, w) {
					t.Errorf("%q is among %q", w, words)
				}
			}
		})
	}
}
