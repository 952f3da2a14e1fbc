package main

import (
	"cmp"
	"fmt"
	"log"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/compound"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// form is a form of a lexeme.
type form struct {
	text        string
	slot        int  // which form; slots have a frequency
	free, bound bool // stands alone; is followed by a possessive suffix
	participle  bool // the lemma is the participle's verb
	agent       bool // so it is, and the participle ends in ma
}

// lexeme is a word of the lexicon.
type lexeme struct {
	lemma     string
	pos       lemma.PartOfSpeech
	pairs     int // translations and definitions in the dictionaries, a hint at how common it is
	structure int // of the word, as in package lemma: unknown, simple, compound
	forms     func(dst []form) []form

	frequency int
	paradigm  int
}

const (
	unknownStructure = iota
	simple
	isCompound
)

// modifier is what stands before the head of compounds.
type modifier struct {
	text, lemma string
	count       float64
}

// language is all that a model is made from.
type language struct {
	code        string
	lexemes     []lexeme
	gold        []token
	clitics     []string
	possessives []string
	modifiers   []modifier
	slots       int
	weights     lemma.Weights
	generated   float64 // weight of the generated forms beside those of the treebanks
	known       int     // forms in the table of forms
}

type edit struct{ strip, add string }

func editOf(form, lemma string) edit {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && (n < len(form) && !utf8.RuneStart(form[n]) || n < len(lemma) && !utf8.RuneStart(lemma[n])) {
		n--
	}
	return edit{form[n:], lemma[n:]}
}

func isWord(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.' {
			return false
		}
	}
	return s != "" && len(s) <= wordtable.MaxWord && strings.ContainsFunc(s, unicode.IsLetter)
}

// build makes a model from the lexicon and the tokens of a treebank.
func build(lang *language, gold []token) (*lemma.Model, []byte, error) {
	b := &builder{language: lang, gold: gold}
	b.countGold()
	b.makeRules()
	b.slotFrequencies()
	b.endings()
	b.lexicon()
	if err := b.modifierTable(); err != nil {
		return nil, nil, err
	}
	b.file.Weights = lang.weights
	b.file.Clitics, b.file.Possessives = lang.clitics, lang.possessives
	b.exceptions()
	m, err := lemma.Load(string(b.file.Marshal()))
	if err != nil {
		return nil, nil, err
	}
	b.knownForms(m)
	data := b.file.Marshal()
	m, err = lemma.Load(string(data))
	return m, data, err
}

type builder struct {
	*language
	gold  []token
	file  lemma.File
	types []goldType
	rules map[edit]int
	slot  [2][]float64 // frequency of each slot, of free and of bound forms
	known []wordtable.Entry
}

// goldType is a form of the treebank with its most frequent lemma.
type goldType struct {
	form, lemma  string
	pos          lemma.PartOfSpeech
	count, total int
}

func (b *builder) countGold() {
	type reading struct {
		form, lemma string
		pos         lemma.PartOfSpeech
	}
	counts := map[reading]int{}
	totals := map[string]int{}
	lemmas := map[string]int{}
	for _, t := range b.gold {
		if !isWord(t.form) || !isWord(t.lemma) {
			continue
		}
		if strings.Contains(strings.Trim(t.form, "-"), "-") && !strings.Contains(t.lemma, "-") {
			continue // the Turku treebank drops the hyphens of compounds, others do not
		}
		counts[reading{t.form, t.lemma, t.pos}]++
		totals[t.form]++
		lemmas[t.lemma]++
	}
	byLemma := map[[2]string]int{}
	for r, n := range counts {
		byLemma[[2]string{r.form, r.lemma}] += n
	}
	best := map[string]reading{}
	for r := range counts {
		o, ok := best[r.form]
		n, k := byLemma[[2]string{r.form, r.lemma}], byLemma[[2]string{o.form, o.lemma}]
		if !ok || n > k || n == k && (r.lemma < o.lemma || r.lemma == o.lemma &&
			(counts[r] > counts[o] || counts[r] == counts[o] && r.pos < o.pos)) {
			best[r.form] = r
		}
	}
	hinted(b.code, func(form, word string) {
		r := best[form]
		if r.lemma != word {
			r = reading{form, word, lemma.Other}
			for _, l := range b.lexemes {
				if l.lemma == word && (r.pos == lemma.Other || l.pos == lemma.Verb) {
					r.pos = l.pos
				}
			}
			best[form] = r
		}
	})
	b.types = nil
	for _, r := range best {
		b.types = append(b.types, goldType{r.form, r.lemma, r.pos, byLemma[[2]string{r.form, r.lemma}], totals[r.form]})
	}
	slices.SortFunc(b.types, func(x, y goldType) int { return cmp.Compare(x.form, y.form) })
	for i := range b.lexemes {
		l := &b.lexemes[i]
		f := 1.5*math.Log2(1+float64(lemmas[l.lemma])) + 0.7*math.Log2(1+float64(l.pairs))
		l.frequency = min(15, int(math.Round(f)))
	}
}

// makeRules numbers the rules of the paradigms and of the treebank, and the paradigms.
func (b *builder) makeRules() {
	counts := map[edit]int{}
	var forms []form
	for _, l := range b.lexemes {
		forms = l.forms(forms[:0])
		for _, f := range forms {
			counts[editOf(f.text, l.lemma)] += 1 + l.frequency/2
		}
	}
	for _, t := range b.types {
		counts[editOf(t.form, t.lemma)] += 2
	}
	for _, m := range b.modifiers {
		counts[editOf(m.text, m.lemma)] += 2
	}
	var edits []edit
	for e, n := range counts {
		if n >= 2 && len(e.strip) <= lemma.MaxEnding && len(e.add) <= lemma.MaxEnding {
			edits = append(edits, e)
		}
	}
	slices.SortFunc(edits, func(x, y edit) int {
		return cmp.Or(cmp.Compare(x.strip, y.strip), cmp.Compare(x.add, y.add))
	})
	b.rules = make(map[edit]int, len(edits))
	for i, e := range edits {
		b.rules[e] = i
		b.file.Rules = append(b.file.Rules, lemma.FileRule{Ending: e.strip, Add: e.add})
	}

	numbers := map[string]int{}
	for i := range b.lexemes {
		l := &b.lexemes[i]
		forms = l.forms(forms[:0])
		traits := map[int]lemma.Traits{}
		for _, f := range forms {
			if r, ok := b.rules[editOf(f.text, l.lemma)]; ok {
				t := traits[r]
				if f.participle && t == 0 {
					t |= lemma.Participle
				} else if !f.participle {
					t &^= lemma.Participle
				}
				if f.agent {
					t |= lemma.Agent
				}
				if f.free {
					t |= lemma.Free
				}
				if f.bound {
					t |= lemma.Bound
				}
				traits[r] = t
			}
		}
		var p []lemma.FileParadigmRule
		for r, t := range traits {
			p = append(p, lemma.FileParadigmRule{Rule: uint16(r), Traits: t})
		}
		slices.SortFunc(p, func(x, y lemma.FileParadigmRule) int { return cmp.Compare(x.Rule, y.Rule) })
		key := fmt.Sprint(p)
		n, ok := numbers[key]
		if !ok {
			n = len(b.file.Paradigms)
			numbers[key] = n
			b.file.Paradigms = append(b.file.Paradigms, p)
		}
		l.paradigm = n
	}
	log.Printf("%d rules, %d paradigms, %d lexemes", len(edits), len(b.file.Paradigms), len(b.lexemes))
}

// slotFrequencies counts how often each form of a paradigm is met in the treebank.
func (b *builder) slotFrequencies() {
	index := map[string][]int{}
	for i, l := range b.lexemes {
		index[l.lemma] = append(index[l.lemma], i)
	}
	for k := range b.slot {
		b.slot[k] = make([]float64, b.slots)
		for i := range b.slot[k] {
			b.slot[k][i] = 0.3
		}
	}
	var forms []form
	for _, t := range b.types {
		for _, i := range index[t.lemma] {
			forms = b.lexemes[i].forms(forms[:0])
			for _, f := range forms {
				if f.free && f.text == t.form {
					b.slot[0][f.slot] += math.Sqrt(float64(t.count))
					break
				}
			}
		}
	}
}

// item is a form that follows a rule, its letters backwards.
type item struct {
	reversed string
	rule     uint16
	weight   float64
}

func reverse(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// endings learns which rules the words of an ending follow.
func (b *builder) endings() {
	var items []item
	for _, t := range b.types {
		if r, ok := b.rules[editOf(t.form, t.lemma)]; ok && t.pos != lemma.Other && utf8.RuneCountInString(t.form) > 2 {
			items = append(items, item{reverse(t.form), uint16(r), 1})
		}
	}
	var forms []form
	for _, l := range b.lexemes {
		forms = l.forms(forms[:0])
		sum := 0.0
		for _, f := range forms {
			if f.free {
				sum += b.slot[0][f.slot]
			}
		}
		scale := b.generated * (0.2 + float64(l.frequency)/4) / max(sum, 1)
		for _, f := range forms {
			if r, ok := b.rules[editOf(f.text, l.lemma)]; ok && f.free {
				if w := scale * b.slot[0][f.slot]; w > 0.0001 {
					items = append(items, item{reverse(f.text), uint16(r), w})
				}
			}
		}
	}
	slices.SortFunc(items, func(x, y item) int {
		return cmp.Or(cmp.Compare(x.reversed, y.reversed), cmp.Compare(x.rule, y.rule), cmp.Compare(x.weight, y.weight))
	})
	e := &endings{items: items, lists: map[string]uint32{}}
	e.node(0, len(items), 0, nil, nil)
	b.file.Nodes, b.file.Lists = e.nodes, e.data
	log.Printf("%d items, %d endings, %d bytes of lists", len(items), len(e.nodes), len(e.data))
}

type endings struct {
	items []item
	nodes []wordtable.Entry
	data  []byte
	lists map[string]uint32
}

const (
	maxDepth     = 12
	leastWeight  = 0.3
	leastChance  = 0.004
	sameCost     = 10
	rulesAreFew  = 0.9 // share of the back-off taken by each different rule
	nodesAtMost  = 1 << 18
	pruneAtDepth = 2
)

// node writes the list of an ending, the first depth bytes of the reversed items lo to hi, unless the shorter ending's
// says the same.
func (e *endings) node(lo, hi, depth int, parent map[uint16]float64, parentList []byte) {
	counts := map[uint16]float64{}
	total := 0.0
	for _, it := range e.items[lo:hi] {
		counts[it.rule] += it.weight
		total += it.weight
	}
	if total < leastWeight || len(e.nodes) >= nodesAtMost {
		return
	}
	distinct := rulesAreFew * float64(len(counts)) * min(1, total/float64(len(counts)))
	chance := make(map[uint16]float64, len(counts))
	for r, n := range counts {
		chance[r] = (n + distinct*parent[r]) / (total + distinct)
	}
	for r, p := range parent {
		if counts[r] == 0 && p > leastChance {
			chance[r] = distinct * p / (total + distinct)
		}
	}
	var order []uint16
	for r, p := range chance {
		if p >= leastChance {
			order = append(order, r)
		}
	}
	slices.SortFunc(order, func(x, y uint16) int { return cmp.Or(cmp.Compare(chance[y], chance[x]), cmp.Compare(x, y)) })
	order = order[:min(len(order), lemma.MaxList)]
	list := []byte{byte(len(order))}
	for _, r := range order {
		list = append(list, byte(r), byte(r>>8), byte(min(255, math.Round(-16*math.Log(chance[r])))))
	}
	if !sameList(list, parentList) {
		at, ok := e.lists[string(list)]
		if !ok {
			at = uint32(len(e.data))
			e.lists[string(list)] = at
			e.data = append(e.data, list...)
		}
		ending := reverse(e.items[lo].reversed[:depth])
		e.nodes = append(e.nodes, wordtable.Entry{Key: lemma.EndingKey(ending), Value: at})
		parentList = list
		parent = chance
	}
	if utf8.RuneCountInString(e.items[lo].reversed[:depth]) == maxDepth {
		return
	}
	for lo < hi && len(e.items[lo].reversed) == depth {
		lo++
	}
	for lo < hi {
		_, size := utf8.DecodeRuneInString(e.items[lo].reversed[depth:])
		next := e.items[lo].reversed[:depth+size]
		n := lo + sort.Search(hi-lo, func(i int) bool { return !strings.HasPrefix(e.items[lo+i].reversed, next) })
		e.node(lo, n, depth+size, parent, parentList)
		lo = n
	}
}

// sameList reports whether two lists have nearly the same costs.
func sameList(a, b []byte) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	for i := 1; i < len(a); i += 3 {
		d := int(a[i+2]) - int(b[i+2])
		if a[i] != b[i] || a[i+1] != b[i+1] || d > sameCost || d < -sameCost {
			return false
		}
	}
	return true
}

// lexicon writes the table of lemmas. Lexemes of the same lemma share a paradigm that has the forms of both.
func (b *builder) lexicon() {
	type merged struct {
		lexeme
		paradigms []int
	}
	index := map[string]int{}
	var words []merged
	for _, l := range b.lexemes {
		i, ok := index[l.lemma]
		if !ok {
			i = len(words)
			index[l.lemma] = i
			words = append(words, merged{lexeme: l})
		}
		w := &words[i]
		if !slices.Contains(w.paradigms, l.paradigm) {
			w.paradigms = append(w.paradigms, l.paradigm)
		}
		w.frequency = max(w.frequency, l.frequency)
		w.structure = max(w.structure, l.structure)
	}
	union := map[string]int{}
	for i := range words {
		w := &words[i]
		if len(w.paradigms) == 1 {
			continue
		}
		slices.Sort(w.paradigms)
		key := fmt.Sprint(w.paradigms)
		n, ok := union[key]
		if !ok {
			n = len(b.file.Paradigms)
			union[key] = n
			traits := map[uint16]lemma.Traits{}
			for _, p := range w.paradigms {
				for _, r := range b.file.Paradigms[p] {
					if t, ok := traits[r.Rule]; ok {
						traits[r.Rule] = t&r.Traits&lemma.Participle | (t|r.Traits)&^lemma.Participle
					} else {
						traits[r.Rule] = r.Traits
					}
				}
			}
			var p []lemma.FileParadigmRule
			for r, t := range traits {
				p = append(p, lemma.FileParadigmRule{Rule: r, Traits: t})
			}
			slices.SortFunc(p, func(x, y lemma.FileParadigmRule) int { return cmp.Compare(x.Rule, y.Rule) })
			b.file.Paradigms = append(b.file.Paradigms, p)
		}
		w.paradigm = n
	}
	if len(b.file.Paradigms) > 1<<14 {
		log.Fatalf("%d paradigms, at most %d fit", len(b.file.Paradigms), 1<<14)
	}
	for _, w := range words {
		b.file.Lexicon = append(b.file.Lexicon, wordtable.Entry{Key: wordtable.SumOf(w.lemma).Key(),
			Value: lemma.LexiconValue(w.paradigm, w.frequency, w.pos, w.structure)})
	}
	log.Printf("%d lemmas, %d paradigms", len(words), len(b.file.Paradigms))
}

func (b *builder) modifierTable() error {
	total := 0.0
	for _, m := range b.modifiers {
		total += m.count
	}
	for _, m := range b.modifiers {
		cost := int(16 * math.Log(total/m.count))
		r, ok := b.rules[editOf(m.text, m.lemma)]
		if !ok {
			r = lemma.Unchanged
		}
		v, err := compound.Value(min(cost, 255*compound.CostScale), r)
		if err != nil {
			return err
		}
		b.file.Modifiers = append(b.file.Modifiers, wordtable.Entry{Key: wordtable.SumOf(m.text).Key(), Value: v})
	}
	return nil
}

// exceptions puts the treebank's forms into the table of forms.
func (b *builder) exceptions() {
	b.known = nil
	for _, t := range b.types {
		if r, ok := b.rules[editOf(t.form, t.lemma)]; ok {
			b.known = append(b.known, wordtable.Entry{Key: wordtable.SumOf(t.form).Key(),
				Value: lemma.FormValue(r, t.pos, lemma.Exception)})
		}
	}
	b.file.Forms = b.known
}

// knownForms fills the table of forms with the readings of the lexicon's most common forms.
func (b *builder) knownForms(m *lemma.Model) {
	type candidate struct {
		text   string
		weight float64
	}
	var all []candidate
	var forms []form
	for _, l := range b.lexemes {
		forms = l.forms(forms[:0])
		sum := 0.0
		for _, f := range forms {
			sum += b.slot[0][f.slot]
		}
		for _, f := range forms {
			if f.free {
				all = append(all, candidate{f.text, math.Exp2(float64(l.frequency)/1.5) * b.slot[0][f.slot] / sum})
			}
		}
	}
	slices.SortFunc(all, func(x, y candidate) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.text, y.text)) })
	seen := map[string]bool{}
	for _, t := range b.types {
		seen[t.form] = true
	}
	for _, c := range all {
		if len(b.known) >= b.language.known {
			break
		}
		if seen[c.text] || !isWord(c.text) {
			continue
		}
		seen[c.text] = true
		if v, ok := m.FormEntry(c.text); ok {
			b.known = append(b.known, v)
		}
	}
	b.file.Forms = b.known
	log.Printf("%d known forms", len(b.known))
}
