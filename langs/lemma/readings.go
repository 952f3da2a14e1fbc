package lemma

import (
	"slices"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// Labels of the tagger: a part of speech, and whether the word is not its own lemma.

const listed = 1 << 23 // in a value of the table of forms: the rest is an offset into the lists of readings

func labelOf(pos PartOfSpeech, changed bool) uint8 {
	if changed {
		return uint8(pos)<<1 | 1
	}
	return uint8(pos) << 1
}

// guesses are the classes that a word which the lexicon does not have may be of; alternatives are those that a rule may
// make of one that it has.
const (
	guesses      = 1<<Noun | 1<<ProperNoun | 1<<Verb | 1<<Adjective | 1<<Adverb
	alternatives = 1<<Noun | 1<<Adjective
	mostReadings = 8
)

// reading is one way to read a word: its first stem bytes and what rule puts after them make the lemma.
type reading struct {
	cost   int16 // in sixteenths of a nat more than the likeliest reading's
	rule   uint16
	stem   uint8
	label  uint8
	resort Resort
}

// appendKnown appends the readings that the table of forms has for a word. It is not ok where they cannot belong to it.
func (m *Model) appendKnown(dst []reading, v uint32, word []byte) (readings []reading, ok bool) {
	if v&listed == 0 {
		c, ok := m.known(v, word)
		return append(dst, c.reading(word, 0)), ok
	}
	at := int(v &^ listed)
	if at >= len(m.ambiguous) || at+1+4*int(m.ambiguous[at]) > len(m.ambiguous) {
		return dst, false
	}
	for list := m.ambiguous[at+1 : at+1+4*int(m.ambiguous[at])]; len(list) >= 4; list = list[4:] {
		r := reading{rule: uint16(list[0]) | uint16(list[1])<<8, stem: uint8(len(word)), label: list[2] & 15,
			resort: Resort(list[2] >> 4 & 3), cost: int16(list[3])}
		if r.rule != Unchanged {
			if int(r.rule) >= len(m.rules) {
				return dst, false
			}
			stem := len(word) - len(m.rules[r.rule].strip)
			if stem < 0 || stem < len(word) && !utf8.RuneStart(word[stem]) {
				return dst, false
			}
			r.stem = uint8(stem)
		}
		dst = append(dst, r)
	}
	return dst, m.ambiguous[at] > 0
}

func (c *choice) reading(word []byte, cost int32) reading {
	changed := c.stem+len(c.add) != len(word) || string(word[c.stem:]) != c.add
	return reading{cost: int16(min(cost, mostCost)), rule: c.rule, stem: uint8(c.stem), label: labelOf(c.pos, changed), resort: c.resort}
}

// appendSearched searches for the readings of a word that are at most Margin worse than the best, and appends the best of
// each label, the very best one first.
func (m *Model) appendSearched(dst []reading, s *search, word []byte) []reading {
	s.all, s.margin = true, m.weights.Margin
	for l := range s.byLabel {
		s.byLabel[l].cost = impossible
	}
	best := m.choose(s, word)
	s.all, s.margin = false, 0
	from := len(dst)
	dst = append(dst, best.reading(word, 0))
	if best.resort == Rules {
		dst[from].label = labelOf(Noun, dst[from].label&1 != 0)
	}
	for l := range s.byLabel {
		if c := &s.byLabel[l]; c.cost < impossible && uint8(l) != dst[from].label {
			if best.resort != Rules && c.resort == Rules {
				if c.cost > m.weights.Unlisted || alternatives>>(l>>1)&1 == 0 {
					continue
				}
			} else if c.cost > best.cost+m.weights.Margin {
				continue
			}
			r := c.reading(word, c.cost-best.cost)
			if int(r.label&1) != l&1 {
				continue
			}
			r.label = uint8(l)
			dst = append(dst, r)
		}
	}
	rest := dst[from+1:]
	slices.SortStableFunc(rest, func(x, y reading) int { return int(x.cost) - int(y.cost) })
	return dst[:from+min(len(dst)-from, mostReadings)]
}

// note keeps a reading as the best of each label that it may have.
func (s *search) note(c *choice, classes uint8) {
	changed := c.stem+len(c.add) != len(s.word) || string(s.word[c.stem:]) != c.add
	for pos := Other; pos <= Function; pos++ {
		if classes>>pos&1 != 0 {
			if b := &s.byLabel[labelOf(pos, changed)]; c.before(b) {
				*b = *c
				b.pos = pos
			}
		}
	}
}

// classes are the parts of speech, a bit each, that a form with traits of a lemma of class pos may have.
func (t Traits) classes(pos PartOfSpeech) (set uint8) {
	if t&NounForm != 0 {
		if pos == ProperNoun {
			set |= 1 << ProperNoun
		} else {
			set |= 1 << Noun
		}
	}
	if t&VerbForm != 0 {
		set |= 1 << Verb
	}
	if t&AdjectiveForm != 0 {
		set |= 1 << Adjective
	}
	switch {
	case set == 0, t&OtherForm != 0 && (pos == Function || pos == ProperNoun || pos == Other):
		set |= 1 << pos
	case t&OtherForm != 0:
		set |= 1 << Adverb
	}
	return set
}

// Possible is a reading of a word that the sentence may bring about.
type Possible struct {
	Lemma  string
	Label  uint8
	Cost   int // in sixteenths of a nat, of the word without its sentence
	Resort Resort
}

// PartOfSpeech is the class of the word, so read.
func (p *Possible) PartOfSpeech() PartOfSpeech { return PartOfSpeech(p.Label >> 1) }

// Possible returns the readings of a word without its sentence, the likeliest first, from the search alone.
func (m *Model) Possible(word string) (all []Possible, rules []uint16) {
	var s search
	if len(word) == 0 || len(word) > wordtable.MaxWord || !utf8.ValidString(word) {
		return nil, nil
	}
	readings := m.appendSearched(nil, &s, []byte(word))
	if s.best.start > 0 {
		return nil, nil
	}
	for _, r := range readings {
		if r.rule == Unchanged || int(r.stem)+len(m.rules[r.rule].strip) != len(word) {
			break // it has a clitic: no rule of the table can say that
		}
		all = append(all, Possible{word[:r.stem] + m.rules[r.rule].add, r.label, int(r.cost), r.resort})
		rules = append(rules, r.rule)
	}
	return all, rules
}
