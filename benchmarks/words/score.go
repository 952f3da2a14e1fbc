package main

import "strings"

// score is how well a system's lemmas agree with those of a treebank. ../peers/lemma_scores.py computes the same.
type score struct {
	tokens, right               int
	contentTokens, contentRight int
	forms                       int // distinct content words
	goldPairs                   int // pairs of forms with the same lemma
	precision, recall           float64
}

func (s score) accuracy() float64 { return quotient(s.right, s.tokens) }
func (s score) content() float64  { return quotient(s.contentRight, s.contentTokens) }
func (s score) f1() float64 {
	return 2 * s.precision * s.recall / max(s.precision+s.recall, 1e-9)
}

// withoutBorders takes the borders of parts from a treebank's lemma.
func withoutBorders(lemma string) string { return strings.ReplaceAll(lemma, "#", "") }

func quotient(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

// contentClasses are the parts of speech whose forms make pairs.
var contentClasses = map[string]bool{"NOUN": true, "PROPN": true, "VERB": true, "ADJ": true, "ADV": true}

// scoreLemmas compares lemmas, those of the words in order, with the gold ones in lower case. Accuracy is by
// token. Pairs are of distinct forms of content words in lower case, each with its most frequent lemma: a pair is one
// where the two lemmas are equal. Only words that counts holds true of are scored.
func scoreLemmas(words []word, lemmas []string, counts func(form string) bool) score {
	var s score
	gold, got := frequencies{}, frequencies{}
	for i, w := range words {
		form := strings.ToLower(w.form)
		if !counts(form) {
			continue
		}
		want, lemma := withoutBorders(w.lemma), strings.ToLower(lemmas[i])
		s.tokens++
		if lemma == want {
			s.right++
		}
		if contentClasses[w.class] {
			s.contentTokens++
			if lemma == want {
				s.contentRight++
			}
			gold.add(form, want)
			got.add(form, lemma)
		}
	}
	s.forms = len(gold)
	goldGroups, gotGroups, bothGroups := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for form := range gold {
		a, b := gold.most(form), got.most(form)
		goldGroups[a]++
		gotGroups[b]++
		bothGroups[[2]string{a, b}]++
	}
	s.goldPairs = pairs(goldGroups)
	right := pairs(bothGroups)
	s.precision, s.recall = quotient(right, pairs(gotGroups)), quotient(right, s.goldPairs)
	return s
}

// pairs returns the number of pairs within groups of the given sizes.
func pairs[K comparable](groups map[K]int) int {
	sum := 0
	for _, n := range groups {
		sum += n * (n - 1) / 2
	}
	return sum
}

// frequencies counts the lemmas of each form, in the order in which they were met.
type frequencies map[string][]counted

type counted struct {
	lemma string
	n     int
}

func (f frequencies) add(form, lemma string) {
	for i := range f[form] {
		if f[form][i].lemma == lemma {
			f[form][i].n++
			return
		}
	}
	f[form] = append(f[form], counted{lemma, 1})
}

// most returns the most frequent lemma of a form, of two equally frequent ones the first met.
func (f frequencies) most(form string) string {
	best := f[form][0]
	for _, c := range f[form][1:] {
		if c.n > best.n {
			best = c
		}
	}
	return best.lemma
}
