package token

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

func TestScan(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"Hyvää Päivää!", "hyvää päivää"},
		{"ÅÄÖ ÉÜß ÿ×÷", "åäö éüß ÿ"},
		{"e-resepti, S-market ja 24-vuotias COVID-19", "e-resepti s-market ja 24-vuotias covid-19"},
		{"sosiaali- ja terveyspalvelut -- a--b", "sosiaali ja terveyspalvelut a b"},
		{"tk:ssa THL:n 2000:ssa Plussaa:ystävällinen", "tk:ssa thl:n 2000:ssa plussaa ystävällinen"},
		{"raa'at liu’uta don't 'lainaus'", "raa'at liu'uta don't lainaus"},
		{"hyvä.Kiitos a.b", "hyvä kiitos a b"},
		{"klo 12.30 tai 12:30, 1.2.2024; 0,5 ja 10-12.", "klo #12.30 tai #12:30 #1.2.2024 #0,5 ja #10 #12"},
		{"100mg 24/7 5.", "100mg #24 #7 #5"},
		{"matti.m+x@sub.example.fi, kiitos", "<matti.m+x@sub.example.fi> kiitos"},
		{"matti@ö.fi”. a@b", "<matti@ö.fi> a b"},
		{"ks. https://www.Omaolo.fi/a?b=c. (www.hus.fi) omakanta.fi:sta vai palvelu.se", "ks " +
			"{https://www.omaolo.fi/a?b=c} {www.hus.fi} {omakanta.fi} sta vai palvelu se"},
		{"soita [PHONE] tai [Phone] [A] [", "soita [phone]! tai phone a"},
		{"kiitos👍🏽👍 ❤️👩‍⚕️🇫🇮☺", "kiitos 👍🏽* 👍* ❤️* 👩‍⚕️* 🇫🇮* ☺*"},
		{"kiitos:) hyvä :-D ;) =) :'( <3 </3 XD xd :P", "kiitos :)* hyvä :-d* ;)* =)* :'(* <3* </3* xd* xd :p*"},
		{"hyvä:D:DD moi:)kiitos :( 10:30 1:3 a:/b", "hyvä :d* :dd* moi :)* kiitos :(* #10:30 #1:3 a b"},
		{"EU:S tk:ssa :ssa <3h <3,5 x=d :D1 (ohje: a) http://a.fi", "eu:s tk:ssa ssa 3h #3,5 x d d1 ohje a {http://a.fi}"},
		{"a\u0308iti A\u030Angstro\u0308m \u212B", "äiti ångström å"},
		{"ter\u00ADveys\u00AD\u200Bkeskus\u00AD sana\u2011pari\u2010", "terveyskeskus sana-pari"},
		{"p\xe4iv\xff\xc3", "p iv"},
		{"Привет, 我们 ありがとう Ⅷ ١٢", "привет 我 们 あ り が と う ⅷ #١٢"},
		{"\u0308a 5\u0308", "a #5\u0308"},
	} {
		var tokens Tokens
		Scan(&tokens, []byte(test.text))
		if got := render(&tokens); got != test.want {
			t.Errorf("Scan(%+q)\n got %s\nwant %s", test.text, got, test.want)
		}
		if err := check(&tokens, test.text); err != nil {
			t.Errorf("Scan(%+q): %v", test.text, err)
		}
	}
}

// render shows the words, each marked by its kind.
func render(tokens *Tokens) string {
	var b strings.Builder
	for i := range tokens.List {
		if i > 0 {
			b.WriteByte(' ')
		}
		format := [...]string{Word: "%s", Number: "#%s", Email: "<%s>", URL: "{%s}", Emoji: "%s*", Mask: "%s!"}
		fmt.Fprintf(&b, format[tokens.List[i].Kind], tokens.Word(i))
	}
	return b.String()
}

// check verifies what every scan promises: offsets that rise inside the text, every letter and digit in a token, words
// that are valid, composed and in lower case.
func check(tokens *Tokens, text string) error {
	at := 0
	for i, tok := range tokens.List {
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(text) {
			return fmt.Errorf("token %d is %d:%d, after offset %d of %d", i, tok.Start, tok.End, at, len(text))
		}
		if r, ok := uncovered(text[at:tok.Start]); ok {
			return fmt.Errorf("%+q before token %d is in no token", r, i)
		}
		at = tok.End
		word := tokens.Word(i)
		if len(word) == 0 || !utf8.Valid(word) || !norm.NFC.IsNormal(word) {
			return fmt.Errorf("word %d is %+q", i, word)
		}
		for _, r := range string(word) {
			if unicode.ToLower(r) != r {
				return fmt.Errorf("word %d, %+q, is not in lower case", i, word)
			}
		}
		if string(tokens.Key(i)) != string(word) {
			return fmt.Errorf("key %d is %+q", i, tokens.Key(i))
		}
	}
	if r, ok := uncovered(text[at:]); ok {
		return fmt.Errorf("%+q after the last token is in no token", r)
	}
	return nil
}

func uncovered(gap string) (rune, bool) {
	for _, r := range gap {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r, true
		}
	}
	return 0, false
}

// TestScanAgreesWithUAX29 takes uniseg's word boundaries as the reference on text without the signs for which doc.go
// names a difference.
func TestScanAgreesWithUAX29(t *testing.T) {
	for _, text := range []string{
		"Lääkäri kuunteli minua, ja sain ajan jo samana päivänä! 3.5 tähteä, 12,5 euroa.",
		"Tack för vården (avdelning 4); läkaren var snäll. Året 2024?",
		"Can't complain… the nurses' work is O'Neill's “best”. It cost $1,234.56!",
		"naïve café Ångström İstanbul ŠĐŽ œuvre ĳs",
		"Спасибо большое Ευχαριστώ πολύ",
		"foo_bar x1y2 3rd b12",
	} {
		var want []string
		state, rest := -1, text
		for len(rest) > 0 {
			var word string
			word, rest, state = uniseg.FirstWordInString(rest, state)
			if _, ok := uncovered(word); ok {
				want = append(want, word)
			}
		}
		var tokens Tokens
		Scan(&tokens, []byte(text))
		var got []string
		for _, tok := range tokens.List {
			got = append(got, text[tok.Start:tok.End])
		}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestScanDoesNotAllocate(t *testing.T) {
	var tokens Tokens
	text := []byte("Hoitaja oli ystävällinen 👍, a\u0308iti kiittää. Ks. www.hus.fi tai a@b.fi, puh. [PHONE] 12.30 Привет ’n’")
	if n := testing.AllocsPerRun(100, func() {
		tokens.Reset()
		Scan(&tokens, text)
	}); n != 0 {
		t.Errorf("%v allocations a text", n)
	}
}

// TestScanReadsOnce has no end worth waiting for where an address is looked for from each letter to the end of the text.
func TestScanReadsOnce(t *testing.T) {
	for text, want := range map[string]int{"a.": 200_000, "a.@": 200_000, "a_b@": 200_000} {
		var tokens Tokens
		Scan(&tokens, []byte(strings.Repeat(text, 200_000)))
		if tokens.Len() != want {
			t.Errorf("%q: %d tokens, want %d", text, tokens.Len(), want)
		}
	}
}

func TestSetKey(t *testing.T) {
	var tokens Tokens
	Scan(&tokens, []byte("Hoitajat hoitavat"))
	for i := range tokens.List {
		tokens.SetKey(i, func(dst, word []byte) []byte { return append(dst, word[:5]...) })
	}
	for i, want := range []string{"hoitajat", "hoitavat"} {
		if word, key := string(tokens.Word(i)), string(tokens.Key(i)); word != want || key != want[:5] {
			t.Errorf("token %d: word %q, key %q", i, word, key)
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, text := range []string{
		"Hyvää Päivää! e-resepti tk:ssa 12.30 a@b.fi www.a.fi/ [PHONE] 👩‍⚕️🇫🇮", "a\u0308\u00AD-\u2011’x", "\xff\xc3a.fi:\u0130\u0345Σ",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var tokens Tokens
		Scan(&tokens, []byte(text))
		if err := check(&tokens, text); err != nil {
			t.Fatalf("%+q: %v", text, err)
		}
	})
}

func BenchmarkScan(b *testing.B) {
	text := []byte("Hoitaja oli todella ystävällinen ja lääkäri kuunteli. Jonotusaika puhelimessa oli yli 40 minuuttia, mikä on liikaa!")
	var tokens Tokens
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		tokens.Reset()
		Scan(&tokens, text)
	}
}

func TestPseudonymIsAMask(t *testing.T) {
	for text, want := range map[string]Kind{"[NAME]": Mask, "[NAME-3f2a]": Mask, "[NAME-Liisa]": Word} {
		var tokens Tokens
		Scan(&tokens, []byte(text))
		if got := tokens.List[0].Kind; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
