package main

import (
	"bufio"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
)

// TestRankCorrelation has ties. By hand: the ranks less their means are -1 -1 .5 1.5 and -1.5 .5 .5 .5; the products sum to 2,
// the squares to 4.5 and 3.
func TestRankCorrelation(t *testing.T) {
	got := rankCorrelation([]float64{1, 1, 5, 9}, []float64{2, 7, 7, 7})
	if want := 2 / math.Sqrt(4.5*3); math.Abs(got-want) > 1e-12 {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestNDCG(t *testing.T) {
	if got, want := ndcg([10]bool{1: true}, 1), 1/math.Log2(3); math.Abs(got-want) > 1e-12 {
		t.Errorf("the only one in the second place: %v, want %v", got, want)
	}
	if got := ndcg([10]bool{true, true, true}, 3); got != 1 {
		t.Errorf("all in front: %v", got)
	}
}

func TestKMeansFindsWhatIsApart(t *testing.T) {
	x := matrix{dim: 2, values: []float32{1, 0, .99, .1, 0, 1, .1, .99, -1, 0, -.99, .1}}
	if got := agreement.Of([]int{0, 0, 1, 1, 2, 2}, kMeans(x, 3, 1)).AMI; math.Abs(got-1) > 1e-9 {
		t.Errorf("AMI %v, want 1", got)
	}
}

// TestScoresOfTheModelCard holds the measures to those of embed/training/score.py, which are scikit-learn's and SciPy's.
func TestScoresOfTheModelCard(t *testing.T) {
	r := run{data: os.Getenv("KAIKU_DATA"), system: "kaiku static", embedder: model.Default(), report: measure.NewReport("embedding")}
	if r.data == "" {
		t.Skip("KAIKU_DATA is not set: no sets to measure on")
	}
	card := readCard(t)
	if err := r.sets(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(r.report.Tables[0].Rows) != len(card) {
		t.Errorf("%d figures, the card has %d", len(r.report.Tables[0].Rows), len(card))
	}
	// Others than the first three differ in their random starts or stop at another distance from the optimum.
	tolerance := map[string]float64{accuracyAt1: 0.0006, spearman: 0.0006, probed: 0.011, clustered: 0.04}
	for _, row := range r.report.Tables[0].Rows {
		set, kind, got := row[0].(string), row[1].(string), row[3].(float64)
		if want, ok := card[set+"/"+kind]; !ok || math.Abs(got-want) > tolerance[kind] {
			t.Errorf("%s, %s: %v, the card says %v", set, kind, got, want)
		}
	}
}

// readCard returns the scores of the model card by set and measure.
func readCard(t *testing.T) map[string]float64 {
	t.Helper()
	f, err := os.Open("../../embed/static/model/MODEL_CARD.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	card := map[string]float64{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cells := strings.Split(lines.Text(), "|")
		if len(cells) != 6 {
			continue
		}
		if score, err := strconv.ParseFloat("0"+strings.TrimSpace(cells[3]), 64); err == nil {
			card[strings.TrimSpace(cells[1])+"/"+strings.TrimSpace(cells[2])] = score
		}
	}
	return card
}

func TestOwn(t *testing.T) {
	data := t.TempDir()
	if err := os.Mkdir(filepath.Join(data, "own"), 0o700); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("text,label\n")
	for i := range 60 {
		n := strconv.Itoa(i)
		b.WriteString("jono oli pitkä kello " + n + ",jono\nruoka oli kylmää huoneessa " + n + ",ruoka\n")
	}
	if err := os.WriteFile(filepath.Join(data, "own", "a.csv"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	r := run{data: data, system: "kaiku static", embedder: model.Default(), report: measure.NewReport("embedding")}
	if err := r.own(t.Context()); err != nil {
		t.Fatal(err)
	}
	row := r.report.Tables[0].Rows[0]
	if row[1] != 120 || row[2] != 2 || row[6].(float64) < .99 || row[7].(float64) < .99 || row[8].(float64) < .99 {
		t.Errorf("%v", row)
	}
}
