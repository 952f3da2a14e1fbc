package lemma

import (
	"sort"

	"github.com/kaiku-analytics/kaiku/langs/compound"
	"github.com/kaiku-analytics/kaiku/langs/lemma/tagger"
	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

const (
	magic      = "kaikulem"
	version    = 2
	endingSalt = 0x5bd1e9955bd1e995
	maxRules   = Unchanged

	maxFrequency = 15 // of a lemma
)

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
	Margin        int32 // how much more than the best reading one may cost that the sentence chooses from
	Unlisted      int32 // the most that the rule of an alternative may cost that the lexicon does not have
	Change        int32 // cost of another lemma than the one without the sentence
	Seen          int32 // sixteenths of such costs that count, of words with a reading from the treebank
	Unseen        int32 // and of others
}

// Traits say what kind of form a rule makes in a paradigm.
type Traits uint8

const (
	Free          Traits = 1 << iota // the form stands alone
	Bound                            // a possessive suffix follows the form
	Participle                       // the lemma is the verb of the participle
	Agent                            // so it is, of the participle of the agent or the third infinitive (tekemä)
	NounForm                         // the form is one of a noun
	VerbForm                         // of a verb
	AdjectiveForm                    // of an adjective
	OtherForm                        // of a word of another class, which the lexicon has
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
	ambiguous string // the readings of known words that have several
	tagger    tagger.Table
	modifiers compound.Modifiers
	clitics   []string
	suffixes  []possessive
	recent    recent

	participles bool // some paradigm has forms of participles
	alphabet    alphabet
	checksum    uint32
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

// Checksum is that of the model's file, CRC-32C: other models give words other lemmas.
func (m *Model) Checksum() uint32 { return m.checksum }

func (m *Model) setBest() {
	m.best = max(m.weights.Known, m.weights.KnownCompound, m.weights.Listed) + maxFrequency*m.weights.Frequency
}

// List returns the weights in the order of the file.
func (w *Weights) List() []*int32 {
	return []*int32{&w.UnseenRule, &w.Known, &w.KnownCompound, &w.Listed, &w.Frequency, &w.Clitic, &w.Possessive, &w.Participle,
		&w.Part, &w.ShortHead, &w.Backoff, &w.SplitListed, &w.Agent, &w.VerbHead, &w.Itself, &w.SplitPart,
		&w.Margin, &w.Unlisted, &w.Change, &w.Seen, &w.Unseen}
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
