package topics

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
)

const (
	phraseMin   = 3 // texts of the topic that must have a phrase
	phraseShare = 3 // and at least one in so many of the texts with the rarer word
	formShare   = 3 // the form shown is the shortest with one in so many of the uses of the commonest
)

// phrases returns the terms of a topic in one language, best first, as they are shown: no two of them alike or of one meaning, and two words
// that usually stand next to each other as one phrase.
func (n *namer) phrases(t int, l langs.Language) []term {
	var terms []term
	for _, candidate := range n.proposed[t] {
		if n.words.keys[candidate.keys[0]].language != l || candidate.score <= 0 {
			continue
		}
		candidate.text = n.show(candidate.keys[0])
		said := func(other term) bool {
			return alike(other.text, candidate.text) || n.sameMeaning(other.keys[0], candidate.keys[0])
		}
		if !slices.ContainsFunc(terms, said) {
			terms = append(terms, candidate)
		}
		if len(terms) == 2*topicWords {
			break
		}
	}
	pairs := n.pairs(t, terms)
	used := make(map[int32]bool)
	var shown []term
	for _, term := range terms {
		if used[term.keys[0]] {
			continue
		}
		for _, p := range pairs {
			if (p.keys[0] == term.keys[0] || p.keys[1] == term.keys[0]) && !used[p.keys[0]] && !used[p.keys[1]] {
				term.keys, term.text, term.count = p.keys, p.text, p.count
				break
			}
		}
		for _, key := range term.keys {
			used[key] = true
		}
		shown = append(shown, term)
	}
	return shown[:min(len(shown), topicWords)]
}

// pairs returns the pairs of terms that usually stand next to each other in the topic and make a phrase, the most frequent
// first.
func (n *namer) pairs(t int, terms []term) []term {
	count := make(map[int32]int) // of each term's key
	for _, term := range terms {
		count[term.keys[0]] = term.count
	}
	found := make(map[[2]int32]*pair)
	for _, node := range n.byTopic[t] {
		for _, text := range n.nodes.membersOf(int(node)) {
			list := n.words.text(int(text))
			for i := 1; i < len(list); i++ {
				a, b := list[i-1], list[i]
				if a == gap || b == gap {
					continue
				}
				keys := [2]int32{n.words.forms[a].key, n.words.forms[b].key}
				if keys[0] == keys[1] || count[keys[0]] == 0 || count[keys[1]] == 0 {
					continue
				}
				p := found[keys]
				if p == nil {
					p = &pair{keys: keys}
					found[keys] = p
				}
				p.add(a, b, text)
			}
		}
	}
	var pairs []term
	for keys, p := range found {
		if p.count < phraseMin || p.count*phraseShare < min(count[keys[0]], count[keys[1]]) {
			continue
		}
		if text, ok := n.write(p); ok {
			pairs = append(pairs, term{keys: keys[:], text: text, count: p.count})
		}
	}
	slices.SortFunc(pairs, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.text, b.text))
	})
	return pairs
}

// show returns the form of a key that people would expect to read: the key itself where it is a known lemma that is no mere guess, and otherwise
// the shortest of the forms that are used often, which is most often the base form; the more frequent of equals, then the
// first in the alphabet.
func (n *namer) show(key int32) string {
	if text, ok := n.shown[key]; ok {
		return text
	}
	k := n.words.keys[key]
	if _, known := langs.PartOfSpeech(k.language, k.text); known && !n.words.guessed[key] {
		n.shown[key] = k.text
		return k.text
	}
	most := 0
	for _, f := range n.byForm[key] {
		most = max(most, n.words.uses[f])
	}
	var best string
	bestCount := 0
	for _, f := range n.byForm[key] {
		word, count := n.words.forms[f].word, n.words.uses[f]
		if count*formShare < most {
			continue
		}
		shorter := cmp.Or(cmp.Compare(utf8.RuneCountInString(word), utf8.RuneCountInString(best)),
			cmp.Compare(bestCount, count), strings.Compare(word, best))
		if best == "" || shorter < 0 {
			best, bestCount = word, count
		}
	}
	n.shown[key] = best
	return best
}

// alike reports whether two words look like forms of one: one is the beginning of the other, or they share at least five
// letters at their beginning and three quarters of the shorter word.
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	shorter, same := min(len(x), len(y)), 0
	for same < shorter && x[same] == y[same] {
		same++
	}
	return same == shorter || same >= 5 && 4*same >= 3*shorter
}
