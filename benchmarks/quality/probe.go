package main

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat"
)

// penalty is the inverse of scikit-learn's C = 10: half of it times the squared weights, the constants left out, is added to
// the sum of the losses.
const penalty = 0.1

// probe learns labels from the vectors of some texts by multinomial logistic regression and returns the share of others
// that it tells rightly.
func probe(x matrix, y []string, testX matrix, testY []string) (accuracy float64, err error) {
	labels := slices.Compact(slices.Sorted(slices.Values(y)))
	if len(labels) < 2 || testX.n() == 0 {
		return 0, fmt.Errorf("a probe needs two labels and something to try them on, and got %d and %d", len(labels), testX.n())
	}
	r := regression{x: x, classes: len(labels), y: make([]int, len(y))}
	for i, label := range y {
		r.y[i], _ = slices.BinarySearch(labels, label)
	}
	start := make([]float64, r.classes*(x.dim+1))
	result, err := optimize.Minimize(optimize.Problem{Func: r.loss, Grad: r.gradient}, start,
		&optimize.Settings{MajorIterations: 300, GradientThreshold: 1e-4}, &optimize.LBFGS{})
	if result == nil {
		return 0, err
	}
	right := 0
	scores := make([]float64, r.classes)
	for i := range testX.n() {
		r.scores(result.X, testX.row(i), scores)
		if labels[floats.MaxIdx(scores)] == testY[i] {
			right++
		}
	}
	return float64(right) / float64(testX.n()), nil
}

// regression is a multinomial logistic regression. Its parameters are a row of weights and then a constant for each class.
type regression struct {
	x       matrix
	y       []int
	classes int
}

// scores are the logits of a row.
func (r *regression) scores(w []float64, row []float32, out []float64) {
	for c := range out {
		of := w[c*(r.x.dim+1) : (c+1)*(r.x.dim+1)]
		sum := of[r.x.dim]
		for d, v := range row {
			sum += of[d] * float64(v)
		}
		out[c] = sum
	}
}

func (r *regression) loss(w []float64) (sum float64) {
	scores := make([]float64, r.classes)
	for i, label := range r.y {
		r.scores(w, r.x.row(i), scores)
		sum += floats.LogSumExp(scores) - scores[label]
	}
	for i, v := range w {
		if i%(r.x.dim+1) != r.x.dim {
			sum += penalty / 2 * v * v
		}
	}
	return sum
}

func (r *regression) gradient(grad, w []float64) {
	for i, v := range w {
		grad[i] = penalty * v
		if i%(r.x.dim+1) == r.x.dim {
			grad[i] = 0
		}
	}
	scores := make([]float64, r.classes)
	for i, label := range r.y {
		row := r.x.row(i)
		r.scores(w, row, scores)
		total := floats.LogSumExp(scores)
		for c := range scores {
			p := math.Exp(scores[c] - total)
			if c == label {
				p--
			}
			of := grad[c*(r.x.dim+1) : (c+1)*(r.x.dim+1)]
			for d, v := range row {
				of[d] += p * float64(v)
			}
			of[r.x.dim] += p
		}
	}
}

// rankCorrelation is Spearman's: the correlation of ranks, equal values sharing the mean of theirs.
func rankCorrelation(a, b []float64) float64 { return stat.Correlation(ranks(a), ranks(b), nil) }

func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	floats.ArgsortStable(slices.Clone(values), order)
	ranks := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			ranks[order[k]] = float64(i+j-1) / 2
		}
		i = j
	}
	return ranks
}
