package topics_test

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/langs"
)

// labelled is a corpus with the label that people gave to each text.
type labelled struct {
	topics.Corpus
	gold []string
}

func (l *labelled) add(text string, language langs.Language, gold string) {
	l.IDs = append(l.IDs, "t"+strconv.Itoa(len(l.IDs)))
	l.Texts = append(l.Texts, text)
	l.Languages = append(l.Languages, language)
	l.gold = append(l.gold, gold)
}

// embed gives the corpus the vectors of the default model.
func (l *labelled) embed(t testing.TB) *labelled {
	t.Helper()
	m := model.Default()
	l.Dim = m.Dim()
	l.Vectors = make([]float32, len(l.Texts)*l.Dim)
	if err := m.Embed(context.Background(), embed.Passage, l.Texts, l.Vectors); err != nil {
		t.Fatal(err)
	}
	return l
}

// feedback reads the corpus that was written for this project.
func feedback(t testing.TB) *labelled {
	t.Helper()
	l := &labelled{}
	for _, row := range readCSV(t, filepath.Join("..", "..", "testdata", "feedback.csv")) {
		language, err := langs.Parse(row["language"])
		if err != nil {
			t.Fatal(err)
		}
		l.add(row["text"], language, row["theme"])
		l.IDs[len(l.IDs)-1] = row["id"]
	}
	return l.embed(t)
}

// data opens a file of the data folder, or skips the test where there is none.
func data(t testing.TB, name string) io.Reader {
	t.Helper()
	folder := os.Getenv("KAIKU_DATA")
	if folder == "" {
		t.Skip("KAIKU_DATA is not set")
	}
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if !strings.HasSuffix(name, ".gz") {
		return f
	}
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return unzipped
}

func readCSV(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return records(t, f)
}

// records reads a CSV file with a header into maps by its names.
func records(t testing.TB, r io.Reader) []map[string]string {
	t.Helper()
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	rows, err := c.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			if i < len(row) {
				record[name] = row[i]
			}
		}
		list = append(list, record)
	}
	return list
}

// lines reads the columns of a tab-separated file without a header.
func lines(t testing.TB, r io.Reader) [][]string {
	t.Helper()
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(all)) {
		rows = append(rows, strings.Split(strings.TrimRight(line, "\r\n"), "\t"))
	}
	return rows
}
