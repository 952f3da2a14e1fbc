package main

import (
	"math"
	"strings"
)

// features describe the candidate y for the translation of a lemma x; all lie between 0 and about 1. The first five are 0
// for a joined candidate.
type features [15]float64

const (
	cites       = iota // share of y in what the definitions of x cite
	cited              // share of x in what the definitions of y cite
	citing             // share of y in the definitions that cite x
	rank               // 1 by the place of y among the translations of x
	rankBack           // 1 by the place of x among the translations of y
	unambiguous        // 1 by the number of translations of y
	walk               // probability of a walk from x by way of the third language to end at y
	walkBack           // the reverse
	roundTrip          // geometric mean of both
	paths              // logarithm of the number of paths
	narrowest          // path.specific
	given              // share of the sentences with x whose translation has y
	givenBack          // share of the sentences with y whose translation has x
	frequency          // logarithm of the number of sentences with y
	longer             // 1 if y has more words than x
)

func (s *scorer) features(from, to int, x, y int32) (f features) {
	g := s.g
	if e := g.edge(from, to, x, y); e != nil {
		back := g.edge(to, from, y, x)
		f[cites] = share(e.cited, g.edges[from][to][x])
		f[cited] = share(back.cited, g.edges[to][from][y])
		sum := 0.0
		for _, other := range g.edges[from][to][x] {
			sum += g.edge(to, from, other.to, x).cited
		}
		if sum > 0 {
			f[citing] = back.cited / sum
		}
		f[rank] = 1 / float64(1+e.rank)
		f[rankBack] = 1 / float64(1+back.rank)
	}
	f[unambiguous] = 1 / float64(1+len(g.edges[to][from][y]))
	for _, p := range s.walks[from][to][x] {
		if p.to == y {
			f[walk] = p.share
			f[paths] = math.Log(float64(p.count)) / 3
			f[narrowest] = p.specific
		}
	}
	for _, p := range s.walks[to][from][y] {
		if p.to == x {
			f[walkBack] = p.share
		}
	}
	f[roundTrip] = math.Sqrt(f[walk] * f[walkBack])
	a, b := s.occurrences[from][x], s.occurrences[to][y]
	both := float64(overlap(a, b))
	f[given] = both / float64(len(a)+3) // little is known of a rare word
	f[givenBack] = both / float64(len(b)+3)
	f[frequency] = math.Log(float64(1+len(b))) / 10
	if words(g.lemmas[to][y]) > words(g.lemmas[from][x]) {
		f[longer] = 1
	}
	return f
}

// share returns what part is of the citations of all edges, or 0 if there are none.
func share(part float64, edges []edge) float64 {
	sum := 0.0
	for _, e := range edges {
		sum += e.cited
	}
	if sum == 0 {
		return 0
	}
	return part / sum
}

func words(lemma string) int { return 1 + strings.Count(lemma, " ") }
