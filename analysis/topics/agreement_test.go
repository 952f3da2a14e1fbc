package topics_test

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"testing"
)

// adjustedMutualInformation compares two divisions of the same things (Vinh, Epps and Bailey 2010, arithmetic mean): 1 for
// the same division, about 0 for unrelated ones.
func adjustedMutualInformation[A, B cmp.Ordered](a []A, b []B) float64 {
	n := float64(len(a))
	type cell struct {
		a A
		b B
	}
	cells, rows, columns := map[cell]float64{}, map[A]float64{}, map[B]float64{}
	for i := range a {
		cells[cell{a[i], b[i]}]++
		rows[a[i]]++
		columns[b[i]]++
	}
	if len(rows) == len(columns) && len(rows) == 1 {
		return 1
	}
	var mutual float64
	for c, x := range cells {
		mutual += x / n * math.Log(n*x/(rows[c.a]*columns[c.b]))
	}
	entropy := func(sizes []float64) (h float64) {
		for _, x := range sizes {
			h -= x / n * math.Log(x/n)
		}
		return h
	}
	rowSizes, columnSizes := slices.Sorted(maps.Values(rows)), slices.Sorted(maps.Values(columns))
	factorial := func(x float64) float64 { g, _ := math.Lgamma(x + 1); return g }
	// Sizes repeat: the expectation is the same for each pair of them.
	type pair struct{ a, b float64 }
	known := map[pair]float64{}
	var expected float64
	for _, r := range rowSizes {
		for _, c := range columnSizes {
			e, ok := known[pair{r, c}]
			if !ok {
				for x := max(1, r+c-n); x <= min(r, c); x++ {
					p := factorial(r) + factorial(c) + factorial(n-r) + factorial(n-c) -
						factorial(n) - factorial(x) - factorial(r-x) - factorial(c-x) - factorial(n-r-c+x)
					e += x / n * math.Log(n*x/(r*c)) * math.Exp(p)
				}
				known[pair{r, c}] = e
			}
			expected += e
		}
	}
	mean := (entropy(rowSizes) + entropy(columnSizes)) / 2
	return (mutual - expected) / (mean - expected)
}

func TestAdjustedMutualInformation(t *testing.T) {
	a := []int{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3}
	b := []int{0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 3, 3}
	const want = 0.4200472105718951
	if got := adjustedMutualInformation(a, b); math.Abs(got-want) > 1e-9 {
		t.Errorf("%v, scikit-learn 1.9.1 gives %v", got, want)
	}
}
