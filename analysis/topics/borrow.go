package topics

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
	"github.com/kaiku-analytics/kaiku/langs/lexicon/bilingual"
)

const (
	sureTranslation = 0.3 // weight that a translation must have to stand in a label
	sureName        = 0.8 // and that of a name: Sweden has one, Joe has not
	borrowedWords   = 3   // at most, in a borrowed label
	nearEnough      = 0.8 // of the mean nearness of the lender's words to the topic, that a word found by meaning must have
)

// borrow names a topic in a language that has too few texts in it, after the terms that name it in another: by the
// translations of at least half of them; where the lexicon does not know so many, by the words of the language, named in
// any topic, whose meaning is nearest; and at last by the lender's label as it stands.
func (n *namer) borrow(t int, to, from langs.Language, terms []term) Label {
	if words := n.translated(terms, from, to); len(words) > 0 {
		return Label{to, strings.Join(words, ", "), Translated}
	}
	if words := n.nearWords(t, to, terms); len(words) > 0 {
		return Label{to, strings.Join(words, ", "), NearWords}
	}
	return Label{to, join(terms), OtherLanguage}
}

// translated returns the translations of terms, or nil when fewer than half have one.
func (n *namer) translated(terms []term, from, to langs.Language) []string {
	terms = terms[:min(len(terms), labelWords)]
	var out []string
	known := 0
	for _, term := range terms {
		words := make([]string, len(term.keys))
		for i, key := range term.keys {
			words[i] = n.words.keys[key].text
		}
		if len(words) > 1 && n.translation(strings.Join(words, " "), from, to) != "" {
			words = []string{strings.Join(words, " ")}
		}
		found := false
		for _, word := range words {
			w := n.translation(word, from, to)
			found = found || w != ""
			if w != "" && len(out) < borrowedWords && !slices.ContainsFunc(out, func(other string) bool { return alike(other, w) }) {
				out = append(out, w)
			}
		}
		if found {
			known++
		}
	}
	if 2*known < len(terms) {
		return nil
	}
	return out
}

// translation is translate, which is asked for the same words by many terms and on all levels.
func (c *counts) translation(word string, from, to langs.Language) string {
	k := inLanguage{word, from, to}
	found, ok := c.translations[k]
	if !ok {
		found = translate(word, from, to)
		c.translations[k] = found
	}
	return found
}

// translate returns the likeliest translation of a lemma that is likely enough, of those of its class if there are any,
// or "".
func translate(word string, from, to langs.Language) (best string) {
	class, _ := langs.PartOfSpeech(from, word)
	sure := float32(sureTranslation)
	if class == lemma.ProperNoun {
		sure = sureName
	}
	for _, t := range bilingual.Default().Translate(nil, word, from, to) { // the likeliest first
		if t.Weight < sure {
			break
		}
		if other, _ := langs.PartOfSpeech(to, t.Lemma); other == class {
			return t.Lemma
		}
		if best == "" {
			best = t.Lemma
		}
	}
	return best
}

// nearWords returns the words of a language that were proposed for any topic and whose meaning is nearest to this one's.
func (n *namer) nearWords(t int, language langs.Language, terms []term) []string {
	dim := n.corpus.Dim
	centroid := n.topics[t].Centroid
	nearness := func(key int32) (float32, bool) {
		row, ok := n.meaning[key]
		if !ok {
			return 0, false
		}
		return vec.Dot(centroid, n.meanings[row*dim:(row+1)*dim]), true
	}
	var sum float32
	count := 0
	for _, term := range terms {
		for _, key := range term.keys {
			if cos, ok := nearness(key); ok {
				sum += cos
				count++
			}
		}
	}
	if count == 0 {
		return nil
	}
	least := nearEnough * sum / float32(count)
	type candidate struct {
		key int32
		cos float32
	}
	var found []candidate
	for key := range n.meaning {
		if n.words.keys[key].language != language {
			continue
		}
		if cos, _ := nearness(key); cos >= least {
			found = append(found, candidate{key, cos * float32(n.naming(key))})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.cos, a.cos), strings.Compare(n.words.keys[a.key].text, n.words.keys[b.key].text))
	})
	var out []string
	for _, c := range found {
		w := n.show(c.key)
		if len(out) < borrowedWords && !slices.ContainsFunc(out, func(other string) bool { return alike(other, w) }) {
			out = append(out, w)
		}
	}
	return out
}

// sameMeaning reports whether two words are translations of each other or, within a language, have the same likeliest
// translation into another: "henkilökunta" and "henkilöstö" say one thing twice.
func (n *namer) sameMeaning(a, b int32) bool {
	x, y := n.words.keys[a], n.words.keys[b]
	if x.language != y.language {
		return n.translation(x.text, x.language, y.language) == y.text || n.translation(y.text, y.language, x.language) == x.text
	}
	for _, l := range langs.All {
		if l == x.language {
			continue
		}
		if w := n.translation(x.text, x.language, l); w != "" && w == n.translation(y.text, y.language, l) {
			return true
		}
	}
	return false
}
