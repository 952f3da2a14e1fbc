package recombine_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/feedback/recombine"
	"github.com/kaiku-analytics/kaiku/testdata"
)

func TestRecombine(t *testing.T) {
	const n = 5000
	small, err := recombine.Read(strings.NewReader(testdata.Feedback))
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := small.Write(&file, n, 1); err != nil {
		t.Fatal(err)
	}
	// Figures that were measured on such files are comparable as long as this sum is.
	const want = "e31853aad4792f5289156f6e4182c39e548f42f276405c287bf6c53fe6749ec8"
	if got := fmt.Sprintf("%x", sha256.Sum256(file.Bytes())); got != want {
		t.Errorf("another file than before: SHA-256 %s", got)
	}
	rows, err := csv.NewReader(&file).ReadAll()
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

func TestReadSaysWhatIsMissing(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "no records",
		"id,text,language,theme\n":        "no records",
		"id,text,language\na,b,fi\n":      `no column "theme"`,
		"id,text,language,theme\n\"a,b\n": "parse error",
	} {
		if _, err := recombine.Read(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", in, err, want)
		}
	}
}
