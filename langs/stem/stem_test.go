package stem_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/stem"
)

type stemmer = func(dst, word []byte) []byte

var languages = []struct {
	name string
	stem stemmer
}{{"finnish", stem.Finnish}, {"swedish", stem.Swedish}, {"english", stem.English}}

// TestStem takes pairs from the descriptions of the algorithms on snowballstem.org and from their release notes.
func TestStem(t *testing.T) {
	for _, test := range []struct {
		stem       stemmer
		word, want string
	}{
		{stem.Finnish, "edeltänyt", "edeltäny"}, {stem.Finnish, "edeltäjien", "edeltäj"}, {stem.Finnish, "ja", "ja"},
		{stem.Finnish, "innostuttavia", "innostuttav"}, {stem.Finnish, "", ""}, {stem.Finnish, "heinäkuuhun", "heinäku"},
		{stem.Swedish, "jaktkarlarne", "jaktkarl"}, {stem.Swedish, "klostergården", "klostergård"}, {stem.Swedish, "", ""},
		{stem.English, "consistency", "consist"}, {stem.English, "knightly", "knight"}, {stem.English, "", ""},
		{stem.English, "skis", "ski"}, {stem.English, "'s", "'s"}, {stem.English, "care's", "care"},
		{stem.English, "\xff\xfe", "\xff\xfe"}, {stem.Finnish, "\xc3", "\xc3"}, {stem.Swedish, "gårdarna\xc3", "gårdarna\xc3"},
	} {
		if got := string(test.stem([]byte("x"), []byte(test.word))); got != "x"+test.want {
			t.Errorf("stem of %q appended to x: %q, want x%s", test.word, got, test.want)
		}
	}
}

func TestWordBeforeDst(t *testing.T) {
	buf := append(make([]byte, 0, 64), "gårdarna"...)
	if got := string(stem.Swedish(buf, buf)); got != "gårdarnagård" {
		t.Errorf("stem of a word in dst's own memory: %q", got)
	}
}

func TestNoAllocation(t *testing.T) {
	for _, language := range languages {
		pairs := readPairs(t, language.name+".golden.tsv", 2)
		dst := make([]byte, 0, 256)
		if n := testing.AllocsPerRun(1, func() {
			for _, pair := range pairs {
				dst = language.stem(dst[:0], pair[0])
			}
		}); n > 0 {
			t.Errorf("%s: %v allocations for %d words", language.name, n, len(pairs))
		}
	}
}

func FuzzStem(f *testing.F) {
	for _, word := range []string{
		"", "y", "yy", "'s", "hyvää", "ää", "lampaankaltaisiksi", "\xff", "'", "''", "skötsamheten", "dying",
		"€ä\x00", "ab\xc3",
	} {
		f.Add([]byte(word), []byte("hyvin"))
	}
	f.Fuzz(func(t *testing.T, word, before []byte) {
		for _, language := range languages {
			got := language.stem(nil, word)
			if !utf8.Valid(word) && !bytes.Equal(got, word) {
				t.Errorf("%s: stem of %+q, which is not UTF-8, is %+q", language.name, word, got)
			}
			if utf8.Valid(word) && !utf8.Valid(got) {
				t.Errorf("%s: stem of %+q is %+q", language.name, word, got)
			}
			// What stands before and behind the word in memory has no say.
			full := append(bytes.Clone(before), word...)
			again := language.stem(full[:len(before)], bytes.Clone(word))
			if !bytes.Equal(again, append(bytes.Clone(before), got...)) {
				t.Errorf("%s: stem of %+q is %+q, behind %+q %+q", language.name, word, got, before, again[len(before):])
			}
		}
	})
}
