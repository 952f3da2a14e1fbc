package main

import (
	"cmp"
	"maps"
	"slices"
)

// stayed is the share of those in a topic of a that are in the topic of b which is taken for the same. Topics are matched
// one to one, those first that share most; topics are numbers from 0 on, what is below is in none and does not count.
func stayed(a, b []int32) float64 {
	shared := map[[2]int32]int{}
	in := 0
	for i := range a {
		if a[i] >= 0 {
			in++
			if b[i] >= 0 {
				shared[[2]int32{a[i], b[i]}]++
			}
		}
	}
	pairs := slices.SortedFunc(maps.Keys(shared), func(x, y [2]int32) int {
		return cmp.Or(cmp.Compare(shared[y], shared[x]), slices.Compare(x[:], y[:]))
	})
	takenA, takenB := map[int32]bool{}, map[int32]bool{}
	same := 0
	for _, p := range pairs {
		if !takenA[p[0]] && !takenB[p[1]] {
			takenA[p[0]], takenB[p[1]] = true, true
			same += shared[p]
		}
	}
	return float64(same) / float64(max(1, in))
}
