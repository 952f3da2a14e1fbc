package stats

import "math"

// Wilson returns the share k/n, 0 to 1, with its score interval, for 0 <= k <= n. With n = 0 nothing is known: the value
// is 0 and the interval 0 to 1.
//
// Source: Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
// Statistical Association 22 (1927), 209-212.
func Wilson(k, n int) Interval {
	if n == 0 {
		return Interval{High: 1}
	}
	size, share := float64(n), float64(k)/float64(n)
	center := (share + z*z/(2*size)) / (1 + z*z/size)
	half := z / (1 + z*z/size) * math.Sqrt(share*(1-share)/size+z*z/(4*size*size))
	// The limits meet the estimate at 0 of n and n of n; rounding must not carry them past it.
	return Interval{N: n, Value: share, Low: max(0, min(share, center-half)), High: min(1, max(share, center+half))}
}

// Newcombe returns the difference of two independent shares, k1/n1 - k2/n2, -1 to 1, with its hybrid score interval. N is
// n1+n2.
//
// Source: method 10 of Newcombe, "Interval estimation for the difference between independent proportions: comparison of
// eleven methods", Statistics in Medicine 17 (1998), 873-890.
func Newcombe(k1, n1, k2, n2 int) Interval {
	return difference(Wilson(k1, n1), Wilson(k2, n2))
}

// difference returns a-b for independent a and b from their own intervals (MOVER, the method of variance estimates
// recovery: Zou and Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in
// Medicine 27 (2008), 1693-1702). It cannot leave the range of a-b, because a and b do not leave theirs.
func difference(a, b Interval) Interval {
	value := a.Value - b.Value
	return Interval{
		N:     a.N + b.N,
		Value: value,
		Low:   value - math.Hypot(a.Value-a.Low, b.High-b.Value),
		High:  value + math.Hypot(a.High-a.Value, b.Value-b.Low),
	}
}
