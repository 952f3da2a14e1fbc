package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestNormalQuantile(t *testing.T) {
	near(t, "z", z, distuv.UnitNormal.Quantile(0.975), 1e-12)
}

// The first four are method 3 of table I in Newcombe, "Two-sided confidence intervals for the single proportion",
// Statistics in Medicine 17 (1998), 857-872; the last three are of proportion_confint in statsmodels 0.15.0.
func TestWilsonPublished(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
		tolerance float64
	}{
		{81, 263, 0.2553, 0.3662, 5e-5},
		{15, 148, 0.0624, 0.1605, 5e-5},
		{0, 20, 0, 0.1611, 5e-5},
		{1, 29, 0.0061, 0.1718, 5e-5},
		{10, 10, 0.7224672001, 1, 5e-11},
		{1, 10, 0.0178762131, 0.4041500268, 5e-11},
		{500, 100000, 0.0045814453, 0.0054565837, 5e-11},
	} {
		got := Wilson(c.k, c.n)
		near(t, "low", got.Low, c.low, c.tolerance)
		near(t, "high", got.High, c.high, c.tolerance)
		if got.N != c.n || got.Value != float64(c.k)/float64(c.n) {
			t.Errorf("Wilson(%d, %d) is %+v", c.k, c.n, got)
		}
	}
}

// Method 10 of table II in Newcombe (1998, 873-890), which statsmodels 0.15.0 gives too.
func TestNewcombePublished(t *testing.T) {
	for _, c := range []struct {
		k1, n1, k2, n2 int
		low, high      float64
	}{
		{56, 70, 48, 80, 0.0524, 0.3339},
		{9, 10, 3, 10, 0.1705, 0.8090},
		{6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926},
		{0, 10, 0, 20, -0.1611, 0.2775},
		{0, 10, 0, 10, -0.2775, 0.2775},
		{10, 10, 0, 20, 0.6791, 1},
		{10, 10, 0, 10, 0.6075, 1},
	} {
		got := Newcombe(c.k1, c.n1, c.k2, c.n2)
		near(t, "low", got.Low, c.low, 5e-5)
		near(t, "high", got.High, c.high, 5e-5)
		near(t, "value", got.Value, float64(c.k1)/float64(c.n1)-float64(c.k2)/float64(c.n2), 0)
	}
}

func TestSharesStayInRange(t *testing.T) {
	if got, want := Wilson(0, 0), (Interval{High: 1}); got != want {
		t.Errorf("the share of nothing is %+v, want %+v", got, want)
	}
	if got, want := Newcombe(0, 0, 0, 0), (Interval{Low: -1, High: 1}); got != want {
		t.Errorf("the difference of nothing is %+v, want %+v", got, want)
	}
	for n := 1; n <= 200; n++ {
		for k := 0; k <= n; k++ {
			got := Wilson(k, n)
			if !(0 <= got.Low && got.Low <= got.Value && got.Value <= got.High && got.High <= 1 && got.Low < got.High) {
				t.Fatalf("Wilson(%d, %d) is %+v", k, n, got)
			}
			if d := Newcombe(k, n, n-k, n); !(-1 <= d.Low && d.Low <= d.Value && d.Value <= d.High && d.High <= 1) {
				t.Fatalf("Newcombe(%d, %d, %d, %d) is %+v", k, n, n-k, n, d)
			}
		}
	}
}
