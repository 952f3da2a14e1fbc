package lemma

import (
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// What Respell asks of the word that was meant, in steps of frequency, of which the commonest words have 15.
const (
	leastMended   = 4 // letters of a word with a slip
	leastUndotted = 2 // bytes of a word without its dots, in a text without any
	mendedLead    = 1 // by which the best word must lead
	undottedLead  = 3 // by which it must lead a known word that is written
	wholeWord     = 6 // letters of a word, each one less than these asking for mendedLetter more
	mendedLetter  = 2
	leastPart     = 4 // bytes of the part of a compound that is written rightly
	leastWrong    = 5 // bytes of the part that is not
	farKey        = 1 // less for a letter that is not beside the right one on the keyboard
	wrongStart    = 1 // less for a first letter that is wrong
)

// Keys of what is remembered of a word that is respelled, in texts with dots and in those without.
const (
	mendedKey   = 0x94d049bb133111eb
	undottedKey = 0xd6e8feb86659fd93
)

// Respell appends the word that an unknown one was probably meant to be, and reports whether there is one: hyva gives hyvä,
// palvleu palvelu. The word is in lower case and composed (NFC). In an undotted text, which has no å, ä or ö at all, a known
// Swedish word may be another one too that is far more common: for gives för. In Finnish the dots tell apart words that are
// as common as each other (valittaa, välittää), and a known word stays.
//
// Respell is for the vectors of texts, which suffer less from a wrong guess than from the pieces of a mistyped word, and
// guesses where Lemma leaves a word alone. It takes some 100 ns, and for an unknown word that is not remembered 50 microseconds in
// English, 150 in Finnish and up to 500 in Swedish, where each a may be an å, an ä or itself.
func (m *Model) Respell(dst, word []byte, undotted bool) ([]byte, bool) {
	if len(word) < leastUndotted || len(word) > mostRespelled || !undotted && len(word) < leastMended {
		return dst, false
	}
	sum := wordtable.SumOf(word)
	v, known := m.forms.Get(sum.Key())
	if known && (!undotted || m.alphabet != swedish) {
		return dst, false
	}
	key := sum.Key() + mendedKey
	if undotted {
		key = sum.Key() + undottedKey
	}
	e, _, ok := m.recent.get(key)
	if !ok {
		e = asItIs(word)
		if s, ok := m.mend(word, v, known, undotted); ok {
			e = entryOf(s)
		}
		m.recent.put(key, e, false)
	}
	if e.label != typoLabel {
		return dst, false
	}
	return e.slip().undo(dst, word), true
}

// Knows reports whether a word, in lower case and composed, is one of the common forms that the model lists.
func (m *Model) Knows(word []byte) bool {
	_, ok := m.forms.Get(wordtable.SumOf(word).Key())
	return ok
}

// mend finds the slip of a word; v is its entry in the table of forms, where it is known.
func (m *Model) mend(word []byte, v uint32, known, undotted bool) (slip, bool) {
	letters, ascii := 0, true
	for rest := word; len(rest) > 0; letters++ {
		c, size := utf8.DecodeRune(rest)
		if (c < 'a' || c > 'z') && c != 'ä' && c != 'å' && c != 'ö' {
			return slip{}, false
		}
		ascii = ascii && size == 1
		rest = rest[size:]
	}
	g := mender{model: m, word: word, dotless: ascii && m.alphabet != english, best: -1, second: -1}
	searched := reading{resort: Rules}
	if !known {
		searched = m.searched(word)
	}
	if undotted && g.dotless {
		if s, ok := g.undotted(v, known, &searched); ok {
			return s, true
		}
	}
	switch {
	case searched.label == typoLabel:
		return searched.slip(), true
	case known, searched.resort != Rules, letters < leastMended, g.isCompound():
		return slip{}, false
	}
	return g.anySlip(letters)
}

// undotted looks for the word with dots that must be more common than what is written.
func (g *mender) undotted(v uint32, known bool, searched *reading) (slip, bool) {
	m := g.model
	isForm := searched.label != typoLabel && searched.resort != Rules
	written := -undottedLead
	switch {
	case known:
		written, _ = g.frequency(v, g.word)
	case isForm && m.alphabet == finnish:
		written = g.frequencyOf(searched.lemma(m, nil, g.word))
	}
	g.dots()
	if g.best >= written+undottedLead && g.best >= g.second+mendedLead {
		return g.slip, true
	}
	// A Finnish word has dots on all of its letters that can have them, or on none, so that rarer forms can be searched for.
	all := slip{kind: dotsFrom}
	var buf [2*mostRespelled + 8]byte
	dotted := all.undo(buf[:0], g.word)
	if m.alphabet != finnish || isForm || len(dotted) == len(g.word) {
		return all, false
	}
	e := m.searched(dotted)
	return all, e.label != typoLabel && e.resort != Rules
}

// anySlip looks for a slip beside dots that are missing, first in the whole word and then in a part of a compound.
func (g *mender) anySlip(letters int) (slip, bool) {
	g.best, g.second = -1, -1
	variants := variant(1)
	if g.dotless {
		g.dots()
		if variants = 2; g.model.alphabet == swedish {
			variants = mostVariants
		}
	}
	for v := range variants {
		g.vary(v, false)
	}
	if g.best < 0 {
		for v := range min(variants, 2) {
			g.vary(v, true)
		}
	}
	return g.slip, g.best >= max(0, wholeWord-letters)*mendedLetter && g.best >= g.second+mendedLead
}

// mender looks for the word that a mistyped one was meant to be.
type mender struct {
	model        *Model
	word         []byte // as it is written
	dotless      bool   // it has none of the dots that the language writes
	best, second int    // scores of the best lemma found and of the next
	slip         slip
	lemma        [2*mostRespelled + 44]byte // the best
	length       int                        // of lemma
	other        [2*mostRespelled + 44]byte // the one that is looked at
	sums         wordtable.Prefixes         // of the variant that is looked at
}

// frequency returns that of the lemma of a known form, of which v is the entry, and the lemma until it is called again; nil if
// v is another word's.
func (g *mender) frequency(v uint32, form []byte) (steps int, lemma []byte) {
	c, ok := g.model.known(v, form)
	if !ok {
		return -1, nil
	}
	lemma = append(append(g.other[:0], form[:c.stem]...), c.add...)
	return g.frequencyOf(lemma), lemma
}

func (g *mender) frequencyOf(lemma []byte) int {
	v, ok := g.model.lexicon.Get(wordtable.SumOf(lemma).Key())
	if !ok {
		return 0
	}
	return int(v >> 14 & 15)
}

// part is what slips are looked for in: bytes of a variant of the word, all or those of one part of a compound.
type part struct {
	variant    variant
	word       []byte // the whole variant
	start, end int
}

// try scores the form that sum is of and that stands in the place of p when s is undone.
func (g *mender) try(p *part, s slip, sum wordtable.Sum, cost int) {
	v, ok := g.model.forms.GetRare(sum.Key())
	if !ok {
		return
	}
	var buf [2*mostRespelled + 8]byte
	form := s.undo(buf[:0], g.word)
	if p != nil {
		form = form[p.start : len(form)-(len(p.word)-p.end)]
	}
	if wordtable.SumOf(form) != sum {
		return
	}
	score, lemma := g.frequency(v, form)
	if lemma == nil {
		return
	}
	score -= cost
	switch {
	case g.best >= 0 && string(lemma) == string(g.lemma[:g.length]):
		if score > g.best {
			g.best, g.slip = score, s
		}
	case score > g.best:
		g.second, g.best, g.slip = g.best, score, s
		g.length = copy(g.lemma[:], lemma)
	default:
		g.second = max(g.second, score)
	}
}

// dots tries the ways of putting dots and rings on the first letters that can have them, and on all.
func (g *mender) dots() {
	var buf [2*mostRespelled + 8]byte
	all := slip{kind: dotsFrom}
	if w := all.undo(buf[:0], g.word); len(w) > len(g.word) {
		g.try(nil, all, wordtable.SumOf(w), 0)
	}
	places := 0
	for _, c := range g.word {
		if c == 'a' || c == 'o' {
			places++
		}
	}
	codes := 1
	for range min(places, 5) {
		codes *= 3
	}
	for code := 1; code < codes; code++ {
		s := slip{kind: dotsMixed, letter: uint8(code)}
		if w := s.undo(buf[:0], g.word); len(w) > len(g.word) {
			g.try(nil, s, wordtable.SumOf(w), 0)
		}
	}
}
