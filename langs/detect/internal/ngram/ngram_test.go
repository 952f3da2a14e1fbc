package ngram

import (
	"slices"
	"strings"
	"testing"
)

func features(text string) []uint32 {
	found, _ := Append(make([]uint32, 0, 1<<16), text)
	return found
}

func TestAppendReadsAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"hyvä äiti", "HYVÄ, ÄITI!"},
		{"hyvä äiti", "hyva\u0308 a\u0308iti"},
		{"år", "A\u030Ar"},
		{"hyvä palvelu", "hyvä 12 palvelu"},
		{"спасибо", "дякуємо"}, // one letter stands for all of other scripts
	} {
		if !slices.Equal(features(pair[0]), features(pair[1])) {
			t.Errorf("%q and %q have different features", pair[0], pair[1])
		}
	}
	if slices.Equal(features("väärä"), features("vaara")) {
		t.Error("ä is read as a")
	}
}

// TestAppendCounts counts by hand: one for the word, then the grams of one letter, two, and so on; the space before and
// after a word is part of longer grams and none by itself.
func TestAppendCounts(t *testing.T) {
	for word, want := range map[string]int{
		"a":      1 + (1 + 2 + 1),         // word; a; " a", "a "; " a "
		"ab":     1 + (2 + 3 + 2 + 1),     // up to " ab "
		"abcde":  1 + (5 + 6 + 5 + 4 + 3), // up to five letters
		"a b":    2 * (1 + (1 + 2 + 1)),   //
		"äö":     1 + (2 + 3 + 2 + 1),     //
		"12 !":   0,                       //
		"":       0,                       //
		"\xff":   0,                       //
		"a\xffb": 2 * (1 + (1 + 2 + 1)),   //
	} {
		if got := len(features(word)); got != want {
			t.Errorf("%q has %d features, want %d", word, got, want)
		}
	}
}

func TestAppendStopsAtCapacity(t *testing.T) {
	dst := make([]uint32, 1, 100)
	found, letters := Append(dst, strings.Repeat("sana ", 1000))
	if len(found) != 100 || letters == 0 || letters > 100 {
		t.Errorf("%d features, %d letters", len(found), letters)
	}
	if _, letters := Append(make([]uint32, 0, 1<<20), strings.Repeat("a", 1000)); letters != 1000 {
		t.Errorf("%d letters of a long word", letters)
	}
}

func TestBucket(t *testing.T) {
	for _, feature := range []uint32{0, 1, 1 << 31, 1<<32 - 1} {
		if b := Bucket(feature, 7); b > 6 {
			t.Errorf("feature %d in bucket %d of 7", feature, b)
		}
	}
}
