package feedback_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/langs"
)

// TestDirtyFiles compares each file of testdata/dirty with the report and the records written for it by hand.
func TestDirtyFiles(t *testing.T) {
	reports, err := filepath.Glob("../../testdata/dirty/*.quality.json")
	if err != nil || len(reports) == 0 {
		t.Fatalf("no files in testdata/dirty: %v", err)
	}
	for _, report := range reports {
		file := strings.TrimSuffix(report, ".quality.json")
		t.Run(filepath.Base(file), func(t *testing.T) {
			var want feedback.Quality
			readJSON(t, report, &want)
			records, got := read(t, file, goldOptions(t, file))
			compareQuality(t, got, want)
			compareRecords(t, records, file+".records.jsonl")
		})
	}
}

// TestDirtyFilesThatFail wants an error that says the words of FILE.error.txt.
func TestDirtyFilesThatFail(t *testing.T) {
	expectations, err := filepath.Glob("../../testdata/dirty/*.error.txt")
	if err != nil || len(expectations) == 0 {
		t.Fatalf("no errors in testdata/dirty: %v", err)
	}
	for _, expectation := range expectations {
		file := strings.TrimSuffix(expectation, ".error.txt")
		t.Run(filepath.Base(file), func(t *testing.T) {
			words, err := os.ReadFile(expectation)
			if err != nil {
				t.Fatal(err)
			}
			_, err = feedback.Open(file, goldOptions(t, file))
			if err == nil || !strings.Contains(err.Error(), strings.TrimSpace(string(words))) {
				t.Errorf("error %v: want one with %q", err, words)
			}
		})
	}
}

// read reads all of a file and closes it.
func read(t *testing.T, file string, o feedback.Options) ([]feedback.Record, feedback.Quality) {
	t.Helper()
	r, err := feedback.Open(file, o)
	if err != nil {
		t.Fatal(err)
	}
	records := collect(t, r)
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	return records, r.Quality()
}

func collect(t *testing.T, r *feedback.Reader) []feedback.Record {
	t.Helper()
	var records []feedback.Record
	for record, err := range r.Records() {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, record)
	}
	return records
}

// goldOptions reads FILE.options.json: options by name, columns by role.
func goldOptions(t *testing.T, file string) feedback.Options {
	t.Helper()
	var o feedback.Options
	if _, err := os.Stat(file + ".options.json"); err != nil {
		return o
	}
	var values map[string]any
	readJSON(t, file+".options.json", &values)
	for name, value := range values {
		switch text, _ := value.(string); name {
		case "format":
			o.Format = text
		case "encoding":
			o.Encoding = text
		case "separator":
			o.Separator = text
		case "sheet":
			o.Sheet = text
		case "header":
			o.Header = map[string]feedback.Header{"yes": feedback.HeaderYes, "no": feedback.HeaderNo}[text]
		default:
			if o.Columns == nil {
				o.Columns = map[feedback.Role][]string{}
			}
			if list, ok := value.([]any); ok {
				for _, column := range list {
					o.Columns[feedback.Role(name)] = append(o.Columns[feedback.Role(name)], column.(string))
				}
			} else {
				o.Columns[feedback.Role(name)] = []string{text}
			}
		}
	}
	return o
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func compareQuality(t *testing.T, got, want feedback.Quality) {
	t.Helper()
	if !maps.Equal(got.Languages, want.Languages) {
		t.Errorf("languages %v, want %v", got.Languages, want.Languages)
	}
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range g.NumField() {
		name := g.Type().Field(i).Name
		if name == "Languages" || name == "Problems" {
			continue
		}
		if !reflect.DeepEqual(g.Field(i).Interface(), w.Field(i).Interface()) {
			t.Errorf("%s: %v, want %v", name, g.Field(i), w.Field(i))
		}
	}
	for i := range max(len(got.Problems), len(want.Problems)) {
		switch {
		case i >= len(got.Problems):
			t.Errorf("missing problem: %v", want.Problems[i])
		case i >= len(want.Problems):
			t.Errorf("one problem more: %v", got.Problems[i])
		default:
			g, w := got.Problems[i], want.Problems[i]
			if w.Reason == feedback.ReasonSyntax && g.Expected != "" {
				w.Expected = g.Expected // free text
			}
			if g != w {
				t.Errorf("problem %+v, want %+v", g, w)
			}
		}
	}
}

// goldRecord is a record as the files of testdata/dirty write it.
type goldRecord struct {
	ID       string           `json:"id"`
	Subject  string           `json:"subject"`
	Time     string           `json:"time"`
	Unit     string           `json:"unit"`
	Service  string           `json:"service"`
	Channel  string           `json:"channel"`
	Group    string           `json:"group"`
	Language string           `json:"language"`
	Score    *int             `json:"score"`
	Question string           `json:"question"`
	Text     string           `json:"text"`
	Extra    []feedback.Field `json:"extra"`
}

func compareRecords(t *testing.T, got []feedback.Record, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != len(got) {
		t.Fatalf("%d records, want %d", len(got), len(lines))
	}
	for i, line := range lines {
		var want goldRecord
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		if g := toGold(got[i]); !reflect.DeepEqual(g, want) {
			gotJSON, _ := json.Marshal(g)
			wantJSON, _ := json.Marshal(want)
			t.Errorf("record %d:\n %s\nwant\n %s", i, gotJSON, wantJSON)
		}
	}
}

func toGold(r feedback.Record) goldRecord {
	g := goldRecord{
		ID: r.ID, Subject: r.Subject, Unit: r.Unit, Service: r.Service, Channel: r.Channel, Group: r.Group,
		Question: r.Question, Text: r.Text, Extra: r.Extra,
	}
	if !r.Time.IsZero() {
		g.Time = r.Time.Format(time.RFC3339Nano)
	}
	if r.Language != langs.Undetermined {
		g.Language = r.Language.String()
	}
	if score, ok := r.Score.Value(); ok {
		g.Score = &score
	}
	return g
}
