package stats

import (
	"slices"
	"testing"
)

func TestSuppressLines(t *testing.T) {
	for _, test := range []struct {
		name           string
		counts         []int
		withheld, want []bool
	}{
		{"nothing withheld", []int{20, 12, 8}, []bool{false, false, false}, []bool{false, false, false}},
		{"one part alone", []int{23, 3, 8, 12}, []bool{false, true, false, false}, []bool{false, true, true, false}},
		{"two small parts", []int{16, 1, 2, 6, 7}, []bool{false, true, true, false, false}, []bool{false, true, true, true, false}},
		{"a withheld total and shown parts", []int{9, 4, 5}, []bool{true, false, false}, []bool{true, true, false}},
		{"one part in all", []int{4, 4}, []bool{false, true}, []bool{true, true}},
		{"enough withheld", []int{20, 3, 7, 10}, []bool{false, true, true, false}, []bool{false, true, true, false}},
	} {
		line := make([]int, len(test.counts))
		for i := range line {
			line[i] = i
		}
		SuppressLines(test.counts, test.withheld, [][]int{line}, 5)
		if !slices.Equal(test.withheld, test.want) {
			t.Errorf("%s: %v, want %v", test.name, test.withheld, test.want)
		}
	}
}

// Two lines that share a cell: what the first withholds must not be given away by the second.
func TestSuppressLinesFollowsSharedCells(t *testing.T) {
	//        service total, units         other line: topic total, service, service
	counts := []int{12, 3, 9, 30, 18}
	withheld := []bool{false, true, false, false, false}
	SuppressLines(counts, withheld, [][]int{{0, 1, 2}, {3, 0, 4}}, 5)
	if !withheld[1] || !withheld[2] || withheld[0] {
		t.Errorf("withheld %v", withheld)
	}
	withheld = []bool{true, true, false, false, false}
	SuppressLines(counts, withheld, [][]int{{0, 1, 2}, {3, 0, 4}}, 5)
	if !withheld[4] {
		t.Errorf("the service follows from the topic's total: %v", withheld)
	}
}
