package lemma_test

import (
	"testing"

	"github.com/kaiku-analytics/kaiku/langs/en"
	"github.com/kaiku-analytics/kaiku/langs/fi"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
	"github.com/kaiku-analytics/kaiku/langs/sv"
)

// What a reader of the language takes each word for; "" where it should stay.
var mistyped = []struct {
	model         func() *lemma.Model
	undotted      bool
	written, want string
}{
	{fi.Lemmatizer, false, "palvleu", "palvelu"},              // exchanged
	{fi.Lemmatizer, false, "jhoitaja", "hoitaja"},             // a first letter too many
	{fi.Lemmatizer, false, "koti", ""},                        // known
	{fi.Lemmatizer, true, "pyorilla", "pyörillä"},             // dots alone
	{fi.Lemmatizer, true, "ystavalinen", "ystävällinen"},      // dots and a letter
	{fi.Lemmatizer, true, "valittaa", ""},                     // another word than välittää
	{fi.Lemmatizer, false, "terveysakseman", "terveysaseman"}, // in the second part of a compound
	{fi.Lemmatizer, false, "e3dkj", ""},
	{sv.Lemmatizer, true, "for", "för"},
	{sv.Lemmatizer, false, "for", ""},                 // in a text with dots for is a form of fara
	{sv.Lemmatizer, true, "forsakring", "försäkring"}, // ö and ä
	{sv.Lemmatizer, true, "har", ""},                  // as common as här
	{sv.Lemmatizer, false, "skötterska", "sköterska"},
	{en.Lemmatizer, false, "recepton", "reception"},
	{en.Lemmatizer, true, "color", ""}, // no word of English has dots
	{en.Lemmatizer, false, "", ""},
}

func TestRespell(t *testing.T) {
	for range 2 { // the second time from what is remembered
		for _, m := range mistyped {
			got, ok := m.model().Respell([]byte("before "), []byte(m.written), m.undotted)
			want := "before " + m.want
			if string(got) != want || ok != (m.want != "") {
				t.Errorf("%q, undotted %v: %q, %v, want %q", m.written, m.undotted, got, ok, want)
			}
		}
	}
}

// What Respell remembers changes no lemma, and the reverse.
func TestRespellAndLemmaDoNotMeet(t *testing.T) {
	for _, words := range [][2]string{{"palvleu", "palvelu"}, {"jhoitaja", "jhoitaja"}} {
		for range 2 {
			if got := fi.Lemmatizer().Lemma(nil, []byte(words[0])); string(got) != words[1] {
				t.Errorf("lemma of %q: %q, want %q", words[0], got, words[1])
			}
			if _, ok := fi.Lemmatizer().Respell(nil, []byte(words[0]), false); !ok {
				t.Errorf("%q is not respelled", words[0])
			}
		}
	}
}

func FuzzRespell(f *testing.F) {
	for _, m := range mistyped {
		f.Add([]byte(m.written), m.undotted)
	}
	f.Add([]byte("\xff\xfeaaooaaoo"), true)
	f.Fuzz(func(t *testing.T, word []byte, undotted bool) {
		for _, model := range []*lemma.Model{fi.Lemmatizer(), sv.Lemmatizer(), en.Lemmatizer()} {
			got, ok := model.Respell(nil, word, undotted)
			again, _ := model.Respell(nil, word, undotted)
			if string(got) != string(again) || ok == (len(got) == 0) || string(got) == string(word) && ok {
				t.Errorf("%q: %q, %v, then %q", word, got, ok, again)
			}
			if ok && !model.Knows(got) && model.Knows(word) && !undotted {
				t.Errorf("%q, which is known, becomes %q", word, got)
			}
		}
	})
}
