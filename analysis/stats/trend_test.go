package stats

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// The values of the last four are those that the tests of the R package surveillance 1.24 state for
// algo.farrington.threshold.noufaily with the method nbPlugin (mean 5, 11 observed, dispersions 1.5 and 1, alpha 0.05); the
// others are of scipy 1.17.1 (poisson.sf, nbinom.sf and their ppf).
func TestUpperTail(t *testing.T) {
	for _, c := range []struct {
		n            int
		mean, spread float64
		want         float64
		low, high    int
		alpha        float64
	}{
		{3, 1.5, 1, 0.19115316946194183, 0, 4, 0.025},
		{40, 20, 3, 0.015854136131011262, 7, 37, 0.025},
		{5, 0.2, 1.02, 5.004296436588098e-06, 0, 1, 0.025},
		{300, 250, 1.5, 0.006769534419786465, 213, 289, 0.025},
		{11, 5, 1.5, 0.03763657, 1, 10, 0.05},
		{11, 5, 1, 0.01369527, 2, 9, 0.05},
	} {
		p := upperTail(c.n, c.mean, c.spread)
		near(t, "the tail", p, c.want, 1e-8)
		if low, high := quantile(c.alpha, c.mean, c.spread), quantile(1-c.alpha, c.mean, c.spread); low != c.low || high != c.high {
			t.Errorf("mean %v, spread %v: %d to %d, want %d to %d", c.mean, c.spread, low, high, c.low, c.high)
		}
	}
	if upperTail(0, 3, 2) != 1 || upperTail(1, 0, 1) != 0 {
		t.Error("a count of nothing, or of what cannot be")
	}
}

// Without dispersion the test is the conditional one: of a+b items, a or more in the current period, where each is in it with
// the probability that its part in all exposure is (binom.sf of scipy 1.17.1).
func TestForecastIsTheConditionalTest(t *testing.T) {
	for _, c := range []struct {
		a      int
		b      float64
		e1, e2 float64
		want   float64
	}{
		{8, 20, 1, 20, 3.476791295297423e-05},
		{5, 0, 1, 47, 3.92458566422325e-09},
		{14, 96, 2000, 94000, 8.162459517691917e-08},
		{30, 900, 1.2, 52, 0.03529175219550072},
	} {
		f := forecast{line: line{dispersion: 1}, n: c.b, around: c.e2}
		mean, spread := f.at(0, c.e1, 0)
		near(t, "P in relation", f.upperTail(c.a, mean, spread)/c.want, 1, 1e-6)
	}
}

var (
	lineCounts   = []float64{12, 27, 15, 2, 14, 10, 35, 13, 9, 12, 17, 19}
	lineExposure = []float64{1, .9, 1.1, 1, 1.2, .8, 1, 1.05, 1.3, .95, 1, 1.1}
	lineSteady   = []float64{12, 9, 15, 11, 14, 10, 16, 13, 18, 12, 17, 19}
)

// The values are those of GLM(family=Poisson(), offset=log(exposure), var_weights=weights).fit(scale="X2") in statsmodels
// 0.15.0.
func TestLine(t *testing.T) {
	x, ones := make([]float64, 12), make([]float64, 12)
	for i := range x {
		x[i], ones[i] = float64(i-12), 1
	}
	l, ok := fitLine(lineCounts, lineExposure, x, ones, false)
	if !ok {
		t.Fatal("no line")
	}
	near(t, "level", l.level, 2.688264279054981, 1e-9)
	near(t, "slope", l.slope, -0.0022406305286004, 1e-9)
	near(t, "dispersion", l.dispersion, 6.069015132967929, 1e-8)
	near(t, "variance of the level", l.varLevel, 0.1475499650304093, 1e-9)
	near(t, "covariance", l.varBoth, 0.017823449536236605, 1e-9)
	near(t, "variance of the slope", l.varSlope, 0.002768545897736165, 1e-9)
	near(t, "leverage", l.leverage[0], 0.29486338904858034, 1e-9)
	// resid_anscombe_unscaled and resid_anscombe_scaled of the second count
	mean := lineExposure[1] * math.Exp(l.level+l.slope*x[1])
	near(t, "residual", anscombe(27, mean, 1, 0), 3.2168771698743717, 1e-9)
	near(t, "scaled residual", anscombe(27, mean, l.dispersion, 0), 1.3057961035175412, 1e-9)

	weights := []float64{1, 1, .5, 1, 1, 2, 1, 1, .25, 1, 1, 1}
	l, _ = fitLine(lineSteady, lineExposure, x, weights, false)
	near(t, "weighted level", l.level, 2.824671346556635, 1e-9)
	near(t, "weighted slope", l.slope, 0.038103067948433, 1e-9)
	near(t, "weighted leverage", l.leverage[2], 0.0964905699502446, 1e-9)
	if l.dispersion != 1 {
		t.Errorf("dispersion %v of counts steadier than Poisson", l.dispersion)
	}
	l, _ = fitLine(lineSteady, lineExposure, x, ones, true)
	near(t, "flat level", l.level, 2.594291315745552, 1e-9)
	near(t, "flat leverage", l.leverage[0], 0.08064516129032262, 1e-9)
}

func TestLineThatIsNone(t *testing.T) {
	ones, x := []float64{1, 1, 1}, []float64{-3, -2, -1}
	for _, counts := range [][]float64{{0, 0, 0}, {0, 0, 7}, {7, 0, 0}} {
		l, ok := fitLine(counts, ones, x, ones, false)
		if ok && !(math.Abs(l.slope) < 1e3) {
			t.Errorf("%v gives %+v", counts, l)
		}
	}
	if _, ok := fitLine([]float64{1, 2}, []float64{1, 0}, x[:2], ones[:2], true); ok {
		t.Error("a line through one count")
	}
}

// multipletests(method="fdr_bh") of statsmodels 0.15.0.
func TestDiscoveryRates(t *testing.T) {
	got := discoveryRates([]float64{.001, .2, .03, .04, .011})
	for i, want := range []float64{.005, .2, .05, .05, .0275} {
		near(t, "rate", got[i], want, 1e-12)
	}
}

// items makes so many items of a kind on a day.
type items struct{ day, group, kind []int32 }

func (s *items) add(n int, day, group, kind int32) {
	for range n {
		s.day, s.group, s.kind = append(s.day, day), append(s.group, group), append(s.kind, kind)
	}
}

// Group 0 has 10 items each Wednesday of 20 weeks, 2 of them of kind 0; group 1 has 10 each Monday, 4 of them. In the
// current week group 0 has 10 items and group 1 has 40. By hand: all factors of groups are (x+1)/(e+1) with x of 30 and 60
// and e of 45 each, those of weekdays the same of what groups leave; the products, 31/46 and 61/46, then change no more
// than by the added ones.
func TestRatesFollowTheMix(t *testing.T) {
	var s items
	for week := int32(0); week < 20; week++ {
		s.add(2, 7*week+2, 0, 0)
		s.add(8, 7*week+2, 0, 1)
		n := 1
		if week == 19 {
			n = 4
		}
		s.add(4*n, 7*week, 1, 0)
		s.add(6*n, 7*week, 1, 1)
	}
	w, err := NewWatch(s.day, s.group, WatchOptions{Last: 7*19 + 6})
	if err != nil {
		t.Fatal(err)
	}
	if c := w.Coverage(); c != (Coverage{Current: 50, History: 15}) {
		t.Fatalf("%+v", c)
	}
	e := w.Excesses(s.kind, 2)
	near(t, "expected", e[0].Expected, 18.2, 0.3) // 2 + 16; each kind's rates are pulled to the mean of both groups a little
	near(t, "expected of the other", e[1].Expected, 32, 0.5)
	if e[0].Observed != 18 || e[0].History != 90 || e[0].P < 0.3 || e[0].Run != 0 || e[0].Dispersion != 1 {
		t.Errorf("%+v", e[0])
	}
	// Without the groups the same 18 are too many to expect, as 15 were.
	w, err = NewWatch(s.day, nil, WatchOptions{Last: 7*19 + 6})
	if err != nil {
		t.Fatal(err)
	}
	if all := w.Excesses(s.kind, 2); all[0].P > 1 {
		t.Errorf("%+v", all[0])
	}
}

func TestNewGroupIsLeftOut(t *testing.T) {
	var s items
	for week := int32(0); week < 30; week++ {
		s.add(5, 7*week+1, 0, 0)
		s.add(95, 7*week+1, 0, 1)
	}
	s.add(50, 7*29+2, 1, 0) // a unit that was connected this week writes of nothing else
	s.add(3, 7*30, 0, 1)
	w, err := NewWatch(s.day, s.group, WatchOptions{Last: 7*29 + 6})
	if err != nil {
		t.Fatal(err)
	}
	if c := w.Coverage(); c != (Coverage{Current: 100, NewGroups: 50, Later: 3, History: 25}) {
		t.Fatalf("%+v", c)
	}
	e := w.Excesses(s.kind, 3)
	if e[0].Observed != 5 || e[0].P < 0.5 {
		t.Errorf("%+v", e[0])
	}
	if w.Watched(len(s.day)-1) || w.Watched(len(s.day)-10) || !w.Watched(0) {
		t.Error("what is watched")
	}
	if e[2].Observed != 0 || e[2].P != 1 || !e[2].Tested {
		t.Errorf("a kind without items: %+v", e[2])
	}
}

func TestWatchRefuses(t *testing.T) {
	for _, c := range []struct {
		day, group []int32
		o          WatchOptions
	}{
		{[]int32{1}, []int32{1, 2}, WatchOptions{}},
		{[]int32{1}, []int32{-1}, WatchOptions{}},
		{nil, nil, WatchOptions{Days: -1}},
		{nil, nil, WatchOptions{Days: 46}},
	} {
		if _, err := NewWatch(c.day, c.group, c.o); err == nil {
			t.Errorf("%+v: no error", c)
		}
	}
	w, err := NewWatch([]int32{5, -100000, math.MinInt32, math.MaxInt32}, nil, WatchOptions{Last: 6})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range w.Excesses([]int32{0, 0, 0, -1}, 1) {
		if e.Tested || e.P != 1 {
			t.Errorf("without a history: %+v", e)
		}
	}
}

// The order of the items changes nothing.
func TestWatchOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	day, group, kind := world{perWeek: 300, weeks: 60, topics: 20, groups: 5, apart: 1, weekend: true}.draw(r)
	ask := func() ([]Excess, []Slope) {
		w, err := NewWatch(day, group, WatchOptions{Last: 7*59 + 6})
		if err != nil {
			t.Fatal(err)
		}
		return w.Excesses(kind, 20), w.Slopes(kind, 20)
	}
	e1, s1 := ask()
	r.Shuffle(len(day), func(i, j int) {
		day[i], day[j], group[i], group[j], kind[i], kind[j] = day[j], day[i], group[j], group[i], kind[j], kind[i]
	})
	if e2, s2 := ask(); !reflect.DeepEqual(e1, e2) || !reflect.DeepEqual(s1, s2) {
		t.Error("the order of the items changes the answer")
	}
}

// A share that doubles in a year, a step each week, and every other week some more: the growth is 2.
func TestSlope(t *testing.T) {
	var s items
	for week := int32(0); week < 57; week++ {
		n := int(math.Round(20*math.Exp2(float64(week)/56))) + int(week%2)*8
		s.add(n, 7*week, 0, 0)
		s.add(1000-n, 7*week, 0, 1)
	}
	w, err := NewWatch(s.day, nil, WatchOptions{Last: 7*56 + 6})
	if err != nil {
		t.Fatal(err)
	}
	list := w.Slopes(s.kind, 3)
	near(t, "growth", list[0].Growth, 1.85, 0.05) // of 24 to 44 on average
	if !(list[0].Low > 1.4 && list[0].High < 2.5 && list[0].P < 1e-6 && list[0].First == 56) || list[2].Tested {
		t.Errorf("%+v", list)
	}
	if list[1].P < 0.5 {
		t.Errorf("a share that falls is rising: %+v", list[1])
	}
	if e := w.Excesses(s.kind, 2)[0]; e.P < 0.2 {
		t.Errorf("what grows slowly is new: %+v", e)
	}
}
