package report

import (
	"fmt"
	"math"
	"strings"
)

// whisker is a figure drawn on a scale from -100 to 100: x runs from 0 to 200.
type whisker struct {
	Low, Value, High string
	All              string // of all the data; empty when there is none
	Differs          bool   // the interval does not reach All
}

// whisker returns nil for a figure that has no number to show.
func (p *page) whisker(f Figure) *whisker {
	if !shown(f) {
		return nil
	}
	w := &whisker{Low: px(f.Low + 100), Value: px(f.Value + 100), High: px(f.High + 100)}
	if shown(p.NPS) {
		w.All = px(p.NPS.Value + 100)
		w.Differs = f.Low > p.NPS.Value || f.High < p.NPS.Value
	}
	return w
}

// bar is a rectangle of a chart. One that is withheld has the same small height whatever its number.
type bar struct {
	X, Y, W, H string
	Withheld   bool
}

// tick is a mark on an axis.
type tick struct{ At, Label string }

// bars draws counts side by side from the left edge, the largest as high as the room.
func bars(counts []Count, left, width, bottom, height, most float64) []bar {
	step := width / float64(max(len(counts), 1))
	out := make([]bar, len(counts))
	for i, c := range counts {
		h := height / 12
		if !c.Withheld {
			h = height * float64(c.N) / math.Max(most, 1)
		}
		out[i] = bar{
			X: px(left + step*(float64(i)+0.1)), Y: px(bottom - h), W: px(step * 0.8), H: px(h), Withheld: c.Withheld,
		}
	}
	return out
}

// most returns the largest number that is shown.
func most(counts []Count) (largest, at int) {
	for i, c := range counts {
		if !c.Withheld && c.N > largest {
			largest, at = c.N, i
		}
	}
	return largest, at
}

// spark is a small chart of one topic's months, 120 wide and 24 high.
type spark struct {
	Bars []bar
	Peak string // what it shows, for those who do not see it
}

func (p *page) spark(months []Count) (spark, error) {
	largest, at := most(months)
	s := spark{Bars: bars(months, 0, 120, 24, 22, float64(largest))}
	if largest == 0 {
		return s, nil
	}
	var err error
	s.Peak, err = p.text("months.peak", p.month(p.Periods[at].Start), p.integer(largest))
	return s, err
}

// trend is the chart of the months: counts above, NPS with its interval below, on one time axis. It is 760 wide.
type trend struct {
	Bars        []bar
	Counts, NPS []tick // across
	Months      []tick // along
	Lines       []string
	Bands       []string
	Dots        []dot
	All         string // height of the NPS of all the data; empty when there is none
}

// dot is a month's NPS with the ends of its interval.
type dot struct{ X, Y, Low, High string }

// Edges of the trend chart.
const (
	trendLeft, trendRight  = 48.0, 752.0
	countTop, countBottom  = 24.0, 134.0
	scoreTop, scoreBottom  = 182.0, 346.0
	trendMonths, trendRows = 8, 4 // most marks along, and intervals across
)

func (p *page) trend() trend {
	var t trend
	counts := make([]Count, len(p.Periods))
	low, high := math.Inf(1), math.Inf(-1)
	for i, period := range p.Periods {
		counts[i] = period.N
		if shown(period.NPS) {
			low, high = math.Min(low, period.NPS.Low), math.Max(high, period.NPS.High)
		}
	}
	largest, _ := most(counts)
	countTicks := ticks(0, math.Max(float64(largest), 1))
	top := countTicks[len(countTicks)-1]
	for _, v := range countTicks {
		t.Counts = append(t.Counts, tick{px(scale(v, 0, top, countBottom, countTop)), p.number(v, 0)})
	}
	t.Bars = bars(counts, trendLeft, trendRight-trendLeft, countBottom, countBottom-countTop, top)

	step := (trendRight - trendLeft) / float64(max(len(p.Periods), 1))
	every := (len(p.Periods) + trendMonths - 1) / trendMonths
	middle := func(i int) float64 { return trendLeft + step*(float64(i)+0.5) }
	for i := 0; i < len(p.Periods); i += every {
		t.Months = append(t.Months, tick{px(middle(i)), p.monthShort(p.Periods[i].Start)})
	}
	if low > high {
		return t
	}
	if shown(p.NPS) {
		low, high = math.Min(low, p.NPS.Value), math.Max(high, p.NPS.Value)
	}
	scoreTicks := ticks(low, high)
	low, high = scoreTicks[0], scoreTicks[len(scoreTicks)-1]
	y := func(v float64) string { return px(scale(v, low, high, scoreBottom, scoreTop)) }
	for _, v := range scoreTicks {
		t.NPS = append(t.NPS, tick{y(v), p.number(v, 0)})
	}
	if shown(p.NPS) {
		t.All = y(p.NPS.Value)
	}
	// A month without a number breaks the line: nothing is drawn through it.
	var line, upper, lower []string
	flush := func() {
		if len(line) > 1 {
			t.Lines = append(t.Lines, "M"+strings.Join(line, "L"))
			for i := len(lower) - 1; i >= 0; i-- {
				upper = append(upper, lower[i])
			}
			t.Bands = append(t.Bands, "M"+strings.Join(upper, "L")+"Z")
		}
		line, upper, lower = nil, nil, nil
	}
	for i, period := range p.Periods {
		if !shown(period.NPS) {
			flush()
			continue
		}
		d := dot{X: px(middle(i)), Y: y(period.NPS.Value), Low: y(period.NPS.Low), High: y(period.NPS.High)}
		t.Dots = append(t.Dots, d)
		line = append(line, d.X+" "+d.Y)
		upper = append(upper, d.X+" "+d.High)
		lower = append(lower, d.X+" "+d.Low)
	}
	flush()
	return t
}

// ticks returns round numbers, evenly spaced, that enclose low and high.
func ticks(low, high float64) []float64 {
	size := math.Max((high-low)/trendRows, 1)
	step := math.Pow(10, math.Floor(math.Log10(size)))
	for _, m := range [...]float64{1, 2, 5, 10} {
		if m*step >= size {
			step *= m
			break
		}
	}
	var out []float64
	for v := math.Floor(low/step) * step; ; v += step {
		out = append(out, v)
		if v >= high && len(out) > 1 {
			return out
		}
	}
}

// scale maps v from [low, high] to [from, to].
func scale(v, low, high, from, to float64) float64 { return from + (to-from)*(v-low)/(high-low) }

// px writes a coordinate with one decimal.
func px(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }
