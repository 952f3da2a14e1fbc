package measure

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadWhatWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	r := NewReport("x")
	r.Table("speed", "system", "texts/s").Row("kaiku", 0.5)
	if err := r.Write(path); err != nil {
		t.Fatal(err)
	}
	got, err := Read(path)
	if err != nil || got.Command == "" || got.Date != r.Date || got.Tables[0].Rows[0][1] != json.Number("0.5") {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	const start = `{"measure": "x", "date": "d", "commit": "c", "go": "g", "processor": "p"`
	for content, want := range map[string]string{
		``:                       "EOF",
		`{"measure": "x"}`:       "no date",
		start + `, "colour": 1}`: "unknown field",
		start + `, "tables": [{"title": "t", "columns": ["a", "b"], "rows": [[1]]}]}`: "1 cells, expected 2",
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", content, err, want)
		}
	}
}

func TestPath(t *testing.T) {
	t.Setenv("KAIKU_RESULTS", "")
	if got := Path("results/x.json"); got != "results/x.json" {
		t.Error(got)
	}
	t.Setenv("KAIKU_RESULTS", "elsewhere")
	if got, want := Path("results/x.json"), filepath.Join("elsewhere", "x.json"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
