package sv

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/lemmas.txt
var lemmas string

func TestLemmas(t *testing.T) {
	m := Lemmatizer()
	wrong, all := 0, 0
	for line := range strings.Lines(lemmas) {
		form, lemma, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || form == "#" {
			continue
		}
		all++
		if got := string(m.Lemma(nil, []byte(form))); got != lemma {
			wrong++
			t.Logf("lemma of %s: %s, want %s", form, got, lemma)
		}
	}
	t.Logf("%d of %d wrong", wrong, all)
	if wrong > all/50 {
		t.Errorf("%d of %d wrong, want at most %d", wrong, all, all/50)
	}
}
