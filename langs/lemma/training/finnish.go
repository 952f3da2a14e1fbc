package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// finnishClass is a Kotus inflection class with its gradation letter.
type finnishClass struct {
	number int
	letter string
}

// The slots of comparison, after those of verbs.
const (
	slotComparative       = verbSlots
	slotSuperlative       = slotComparative + 2*cases
	slotComparativeAdverb = slotSuperlative + 2*cases
	slotSuperlativeAdverb = slotComparativeAdverb + 1
	finnishSlots          = slotSuperlativeAdverb + 1
)

var (
	kotusWord  = regexp.MustCompile(`<s>([^<]*)</s>`)
	kotusClass = regexp.MustCompile(`<t( taivutus="[^"]*")?><tn>(\d+)</tn>(?:<av( astevaihtelu="[^"]*")?>([A-M])</av>)?</t>`)
)

// finnish is the lexicon while it is put together.
type finnish struct {
	classes   map[string][]finnishClass // of the words of Kotus that have one
	order     []string                  // of classes
	plain     []string                  // words of Kotus without a class: compounds
	pronouns  []string
	pairs     map[string]int // of all headwords of the dictionaries
	heads     []string       // of pairs, in order
	names     map[string]bool
	adverbs   map[string]bool
	tails     map[string]map[finnishClass]int // by the last letters of words, how many have a class
	turku     int                             // tokens of the Turku treebank, which come first and have borders of compounds
	genitives map[string]bool
	adjGold   map[string]lemma.PartOfSpeech
}

func readFinnish(data string) (*language, error) {
	f := &finnish{classes: map[string][]finnishClass{}, pairs: map[string]int{}, names: map[string]bool{}, adverbs: map[string]bool{},
		tails: map[string]map[finnishClass]int{}, adjGold: map[string]lemma.PartOfSpeech{}, genitives: map[string]bool{}}
	if err := lines(data, "kotus/kotus-sanalista_v1.xml", f.kotus); err != nil {
		return nil, err
	}
	head := func(word string) {
		word = strings.TrimSpace(word)
		lower := strings.ToLower(word)
		if !isWord(lower) || strings.ContainsAny(word, " ’.") {
			return
		}
		if f.pairs[lower]++; f.pairs[lower] == 1 {
			f.heads = append(f.heads, lower)
			f.names[lower] = word != lower
		} else if word == lower {
			f.names[lower] = false
		}
	}
	for _, name := range []string{"lexicon/lexicon.fi-en.tsv", "lexicon/lexicon.fi-sv.tsv"} {
		if err := lines(data, name, func(c []string) { head(c[0]) }); err != nil {
			return nil, err
		}
	}
	err := lines(data, "lexicon/definitions.tsv", func(c []string) {
		if c[0] == "fi" {
			head(c[1])
		}
	})
	if err != nil {
		return nil, err
	}
	lang := &language{
		code:        "fi",
		clitics:     []string{"kin", "kaan", "kään", "ko", "kö", "han", "hän", "pa", "pä", "kohan", "köhän", "kokaan", "kin", "kinko", "kinkö", "pas", "päs", "kos", "kös"},
		possessives: []string{"ni", "si", "nsa", "nsä", "mme", "nne", "=an", "=en", "=än", "=in"},
		slots:       finnishSlots,
		generated:   0.1,
		known:       140_000,
		weights: lemma.Weights{UnseenRule: 92, Known: 272, KnownCompound: 196, Listed: 40, Frequency: 15, Clitic: 146, Possessive: 144,
			Participle: -4, Agent: 80, Part: -40, ShortHead: 128, Backoff: 76, SplitPart: 100, SplitListed: 600},
	}
	slices.Sort(lang.clitics)
	lang.clitics = slices.Compact(lang.clitics)
	for _, name := range []string{"fi_tdt_dev", "fi_ftb_dev"} {
		if lang.gold, err = treebank(data, name, lang.gold); err != nil {
			return nil, err
		}
		if f.turku == 0 {
			f.turku = len(lang.gold)
		}
	}
	for _, t := range lang.gold {
		if t.content {
			f.adjGold[t.lemma] = t.pos
		}
	}
	f.learnTails()
	f.lexemes(lang)
	f.modifiersOf(lang)
	return lang, nil
}

func (f *finnish) kotus(c []string) {
	line := c[0]
	m := kotusWord.FindStringSubmatch(line)
	if m == nil {
		return
	}
	word := strings.ToLower(m[1])
	if strings.Contains(word, " ") {
		return
	}
	found := false
	for _, t := range kotusClass.FindAllStringSubmatch(line, -1) {
		n, _ := strconv.Atoi(t[2])
		if n == 101 {
			continue
		}
		if n == 99 {
			f.adverbs[word] = true
		}
		if f.classes[word] == nil {
			f.order = append(f.order, word)
		}
		class := finnishClass{n, t[4]}
		if !slices.Contains(f.classes[word], class) {
			f.classes[word] = append(f.classes[word], class)
		}
		if t[3] != "" {
			f.classes[word] = append(f.classes[word], finnishClass{n, ""})
		}
		found = true
	}
	if !found && f.classes[word] == nil {
		if strings.Contains(line, "<tn>101<") {
			f.pronouns = append(f.pronouns, word)
		} else {
			f.plain = append(f.plain, word)
		}
	}
}

// learnTails counts the classes of the words by their last letters.
func (f *finnish) learnTails() {
	for _, w := range f.order {
		for _, c := range f.classes[w][:1] {
			if c.number >= 50 && c.number <= 51 || c.number == 99 {
				continue
			}
			if n, ok := nominalStems(w, c.number, c.letter); ok {
				f.genitives[n.weak+"n"] = true
				for _, g := range n.pluralGenitive {
					f.genitives[g] = true
				}
			}
			r := []rune(w)
			for n := 1; n <= min(7, len(r)); n++ {
				tail := string(r[len(r)-n:])
				if f.tails[tail] == nil {
					f.tails[tail] = map[finnishClass]int{}
				}
				f.tails[tail][c]++
			}
		}
	}
}

// guess returns the class of most words that end like a word.
func (f *finnish) guess(word string) finnishClass {
	r := []rune(word)
	for n := min(7, len(r)); n > 0; n-- {
		counts := f.tails[string(r[len(r)-n:])]
		best, most, total := finnishClass{}, 0, 0
		for c, k := range counts {
			total += k
			if k > most || k == most && (c.number < best.number || c.number == best.number && c.letter < best.letter) {
				best, most = c, k
			}
		}
		if total >= 3 || n == 1 {
			return best
		}
	}
	return finnishClass{5, ""}
}

// head returns where the last part of a compound begins, a word with a class.
func (f *finnish) head(word string) (start int, ok bool) {
	for i := range word {
		if i < 2 || len(word)-i < 3 {
			continue
		}
		if i > 0 && word[i-1] == '-' {
			if len(f.classes[word[i:]]) > 0 {
				return i, true
			}
		}
		c := f.classes[word[i:]]
		if len(c) > 0 && c[0].number != 99 && (len(word)-i >= 4 || c[0].number == 19 || c[0].number == 18) {
			return i, true
		}
	}
	return 0, false
}

func (f *finnish) lexemes(lang *language) {
	seen := map[string]bool{}
	add := func(word string, classes []finnishClass, prefix int, structure int) {
		if seen[word] || !isWord(word) {
			return
		}
		seen[word] = true
		for _, c := range classes {
			base, at := word, prefix
			if c.number == 50 || c.number == 51 {
				var ok bool
				if at, ok = f.head(word); !ok {
					continue
				}
				c = f.classes[word[at:]][0]
				structure = isCompound
			}
			base = word[at:]
			lang.lexemes = append(lang.lexemes, f.lexeme(word, base, c, structure))
		}
	}
	lang.lexemes = irregular(lang.lexemes)
	for _, l := range lang.lexemes {
		seen[l.lemma] = l.lemma != "olla"
	}
	for _, w := range f.order {
		structure := simple
		if f.classes[w][0].number < 50 && f.looksCompound(w) {
			structure = unknownStructure // nuorallatanssija has a class of its own
		}
		add(w, f.classes[w], 0, structure)
	}
	for _, w := range boundHeads {
		add(w, []finnishClass{f.guess(w)}, 0, simple)
	}
	for _, w := range f.plain {
		if i, ok := f.head(w); ok {
			add(w, f.classes[w[i:]][:1], i, isCompound)
		} else {
			add(w, []finnishClass{f.guess(w)}, 0, unknownStructure)
		}
	}
	// The nouns in -minen of all verbs and the adverbs in -sti of adjectives.
	for _, w := range f.order {
		for _, c := range f.classes[w] {
			if v, ok := verbStems(w, c.number, c.letter); ok {
				add(v.strong[0]+"minen", []finnishClass{{38, ""}}, 0, simple)
			}
		}
	}
	for _, w := range f.heads {
		if seen[w] {
			continue
		}
		if f.names[w] {
			add(w, []finnishClass{f.guess(w)}, 0, unknownStructure)
			continue
		}
		if i, ok := f.head(w); ok && f.isModifier(w[:i]) {
			structure := unknownStructure
			if i >= 3 && len(w)-i >= 4 && !isSuffix(w[i:]) {
				structure = isCompound
			}
			add(w, f.classes[w[i:]][:1], i, structure)
		} else if f.pairs[w] > 0 {
			add(w, []finnishClass{f.guess(w)}, 0, unknownStructure)
		}
	}
	for _, w := range f.pronouns {
		add(w, []finnishClass{{99, ""}}, 0, simple)
	}
	marked := map[string]int{} // by the Turku treebank
	for _, t := range lang.gold[:f.turku] {
		if t.pos == lemma.Noun || t.pos == lemma.Adjective {
			marked[t.lemma] = simple
			if strings.Contains(t.borders, "#") {
				marked[t.lemma] = isCompound
			}
		}
	}
	for i := range lang.lexemes {
		if structure, ok := marked[lang.lexemes[i].lemma]; ok {
			lang.lexemes[i].structure = structure
		}
	}
	for _, t := range lang.gold {
		if t.pos == lemma.Noun || t.pos == lemma.Adjective {
			if !strings.Contains(t.borders, "#") && !seen[t.lemma] {
				add(t.lemma, []finnishClass{f.guess(t.lemma)}, 0, unknownStructure)
			}
		}
	}
}

// isModifier reports whether what stands before a head is a word, its genitive or one of the prefixes.
func (f *finnish) isModifier(s string) bool {
	s = strings.TrimSuffix(s, "-")
	return f.pairs[s] > 0 || len(f.classes[s]) > 0 || f.genitives[s] || slices.Contains(prefixes, s)
}

// looksCompound reports whether a word with a class is probably a compound: a word, its genitive or a prefix and a word.
func (f *finnish) looksCompound(w string) bool {
	i, ok := f.head(w)
	return ok && i >= 4 && len(w)-i >= 4 && !isSuffix(w[i:]) &&
		(len(f.classes[w[:i]]) > 0 || f.genitives[w[:i]] || slices.Contains(prefixes, w[:i]))
}

// isSuffix reports whether what is also a word is more likely the suffix of an adjective: erilainen, satumainen.
func isSuffix(head string) bool {
	return head == "lainen" || head == "läinen" || head == "mainen" || head == "mäinen" || head == "nainen"
}

// boundHeads are words that stand at the end of compounds alone.
var boundHeads = []string{"säädäntö", "pide", "peräinen", "kohtainen", "mukainen", "aikainen", "näköinen", "kielinen", "luontoinen", "vuotias",
	"laatuinen", "arvoinen", "kuntoinen", "kokoinen", "aikaisuus", "kohtaisuus", "mukaisuus", "lähtöinen", "keskeinen", "painotteinen", "osainen", "tasoinen", "tilainen", "henkinen",
	"puolinen", "vuotinen", "päiväinen", "kertainen", "suuntainen", "tyyppinen", "muotoinen", "sisältöinen", "luonteinen", "hintainen", "ikäinen",
	"pituinen", "tehoinen", "värinen", "mielinen", "merkityksinen", "perusteinen", "aineinen", "rakenteinen"}

// prefixes stand at the beginning of compounds alone, or oftener than what the word lists show.
var prefixes = []string{"sosiaali", "ensi", "etä", "lähi", "ylä", "ala", "esi", "jälki", "sivu", "moni", "eri", "uudelleen", "epä", "itse", "yhteis",
	"yksityis", "perus", "erikois", "erityis", "avo", "päivystys", "kanta", "kiire", "kansain", "ulko", "sisä", "väli", "vasta", "ali", "yli", "kansan"}

func (f *finnish) lexeme(word, base string, c finnishClass, structure int) lexeme {
	prefix := word[:len(word)-len(base)]
	l := lexeme{lemma: word, pairs: f.pairs[word], structure: structure, pos: f.pos(word, c)}
	l.forms = func(dst []form) []form {
		from := len(dst)
		dst = f.inflect(dst, base, c, l.pos)
		if prefix != "" {
			for i := range dst[from:] {
				dst[from+i].text = prefix + dst[from+i].text
			}
		}
		return dst
	}
	return l
}

// pos is what a word's class and ending say of its part of speech.
func (f *finnish) pos(word string, c finnishClass) lemma.PartOfSpeech {
	if p, ok := f.adjGold[word]; ok && c.number < 52 && p != lemma.Verb {
		return p
	}
	switch {
	case f.names[word]:
		return lemma.ProperNoun
	case c.number == 99:
		return lemma.Adverb
	case c.number >= 52:
		return lemma.Verb
	case strings.HasSuffix(word, "minen"):
		return lemma.Noun
	case f.isAdjective(word, c):
		return lemma.Adjective
	}
	return lemma.Noun
}

func (f *finnish) isAdjective(word string, c finnishClass) bool {
	n, ok := nominalStems(word, c.number, c.letter)
	if !ok {
		return false
	}
	if f.adverbs[n.weak+"sti"] || f.adjGold[word] == lemma.Adjective {
		return true
	}
	return c.number == 38 && strings.HasSuffix(word, "llinen") || c.number == 34 || c.number == 15
}

func (f *finnish) inflect(dst []form, base string, c finnishClass, pos lemma.PartOfSpeech) []form {
	if c.number == 99 {
		return append(dst, form{text: base, slot: slotNominative, free: true, bound: true})
	}
	if v, ok := verbStems(base, c.number, c.letter); ok {
		return verbForms(dst, base, v)
	}
	if slices.Contains([]string{"seitsemän", "kahdeksan", "yhdeksän", "kymmenen"}, base) {
		stem, class := cut(base, 1), 10
		if base == "kymmenen" {
			stem, class = "kymmen", 32
		}
		n, _ := nominalStems(stem, class, "")
		return nominalForms(append(dst, form{text: base, slot: slotNominative, free: true}), stem, n, 0)
	}
	if one, ok := singular(base, c); ok {
		if n, ok := nominalStems(one, c.number, c.letter); ok {
			for _, x := range nominalForms(nil, one, n, 0) {
				if x.slot >= cases {
					dst = append(dst, x)
				}
			}
			return append(dst, form{text: cut(base, 1), slot: slotNominative, bound: true})
		}
	}
	n, ok := nominalStems(base, c.number, c.letter)
	if !ok {
		return append(dst, form{text: base, slot: slotNominative, free: true})
	}
	dst = nominalForms(dst, base, n, 0)
	if stem, ok := strings.CutSuffix(base, "uoka"); ok { // ruuan beside ruoan
		for _, x := range dst[len(dst)-len(nominalForms(nil, base, n, 0)):] {
			if rest, ok := strings.CutPrefix(x.text, stem+"uoa"); ok {
				x.text = stem + "uua" + rest
				dst = append(dst, x)
			} else if rest, ok := strings.CutPrefix(x.text, stem+"uoi"); ok {
				x.text = stem + "uui" + rest
				dst = append(dst, x)
			}
		}
	}
	if pos == lemma.Adjective {
		dst = comparison(dst, base, c, n)
	}
	return dst
}

// syllables counts the runs of vowels.
func syllables(word string) (n int) {
	before := false
	for _, r := range word {
		vowel := strings.ContainsRune(vowels, r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	return n
}

// comparison appends the forms of an adjective's comparative and superlative.
func comparison(dst []form, base string, c finnishClass, n nominal) []form {
	comparative := n.weak
	if l := last(comparative); (l == "a" || l == "ä") && syllables(comparative) == 2 && c.number <= 10 {
		comparative = cut(comparative, 1) + "e"
	}
	superlative := n.pluralWeak[0]
	switch c.number {
	case 9, 10, 11, 12:
		superlative = cut(n.weak, 1) + "i"
	case 41:
		if strings.HasSuffix(superlative, "ii") {
			superlative = cut(superlative, 2) + "ei"
		}
	}
	inflected := func(nominative string, class int, slot int) {
		if m, ok := nominalStems(nominative, class, ""); ok {
			dst = nominalForms(dst, nominative, m, slot)
		}
	}
	inflected(comparative+"mpi", 16, slotComparative)
	inflected(superlative+"n", 36, slotSuperlative)
	switch base {
	case "hyvä":
		inflected("parempi", 16, slotComparative)
		inflected("paras", 41, slotSuperlative)
		inflected("parhain", 36, slotSuperlative)
	case "pitkä":
		inflected("pitempi", 16, slotComparative)
		inflected("pidempi", 16, slotComparative)
		inflected("pisin", 36, slotSuperlative)
	}
	return dst
}
