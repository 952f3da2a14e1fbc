package feedback_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
)

// realFile is a file of real feedback outside the repository.
func realFile(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("KAIKU_DATA")
	if dir == "" {
		t.Skip("KAIKU_DATA is not set")
	}
	return filepath.Join(dir, "feedback", name)
}

// The numbers were counted with Python's csv module.

func TestNHSv6(t *testing.T) {
	records, q := read(t, realFile(t, "nhs-v6.csv.gz"), feedback.Options{
		Columns: map[feedback.Role][]string{feedback.Text: {"FFT answer"}, feedback.Service: {"service type 2"}},
		Detect:  noDetection,
	})
	answered, days := 0, map[string]bool{}
	for _, r := range records {
		if strings.TrimSpace(r.Text) != "Did not answer" {
			answered++
		}
		days[r.Time.Format("2006-01-02")] = true
	}
	if q.Rows != 7908 || q.Rejected != 508 || q.Records != 7400 || answered != 6211 {
		t.Errorf("%d rows, %d rejected, %d records, %d answered", q.Rows, q.Rejected, q.Records, answered)
	}
	// One of the two trusts writes 1/31/2022 as well as 31/1/2022, so its dates cannot all be right in either order.
	if q.NoTime != 288 || len(q.Columns) != 61 || q.Format.Encoding != "utf-8" || records[0].ID != "NEAS PTS 528 - Q1" || records[0].Subject != "NEAS PTS 528" {
		t.Errorf("quality %+v", q.Format)
	}
	reasons := map[string]int{}
	for _, p := range q.Problems {
		reasons[p.Reason]++
	}
	if len(q.Problems) != 796 || reasons[feedback.ReasonNothing] != 508 || reasons[feedback.ReasonTime] != 288 {
		t.Errorf("problems %v", reasons)
	}
}

func TestNHSPhase1(t *testing.T) {
	records, q := read(t, realFile(t, "nhs-phase1.csv.gz"), feedback.Options{Detect: noDetection})
	if q.Rows != 10334 || q.Records != 10334 || q.Rejected != 0 || len(q.Problems) != 0 || q.NoScore != 10334 {
		t.Errorf("%d rows, %d records, problems %v", q.Rows, q.Records, q.Problems)
	}
	distinct, odd := map[string]bool{}, map[string]int{}
	for _, r := range records {
		distinct[r.Text] = true
		for _, field := range r.Extra {
			if field.Name == "criticality" {
				if n, err := strconv.Atoi(field.Value); err != nil || n < -5 || n > 5 {
					odd[field.Value]++
				}
			}
		}
	}
	total := 0
	for _, n := range odd {
		total += n
	}
	if len(distinct) != 8808 || total != 36 || len(odd) != 8 {
		t.Errorf("%d distinct texts, %d odd criticalities: %v", len(distinct), total, odd)
	}
}

func TestSurveysWithoutHeader(t *testing.T) {
	tests := []struct {
		file          string
		texts         []string
		rows, records int
		separator     string
	}{
		{"child.tsv", []string{"column 2", "column 3", "column 4"}, 414, 403 + 414 + 414, "\t"},
		{"dev_coop.tsv", []string{"column 2", "column 3", "column 4"}, 945, 921 + 911 + 920, "\t"},
		{"english_sample_survey.tsv", nil, 585, 585, "\t"},
	}
	for _, test := range tests {
		o := feedback.Options{Detect: noDetection}
		if test.texts != nil {
			o.Columns = map[feedback.Role][]string{feedback.Text: test.texts}
		}
		records, q := read(t, realFile(t, test.file), o)
		if q.Rows != test.rows || q.Records != test.records || q.Format.Header || q.Format.Separator != test.separator {
			t.Errorf("%s: %d rows, %d records, %+v, %v", test.file, q.Rows, q.Records, q.Format, q.Problems)
		}
		if q.Columns[0].Role != feedback.ID || !strings.HasPrefix(records[0].ID, "1") {
			t.Errorf("%s: columns %v", test.file, q.Columns)
		}
	}
}
