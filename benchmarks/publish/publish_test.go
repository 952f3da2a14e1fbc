package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// TestPublished checks that RESULTS.md and its plots are what results/*.json make, and that the README quotes them.
func TestPublished(t *testing.T) {
	t.Chdir("..")
	files, blocks, err := generate("results")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if got, err := os.ReadFile(name); err != nil || string(got) != string(want) {
			t.Errorf("%s is not what the results make (%v): run go run ./publish", name, err)
		}
	}
	drawn, _ := filepath.Glob("results/*.svg")
	for _, name := range drawn {
		if files[filepath.ToSlash(name)] == nil {
			t.Errorf("%s is a plot of no result", name)
		}
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range readmeFaults(string(text), blocks) {
		t.Error(fault)
	}
}

// measured is the part of the README whose figures have to come from somewhere.
var measured = regexp.MustCompile(`(?s)\n## What it takes, and how good it is\n(.*?)\n## `)

var tested = regexp.MustCompile(`(?s)<!-- other figures -->\n(.*?)<!-- end -->\n`)

// readmeFaults says what in the README is not as the results have it.
func readmeFaults(text string, blocks map[string]string) (faults []string) {
	for _, found := range block.FindAllStringSubmatch(text, -1) {
		if want, ok := blocks[found[1]]; !ok {
			faults = append(faults, "README: quoted.md has no block "+found[1])
		} else if found[2] != want {
			faults = append(faults, "README: block "+found[1]+" is not as in RESULTS.md: run go run ./publish -readme")
		}
	}
	section := measured.FindStringSubmatch(text)
	if section == nil {
		return append(faults, "README: the section of measurements is not there")
	}
	rest := tested.ReplaceAllString(block.ReplaceAllString(section[1], ""), "")
	for line := range strings.Lines(rest) {
		if strings.ContainsAny(line, "0123456789") {
			faults = append(faults, "README: figures that are neither of results nor of tests: "+strings.TrimSpace(line))
		}
	}
	return faults
}

// TestWrongFiguresAreFound changes each figure of the README that is of results, one at a time.
func TestWrongFiguresAreFound(t *testing.T) {
	t.Chdir("..")
	_, blocks, err := generate("results")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	text.WriteString("\n## What it takes, and how good it is\n")
	for name, content := range blocks {
		text.WriteString("<!-- results: " + name + " -->\n" + content + "<!-- end -->\n")
	}
	text.WriteString("\n## More\n")
	right := text.String()
	if faults := readmeFaults(right, blocks); len(faults) > 0 {
		t.Fatal(faults)
	}
	digits := regexp.MustCompile(`[0-9]`).FindAllStringIndex(right, -1)
	if len(digits) < 200 {
		t.Fatalf("%d digits: expected more to try", len(digits))
	}
	for _, at := range digits {
		wrong := right[:at[0]] + string('0'+(right[at[0]]-'0'+1)%10) + right[at[1]:]
		if len(readmeFaults(wrong, blocks)) == 0 {
			t.Errorf("a wrong figure was not found: %.60q", wrong[at[0]-20:])
		}
	}
	if faults := readmeFaults(right+"\n", blocks); len(faults) > 0 {
		t.Errorf("what stands elsewhere counts: %v", faults)
	}
	if faults := readmeFaults(strings.Replace(right, "\n## More", "about 12 seconds\n## More", 1), blocks); len(faults) != 1 {
		t.Errorf("a figure without a source: %v", faults)
	}
}

func tableOf(columns []string, rows ...[]any) *measure.Table {
	return &measure.Table{Title: "t", Columns: columns, Rows: rows}
}

func TestLosses(t *testing.T) {
	n := func(s string) json.Number { return json.Number(s) }
	lost, compared, err := losses(tableOf([]string{"treebank", "system", "accuracy", "processor s"},
		[]any{"A", "kaiku lemma", n("0.9"), n("2")},
		[]any{"A", "other", n("0.8"), n("1.5")},
		[]any{"B", "kaiku lemma", n("0.9"), n("1")},
		[]any{"B", "other", n("0.9"), n("1")}))
	if err != nil || !compared || lost[0] != "other: processor s" || lost[1]+lost[2]+lost[3] != "" {
		t.Errorf("%q, %v, %v", lost, compared, err)
	}
	lost, _, err = losses(tableOf([]string{"kaiku", "peer", "ratio"}, []any{"kaiku", "a", n("1.2")}, []any{"kaiku", "b", n("0.99")}))
	if err != nil || lost[0] != "" || lost[1] == "" {
		t.Errorf("%q, %v", lost, err)
	}
	if _, _, err = losses(tableOf([]string{"system", "something new"}, []any{"kaiku", n("1")}, []any{"other", n("2")})); err == nil {
		t.Error("a column of which nobody knows what is better passed")
	}
	var b strings.Builder
	err = writeTable(&b, tableOf([]string{"kaiku", "peer", "ratio"}, []any{"kaiku", "a", n("1.2")}, []any{"kaiku", "b", n("0.99")}))
	if page := b.String(); err != nil || strings.Index(page, "0.99") > strings.Index(page, "1.2") {
		t.Errorf("what is worse is not first: %v\n%s", err, page)
	}
}

func TestMoves(t *testing.T) {
	before, after := t.TempDir(), t.TempDir()
	for dir, ratio := range map[string]float64{before: 2, after: 2.5} {
		r := measure.NewReport("x")
		r.Table("speed", "system", "texts/s", "the first is x times as fast").Row("peer", 100*ratio, ratio)
		if err := r.Write(filepath.Join(dir, "x.json")); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	moves, err := printMoves(&b, before, after)
	if err != nil || !strings.Contains(b.String(), "2.50, was 2.00 (25 %)") {
		t.Fatalf("%v\n%s", err, b.String())
	}
	if rows := moves.Tables[0].Rows; len(rows) != 2 || fmt.Sprint(rows[0][0], rows[0][3:]) != "x[1 25 25]" || fmt.Sprint(rows[1][0], rows[1][3:]) != "all[1 25 25]" {
		t.Errorf("summary %v", rows)
	}
	if _, err := printMoves(&b, before, t.TempDir()); err == nil {
		t.Error("two runs with nothing in common: no error")
	}
}
