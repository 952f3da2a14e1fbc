package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lexicon/bilingual"
)

// Limits of what is kept of the candidates of a lemma.
const (
	most        = 8  // translations
	mostJoined  = 3  // of them, those that no dictionary has
	leastJoined = .5 // probability of these
)

// The concepts of lexicon.Health come before what the dictionaries say.
const (
	leastHealth    = .9
	mostDictionary = .88
)

// entries returns the translations of all lemmas and lists those that were joined.
func (d *direction) entries(direct, joined *regression, list *strings.Builder) []bilingual.Entry {
	var entries []bilingual.Entry
	for x := range d.candidates {
		entry := bilingual.Entry{From: langs.All[d.from], To: langs.All[d.to], Lemma: d.g.lemmas[d.from][x]}
		for _, c := range d.choose(int32(x), direct, joined) {
			lemma := d.g.lemmas[d.to][c.to]
			weight := mostDictionary * c.probability
			if c.health > 0 {
				weight = leastHealth + (1-leastHealth)*(c.health+c.probability)/2
			}
			entry.Translations = append(entry.Translations, bilingual.Translation{Lemma: lemma, Weight: float32(weight)})
			if c.joined && c.health == 0 {
				fmt.Fprintf(list, "%s\t%s\t%s\t%s\t%.3f\n", codes[d.from], codes[d.to], entry.Lemma, lemma, c.probability)
			}
		}
		if len(entry.Translations) > 0 {
			entries = append(entries, entry)
		}
	}
	return entries
}

// choose rates the candidates, adds those of lexicon.Health and returns the best.
func (d *direction) choose(x int32, direct, joined *regression) []candidate {
	worth := d.health[d.from][d.to][x]
	var list []candidate
	for _, c := range d.candidates[x] {
		model := direct
		if c.joined {
			model = joined
		}
		c.probability = model.probability(&c.features)
		c.health = worth[c.to]
		if c.health > 0 || !c.joined || c.probability >= leastJoined {
			list = append(list, c)
		}
	}
	for y, w := range worth {
		if w > 0 && !slices.ContainsFunc(list, func(c candidate) bool { return c.to == y }) {
			list = append(list, candidate{to: y, health: w})
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		if (a.health > 0) != (b.health > 0) {
			return cmp.Compare(b.health, a.health)
		}
		return cmp.Or(cmp.Compare(b.health+b.probability, a.health+a.probability),
			strings.Compare(d.g.lemmas[d.to][a.to], d.g.lemmas[d.to][b.to]))
	})
	kept, number := list[:0], 0
	for _, c := range list {
		if c.joined && c.health == 0 {
			if number++; number > mostJoined {
				continue
			}
		}
		if len(kept) < most {
			kept = append(kept, c)
		}
	}
	return kept
}
