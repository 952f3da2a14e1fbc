package main

import (
	"iter"
	"math"
	"math/bits"
	"strings"
	"unicode"

	"github.com/kaiku-analytics/kaiku/langs"
)

// occurrences tells which texts of a set have a word. Everyone's words are looked for by their lemmas, as kaiku has them,
// so that a base form is found where it is inflected.
type occurrences struct {
	texts     int
	languages []langs.Language       // of the texts
	of        map[lemma]bitset       // the texts with a lemma
	written   map[lemma]int          // how often a word stands so, but for case
	words     map[string]*occurrence // those that were looked for
}

type lemma struct {
	key      string
	language langs.Language
}

type occurrence struct {
	id       string         // the same for forms of the same word
	language langs.Language // the one in which it is written as it stands most often, or in which most texts have it
	in       bitset
	count    int
	function bool // a word such as the, och, että
}

type bitset []uint64

func (b bitset) count() (n int) {
	for _, x := range b {
		n += bits.OnesCount64(x)
	}
	return n
}

func (b bitset) and(c bitset) bitset {
	d := make(bitset, len(b))
	for i := range b {
		d[i] = b[i] & c[i]
	}
	return d
}

func newOccurrences(s *set) *occurrences {
	o := &occurrences{texts: len(s.texts), of: map[lemma]bitset{}, written: map[lemma]int{}, words: map[string]*occurrence{}}
	has := map[langs.Language]bool{}
	for i, text := range s.texts {
		l := s.languages[i]
		if !has[l] {
			has[l] = true
			o.languages = append(o.languages, l)
		}
		for word := range wordsOf(text) {
			o.written[lemma{word, l}]++
		}
		list, _ := keys(l, text)
		for _, key := range list {
			k := lemma{key, l}
			if o.of[k] == nil {
				o.of[k] = make(bitset, (len(s.texts)+63)/64)
			}
			o.of[k][i/64] |= 1 << (i % 64)
		}
	}
	return o
}

// wordsOf returns the words of a text in lower case.
func wordsOf(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// keys returns the lemmas of a text, and whether all are those of function words.
func keys(l langs.Language, text string) (list []string, function bool) {
	var tokens langs.Tokens
	langs.For(l).Analyze(&tokens, []byte(text))
	function = true
	for i, t := range tokens.List {
		list = append(list, string(tokens.Key(i)))
		function = function && t.Stop
	}
	return list, function
}

// find returns where a word or phrase is; nil where no text has it.
func (o *occurrences) find(word string) *occurrence {
	if found, ok := o.words[word]; ok {
		return found
	}
	var best *occurrence
	mostWritten := 0
	for _, l := range o.languages {
		written := math.MaxInt
		for w := range wordsOf(word) {
			written = min(written, o.written[lemma{w, l}])
		}
		var in bitset
		list, function := keys(l, word)
		for i, key := range list {
			b := o.of[lemma{key, l}]
			if b == nil {
				in = nil
				break
			}
			if i == 0 {
				in = b
			} else {
				in = in.and(b)
			}
		}
		if n := in.count(); n > 0 && (best == nil || written > mostWritten || written == mostWritten && n > best.count) {
			mostWritten = written
			best = &occurrence{l.String() + " " + strings.Join(list, " "), l, in, n, function}
		}
	}
	o.words[word] = best
	return best
}

// coherence is the mean over groups of words, the labels or the strongest words of a topic each, of the mean normalised
// pointwise mutual information (Bouma 2009) of their pairs, a text being the window: 1 for words that are always together,
// -1 for words that never are. Forms of a word already in the group, words that no text has, and pairs of words of
// different languages do not count, nor do groups without a pair.
func (o *occurrences) coherence(groups [][]string) float64 {
	var sum float64
	var counted int
	for _, group := range groups {
		var words []*occurrence
		seen := map[string]bool{}
		for _, w := range group {
			if found := o.find(w); found != nil && !seen[found.id] {
				seen[found.id] = true
				words = append(words, found)
			}
		}
		var total float64
		var pairs int
		for i, a := range words {
			for _, b := range words[:i] {
				if a.language == b.language {
					total += o.npmi(a, b)
					pairs++
				}
			}
		}
		if pairs > 0 {
			sum += total / float64(pairs)
			counted++
		}
	}
	return sum / float64(max(1, counted))
}

func (o *occurrences) npmi(a, b *occurrence) float64 {
	both, n := float64(a.in.and(b.in).count()), float64(o.texts)
	switch both {
	case 0:
		return -1
	case n:
		return 1
	}
	return math.Log(both*n/(float64(a.count)*float64(b.count))) / -math.Log(both/n)
}

// functionWords is the share of words that are function words, in percent.
func (o *occurrences) functionWords(groups [][]string) float64 {
	words, function := 0, 0
	for _, group := range groups {
		for _, w := range group {
			words++
			if found := o.find(w); found != nil && found.function {
				function++
			}
		}
	}
	return 100 * float64(function) / float64(max(1, words))
}
