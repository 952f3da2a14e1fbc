package lemma

// A model file is, all numbers little-endian:
//
//	magic      8 bytes, "kaikulem"
//	version    uint32: 1
//	weights    16 int32, in sixteenths of a nat; see Weights
//	sections   seven, each a uint32 length in bytes and its content:
//	  rules       for each, ordered by the ending that it takes: uint8 length, the ending, uint8 length, what it puts instead
//	  paradigms   for each: uint16 number n, n times uint16 rule and uint8 traits (see Traits), by ascending rule
//	  lexicon     table of lemmas: paradigm (14 bits), frequency (4 bits, logarithmic), class (3 bits), compound (2 bits)
//	  nodes       table of word endings with 64-bit sum salted by endingSalt: offset into the lists
//	  lists       uint8 number n, n times uint16 rule and uint8 cost: rules by the chance that an ending's words follow them
//	  forms       table of whole words: rule (16 bits), class (3 bits), resort (2 bits)
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
	"sort"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/compound"
	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

const (
	magic      = "kaikulem"
	version    = 1
	endingSalt = 0x5bd1e9955bd1e995
	maxRules   = Unchanged

	maxFrequency = 15 // of a lemma
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Weights are the costs and bonuses by which one analysis is preferred to another, in sixteenths of a nat. Lower total
// cost is better.
type Weights struct {
	UnseenRule    int32 // a rule that no list of the word's endings has
	Known         int32 // bonus: the lemma is in the lexicon and its paradigm has the form
	KnownCompound int32 // bonus: so is the head of a compound
	Listed        int32 // bonus: the lemma is in the lexicon, the form not in its paradigm
	Frequency     int32 // bonus for each step of the lemma's frequency
	Clitic        int32 // cost of a clitic
	Possessive    int32 // cost of a possessive suffix
	Participle    int32 // cost of a participle
	Part          int32 // cost of each part of a compound but the head
	ShortHead     int32 // cost of a head of fewer than five bytes
	Backoff       int32 // cost of a rule that only a shorter ending has
	SplitListed   int32 // the most that cutting a lemma may cost of which is not known whether it is a compound
	Agent         int32 // cost of a participle of the agent, beside that
	VerbHead      int32 // cost of a verb as the head of a compound
	Itself        int32 // bonus: the word is a lemma of the lexicon itself
	SplitPart     int32 // cost of each part when a lemma is cut
}

// Traits say what kind of form a rule makes in a paradigm.
type Traits uint8

const (
	Free       Traits = 1 << iota // the form stands alone
	Bound                         // a possessive suffix follows the form
	Participle                    // the lemma is the verb of the participle
	Agent                         // so it is, of the participle of the agent or the third infinitive (tekemä)
)

type rule struct {
	strip string // taken from the end
	add   string
	sum   wordtable.Sum // of add
}

type paradigmRule struct {
	rule   uint16
	traits Traits
}

// Model lemmatises the words of one language. It is immutable and may be shared by any number of goroutines.
type Model struct {
	weights   Weights
	best      int32 // the most by which bonuses can lower the cost of a reading
	rules     []rule
	paradigms [][]paradigmRule
	endings   []endingRules // open addressing over the rules' endings
	lexicon   wordtable.Table
	nodes     wordtable.Table
	lists     string
	forms     wordtable.Table
	modifiers compound.Modifiers
	clitics   []string
	suffixes  []possessive
	recent    recent

	participles bool // some paradigm has forms of participles
}

// endingRules are the rules that take an ending: first to end, end excluded. The key of an unused one is 0.
type endingRules struct {
	key        uint64
	first, end uint16
}

type possessive struct {
	text    string
	repeats bool // its first letter is the one before it
}

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

func (r *reader) text() string    { return r.take(r.number(1)) }
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
	m := &Model{}
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
	var err error
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

func (m *Model) setBest() {
	m.best = max(m.weights.Known, m.weights.KnownCompound, m.weights.Listed) + maxFrequency*m.weights.Frequency
}

// List returns the weights in the order of the file.
func (w *Weights) List() []*int32 {
	return []*int32{&w.UnseenRule, &w.Known, &w.KnownCompound, &w.Listed, &w.Frequency, &w.Clitic, &w.Possessive, &w.Participle,
		&w.Part, &w.ShortHead, &w.Backoff, &w.SplitListed, &w.Agent, &w.VerbHead, &w.Itself, &w.SplitPart}
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

// withEnding returns the numbers of the first rule that takes an ending and of the one after the last.
func (m *Model) withEnding(sum wordtable.Sum) (first, end uint16) {
	key := sum.Key() | 1
	mask := uint64(len(m.endings) - 1)
	for i := key >> 32 & mask; ; i = (i + 1) & mask {
		switch e := &m.endings[i]; e.key {
		case key:
			return e.first, e.end
		case 0:
			return 0, 0
		}
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

// traits returns what a rule makes in a paradigm; 0 where the paradigm has no such form.
func (m *Model) traits(paradigm int, rule uint16) Traits {
	if paradigm >= len(m.paradigms) {
		return 0
	}
	p := m.paradigms[paradigm]
	i := sort.Search(len(p), func(i int) bool { return p[i].rule >= rule })
	if i < len(p) && p[i].rule == rule {
		return p[i].traits
	}
	return 0
}
