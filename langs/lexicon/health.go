package lexicon

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
)

//go:embed health.tsv
var health string

// Concept is one thing with its names in three languages.
type Concept struct {
	Finnish, Swedish, English []string // lemmas composed (NFC), at least one each, the most usual first; names keep their capitals
	PartOfSpeech              string   // noun, verb, adjective, adverb or proper
}

// partsOfSpeech are what the last column of a list of concepts may hold.
var partsOfSpeech = []string{"noun", "verb", "adjective", "adverb", "proper"}

// Health iterates over some 6,000 concepts of health care, social services and rescue services and of what people say of
// them, in the byte order of the first Finnish lemma. It reads the list that is built in as it goes, which takes some
// 2 ms for all of them, and keeps nothing.
func Health() iter.Seq[Concept] {
	return func(yield func(Concept) bool) {
		for concept, err := range Concepts(health) {
			if err != nil {
				panic(err) // the program was built with a damaged list, which the tests exclude
			}
			if !yield(concept) {
				return
			}
		}
	}
}

// Concepts reads a list of concepts: UTF-8 text of one concept a line, lines that start with # being comments. Separated
// by tabs are the lemmas in Finnish, Swedish and English, alternatives separated by " / ", and the part of speech. A line
// that is not of this form gives an error that names it, and the reading goes on with the next one.
func Concepts(list string) iter.Seq2[Concept, error] {
	return func(yield func(Concept, error) bool) {
		number := 0
		for line := range strings.Lines(list) {
			number++
			line = strings.TrimRight(line, "\r\n")
			if line == "" || line[0] == '#' {
				continue
			}
			concept, err := parseConcept(line)
			if err != nil {
				err = fmt.Errorf("lexicon: line %d: %w", number, err)
			}
			if !yield(concept, err) {
				return
			}
		}
	}
}

func parseConcept(line string) (Concept, error) {
	columns := strings.Split(line, "\t")
	if len(columns) != 4 {
		return Concept{}, fmt.Errorf("%d columns, expected Finnish, Swedish, English and part of speech", len(columns))
	}
	var lemmas [3][]string
	for i := range lemmas {
		lemmas[i] = strings.Split(columns[i], " / ")
		for _, lemma := range lemmas[i] {
			if lemma == "" || strings.TrimSpace(lemma) != lemma {
				return Concept{}, fmt.Errorf("column %d: lemma %.40q, expected one without white space around it", i+1, lemma)
			}
		}
	}
	if !slices.Contains(partsOfSpeech, columns[3]) {
		return Concept{}, fmt.Errorf("part of speech %.40q, expected one of %v", columns[3], partsOfSpeech)
	}
	return Concept{lemmas[0], lemmas[1], lemmas[2], columns[3]}, nil
}
