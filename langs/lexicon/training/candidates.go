package main

import "github.com/kaiku-analytics/kaiku/langs/token"

// candidate is what may be a translation of a lemma.
type candidate struct {
	to          int32
	joined      bool    // reached through the third language alone
	health      float64 // 1 for the first lemmas of a concept, less for further ones, 0 for what is not in lexicon.Health
	probability float64
	features    features
}

// scorer rates the candidates of two languages.
type scorer struct {
	g           *graph
	health      *translations
	walks       [languages][languages][][]path
	occurrences [languages][][]int32 // sentences of each lemma
}

// direction is what is known of the translations from one language to another.
type direction struct {
	*scorer
	from, to       int
	candidates     [][]candidate // by lemma
	direct, joined []example
}

// rate finds the candidates of two languages in both directions.
func rate(data string, g *graph, health *translations, steps *steps, a, b int) ([]*direction, error) {
	text, err := readBitext(data, a, b)
	if err != nil {
		return nil, err
	}
	s := &scorer{g: g, health: health}
	var tokens token.Tokens
	for _, l := range [2]int{a, b} {
		s.occurrences[l] = make([][]int32, len(g.lemmas[l]))
		for x, lemma := range g.lemmas[l] {
			s.occurrences[l][x] = text.sentences(&tokens, l, lemma)
		}
	}
	s.walks[a][b], s.walks[b][a] = g.walks(steps, a, b), g.walks(steps, b, a)
	return []*direction{s.direction(a, b), s.direction(b, a)}, nil
}

// direction finds the candidates of all lemmas of a language. Examples are those of the lemmas of lexicon.Health of which
// at least one is right, and of the direct ones at least one wrong: the others say nothing of which is better.
func (s *scorer) direction(from, to int) *direction {
	d := &direction{scorer: s, from: from, to: to, candidates: make([][]candidate, len(s.g.lemmas[from]))}
	for x := range d.candidates {
		d.candidates[x] = s.find(from, to, int32(x))
		var direct, joined []example
		for _, c := range d.candidates[x] {
			_, right := s.health[from][to][int32(x)][c.to]
			e := example{c.features, right}
			if c.joined {
				joined = append(joined, e)
			} else {
				direct = append(direct, e)
			}
		}
		rights := count(direct)
		if 0 < rights && rights < len(direct) {
			d.direct = append(d.direct, direct...)
		}
		if rights+count(joined) > 0 {
			d.joined = append(d.joined, joined...)
		}
	}
	return d
}

func count(examples []example) int {
	n := 0
	for _, e := range examples {
		if e.right {
			n++
		}
	}
	return n
}

// find returns what dictionaries or walks lead to from a lemma, but for names and phrases of three words and more that
// no text uses: species, above all.
func (s *scorer) find(from, to int, x int32) []candidate {
	var list []candidate
	for _, e := range s.g.edges[from][to][x] {
		obscure := e.name || words(s.g.lemmas[from][x]) >= 3 || words(s.g.lemmas[to][e.to]) >= 3
		if !obscure || len(s.occurrences[from][x]) > 0 || len(s.occurrences[to][e.to]) > 0 {
			list = append(list, candidate{to: e.to})
		}
	}
	for _, p := range s.walks[from][to][x] {
		if s.g.edge(from, to, x, p.to) == nil {
			list = append(list, candidate{to: p.to, joined: true})
		}
	}
	for i := range list {
		list[i].features = s.features(from, to, x, list[i].to)
	}
	return list
}
