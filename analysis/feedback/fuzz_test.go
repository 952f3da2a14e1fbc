package feedback

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
)

// exhaust reads everything and checks what holds for any input.
func exhaust(t *testing.T, in io.Reader, name string, o Options) ([]Record, Quality) {
	t.Helper()
	o.Detect = func(string) langs.Language { return langs.Undetermined }
	r, err := NewReader(in, name, o)
	if err != nil {
		return nil, Quality{}
	}
	defer r.Close()
	var records []Record
	ids := map[string]bool{}
	kept := 0
	for {
		err := r.advance()
		if err != nil {
			if err != io.EOF {
				t.Errorf("error %v", err)
			}
			break
		}
		if len(r.records) > 0 {
			kept++
		}
		for i := range r.records {
			record := &r.records[i]
			r.tally.count(record)
			if record.ID == "" || ids[record.ID] && r.layout.texts < 2 {
				t.Errorf("id %q is empty or not unique", record.ID)
			}
			ids[record.ID] = true
			if !utf8.ValidString(record.Text) || strings.Contains(record.Text, "\x00") {
				t.Errorf("text %q", record.Text)
			}
			if _, scored := record.Score.Value(); record.Text == "" && !scored {
				t.Errorf("empty record %q", record.ID)
			}
		}
		records = append(records, r.records...)
	}
	q := r.Quality()
	if q.Rows != kept+q.Rejected || q.Records != len(records) {
		t.Errorf("%d rows, %d kept, %d rejected; %d records, counted %d", q.Rows, kept, q.Rejected, len(records), q.Records)
	}
	if len(q.Problems)+q.MoreProblem < q.Rejected {
		t.Errorf("%d rejected, %d problems", q.Rejected, len(q.Problems))
	}
	role := map[string]Role{}
	for _, c := range q.Columns {
		role[c.Name] = c.Role
	}
	for _, p := range q.Problems {
		if p.Line < 1 || p.Reason == "" || p.Expected == "" || len(p.Value) > maxValue || role[p.Column] == Text && p.Value != "" {
			t.Errorf("problem %+v", p)
		}
	}
	return records, q
}

// again reads the same bytes one at a time, which must not change anything.
func again(t *testing.T, data []byte, name string, o Options, records []Record, q Quality) {
	t.Helper()
	slowly, slowQuality := exhaust(t, iotest.OneByteReader(bytes.NewReader(data)), name, o)
	if !reflect.DeepEqual(slowly, records) || !reflect.DeepEqual(slowQuality, q) {
		t.Errorf("byte by byte: %+v, %+v; at once: %+v, %+v", slowly, slowQuality, records, q)
	}
}

func seed(f *testing.F, patterns ...string) {
	for _, pattern := range patterns {
		files, _ := filepath.Glob("../../testdata/dirty/" + pattern)
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil && len(data) < 5000 {
				f.Add(data)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	seed(f, "*.csv", "*.tsv")
	f.Add([]byte("id,text\n1,\"a\"b\n2,\"\n3,x"))
	f.Add([]byte("text;nps\n\xe4;11\n;\n\x00;5\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range []Options{{}, {Header: HeaderYes, MonthFirst: true, Columns: map[Role][]string{Text: {"column 1"}}}} {
			records, q := exhaust(t, bytes.NewReader(data), "x.csv", o)
			again(t, data, "x.csv", o, records, q)
		}
	})
}

func FuzzJSONL(f *testing.F) {
	seed(f, "*.jsonl")
	f.Add([]byte(`{"a":{"b":["}",{}]},"text":"\ud800\u0000","nps":1e1,"text":[]}` + "\n[]\n{}\n{\"x\":1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, q := exhaust(t, bytes.NewReader(data), "x.jsonl", Options{})
		again(t, data, "x.jsonl", Options{}, records, q)
	})
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2025-01-31T13:45:10.123+02:00", "31.1.2025 klo 13.45", "1/31/2025", "20250131", "31.2.2025"} {
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, monthFirst bool) {
		at, ok := parseTime(s, monthFirst)
		if ok && at.IsZero() || !ok && s == "" && !at.IsZero() {
			t.Errorf("parseTime(%q) = %v, %t", s, at, ok)
		}
		parseScore(s)
		parseLanguage(s)
	})
}
