package main

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// modifiersOf learns what stands before the heads of compounds: from the compounds of the word lists, from the borders
// that the treebank marks, and as the base forms and genitives of the words themselves.
func (f *finnish) modifiersOf(lang *language) {
	counts := map[string]float64{}
	lemmas := map[string]string{}
	// Any noun's base form and genitive singular may stand before another.
	for _, w := range f.order {
		for _, c := range f.classes[w] {
			n, ok := nominalStems(w, c.number, c.letter)
			if !ok || utf8.RuneCountInString(w) < 3 || c.number >= 50 || f.pairs[w] == 0 {
				continue
			}
			for _, form := range []string{w, n.weak + "n"} {
				if counts[form] == 0 {
					counts[form] = 0.05
					lemmas[form] = w
				}
			}
			if c.number == 38 {
				s := cut(w, 3) + "s"
				if counts[s] == 0 {
					counts[s], lemmas[s] = 0.1, w
				}
			}
		}
	}
	seen := map[string]bool{}
	learn := func(word string, weight float64, head int) {
		m := strings.TrimSuffix(word[:head], "-")
		if m != "" && isWord(m) && !seen[word] {
			seen[word] = true
			counts[m] += weight
		}
	}
	for _, w := range f.plain {
		if i, ok := f.head(w); ok {
			learn(w, 1, i)
		}
	}
	for _, w := range f.heads {
		if i, ok := f.head(w); ok && len(f.classes[w]) == 0 && !f.names[w] && f.isModifier(w[:i]) {
			learn(w, 0.5, i)
		}
	}
	for _, t := range lang.gold {
		parts := strings.Split(t.borders, "#")
		for i, p := range parts[:len(parts)-1] {
			if p = strings.Trim(p, "-"); p != "" && isWord(p) && strings.Contains(t.form, p) && i >= 0 {
				counts[p] += 0.5
			}
		}
	}
	for _, p := range prefixes {
		counts[p] += 3
	}
	texts := make([]string, 0, len(counts))
	for t := range counts {
		texts = append(texts, t)
	}
	slices.Sort(texts)
	for _, t := range texts {
		if counts[t] < 0.04 || len(t) < 2 || (lemmas[t] == "" || f.looksCompound(lemmas[t])) && madeOf(t, counts) {
			continue
		}
		if lemmas[t] == "" {
			lemmas[t] = t
		}
		lang.modifiers = append(lang.modifiers, modifier{t, lemmas[t], counts[t]})
	}
}

// madeOf reports whether a modifier is two others, as in hammaslääkäri(aika): it is then found as those.
func madeOf(text string, counts map[string]float64) bool {
	for i := range text {
		if i >= 3 && len(text)-i >= 4 && counts[text[:i]] >= 1 && counts[text[i:]] > 0 {
			return true
		}
	}
	return false
}
