package lemma

// A model file is, all numbers little-endian:
//
//	magic      8 bytes, "kaikulem"
//	version    uint32: 2
//	weights    21 int32, in sixteenths of a nat; see Weights
//	sections   nine, each a uint32 length in bytes and its content:
//	  rules       for each, ordered by the ending that it takes: uint8 length, the ending, uint8 length, what it puts instead
//	  paradigms   for each: uint16 number n, n times uint16 rule and uint8 traits (see Traits), by ascending rule
//	  lexicon     table of lemmas: paradigm (14 bits), frequency (4 bits, logarithmic), class (3 bits), compound (2 bits)
//	  nodes       table of word endings with 64-bit sum salted by endingSalt: offset into the lists
//	  lists       uint8 number n, n times uint16 rule and uint8 cost: rules by the chance that an ending's words follow them
//	  forms       table of whole words: rule (16 bits), class (3 bits), resort (2 bits); or, with bit 23, offset into the
//	              readings of a word that has several
//	  readings    uint8 number n, n times uint16 rule, label (4 bits), resort (2 bits) and uint8 cost, the likeliest first
//	  tagger      table of tagger.Load, or nothing
//	  modifiers   table of compound.Load
//	enclitics  uint8 number n, n times uint8 length and a clitic; uint8 number m, m times uint8 length and a possessive
//	           suffix, one that starts with "=" standing for a suffix whose first letter repeats the one before it
//	checksum   CRC-32C of all bytes before it, uint32
//
// Tables are those of package wordtable.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/compound"
	"github.com/kaiku-analytics/kaiku/langs/lemma/tagger"
	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type reader struct {
	data string
	at   int
	err  error
}

func (r *reader) take(n int) string {
	if r.err != nil || n < 0 || n > len(r.data)-r.at {
		if r.err == nil {
			r.err = errors.New("file ends early")
		}
		return ""
	}
	s := r.data[r.at : r.at+n]
	r.at += n
	return s
}

func (r *reader) number(bytes int) int {
	s := r.take(bytes)
	n := 0
	for i := range len(s) {
		n |= int(s[i]) << (8 * i)
	}
	return n
}

func (r *reader) text() string { return r.take(r.number(1)) }

func (r *reader) section() string { return r.take(r.number(4)) }

func (r *reader) fail(format string, a ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, a...)
	}
}

// Load reads a model file. The model keeps a reference to data and reads its tables from there. A file that is damaged or
// of another version is an error.
func Load(data string) (*Model, error) {
	m, err := load(data)
	if err != nil {
		return nil, fmt.Errorf("lemma: model file: %w", err)
	}
	return m, nil
}

func load(data string) (*Model, error) {
	if len(data) < len(magic)+8 || data[:len(magic)] != magic {
		return nil, errors.New("not a model file of the lemmatizer")
	}
	end := len(data) - 4
	r := reader{data: data[:end], at: len(magic)}
	if v := r.number(4); v != version {
		return nil, fmt.Errorf("version %d, expected %d", v, version)
	}
	want := binary.LittleEndian.Uint32([]byte(data[end:]))
	if got := crc32.Checksum([]byte(data[:end]), castagnoli); got != want {
		return nil, fmt.Errorf("checksum %08x, expected %08x", got, want)
	}
	m := &Model{checksum: want}
	for _, w := range m.weights.List() {
		*w = int32(uint32(r.number(4)))
		if *w < -1<<15 || *w > 1<<15 {
			r.fail("weight %d, expected at most %d", *w, 1<<15)
		}
	}
	m.setBest()
	m.readRules(&reader{data: r.section()}, &r)
	m.readParadigms(&reader{data: r.section()}, &r)
	table := func() wordtable.Table {
		t, err := wordtable.Load(r.section())
		if err != nil {
			r.fail("%w", err)
		}
		return t
	}
	m.lexicon = table()
	m.nodes = table()
	m.lists = r.section()
	m.checkLists(&r)
	m.forms = table()
	m.ambiguous = r.section()
	var err error
	if m.tagger, err = tagger.Load(r.section()); err != nil {
		r.fail("%w", err)
	}
	if m.modifiers, err = compound.Load(r.section()); err != nil {
		r.fail("%w", err)
	}
	for range r.number(1) {
		m.clitics = append(m.clitics, r.text())
	}
	for range r.number(1) {
		s := r.text()
		if s != "" && s[0] == '=' {
			m.suffixes = append(m.suffixes, possessive{s[1:], true})
		} else {
			m.suffixes = append(m.suffixes, possessive{s, false})
		}
	}
	if r.err == nil && r.at != end {
		r.fail("%d bytes after the end", end-r.at)
	}
	m.alphabet = m.alphabetOf()
	return m, r.err
}

// checkLists makes sure that no list is longer than a search has room for.
func (m *Model) checkLists(r *reader) {
	for at := 0; at < len(m.lists); at += 1 + 3*int(m.lists[at]) {
		if m.lists[at] > MaxList || at+1+3*int(m.lists[at]) > len(m.lists) {
			r.fail("list at %d is damaged", at)
			return
		}
	}
}

func (m *Model) readRules(s, file *reader) {
	last := ""
	var spans []endingRules
	for s.at < len(s.data) && s.err == nil {
		ending, add := s.text(), s.text()
		if s.err != nil || len(ending) > MaxEnding || len(add) > MaxEnding || len(m.rules) == maxRules ||
			!utf8.ValidString(ending) || !utf8.ValidString(add) || ending < last {
			file.fail("rule %d is damaged", len(m.rules))
			return
		}
		if len(spans) == 0 || ending != last {
			spans = append(spans, endingRules{wordtable.SumOf(ending).Key() | 1, uint16(len(m.rules)), 0})
		}
		spans[len(spans)-1].end = uint16(len(m.rules) + 1)
		last = ending
		m.rules = append(m.rules, rule{ending, add, wordtable.SumOf(add)})
	}
	m.index(spans)
}

// index makes the table of the rules' endings.
func (m *Model) index(spans []endingRules) {
	size := uint64(4)
	for size < 2*uint64(len(spans)) {
		size *= 2
	}
	m.endings = make([]endingRules, size)
	for _, sp := range spans {
		i := sp.key >> 32 & (size - 1)
		for m.endings[i].key != 0 {
			i = (i + 1) & (size - 1)
		}
		m.endings[i] = sp
	}
}

func (m *Model) readParadigms(s, file *reader) {
	for s.at < len(s.data) && s.err == nil {
		n := s.number(2)
		p := make([]paradigmRule, 0, min(n, len(s.data)/3))
		for range n {
			p = append(p, paradigmRule{uint16(s.number(2)), Traits(s.number(1))})
			m.participles = m.participles || p[len(p)-1].traits&Participle != 0
			if k := len(p); s.err != nil || int(p[k-1].rule) >= len(m.rules) || k > 1 && p[k-2].rule >= p[k-1].rule {
				file.fail("paradigm %d is damaged", len(m.paradigms))
				return
			}
		}
		m.paradigms = append(m.paradigms, p)
	}
}
