package langs

import "testing"

func TestForMode(t *testing.T) {
	for _, test := range []struct {
		mode Mode
		want string
	}{{Lemmas, "hoitaja"}, {Stems, "hoitaj"}, {Snowball2, "hoitaj"}, {Snowball2 + 1, "hoitajien"}} {
		var tokens Tokens
		ForMode(Finnish, test.mode).Analyze(&tokens, []byte("Hoitajien"))
		if got := string(tokens.Key(0)); got != test.want {
			t.Errorf("mode %d: key %q, want %q", test.mode, got, test.want)
		}
	}
}

func TestPartOfSpeech(t *testing.T) {
	for _, test := range []struct {
		language Language
		word     string
		want     string
		known    bool
	}{
		{Finnish, "hakemus", "noun", true}, {Finnish, "ystävällinen", "adjective", true}, {Finnish, "odottaa", "verb", true},
		{Swedish, "sjuksköterska", "noun", true}, {English, "friendly", "adjective", true}, {Other, "hakemus", "other", false},
	} {
		if class, known := PartOfSpeech(test.language, test.word); class.String() != test.want || known != test.known {
			t.Errorf("%s in %s: %s, known %t", test.word, test.language, class, known)
		}
	}
}
