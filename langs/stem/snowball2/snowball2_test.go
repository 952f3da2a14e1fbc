package snowball2

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

type stemmer = func(dst, word []byte) []byte

// TestStem holds on to stems that Snowball 3 has changed, and to those of words that bring nothing to cut.
func TestStem(t *testing.T) {
	for _, test := range []struct {
		stem       stemmer
		word, want string
	}{
		{Finnish, "kerhon", "kerhon"}, {Finnish, "heinäkuuhun", "heinäkuuhu"}, {Finnish, "edeltäjien", "edeltäj"},
		{Finnish, "", ""}, {Finnish, "ja", "ja"}, {Finnish, "\xc3", "\xc3"},
		{Swedish, "huset", "huset"}, {Swedish, "jaktkarlarne", "jaktkarl"}, {Swedish, "klostergården", "klostergård"},
		{Swedish, "", ""}, {Swedish, "hus\xff", "hus\xff"},
		{English, "evening", "even"}, {English, "international", "intern"}, {English, "consistency", "consist"},
		{English, "", ""}, {English, "'s", "'s"}, {English, "\xff\xfe", "\xff\xfe"},
	} {
		if got := string(test.stem([]byte("x"), []byte(test.word))); got != "x"+test.want {
			t.Errorf("stem of %q appended to x: %q, want x%s", test.word, got, test.want)
		}
	}
}

func FuzzStem(f *testing.F) {
	for _, word := range []string{"", "y", "'s", "hyvää", "lampaankaltaisiksi", "\xff", "''", "skötsamheten"} {
		f.Add([]byte(word))
	}
	f.Fuzz(func(t *testing.T, word []byte) {
		for _, stem := range []stemmer{Finnish, Swedish, English} {
			got := stem(nil, word)
			if !utf8.Valid(word) && !bytes.Equal(got, word) {
				t.Errorf("stem of %+q, which is not UTF-8, is %+q", word, got)
			}
			if utf8.Valid(word) && !utf8.Valid(got) {
				t.Errorf("stem of %+q is %+q", word, got)
			}
		}
	})
}
