package stats

// Interval is an estimate with its confidence interval.
type Interval struct {
	N     int     `json:"n"` // observations behind it
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}
