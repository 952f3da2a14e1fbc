package main

import (
	"cmp"
	"slices"
)

// path is where a lemma leads to by way of the third language.
type path struct {
	to       int32
	count    int32   // lemmas of the third language on the way
	share    float64 // probability of the walk of two steps
	specific float64 // 1 by the number of translations of that of these lemmas which has fewest
}

// mostPaths is the number of ends of walks that are kept for a lemma.
const mostPaths = 40

// steps holds the probability of each edge of each lemma, by source language, target language and source lemma.
type steps [languages][languages][][]float64

func (g *graph) steps() *steps {
	s := &steps{}
	for from := range languages {
		for to := range languages {
			for x := range g.edges[from][to] {
				s[from][to] = append(s[from][to], g.shares(from, to, int32(x)))
			}
		}
	}
	return s
}

// shares returns the probability of each edge of a lemma when one is drawn: a fifth by their mere number, two fifths by
// how its own definitions cite the others, two fifths by how theirs cite it.
func (g *graph) shares(from, to int, x int32) []float64 {
	edges := g.edges[from][to][x]
	forward, backward := make([]float64, len(edges)), make([]float64, len(edges))
	for i, e := range edges {
		forward[i] = e.cited
		backward[i] = g.edge(to, from, e.to, x).cited
	}
	normalize(forward)
	normalize(backward)
	for i := range edges {
		forward[i] = .2/float64(len(edges)) + .4*forward[i] + .4*backward[i]
	}
	normalize(forward)
	return forward
}

func normalize(v []float64) {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	if sum > 0 {
		for i := range v {
			v[i] /= sum
		}
	}
}

// walks returns the likeliest ends of walks from each lemma of a language to another by way of the third. A walk through
// a lemma of many senses spreads over all of them, so that what comes out well is reached through lemmas of few senses or
// by many paths.
func (g *graph) walks(s *steps, from, to int) [][]path {
	third := finnish + swedish + english - from - to
	all := make([][]path, len(g.lemmas[from]))
	place := make([]int32, len(g.lemmas[to])) // of a lemma in the list, plus one
	for x := range all {
		var list []path
		for i, e := range g.edges[from][third][x] {
			specific := 1 / float64(len(g.edges[third][from][e.to])+len(g.edges[third][to][e.to]))
			for j, f := range g.edges[third][to][e.to] {
				if place[f.to] == 0 {
					list = append(list, path{to: f.to})
					place[f.to] = int32(len(list))
				}
				p := &list[place[f.to]-1]
				p.count++
				p.specific = max(p.specific, specific)
				p.share += s[from][third][x][i] * s[third][to][e.to][j]
			}
		}
		for _, p := range list {
			place[p.to] = 0
		}
		slices.SortFunc(list, func(a, b path) int {
			return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.to, b.to))
		})
		all[x] = slices.Clone(list[:min(len(list), mostPaths)])
	}
	return all
}
