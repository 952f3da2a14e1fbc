package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// fitted keeps the sample in a new directory and fits its topics.
func fitted(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	if out, err := cli(t, "", "add", dir, sample); err != nil {
		t.Fatalf("add: %s, %v", out, err)
	}
	if out, err := cli(t, "", "topics", "fit", dir, "--who", "ann"); err != nil || !strings.Contains(out, " topics\n") {
		t.Fatalf("fit: %s, %v", out, err)
	}
	return dir
}

func table(t *testing.T, file string) [][]string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTopics(t *testing.T) {
	dir := fitted(t)
	out := filepath.Join(t.TempDir(), "list.csv")
	run := func(words ...string) string {
		t.Helper()
		text, err := cli(t, "", append([]string{"topics", words[0], dir}, words[1:]...)...)
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		return text
	}
	run("list", "--out", out)
	var ids []string
	for _, row := range table(t, out)[1:] {
		if row[1] == "topics" {
			ids = append(ids, row[0])
		}
	}
	run("rename", ids[0], "--fi", "Oma nimi", "--why", "clearer")
	run("pin", ids[1])
	run("merge", ids[0], ids[2])
	run("hide", ids[3])
	run("fit")
	if text := run("list"); !strings.Contains(text, "Oma nimi") || strings.Contains(text, "\n"+ids[3]+" ") || strings.Contains(text, "\n"+ids[2]+" ") {
		t.Errorf("list:\n%s", text)
	}
	if text := run("show", ids[0]); !strings.Contains(text, "fi  Oma nimi") || !strings.Contains(text, "merged into") {
		t.Errorf("show:\n%s", text)
	}
	run("undo", "--event", "4")
	if text := run("list", "--hidden"); !strings.Contains(text, "\n"+ids[2]+" ") {
		t.Errorf("the merging was undone, and the topic is not there:\n%s", text)
	}
	text := run("lineage", "--json")
	var events []shownEvent
	if err := json.Unmarshal([]byte(text), &events); err != nil || len(events) != 7 || events[0].Who != "ann" || events[1].Why != "clearer" || !events[3].Undone {
		t.Errorf("lineage: %s, %v", text, err)
	}
	if text := run("diff"); !strings.Contains(text, "stayed") {
		t.Errorf("diff:\n%s", text)
	}
	for _, words := range [][]string{
		{"rename", ids[0]}, {"rename", "x", "--fi", "a"}, {"merge", ids[0]}, {"pin", "999"}, {"undo", "--event", "1"},
		{"reassign", ids[0], "nobody"}, {"list", "--out", "topics.doc"}, {"list", "--min-n", "0"}, {"diff", "--from", "99"},
	} {
		if _, err := cli(t, "", append([]string{"topics", words[0], dir}, words[1:]...)...); err == nil {
			t.Errorf("%q: no error", words)
		}
	}
	if _, err := cli(t, "", "topics", "list", keep(t)); err == nil || !strings.Contains(err.Error(), "kaiku topics fit") {
		t.Errorf("no fit: %v", err)
	}
}

// TestTopicsAssignFormats writes the same table in each format and reads it with a reader of that format.
func TestTopicsAssignFormats(t *testing.T) {
	dir, to := fitted(t), t.TempDir()
	for _, format := range []string{"csv", "jsonl", "parquet", "xlsx"} {
		if _, err := cli(t, "", "topics", "assign", dir, "--out", filepath.Join(to, "a."+format)); err != nil {
			t.Fatal(err)
		}
	}
	want := table(t, filepath.Join(to, "a.csv"))
	content, err := os.ReadFile(filepath.Join(to, "a.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	file, err := excelize.OpenFile(filepath.Join(to, "a.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := file.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.ReadFile[struct {
		ID         string   `parquet:"id"`
		Topic      *int64   `parquet:"topic,optional"`
		Label      *string  `parquet:"topic_label,optional"`
		Confidence *float64 `parquet:"topic_confidence,optional"`
		Spans      *string  `parquet:"spans,optional"`
	}](filepath.Join(to, "a.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	if len(want) != 941 || len(lines) != 940 || len(sheet) != 941 || len(rows) != 940 {
		t.Fatalf("%d, %d, %d and %d rows", len(want), len(lines), len(sheet), len(rows))
	}
	at := map[string]int{}
	for i, name := range want[0] {
		at[name] = i
	}
	several := 0
	for i, row := range want[1:] {
		var object map[string]any
		if err := json.Unmarshal([]byte(lines[i]), &object); err != nil {
			t.Fatal(err)
		}
		label, _ := object["topic_label"].(string)
		if object["id"] != row[0] || label != row[at["topic_label"]] || rows[i].ID != row[0] || sheet[i+1][0] != row[0] {
			t.Fatalf("row %d: %q, %v, %+v, %q", i, row, object, rows[i], sheet[i+1])
		}
		var spans []shownSpan
		nested, err := json.Marshal(object["spans"])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(nested, &spans); err != nil {
			t.Fatal(err)
		}
		text := ""
		if rows[i].Spans != nil {
			text = *rows[i].Spans
		}
		if again, err := json.Marshal(spans); err != nil || text != row[at["spans"]] || text != "" && text != string(again) {
			t.Fatalf("row %d: spans %s in JSON lines, %s in CSV, %s in Parquet", i, again, row[at["spans"]], text)
		}
		if row[at["state"]] == "topic" && len(spans) == 0 || row[at["state"]] == "empty" && len(spans) > 0 {
			t.Errorf("row %d: state %s, spans %v", i, row[at["state"]], spans)
		}
		if len(spans) > 1 {
			several++
		}
		if (rows[i].Topic == nil) != (row[at["topic"]] == "") || rows[i].Label != nil && *rows[i].Label != row[at["topic_label"]] {
			t.Fatalf("row %d: %q, %+v", i, row, rows[i])
		}
	}
	if several < 50 {
		t.Errorf("%d of 940 texts are about several topics", several)
	}
}
