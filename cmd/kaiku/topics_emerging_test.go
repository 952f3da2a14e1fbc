package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestTopicsEmerging plants a theme in the last of 20 weeks.
func TestTopicsEmerging(t *testing.T) {
	dir := t.TempDir()
	file, archive := filepath.Join(dir, "feedback.csv"), filepath.Join(dir, "archive")
	var rows strings.Builder
	rows.WriteString("id,time,unit,channel,text\n")
	usual := []string{"Jono oli pitkä ja odotin kauan", "Hoitaja kuunteli ja oli ystävällinen", "Ruoka oli kylmää ja mautonta", "Lääkäri kertoi hoidosta hyvin"}
	n := 0
	add := func(week int, text string) {
		n++
		day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*week+n%7)
		fmt.Fprintf(&rows, "r%d,%s,Neuvola,sms,%s %d\n", n, day.Format(time.DateOnly), text, n)
	}
	for week := range 20 {
		for i := range 60 {
			add(week, usual[i%4])
		}
	}
	for range 12 {
		add(19, "Uusi sovellus kaatuu kun kirjautuu puhelimella")
	}
	if err := os.WriteFile(file, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(words ...string) string {
		t.Helper()
		text, err := cli(t, "", words...)
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		return text
	}
	run("add", archive, file)
	run("topics", "fit", archive)
	text := run("topics", "emerging", archive)
	if !strings.Contains(text, "2026-05-18 to 2026-05-24: 72 texts, compared with 15 periods of 7 days") || !strings.Contains(text, "12 from 2026-05-18") {
		t.Errorf("%s", text)
	}
	var shown findings
	if err := json.Unmarshal([]byte(run("topics", "emerging", archive, "--json")), &shown); err != nil {
		t.Fatal(err)
	}
	if shown.Until != "2026-05-24" || len(shown.Findings) != 1 || shown.Findings[0].Observed != 12 || !strings.Contains(shown.Findings[0].Quotes[0], "sovellus") {
		t.Errorf("%+v", shown)
	}
	for _, format := range []string{"csv", "jsonl", "parquet", "xlsx"} {
		run("topics", "emerging", archive, "--out", filepath.Join(dir, "e."+format))
	}
	if table := table(t, filepath.Join(dir, "e.csv")); len(table) != 2 || table[1][7] != "12" {
		t.Errorf("%q", table)
	}
	if text := run("topics", "emerging", archive, "--until", "2026-05-17"); !strings.Contains(text, "Nothing stands out") || !strings.Contains(text, "left out: 72 texts after that day") {
		t.Errorf("the week before:\n%s", text)
	}
	if text := run("topics", "emerging", archive, "--until", "2026-02-17"); !strings.Contains(text, "too short") {
		t.Errorf("a short history:\n%s", text)
	}
	for _, words := range [][]string{
		{"--rate", "0"}, {"--rate", "2"}, {"--days", "0"}, {"--days", "60"}, {"--min-n", "0"}, {"--until", "soon"}, {"--out", "x.doc"}, {"--lang", "de"},
	} {
		if _, err := cli(t, "", append([]string{"topics", "emerging", archive}, words...)...); err == nil {
			t.Errorf("%q: no error", words)
		}
	}
}
