package agreement

import (
	"math"
	"testing"
)

func TestOf(t *testing.T) {
	// Two sequences that are neither the same nor unrelated, by C's old random number generator.
	var a, b []int
	x := 12345
	next := func() int {
		x = (x*1103515245 + 12345) % (1 << 31)
		return x / 65536
	}
	for range 2000 {
		r := next()
		a = append(a, r%17-1)
		if q := next(); q%3 != 0 {
			b = append(b, r%17/3)
		} else {
			b = append(b, q%41)
		}
	}
	for _, test := range []struct {
		a, b []int
		want Agreement // scikit-learn 1.9.1: adjusted_mutual_info_score, v_measure_score
	}{
		{[]int{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3}, []int{0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 3, 3}, Agreement{0.4200472105718951, 0.6417674045582445}},
		{a, b, Agreement{0.4064916174721539, 0.44441474893883703}},
		{[]int{1, 1, 1}, []int{1, 1, 1}, Agreement{1, 1}},
		{[]int{1, 1, 1}, []int{1, 2, 3}, Agreement{0, 0}},
		{[]int{1, 2, 3}, []int{3, 2, 1}, Agreement{1, 1}},
		{[]int{1, 2, 3, 3}, []int{1, 2, 3, 4}, Agreement{0, 0.8571428571428571}},
	} {
		got := Of(test.a, test.b)
		if math.Abs(got.AMI-test.want.AMI) > 1e-9 || math.Abs(got.V-test.want.V) > 1e-9 {
			t.Errorf("%d things: %v, scikit-learn gives %v", len(test.a), got, test.want)
		}
	}
}
