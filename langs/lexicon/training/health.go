package main

import (
	"strings"

	"github.com/kaiku-analytics/kaiku/langs/lexicon"
)

// translations holds the translations of lexicon.Health, by languages, lemma and translation, with the worth of each: 1
// for the first names of a concept, less for further ones.
type translations [languages][languages]map[int32]map[int32]float64

// addHealth makes the lemmas of lexicon.Health nodes and returns what they mean. The Finnish lemma of a concept can have
// two senses, as in uni: sömn / dröm: sleep / dream, so that not all its names in the two other languages mean the same.
// Those in different places that a dictionary has are therefore worth 0: the dictionaries decide what they are worth.
func addHealth(g *graph) *translations {
	t := &translations{}
	for from := range languages {
		for to := range languages {
			t[from][to] = map[int32]map[int32]float64{}
		}
	}
	for c := range lexicon.Health() {
		several := len(c.Swedish) > 1 && len(c.English) > 1
		lemmas := [languages][]string{c.Finnish, c.Swedish, c.English}
		for from := range languages {
			for to := range languages {
				if from == to {
					continue
				}
				for i, lemma := range lemmas[from] {
					x := g.id(from, strings.ToLower(lemma))
					if t[from][to][x] == nil {
						t[from][to][x] = map[int32]float64{}
					}
					for j, translation := range lemmas[to] {
						y := g.id(to, strings.ToLower(translation))
						worth := 1 / float64(1+i+j)
						if several && from != finnish && to != finnish && i != j && g.edge(from, to, x, y) != nil {
							worth = 0
						}
						t[from][to][x][y] = max(t[from][to][x][y], worth)
					}
				}
			}
		}
	}
	return t
}
