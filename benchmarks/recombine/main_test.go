package main

import (
	"bytes"
	"encoding/csv"
	"testing"
)

func TestRecombine(t *testing.T) {
	const n = 5000
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := run(out, "../../testdata/feedback.csv", n, 1); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same arguments gave different files")
	}
	rows, err := csv.NewReader(&first).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != n+1 {
		t.Errorf("%d rows, want %d", len(rows), n+1)
	}
	texts := map[string]bool{}
	for _, row := range rows[1:] {
		texts[row[9]] = true
	}
	if len(texts) < n*8/10 {
		t.Errorf("%d distinct texts of %d: expected at least 80 %%", len(texts), n)
	}
}
