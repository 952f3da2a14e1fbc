package feedback

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

func TestRepair(t *testing.T) {
	tests := []struct {
		name, in, want string
		done           repairs
	}{
		{"nothing", "Hyvä hoitaja", "Hyvä hoitaja", repairs{}},
		{"NUL", "a\x00b\x00", "ab", repairs{nul: true}},
		{"a byte that is no text", "k\xe4ynti", "k\ufffdynti", repairs{damaged: true}},
		{"two such bytes", "\xe4\xe4", "\ufffd\ufffd", repairs{damaged: true}},
		{"double encoding", "HyvÃ¤Ã¤ tyÃ¶tÃ¤, Ã„iti!", "Hyvää työtä, Äiti!", repairs{doubled: true}},
		{"double encoding of signs", "donâ€™t â€“ really", "don’t – really", repairs{doubled: true}},
		{"of a byte that Windows-1252 leaves out", "â€\u009dsitaattiâ€\u009d", "”sitaatti”", repairs{doubled: true}},
		{"of an emoji", "kiitos ðŸ˜€", "kiitos 😀", repairs{doubled: true}},
		{"half of it right", "hyvä, Ã¤iti", "hyvä, Ã¤iti", repairs{}},
		{"letters that only look so", "Ã la carte", "Ã la carte", repairs{}},
		{"Swedish", "Åsa får gå på fest, ÅÄÖ åäö é", "Åsa får gå på fest, ÅÄÖ åäö é", repairs{}},
		{"NUL within double encoding", "Ã\x00¤", "ä", repairs{nul: true, doubled: true}},
	}
	for _, test := range tests {
		got, done := repair(test.in)
		if got != test.want || done != test.done {
			t.Errorf("%s: repair(%q) = %q, %+v, want %q, %+v", test.name, test.in, got, done, test.want, test.done)
		}
	}
}

// FuzzRepair: what was encoded twice comes back, and what comes out is text.
func FuzzRepair(f *testing.F) {
	f.Add("Hyvää päivää – “kiitos” 😀")
	f.Add("\x00\xff ÅÄÖ")
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := repair(s)
		if !utf8.ValidString(got) || strings.Contains(got, "\x00") {
			t.Errorf("repair(%q) = %q", s, got)
		}
		if !utf8.ValidString(s) || strings.Contains(s, "\x00") || isPlain([]byte(s)) {
			return
		}
		var doubled strings.Builder
		for _, b := range []byte(s) {
			r := charmap.Windows1252.DecodeByte(b)
			if r == utf8.RuneError { // one of the five that it leaves undefined
				r = rune(b)
			}
			doubled.WriteRune(r)
		}
		if back, ok := undouble(doubled.String()); !ok || back != s {
			t.Errorf("undouble(%q) = %q, %t, want %q", doubled.String(), back, ok, s)
		}
	})
}
