package feedback_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/langs"
)

// noDetection leaves out what costs more than reading.
func noDetection(string) langs.Language { return langs.Undetermined }

// repeated is testdata/feedback.csv n times over, with ids that differ.
func repeated(b *testing.B, n int) (data []byte, rows int) {
	b.Helper()
	source, err := os.ReadFile("../../testdata/feedback.csv")
	if err != nil {
		b.Fatal(err)
	}
	header, body, _ := bytes.Cut(source, []byte("\n"))
	data = append(bytes.Clone(header), '\n')
	for i := range n {
		for line := range bytes.Lines(body) {
			data = append(fmt.Appendf(data, "%d-", i), line...)
			rows++
		}
	}
	return data, rows
}

func benchmarkReading(b *testing.B, name string, data []byte, o feedback.Options) {
	rows := 0
	b.ReportAllocs()
	for b.Loop() {
		r, err := feedback.NewReader(bytes.NewReader(data), name, o)
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range r.Records() {
			if err != nil {
				b.Fatal(err)
			}
		}
		rows += r.Quality().Rows
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkCSV(b *testing.B) {
	data, _ := repeated(b, 50)
	b.Run("reading", func(b *testing.B) { benchmarkReading(b, "x.csv", data, feedback.Options{Detect: noDetection}) })
	b.Run("detecting", func(b *testing.B) { benchmarkReading(b, "x.csv", data, feedback.Options{}) })
}

func BenchmarkJSONL(b *testing.B) {
	data, _ := repeated(b, 50)
	r, err := feedback.NewReader(bytes.NewReader(data), "x.csv", feedback.Options{Detect: noDetection})
	if err != nil {
		b.Fatal(err)
	}
	var lines bytes.Buffer
	for record, err := range r.Records() {
		if err != nil {
			b.Fatal(err)
		}
		fmt.Fprintf(&lines, "{\"id\":%q,\"time\":%q,\"unit\":%q,\"service\":%q,\"text\":%q}\n",
			record.ID, record.Time.Format("2006-01-02 15:04"), record.Unit, record.Service, record.Text)
	}
	benchmarkReading(b, "x.jsonl", lines.Bytes(), feedback.Options{Detect: noDetection})
}
