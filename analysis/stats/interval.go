package stats

// z is the 97.5 % quantile of the standard normal distribution: every interval of this package is two-sided at 95 %.
const z = 1.959963984540054

// Interval is an estimate with its 95 % confidence interval; Low <= Value <= High.
type Interval struct {
	N     int     `json:"n"` // observations behind it
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}
