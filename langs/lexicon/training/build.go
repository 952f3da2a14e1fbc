package main

import (
	"log"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs/lexicon/bilingual"
)

// build returns the entries of the lexicon, and as a text the pairs that were joined.
func build(data string) ([]bilingual.Entry, []byte, error) {
	g, err := readGraph(data)
	if err != nil {
		return nil, nil, err
	}
	health := addHealth(g)
	steps := g.steps()
	var all []*direction
	for _, pair := range [][2]int{{finnish, swedish}, {finnish, english}, {swedish, english}} {
		both, err := rate(data, g, health, steps, pair[0], pair[1])
		if err != nil {
			return nil, nil, err
		}
		all = append(all, both...)
	}
	var joinedExamples []example
	for _, d := range all {
		joinedExamples = append(joinedExamples, d.joined...)
	}
	joinedModel := fit(joinedExamples)
	log.Printf("joined: %d examples, weights %.1f", len(joinedExamples), *joinedModel)
	var entries []bilingual.Entry
	var joined strings.Builder
	for _, d := range all {
		model := fit(d.direct)
		log.Printf("%s to %s: %d examples, weights %.1f", codes[d.from], codes[d.to], len(d.direct), *model)
		entries = append(entries, d.entries(model, joinedModel, &joined)...)
	}
	return entries, []byte(joined.String()), nil
}
