package stats

import "math"

// Scores counts answers from 0 to 10 to "how likely are you to recommend ...". Groups add up by adding their fields.
type Scores struct {
	Promoters  int `json:"promoters"`  // 9 and 10
	Passives   int `json:"passives"`   // 7 and 8
	Detractors int `json:"detractors"` // 0 to 6
}

// Add counts one answer, 0 to 10.
func (s *Scores) Add(score int) {
	switch {
	case score >= 9:
		s.Promoters++
	case score >= 7:
		s.Passives++
	default:
		s.Detractors++
	}
}

// N returns the number of answers.
func (s Scores) N() int { return s.Promoters + s.Passives + s.Detractors }

// NPS returns the net promoter score, the percentage of promoters less that of detractors, -100 to 100, with its 95 %
// score interval. The interval lies within -100 and 100, contains the estimate, moves up with every answer that does, and
// is never of zero width: 10 promoters of 10 give 44 to 100. With no answers the value is 0 and the interval -100 to 100.
//
// Promoters and detractors of one sample are dependent shares, like the two kinds of discordant pairs in a paired design,
// for which the interval was made: Tango, "Equivalence test and confidence interval for the difference in proportions for
// the paired-sample design", Statistics in Medicine 17 (1998), 891-908. Rocks, "Interval estimation for the net promoter
// score", The American Statistician 70 (2016), 365-372, found it among the best for this use.
//
// Its coverage, enumerated over all samples of n answers with 50 to 97 % promoters and a quarter, half or three quarters
// of the rest detractors, is 92.6 to 97.6 % at n = 10, 94.2 to 97.1 % at n = 30 and 94.5 to 96.2 % at n = 100; at n = 1,000
// it is within 0.1 of 95 %. Where the rest are all passives or all detractors the score takes few values and the coverage
// of any interval jumps between them: there it is 91.4 to 98.9 % at n = 10 and 93.3 to 97.8 % at n = 100.
func NPS(s Scores) Interval {
	n := s.N()
	if n == 0 {
		return Interval{Low: -100, High: 100}
	}
	return Interval{
		N:     n,
		Value: 100 * float64(s.Promoters-s.Detractors) / float64(n),
		Low:   100 * lowerLimit(s.Promoters, s.Detractors, n, z),
		High:  -100 * lowerLimit(s.Detractors, s.Promoters, n, z),
	}
}

// NPSDifference returns the net promoter score of a less that of b, -200 to 200, for samples of different people, with
// its 95 % interval, made of the two scores' own intervals (Zou and Donner 2008). N is the number of answers in both. With
// ten answers in each the interval is wider than it need be: it covered 98.9 % where it covers 96.2 % with thirty in each.
func NPSDifference(a, b Scores) Interval {
	return difference(NPS(a), NPS(b))
}

// lowerLimit returns the smallest difference of the shares behind the counts plus and minus of n that a one-sided score
// test at the normal quantile q does not reject, -1 to 1.
func lowerLimit(plus, minus, n int, q float64) float64 {
	estimate := float64(plus-minus) / float64(n)
	rejected, kept := -1.0, estimate
	for kept-rejected > 1e-12 {
		middle := (rejected + kept) / 2
		if scoreStatistic(plus, minus, n, middle) > q {
			rejected = middle
		} else {
			kept = middle
		}
	}
	return kept
}

// scoreStatistic returns how many standard errors plus-minus lies above its expectation if the true difference of shares
// were delta, the share of minus being the most likely one under that difference: the larger root of
// 2n x^2 + b x + c = 0 (Tango 1998).
func scoreStatistic(plus, minus, n int, delta float64) float64 {
	size := float64(n)
	b := -float64(plus+minus) + float64(2*n-plus+minus)*delta
	c := -float64(minus) * delta * (1 - delta)
	root := math.Sqrt(max(0, b*b-8*size*c))
	var share float64
	if b < 0 {
		share = (root - b) / (4 * size)
	} else if b+root > 0 {
		share = -2 * c / (b + root) // the same root without cancellation
	}
	variance := size * (2*share + delta*(1-delta))
	return (float64(plus-minus) - size*delta) / math.Sqrt(max(0, variance))
}
