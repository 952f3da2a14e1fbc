package main

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

func TestExponent(t *testing.T) {
	var points []point
	for _, n := range []float64{1000, 10000, 100000} {
		points = append(points, point{n, 3e-6 * math.Pow(n, 1.25)})
	}
	if got := exponent(points); math.Abs(got-1.25) > 1e-9 {
		t.Errorf("%v, want 1.25", got)
	}
}

func TestStagesComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scaling.json")
	want := []stage{{"report", 1000, "topics", 1.5, 2.25, 100, "abc"}, {"report", 10000, "topics", 15, 22.5, 0, "abc"}}
	r := measure.NewReport("scaling")
	tabulate(r, want)
	if err := r.Write(path); err != nil {
		t.Fatal(err)
	}
	got, err := readStages(path)
	if err != nil || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%v, %v", got, err)
	}
	if x := r.Tables[1].Rows[0][4]; x != 1.0 {
		t.Errorf("exponent %v, want 1", x)
	}
}

func TestRuns(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "feedback.csv")
	if err := writeRecords(file, 300); err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		c := newClock()
		if err := r.make(t.Context(), c, file, filepath.Join(dir, r.name)); err != nil {
			t.Fatal(err)
		}
		c.finish()
		if last := c.stages[len(c.stages)-1]; last.Name != whole || last.Wall <= 0 {
			t.Errorf("%+v", last)
		}
	}
}
