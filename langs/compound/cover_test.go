package compound

import (
	"fmt"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

func modifiers(t testing.TB, words map[string]int) Modifiers {
	var entries []wordtable.Entry
	for w, cost := range words {
		v, err := Value(cost, 7)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, wordtable.Entry{Key: wordtable.SumOf(w).Key(), Value: v})
	}
	m, err := Load(string(wordtable.Build(entries)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestCover(t *testing.T) {
	m := modifiers(t, map[string]int{"hammas": 40, "lääkäri": 20, "hammaslääkäri": 90, "sää": 10})
	for _, test := range []struct {
		word   string
		place  int
		cost   int32
		starts string
	}{
		{"hammaslääkäriaika", 16, 80, "[0 6]"}, // 40 and 20 and twice 10 are less than 90 and 10
		{"hammaslääkäriaika", 6, 50, "[0]"},
		{"hammaslääkäriaika", 5, Unreachable, "[]"},
		{"sää-tiedote", 6, 20, "[0]"},
		{"xyz-hammasaika", 4, hyphenCost, "[0]"},
		{"säätiedote", 5, 20, "[0]"},
		{"a", 1, Unreachable, "[]"},
	} {
		var sums wordtable.Prefixes
		var c Cover
		sums.Fill([]byte(test.word))
		m.Cover(&c, []byte(test.word), &sums, 10)
		if got := fmt.Sprint(c.Starts(nil, test.place)); c.Cost[test.place] != test.cost || got != test.starts {
			t.Errorf("%s at %d: cost %d, starts %s; want %d, %s", test.word, test.place, c.Cost[test.place], got, test.cost, test.starts)
		}
	}
	if cost, rule, ok := m.Get(wordtable.SumOf("lääkäri")); cost != 20 || rule != 7 || !ok {
		t.Errorf("lääkäri: %d, %d, %v", cost, rule, ok)
	}
}

func TestValueOutOfRange(t *testing.T) {
	for _, bad := range [][2]int{{-2, 0}, {256 * CostScale, 0}, {0, -1}, {0, 1 << 16}} {
		if _, err := Value(bad[0], bad[1]); err == nil {
			t.Errorf("no error for cost %d, rule %d", bad[0], bad[1])
		}
	}
}

func FuzzCover(f *testing.F) {
	f.Add([]byte("hammas-lääkäriaika"))
	m := modifiers(f, map[string]int{"hammas": 40, "lääkäri": 20, "aa": 10})
	f.Fuzz(func(t *testing.T, word []byte) {
		if len(word) > wordtable.MaxWord {
			return
		}
		var sums wordtable.Prefixes
		var c Cover
		sums.Fill(word)
		m.Cover(&c, word, &sums, 10)
		for i := range len(word) + 1 {
			before := -1
			for _, s := range c.Starts(nil, i) {
				if s <= before || s >= i {
					t.Fatalf("%q at %d: parts start at %v", word, i, c.Starts(nil, i))
				}
				before = s
			}
		}
	})
}
