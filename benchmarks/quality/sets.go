package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// score is a figure of one set.
type score struct {
	set, measure string
	value        float64
}

// sets measures the vectors on all public sets.
func (r *run) sets(ctx context.Context) error {
	t := r.report.Table("What the vectors are worth", "set", "measure", "system", "score")
	for _, of := range []func(context.Context) ([]score, error){
		r.translations, r.likeness("stsb-sv.dev", "STS-B, sv, dev"), r.likeness("stsb-en.dev", "STS-B, en, dev"),
		r.likeness("turku-paraphrase.dev", "Turku paraphrase, dev"), r.ministries, r.themes, r.intents, r.feedback,
	} {
		scores, err := of(ctx)
		if errors.Is(err, fs.ErrNotExist) {
			r.report.Skip("%v", err)
			continue
		}
		if err != nil {
			return err
		}
		for _, s := range scores {
			t.Row(s.set, s.measure, r.system, measure.Round(s.value, 4))
		}
	}
	return nil
}

// Names of measures.
const (
	accuracyAt1 = "accuracy at 1, mean of both directions"
	spearman    = "Spearman"
	probed      = "logistic regression, accuracy"
	clustered   = "k-means, AMI"
)

// translations asks which of the sentences of another language is the translation.
func (r *run) translations(ctx context.Context) ([]score, error) {
	rows, err := r.read("eval/ntrex.fi-sv-en.tsv.gz", 3)
	if err != nil {
		return nil, err
	}
	languages := []string{"fi", "sv", "en"}
	of := make([]matrix, len(languages))
	for l := range languages {
		if of[l], err = r.vectors(ctx, column(rows, l)); err != nil {
			return nil, err
		}
	}
	var scores []score
	for _, p := range [][2]int{{0, 2}, {1, 2}, {0, 1}} {
		set := fmt.Sprintf("NTREX, %s-%s", languages[p[0]], languages[p[1]])
		scores = append(scores, score{set, accuracyAt1, retrieval(of[p[0]], of[p[1]])})
	}
	return scores, nil
}

// retrieval is the share of rows whose nearest row of the other matrix is the one of the same number, mean of both ways.
func retrieval(a, b matrix) float64 {
	found := 0
	for _, m := range [][2]matrix{{a, b}, {b, a}} {
		products := make([]float32, m[1].n())
		for i := range m[0].n() {
			vec.DotRows(m[0].row(i), m[1].values, products)
			if largest(products) == i {
				found++
			}
		}
	}
	return float64(found) / float64(2*a.n())
}

func largest(x []float32) (at int) {
	for i := range x {
		if x[i] > x[at] {
			at = i
		}
	}
	return at
}

// likeness correlates cosines with people's judgement of pairs.
func (r *run) likeness(file, set string) func(context.Context) ([]score, error) {
	return func(ctx context.Context) ([]score, error) {
		rows, err := r.read("eval/"+file+".tsv.gz", 3)
		if err != nil {
			return nil, err
		}
		a, err := r.vectors(ctx, column(rows, 0))
		if err != nil {
			return nil, err
		}
		b, err := r.vectors(ctx, column(rows, 1))
		if err != nil {
			return nil, err
		}
		cosines, judged := make([]float64, len(rows)), make([]float64, len(rows))
		for i, row := range rows {
			cosines[i] = float64(vec.Dot(a.row(i), b.row(i)))
			label := row[2]
			if len(row) > 3 { // paraphrases: the degree and then its direction, as in 4<
				label = label[:1]
			}
			if judged[i], err = strconv.ParseFloat(label, 64); err != nil {
				return nil, fmt.Errorf("%s, line %d: %w", file, i+1, err)
			}
		}
		return []score{{set, spearman, rankCorrelation(cosines, judged)}}, nil
	}
}

// ministries tells which ministry a sentence is for: learned on the first half, asked of the second.
func (r *run) ministries(ctx context.Context) ([]score, error) {
	rows, err := r.read("eval/eduskunta-topics.dev.tsv.gz", 2)
	if err != nil {
		return nil, err
	}
	x, err := r.vectors(ctx, column(rows, 0))
	if err != nil {
		return nil, err
	}
	y, half := column(rows, 1), len(rows)/2
	accuracy, err := probe(x.rows(0, half), y[:half], x.rows(half, len(rows)), y[half:])
	return []score{{"Finnish ministries, dev", probed, accuracy}}, err
}

// themes are seven topics of the same sentences in three languages.
func (r *run) themes(ctx context.Context) ([]score, error) {
	train, err := r.read("eval/sib200.train.tsv.gz", 4)
	if err != nil {
		return nil, err
	}
	dev, err := r.read("eval/sib200.dev.tsv.gz", 4)
	if err != nil {
		return nil, err
	}
	rows, n := append(train, dev...), len(train)
	y := column(rows, 3)
	var scores []score
	for l, language := range []string{"fi", "sv", "en"} {
		x, err := r.vectors(ctx, column(rows, l))
		if err != nil {
			return nil, err
		}
		accuracy, err := probe(x.rows(0, n), y[:n], x.rows(n, len(rows)), y[n:])
		if err != nil {
			return nil, err
		}
		scores = append(scores, score{"SIB-200, " + language, clustered, clusterAgreement(x, y, 3)}, score{"SIB-200, " + language, probed, accuracy})
	}
	return scores, nil
}

func (r *run) intents(ctx context.Context) ([]score, error) {
	rows, err := r.read("eval/banking77.test.tsv.gz", 2)
	if err != nil {
		return nil, err
	}
	x, err := r.vectors(ctx, column(rows, 0))
	if err != nil {
		return nil, err
	}
	return []score{{"Banking77", clustered, clusterAgreement(x, column(rows, 1), 1)}}, nil
}

// feedback are the first 4,000 different comments of patients.
func (r *run) feedback(ctx context.Context) ([]score, error) {
	comments, err := readLabelled(filepath.Join(r.data, "feedback/nhs-phase1.csv.gz"), "feedback")
	if err != nil {
		return nil, err
	}
	comments = comments[:min(len(comments), 4000)]
	x, err := r.vectors(ctx, column(comments, 0))
	if err != nil {
		return nil, err
	}
	return []score{{"NHS phase 1", clustered, clusterAgreement(x, column(comments, 1), 1)}}, nil
}

// read returns the rows of a table with so many columns or more.
func (r *run) read(name string, columns int) ([][]string, error) {
	in, err := open(filepath.Join(r.data, name))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var rows [][]string
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		row := strings.Split(strings.TrimRight(lines.Text(), "\r"), "\t")
		if len(row) < columns {
			return nil, fmt.Errorf("%s, line %d: %d columns, expected %d", name, len(rows)+1, len(row), columns)
		}
		rows = append(rows, row)
	}
	return rows, lines.Err()
}

// readLabelled returns text and label of the different comments of a CSV file that have both.
func readLabelled(path, textColumn string) (comments [][]string, err error) {
	in, err := open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	reader := csv.NewReader(in)
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	text, label := -1, -1
	for i, name := range header {
		switch strings.TrimPrefix(name, "\uFEFF") {
		case textColumn:
			text = i
		case "label":
			label = i
		}
	}
	if text < 0 || label < 0 {
		return nil, fmt.Errorf("%s: expected the columns %s and label, with commas between", path, textColumn)
	}
	seen := map[string]bool{}
	for {
		row, err := reader.Read()
		if err == io.EOF {
			return comments, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if key := strings.ToLower(row[text]); strings.TrimSpace(row[text]) != "" && strings.TrimSpace(row[label]) != "" && !seen[key] {
			seen[key] = true
			comments = append(comments, []string{row[text], row[label]})
		}
	}
}

// open opens a file, unpacked where its name ends in .gz.
func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

func column(rows [][]string, i int) []string {
	values := make([]string, len(rows))
	for r := range rows {
		values[r] = rows[r][i]
	}
	return values
}
