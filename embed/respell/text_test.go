package respell

import (
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
)

// Slips that people make, with what was meant as any reader of the language would say.
var slips = []struct {
	language      langs.Language
	written, want string
}{
	{langs.Finnish, "Palvleu oli hyvaa ja ystavallista", "Palvelu oli hyvää ja ystävällistä"},
	{langs.Finnish, "hoitaja sanoi etta aika on siirrety", "hoitaja sanoi että aika on siirretty"},
	{langs.Finnish, "hjyvä hoito, kiitoos", "hyvä hoito, kiitos"},
	{langs.Finnish, "ei vaivaa mutta meidän mahollista", "ei vaivaa mutta meidän mahdollista"},
	{langs.Swedish, "Personalen ar mycket duktig pa avdelningen", "Personalen är mycket duktig på avdelningen"},
	{langs.Finnish, "Aiti sai ajan", "Äiti sai ajan"},
	{langs.Finnish, "Äitiysneuvoal oli hyvä", "Äitiysneuvola oli hyvä"},
	{langs.Finnish, "palvleu oli hyva\u0308a\u0308", "palvelu oli hyva\u0308a\u0308"}, // decomposed
	{langs.Swedish, "lang vantetid for behandlng", "lång väntetid för behandling"},
	{langs.English, "The recepton was very freindly", "The reception was very friendly"},
	{langs.English, "my apointment was canceled twcie", "my appointment was canceled twice"},
}

func TestText(t *testing.T) {
	for _, s := range slips {
		if got := Text(s.written, s.language); got != s.want {
			t.Errorf("%q: got %q, want %q", s.written, got, s.want)
		}
	}
}

// What must stay: known words that others resemble, names, abbreviations, other languages, masks, and everything between.
func TestTextStays(t *testing.T) {
	for _, s := range []struct {
		language langs.Language
		text     string
	}{
		{langs.Finnish, "ei valittamista, valitan"},
		{langs.Finnish, "Meillä kävi Virtanen ja Mäkelä Kuopiosta"},
		{langs.Finnish, "soittakaa [PHONE]\r\n\tTHL:n   ja tk:ssa, 24-vuotias 😀"},
		{langs.Finnish, "sosiaali- ja terveyspalvelut"},
		{langs.Finnish, "sen teki thank god nurse"},
		{langs.Finnish, "next money service"},
		{langs.Swedish, "service was good, kaunis"},
		{langs.Swedish, "Vi va\u0308ntade for bra val"},
		{langs.English, "liian pitkä hade"},
		{langs.Swedish, "Hon har en fin lampa här"},
		{langs.English, "The nurses were lovely and the food was fine"},
		{langs.Other, "der Artzt wahr nett"},
		{langs.Undetermined, "hyva palvleu"},
		{langs.Finnish, ""},
	} {
		if got := Text(s.text, s.language); got != s.text {
			t.Errorf("%q: got %q", s.text, got)
		}
	}
}

// TestVersion notices that texts are respelled otherwise than before. Then version must be raised, so that nobody mixes
// vectors of both, and the sum renewed.
func TestVersion(t *testing.T) {
	file, err := os.Open("../../testdata/feedback.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	for _, row := range rows[1:] {
		text := row[slices.Index(rows[0], "text")]
		for _, written := range []string{text, strings.NewReplacer("ä", "a", "ö", "o", "å", "a", "ll", "l", "ut", "tu").Replace(text)} {
			fmt.Fprintln(sum, Text(written, likeliest(written)))
		}
	}
	const want = "2:94451ba37b7b88e3"
	if got := fmt.Sprintf("%d:%x", version, sum.Sum(nil)[:8]); got != want {
		t.Errorf("version and texts %s, want %s", got, want)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range slips {
		f.Add(s.written, uint8(s.language))
	}
	f.Add("\xffhyva\x00 a\u0308iti ÅÄÖ sooooo", uint8(1))
	f.Fuzz(func(t *testing.T, text string, language uint8) {
		got := Text(text, langs.Language(language%5))
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("%q becomes invalid: %q", text, got)
		}
		if strings.Count(got, "\n") != strings.Count(text, "\n") {
			t.Errorf("%q: lines differ: %q", text, got)
		}
		if again := Text(text, langs.Language(language%5)); again != got {
			t.Errorf("%q: once %q, then %q", text, got, again)
		}
	})
}

func BenchmarkText(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		Text("Hoitajat olivat ystävällisiä, mutta odotusaika oli aivan liian pitkä.", langs.Finnish)
	}
}
