package wordtable

import (
	"fmt"
	"testing"
)

func TestTable(t *testing.T) {
	var entries []Entry
	for i := range 10_000 {
		entries = append(entries, Entry{SumOf(fmt.Sprint("word", i)).Key(), uint32(i * 7)})
	}
	table, err := Load(string(Build(entries)))
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		if v, ok := table.Get(e.Key); !ok || v != uint32(i*7) {
			t.Fatalf("word %d: %d, %v", i, v, ok)
		}
		if v, ok := table.GetRare(e.Key); !ok || v != uint32(i*7) {
			t.Fatalf("word %d: %d, %v", i, v, ok)
		}
	}
	wrong := 0
	for i := range 10_000 {
		if _, ok := table.Get(SumOf(fmt.Sprint("other", i)).Key()); ok {
			wrong++
		}
	}
	if wrong > 1 {
		t.Errorf("%d of 10,000 other words found", wrong)
	}
	var empty Table
	if _, ok := empty.Get(1); ok {
		t.Error("the empty table has a word")
	}
}

func TestSums(t *testing.T) {
	word := []byte("hammaslääkäri")
	var p Prefixes
	p.Fill(word)
	for i := range word {
		for j := i; j <= len(word); j++ {
			if p.Part(i, j) != SumOf(word[i:j]) {
				t.Fatalf("sum of %d to %d differs", i, j)
			}
			if p.Part(0, i).Join(SumOf(word[i:j]), j-i) != SumOf(word[:j]) {
				t.Fatalf("joined sum of %d and %d differs", i, j)
			}
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(Build([]Entry{{1 << 60, 2}, {3, 4}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if table, err := Load(string(data)); err == nil {
			table.Get(1 << 60)
			table.GetRare(uint64(len(data)) << 40)
		}
	})
}
