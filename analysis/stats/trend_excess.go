package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// Excess compares how many items of a kind there are now with how many were to be expected.
type Excess struct {
	Tested     bool    // there is a history to expect anything from
	Periods    int     // the current period alone, 1, or with the one before, 2: where P is lower
	Observed   int     // in these periods
	History    int     // items of the kind in the history
	Expected   float64 // 0 or more
	Low, High  int     // the counts that chance alone gives in 95 of 100 cases
	Dispersion float64 // of the periods of the history, 1 for Poisson
	P          float64 // of so many or more, were the kind no commoner than before; for both choices of Periods together
	Run        int     // how many periods without a break, back from the current one, have had more than in 19 of 20 cases
}

// Excesses returns the excess of each kind, 0 to kinds-1. kind holds that of each item of the Watch, negative for none.
//
// The history gives the mean and the dispersion of a quasi-Poisson regression on the exposure that NewWatch describes,
// fitted twice, the second time with less weight on counts that were much too high. A rising trend is part of the
// expectation where it is significant at 5 % and does not lead beyond anything seen, so that what rises slowly is not
// new each week; a falling one never is, because without it the test only errs on the side of silence. P is the upper tail
// of a negative binomial distribution with the expected mean and, as its variance, the dispersion and the error of the
// expectation. Without dispersion, trend and groups this is the exact conditional test of two Poisson counts (Przyborowski
// and Wilenski 1940), which also holds where the history has no item of the kind. As what begins in the middle of a period
// or grows slowly shows in two of them first, the current period is tested alone and with the one before, and P is twice
// the lower of both.
//
// This is the improved Farrington algorithm of Noufaily and others, "An improved algorithm for outbreak detection in
// multiple surveillance systems", Statistics in Medicine 32 (2013), 1206-1222, after Farrington and others, Journal of the
// Royal Statistical Society A 159 (1996), 547-563, with these changes: the year before in place of the same season of
// five years, the error of the expectation, and the exposure.
//
// Cost: for each kind some passes over the items counted by group, weekday and period.
func (w *Watch) Excesses(kind []int32, kinds int) []Excess {
	list := make([]Excess, kinds)
	for k, items := range w.byKind(kind, kinds) {
		list[k] = w.excess(items)
	}
	return list
}

// byKind returns the places of the items of each kind.
func (w *Watch) byKind(kind []int32, kinds int) [][]place {
	list := make([][]place, kinds)
	for i, k := range kind {
		if p := w.item[i]; k >= 0 && p.period >= 0 {
			list[k] = append(list[k], p)
		}
	}
	return list
}

// series returns the counts of a kind's items and the exposures of all periods.
func (w *Watch) series(items []place) (counts, exposure []float64, r *rates) {
	counts = make([]float64, w.periods)
	for _, p := range items {
		counts[p.period]++
	}
	r = w.rates(items)
	return counts, w.exposure(r), r
}

func (w *Watch) excess(items []place) Excess {
	counts, exposure, r := w.series(items)
	var e Excess
	for _, n := range counts[guardPeriods+1:] {
		e.History += int(n)
	}
	e.Observed, e.Periods, e.P = int(counts[0]), 1, 1
	if w.coverage.History < leastHistory || exposure[0] == 0 {
		return e
	}
	e.Tested = true
	f := newForecast(counts[guardPeriods+1:], exposure[guardPeriods+1:])
	e.Dispersion = f.dispersion
	for n := 1; n <= 2; n++ {
		observed, around := 0, 0.0
		for t := range n {
			observed += int(counts[t])
			around += exposure[t]
		}
		mean, spread := f.at(float64(n-1)/2, around, w.mix(r, w.in(0, n)))
		if p := min(1, 2*f.upperTail(observed, mean, spread)); n == 1 || p < e.P {
			e.Periods, e.Observed, e.Expected, e.P = n, observed, mean, p
			e.Low, e.High = quantile(f.asNormal(0.025), mean, spread), quantile(1-f.asNormal(0.025), mean, spread)
		}
	}
	for ; e.Run < w.periods && exposure[e.Run] > 0; e.Run++ {
		mean, spread := f.at(float64(e.Run), exposure[e.Run], w.mix(r, w.in(e.Run, e.Run+1)))
		if f.upperTail(int(counts[e.Run]), mean, spread) > 0.05 {
			break
		}
	}
	return e
}

// forecast is what a history lets one expect.
type forecast struct {
	line
	trend     bool
	n, around float64 // weighted counts and exposure of the history
}

// newForecast learns from the counts of the history and their exposures, back from its latest period.
func newForecast(counts, exposure []float64) forecast {
	x := make([]float64, len(counts))
	highest := 0.0
	for i := range x {
		x[i] = -float64(guardPeriods + 1 + i)
		if exposure[i] > 0 {
			highest = max(highest, counts[i]/exposure[i])
		}
	}
	if l, _, ok := fitRobustly(counts, exposure, x, false); ok && l.slope > 0 && math.Exp(l.level) <= highest &&
		2*tailT(l.slope/math.Sqrt(l.varSlope), l.df) < 0.05 {
		return forecast{line: l, trend: true}
	}
	l, weights, ok := fitRobustly(counts, exposure, x, true)
	if !ok {
		l.dispersion = 1
	}
	f := forecast{line: l}
	for i, e := range exposure {
		if e > 0 {
			f.n += weights[i] * counts[i]
			f.around += weights[i] * e
		}
	}
	return f
}

// at returns the expected count t periods before the current one, and by what factor its variance exceeds it. mix is the
// squared relative error of the exposure.
func (f *forecast) at(t, exposure, mix float64) (mean, spread float64) {
	x := -t
	square := f.varLevel + 2*x*f.varBoth + x*x*f.varSlope
	if f.trend {
		mean = exposure * math.Exp(f.level+f.slope*x)
	} else {
		mean = exposure * (f.n + f.dispersion) / f.around
		square = f.dispersion / (f.n + f.dispersion)
	}
	return mean, f.dispersion + mean*(square+f.dispersion*mix)
}

// upperTail is the probability of a count of n or more, for those who know the dispersion only as well as the history tells
// it: where it is estimated, a normal quantile becomes that of Student's t.
func (f *forecast) upperTail(n int, mean, spread float64) float64 {
	p := upperTail(n, mean, spread)
	if f.dispersion == 1 {
		return p
	}
	return tailT(-distuv.UnitNormal.Quantile(max(p, math.SmallestNonzeroFloat64)), f.df)
}

// asNormal is the inverse of what upperTail does to a probability.
func (f *forecast) asNormal(p float64) float64 {
	if f.dispersion == 1 {
		return p
	}
	return distuv.UnitNormal.CDF(quantileT(p, f.df))
}

// upperTail is the probability of a count of n or more under a negative binomial distribution with that mean and a variance
// of spread times the mean; spread is at least 1, which is Poisson.
func upperTail(n int, mean, spread float64) float64 {
	switch {
	case n <= 0:
		return 1
	case mean <= 0:
		return 0
	case spread < 1+1e-9:
		return mathext.GammaIncReg(float64(n), mean)
	}
	return mathext.RegIncBeta(float64(n), mean/(spread-1), 1-1/spread)
}

// quantile is the least count that is exceeded with a probability of at most 1-p, under the distribution of upperTail.
func quantile(p, mean, spread float64) int {
	high := 1
	for upperTail(high+1, mean, spread) > 1-p {
		high *= 2
	}
	low := -1
	for high-low > 1 {
		if middle := (low + high) / 2; upperTail(middle+1, mean, spread) > 1-p {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// tailT is the upper tail of Student's t.
func tailT(t, df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: df}.Survival(t)
}

func quantileT(p, df float64) float64 { return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(p) }
