package lemma

import (
	"github.com/kaiku-analytics/kaiku/langs/compound"
	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// What the lexicon says of the structure of a lemma.
const (
	unknownStructure = iota
	oneWord
	isCompound
)

// split fills a.Parts if the word, read as c says, is a compound. The borders are those of the cheapest way to cut the
// lemma into modifiers and a head of the lexicon: inflection changes nothing before the last of them.
func (m *Model) split(s *search, a *Analysis, word []byte, c choice) {
	lemma := a.Lemma
	if len(lemma) < minCompound || len(lemma) > wordtable.MaxWord || c.pos == Function {
		return
	}
	s.sums.Fill(lemma)
	limit := m.weights.SplitListed
	if v, ok := m.lexicon.Get(s.sums.Part(0, len(lemma)).Key()); ok {
		switch v >> 21 & 3 {
		case oneWord:
			return
		case isCompound:
			limit = compound.Unreachable
		}
	} else if c.start > 0 {
		limit = compound.Unreachable
	}
	m.modifiers.Cover(&s.cover, lemma, &s.sums, m.weights.SplitPart)
	head, best := 0, limit
	for start := 2; start+minHead <= len(lemma) && start <= c.stem; start++ {
		if s.cover.Cost[start] >= best {
			continue
		}
		v, ok := m.lexicon.Get(s.sums.Part(start, len(lemma)).Key())
		if !ok || v>>21&3 == isCompound || PartOfSpeech(v>>18&7) == Function {
			continue
		}
		cost := s.cover.Cost[start] - m.weights.Frequency*int32(v>>14&15)
		if len(lemma)-start < shortHead {
			cost += m.weights.ShortHead
		}
		if cost < best {
			head, best = start, cost
		}
	}
	if head == 0 {
		return
	}
	a.starts = s.cover.Starts(a.starts[:0], head)
	a.starts = append(a.starts, head)
	for i, start := range a.starts[:len(a.starts)-1] {
		end := a.starts[i+1]
		text := word[start:end]
		for len(text) > 1 && text[len(text)-1] == '-' {
			text = text[:len(text)-1]
		}
		from := len(a.buf)
		stem, add := len(text), ""
		if _, number, ok := m.modifiers.Get(wordtable.SumOf(text)); ok && int(number) < len(m.rules) {
			r := &m.rules[number]
			if stem >= len(r.strip) && string(text[stem-len(r.strip):]) == r.strip {
				stem, add = stem-len(r.strip), r.add
			}
		}
		a.buf = append(append(a.buf, text[:stem]...), add...)
		a.Parts = append(a.Parts, Part{Start: start, End: start + len(text), Lemma: a.buf[from:len(a.buf):len(a.buf)]})
	}
	from := len(a.buf)
	a.buf = append(a.buf, a.Lemma[head:]...)
	a.Parts = append(a.Parts, Part{Start: head, End: len(word), Lemma: a.buf[from:len(a.buf):len(a.buf)]})
}
