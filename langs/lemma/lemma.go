package lemma

import (
	"bytes"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// PartOfSpeech is the class of a word, as far as a word without its sentence has one.
type PartOfSpeech uint8

const (
	Other PartOfSpeech = iota // numerals, interjections, foreign words, unknown
	Noun
	ProperNoun
	Verb
	Adjective
	Adverb
	Function // pronouns, adpositions, conjunctions, auxiliaries, particles
)

var partsOfSpeech = [...]string{"other", "noun", "proper noun", "verb", "adjective", "adverb", "function word"}

// String returns the name in lower case.
func (p PartOfSpeech) String() string {
	if int(p) < len(partsOfSpeech) {
		return partsOfSpeech[p]
	}
	return "invalid"
}

// Resort says how a lemma was found, the surest way first.
type Resort uint8

const (
	Exception Resort = iota // the form was seen in a treebank
	Paradigm                // the form belongs to the paradigm of a word of the lexicon, or of a compound's head
	Lexicon                 // the lemma is in the lexicon, the form not known to be one of its forms
	Rules                   // by the word's ending alone
	Typo                    // the word is not known, but another one is that differs by one slip: dots, or one letter
)

var resorts = [...]string{"exception", "paradigm", "lexicon", "rules", "typo"}

// String returns the name in lower case.
func (r Resort) String() string {
	if int(r) < len(resorts) {
		return resorts[r]
	}
	return "invalid"
}

// choice is one way to read a word: its first `stem` bytes and add make the lemma.
type choice struct {
	cost   int32
	stem   int
	add    string
	start  int // of the head, in a compound
	pos    PartOfSpeech
	resort Resort
	rule   uint16
}

// Part is one word of a compound.
type Part struct {
	Start, End int    // bytes of the word
	Lemma      []byte // valid as long as the Analysis is not used again
}

// Analysis is what Analyze says of a word. It owns its memory and is used again for the next word.
type Analysis struct {
	Lemma        []byte
	PartOfSpeech PartOfSpeech
	Verb         []byte // of a participle that is a word of its own, such as väsynyt: the verb, väsyä; else empty
	Resort       Resort
	Parts        []Part // of a compound, two or more; else empty

	buf    []byte
	starts []int
}

// Lemma appends the lemma of a word, which is in lower case and composed (NFC), to dst. What it cannot read, it appends as
// it is: words of more than wordtable.MaxWord bytes, invalid UTF-8. It allocates nothing but what dst needs.
func (m *Model) Lemma(dst, word []byte) []byte {
	word = trimHyphens(word)
	if len(word) > wordtable.MaxWord || isNumber(word) {
		return append(dst, word...)
	}
	key := wordtable.SumOf(word).Key()
	if v, ok := m.forms.Get(key); ok {
		if c, ok := m.known(v, word); ok {
			return append(append(dst, word[:c.stem]...), c.add...)
		}
	}
	e, _, ok := m.recent.get(key)
	if !ok || int(e.stem) > len(word) {
		if !utf8.Valid(word) {
			return append(dst, word...)
		}
		if i := beforeColon(word); i > 0 {
			return append(dst, word[:i]...)
		}
		e = m.searchFor(word, key)
	}
	if e.label == typoLabel {
		var r respelling
		m.isMeant(&r, e.slip(), word)
		return r.lemma(dst)
	}
	return e.lemma(m, dst, word)
}

// searched is the reading of a word that is not in the table of forms, or its slip, remembered or found now. The word is
// valid UTF-8.
func (m *Model) searched(word []byte) reading {
	key := wordtable.SumOf(word).Key()
	if e, _, ok := m.recent.get(key); ok && int(e.stem) <= len(word) {
		return e
	}
	return m.searchFor(word, key)
}

// searchFor finds the reading of a word that is not in the table of forms, or its slip, and remembers it.
func (m *Model) searchFor(word []byte, key uint64) reading {
	var s search
	var r respelling
	c := m.choose(&s, word)
	e := c.reading(word, 0)
	if c.resort == Rules && m.respell(word, &r) {
		e = entryOf(r.slip)
	}
	m.recent.put(key, e, false)
	return e
}

// beforeColon returns where the ending of an abbreviation or a number begins (eu:n, 20:n, tv:s), or 0.
func beforeColon(word []byte) int {
	i := bytes.LastIndexByte(word, ':')
	if i <= 0 {
		return 0
	}
	for _, c := range word[i+1:] {
		if c < 'a' {
			return 0
		}
	}
	return i
}

// trimHyphens takes the hyphens off a word that leaves out a part: sosiaali- (ja terveyspalvelut).
func trimHyphens(word []byte) []byte {
	for len(word) > 1 && word[len(word)-1] == '-' {
		word = word[:len(word)-1]
	}
	for len(word) > 1 && word[0] == '-' && word[1] >= 'a' {
		word = word[1:]
	}
	return word
}

// known reads an entry of the table of forms. It is not ok where the entry cannot belong to the word, which happens when
// another word of the same hash has one.
func (m *Model) known(v uint32, word []byte) (c choice, ok bool) {
	if v&listed != 0 {
		at := int(v &^ listed)
		if at+5 > len(m.ambiguous) {
			return c, false
		}
		r := m.ambiguous[at+1 : at+5]
		v = uint32(r[0]) | uint32(r[1])<<8 | uint32(r[2]>>1&7)<<16 | uint32(r[2]>>4&3)<<19
	}
	number := uint16(v)
	c = choice{stem: len(word), pos: PartOfSpeech(v >> 16 & 7), resort: Resort(v >> 19 & 3), rule: number}
	if number == Unchanged {
		return c, true
	}
	if int(number) >= len(m.rules) {
		return c, false
	}
	r := &m.rules[number]
	c.stem -= len(r.strip)
	c.add = r.add
	return c, c.stem >= 0 && (c.stem == len(word) || utf8.RuneStart(word[c.stem]))
}
