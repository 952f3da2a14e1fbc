package stats

import (
	"cmp"
	"math"
	"slices"
)

// Slope tells whether a kind has become commoner over all that a Watch looks at, the current period and the guard included.
type Slope struct {
	Tested bool    // the kind has enough items for a slope: at least as many as there are periods with items
	N      int     // items of the kind
	Growth float64 // what the kind's share of all items is multiplied by from the first to the last of those periods
	Low    float64 // 95 % interval of Growth
	High   float64
	P      float64 // of a growth as high, were there none
	Q      float64 // the false discovery rate of a list that goes as far as this kind, the kinds ordered by P
	First  int     // the first of those periods; the current one is 0
}

// Slopes returns the slope of each kind, 0 to kinds-1, against the exposure that NewWatch describes. kind holds that of each
// item of the Watch, negative for none.
//
// The slope is that of a quasi-Poisson regression, which is linear in the logarithm, and P one-sided by Student's t. Q is
// that of Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57
// (1995), 289-300, over the kinds that could be tested. A year of history cannot tell a trend from the season.
func (w *Watch) Slopes(kind []int32, kinds int) []Slope {
	list := make([]Slope, kinds)
	var tested []int
	var ps []float64
	for k, items := range w.byKind(kind, kinds) {
		if list[k] = w.slope(items); list[k].Tested {
			tested, ps = append(tested, k), append(ps, list[k].P)
		}
	}
	for i, q := range discoveryRates(ps) {
		list[tested[i]].Q = q
	}
	return list
}

// discoveryRates returns, for each of the probabilities, the false discovery rate at which it is just rejected.
func discoveryRates(ps []float64) []float64 {
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ps[b], ps[a]) })
	rates, rate := make([]float64, len(ps)), 1.0
	for i, k := range order {
		rate = min(rate, ps[k]*float64(len(ps))/float64(len(ps)-i))
		rates[k] = rate
	}
	return rates
}

func (w *Watch) slope(items []place) Slope {
	counts, exposure, _ := w.series(items)
	s := Slope{N: len(items), P: 1, Q: 1}
	x, weights := make([]float64, len(counts)), make([]float64, len(counts))
	n, first, last := 0, 0, -1
	for t, e := range exposure {
		x[t], weights[t] = -float64(t), 1
		if e > 0 {
			n++
			if first = t; last < 0 {
				last = t
			}
		}
	}
	s.First = first
	l, ok := fitLine(counts, exposure, x, weights, false)
	if !ok || s.N < n || n < leastHistory {
		return s
	}
	s.Tested = true
	length, error := float64(first-last), math.Sqrt(l.varSlope)
	half := error * quantileT(0.975, l.df)
	s.Growth = math.Exp(l.slope * length)
	s.Low, s.High = math.Exp((l.slope-half)*length), math.Exp((l.slope+half)*length)
	s.P = tailT(l.slope/error, l.df)
	return s
}
