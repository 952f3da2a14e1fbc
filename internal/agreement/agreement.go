// Package agreement says how alike two divisions of the same things into classes are, as tests and benchmarks of grouping
// ask. Two divisions of n things into r and c classes take n + r*c steps, and as many again as the classes of different
// sizes are large. The same divisions give the same figures to the bit.
package agreement

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Agreement is how alike two divisions are. All things count: outliers are a class of their own.
type Agreement struct {
	// AMI is the adjusted mutual information, by the arithmetic mean (Vinh, Epps and Bailey 2010): 1 for the same division,
	// about 0 for unrelated ones.
	AMI float64

	// V is the V-measure (Rosenberg and Hirschberg 2007), which favours many classes, as it is not adjusted for chance.
	V float64
}

// Of compares the classes a[i] and b[i] of each thing i. It panics if b is shorter than a.
func Of[A, B cmp.Ordered](a []A, b []B) Agreement {
	t := tabulate(a, b)
	ha, hb := entropy(t.rows, t.n), entropy(t.columns, t.n)
	mean, mutual, expected := (ha+hb)/2, t.mutual(), t.expected()
	if mean-expected < 1e-12 { // both put all into one class, or each into its own
		return Agreement{1, 1}
	}
	return Agreement{(mutual - expected) / (mean - expected), mutual / mean}
}

// table counts what falls together: rows by the class in a, columns by that in b.
type table struct {
	n             float64
	rows, columns []float64   // sizes of the classes
	cells         [][]float64 // rows x columns
}

func tabulate[A, B cmp.Ordered](a []A, b []B) *table {
	row, column := number(a), number(b)
	t := &table{n: float64(len(a)), rows: make([]float64, len(row)), columns: make([]float64, len(column))}
	t.cells = make([][]float64, len(row))
	for i := range t.cells {
		t.cells[i] = make([]float64, len(column))
	}
	for i := range a {
		r, c := row[a[i]], column[b[i]]
		t.rows[r]++
		t.columns[c]++
		t.cells[r][c]++
	}
	return t
}

// number gives the classes numbers in their order.
func number[A cmp.Ordered](a []A) map[A]int {
	of := map[A]int{}
	for _, x := range a {
		of[x] = 0
	}
	for i, x := range slices.Sorted(maps.Keys(of)) {
		of[x] = i
	}
	return of
}

func (t *table) mutual() (sum float64) {
	for r, row := range t.cells {
		for c, x := range row {
			if x > 0 {
				sum += x / t.n * math.Log(t.n*x/(t.rows[r]*t.columns[c]))
			}
		}
	}
	return sum
}

// expected is the mutual information of divisions into classes of these sizes that have nothing to do with each other.
func (t *table) expected() (sum float64) {
	n := t.n
	logFactorial := func(x float64) float64 { g, _ := math.Lgamma(x + 1); return g }
	type pair struct{ a, b float64 } // sizes repeat
	known := map[pair]float64{}
	for _, a := range t.rows {
		for _, b := range t.columns {
			e, ok := known[pair{a, b}]
			if !ok {
				for x := max(1, a+b-n); x <= min(a, b); x++ {
					p := logFactorial(a) + logFactorial(b) + logFactorial(n-a) + logFactorial(n-b) -
						logFactorial(n) - logFactorial(x) - logFactorial(a-x) - logFactorial(b-x) - logFactorial(n-a-b+x)
					e += x / n * math.Log(n*x/(a*b)) * math.Exp(p)
				}
				known[pair{a, b}] = e
			}
			sum += e
		}
	}
	return sum
}

func entropy(sizes []float64, n float64) (h float64) {
	for _, x := range sizes {
		h -= x / n * math.Log(x/n)
	}
	return h
}
