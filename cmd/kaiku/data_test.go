package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/report"
)

// TestReportOnRealFeedback runs the whole way on feedback that people really gave: Finnish survey answers, and the
// comments and the faulty rows of two English patient surveys.
func TestReportOnRealFeedback(t *testing.T) {
	data := os.Getenv("KAIKU_DATA")
	if data == "" {
		t.Skip("KAIKU_DATA is not set: no real feedback")
	}
	for _, test := range []struct {
		file            string
		flags           []string
		records, topics int // at least
		faults          bool
	}{
		{"child.tsv", []string{"--no-header", "--text", "column 2", "--text", "column 3", "--text", "column 4"}, 1231, 5, false},
		{"dev_coop.tsv", []string{"--no-header", "--text", "column 2", "--text", "column 3", "--text", "column 4"}, 2752, 10, true},
		{"english_sample_survey.tsv", []string{"--no-header", "--text", "column 5"}, 585, 3, false},
		{"nhs-v6.csv.gz", []string{"--text", "FFT answer", "--time", "Date", "--id", "Comment ID"}, 5900, 10, true},
		{"nhs-phase1.csv.gz", []string{"--text", "feedback", "--id", "row_index"}, 10334, 10, false},
	} {
		t.Run(test.file, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "report.html")
			words := append([]string{"report", filepath.Join(data, "feedback", test.file), "-o", path, "--json"}, test.flags...)
			out, err := cli(t, "", words...)
			if err != nil && !(test.faults && errors.Is(err, errProblems)) {
				t.Fatal(err)
			}
			var d report.Data
			if err := json.Unmarshal([]byte(out), &d); err != nil {
				t.Fatal(err)
			}
			q := d.Quality
			t.Logf("%d rows, %d records, %d rejected, %d problems, %d topics, %d without a topic",
				q.Rows, q.Records, q.Rejected, len(q.Problems)+q.MoreProblem, len(d.Topics), d.NoTopic.N)
			if d.Records < test.records || len(d.Topics) < test.topics {
				t.Errorf("%d records and %d topics, want at least %d and %d", d.Records, len(d.Topics), test.records, test.topics)
			}
			if info, err := os.Stat(path); err != nil || info.Size() < 10_000 {
				t.Errorf("the report: %v, %v", info, err)
			}
		})
	}
}
