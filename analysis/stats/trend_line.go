package stats

import "math"

// line is a regression of counts on time, by quasi-likelihood: the mean of count i is exposure[i] * exp(level + slope*x[i])
// and its variance dispersion times that.
type line struct {
	level, slope      float64
	dispersion        float64 // Pearson's, at least 1
	varLevel, varBoth float64 // of level; covariance of level and slope
	varSlope          float64
	leverage          []float64 // of each count; 0 where there is no exposure
	df                float64   // counts with exposure less coefficients
}

// fitLine fits a line with a slope, or without one where flat is set. weights are those of the counts; counts without
// exposure say nothing. It reports false where the coefficients cannot be found: no counts above zero, or all of them at
// one end, so that the likelihood has no maximum.
func fitLine(counts, exposure, x, weights []float64, flat bool) (line, bool) {
	var sum, base float64
	n := 0
	for i, e := range exposure {
		if e > 0 {
			sum += weights[i] * counts[i]
			base += weights[i] * e
			n++
		}
	}
	if sum <= 0 {
		return line{}, false
	}
	l := line{level: math.Log(sum / base), leverage: make([]float64, len(counts))}
	coefficients := 2.0
	if flat {
		coefficients = 1
	}
	var a, b, c float64 // the information matrix
	for step := 0; ; step++ {
		var u, v float64
		a, b, c = 0, 0, 0
		for i, e := range exposure {
			if e <= 0 {
				continue
			}
			mean := e * math.Exp(l.level+l.slope*x[i])
			u += weights[i] * (counts[i] - mean)
			v += weights[i] * (counts[i] - mean) * x[i]
			a += weights[i] * mean
			b += weights[i] * mean * x[i]
			c += weights[i] * mean * x[i] * x[i]
		}
		if flat {
			break
		}
		det := a*c - b*b
		const steps = 50
		if !(det > 1e-12*a*c) || step == steps {
			return line{}, false
		}
		up, across := (c*u-b*v)/det, (a*v-b*u)/det
		if math.Abs(up)+math.Abs(across) < 1e-12 {
			break
		}
		l.level += up
		l.slope += across
	}
	l.df = float64(n) - coefficients
	if l.df <= 0 {
		return line{}, false
	}
	det := a*c - b*b
	squares := 0.0
	for i, e := range exposure {
		if e <= 0 {
			continue
		}
		mean := e * math.Exp(l.level+l.slope*x[i])
		squares += weights[i] * (counts[i] - mean) * (counts[i] - mean) / mean
		if flat {
			l.leverage[i] = weights[i] * mean / a
		} else {
			l.leverage[i] = weights[i] * mean * (c - 2*b*x[i] + a*x[i]*x[i]) / det
		}
	}
	l.dispersion = max(1, squares/l.df)
	if flat {
		l.varLevel = l.dispersion / a
	} else {
		l.varLevel, l.varBoth, l.varSlope = l.dispersion*c/det, -l.dispersion*b/det, l.dispersion*a/det
	}
	return l, true
}

// fitRobustly fits a line twice: the second time counts weigh less that were too high, such as those of an earlier wave.
//
// Where the standardised Anscombe residual s of a count is above 2.58, the threshold of Noufaily and others, its weight falls
// with the square of s. Theirs is 1/s^2, which cuts the tail of a merely restless history: with the weights of this
// function, which are 1 at the threshold, a tenth fewer alarms are false.
func fitRobustly(counts, exposure, x []float64, flat bool) (l line, weights []float64, ok bool) {
	weights = make([]float64, len(counts))
	n := 0.0
	for i, e := range exposure {
		weights[i] = 1
		if e > 0 {
			n++
		}
	}
	if l, ok = fitLine(counts, exposure, x, weights, flat); !ok {
		return l, weights, false
	}
	sum, outlying := 0.0, false
	for i, e := range exposure {
		if e <= 0 {
			continue
		}
		s := anscombe(counts[i], e*math.Exp(l.level+l.slope*x[i]), l.dispersion, l.leverage[i])
		if s > outlier {
			weights[i], outlying = outlier*outlier/(s*s), true
		}
		sum += weights[i]
	}
	if !outlying {
		return l, weights, true
	}
	for i := range weights {
		weights[i] *= n / sum
	}
	l, ok = fitLine(counts, exposure, x, weights, flat)
	return l, weights, ok
}

const outlier = 2.58

// anscombe is the standardised Anscombe residual of a Poisson count with the given mean, dispersion and leverage.
func anscombe(count, mean, dispersion, leverage float64) float64 {
	return 1.5 * (math.Pow(count, 2./3) - math.Pow(mean, 2./3)) / (math.Pow(mean, 1./6) * math.Sqrt(dispersion*max(1e-9, 1-leverage)))
}
