package topics

import (
	"slices"
	"testing"
)

func TestSettle(t *testing.T) {
	// Communities 0 and 1 have three nodes each; 2 is joined to both, more to the second; 3 to both alike; 4 to nothing
	// but 2; 5 is a single node that stands for five texts.
	community := []int32{0, 0, 0, 1, 1, 1, 2, 3, 4, 5}
	g := fromEdges(10, [][2]int{{6, 0}, {6, 3}, {6, 4}, {7, 1}, {7, 5}, {8, 6}})
	n := &nodes{text: make([]int32, 10), start: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14}, members: make([]int32, 14)}
	f := &fit{graph: g, nodes: n, options: Options{MinSize: 3}, model: &Model{}}
	want := []int32{0, 0, 0, 1, 1, 1, 1, 0, Unassigned, 2}
	if got := f.settle(community); !slices.Equal(got, want) {
		t.Errorf("topics %v, want %v", got, want)
	}
	if f.model.Stats.Reattached != 2 {
		t.Errorf("%d reattached, want 2", f.model.Stats.Reattached)
	}
}

func TestAlike(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"lääkäri", "lääkärit", true},
		{"ruoka", "ruokaa", true},
		{"ylikansoitus", "ylikansoittuminen", true},
		{"app", "appen", true},
		{"hoitaja", "hoito", false},
		{"lääke", "lääkäri", false},
		{"kö", "kotihoito", false},
		{"henkilökunta", "henkilötunnus", false},
	} {
		if alike(test.a, test.b) != test.want || alike(test.b, test.a) != test.want {
			t.Errorf("alike(%q, %q) is not %v", test.a, test.b, test.want)
		}
	}
}
