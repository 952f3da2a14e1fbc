package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// The slots of Swedish.
const (
	svNoun       = iota // singular, definite, plural, definite plural
	svGenitive   = svNoun + 4
	svNounGuess  = svGenitive + 4 // the same of plurals that a word may have
	svAdjective  = svNounGuess + 4
	svAdjGuess   = svAdjective + 8
	svVerbFirst  = svAdjGuess + 8
	svVerbSecond = svVerbFirst + 16
	svVerbStrong = svVerbSecond + 16
	svOther      = svVerbStrong + 16
	swedishSlots = svOther + 1
)

// swedish is the lexicon while it is put together.
type swedish struct {
	lexemes  []lexeme
	paradigm map[string]int // of a part of speech and a lemma: index of its first lexeme
	pairs    map[string]int
	tails    map[string]bool // nouns and adjectives that may be a head
	gold     map[string]lemma.PartOfSpeech
}

func readSwedish(data string) (*language, error) {
	s := &swedish{paradigm: map[string]int{}, pairs: map[string]int{}, tails: map[string]bool{}, gold: map[string]lemma.PartOfSpeech{}}
	lang := &language{
		code: "sv", slots: swedishSlots, generated: 0.1, known: 160_000,
		weights: lemma.Weights{UnseenRule: 28, Known: 200, KnownCompound: 160, Listed: 104, Frequency: 15, Clitic: 146, Possessive: 136,
			Part: -104, ShortHead: 128, Backoff: 76, VerbHead: 64, SplitPart: 100, SplitListed: 600},
	}
	var heads []string
	head := func(word string) {
		if lower := strings.ToLower(strings.TrimSpace(word)); isWord(lower) && !strings.ContainsAny(word, " ’.") {
			if s.pairs[lower]++; s.pairs[lower] == 1 {
				heads = append(heads, word)
			}
		}
	}
	err := lines(data, "lexicon/lexicon.sv-en.tsv", func(c []string) { head(c[0]) })
	if err == nil {
		err = lines(data, "lexicon/definitions.tsv", func(c []string) {
			if c[0] == "sv" {
				head(c[1])
			}
		})
	}
	if err == nil {
		err = lines(data, "lexicon/lexicon.fi-sv.tsv", func(c []string) { s.pairs[strings.ToLower(c[1])]++ })
	}
	if err == nil {
		lang.gold, err = treebank(data, "sv_talbanken_dev", nil)
	}
	for _, t := range lang.gold {
		if t.content {
			s.gold[t.lemma] = t.pos
		}
	}
	if err == nil {
		err = lines(data, "saldo/paradigms.sv.tsv", func(c []string) {
			if len(c) > 2 {
				s.add(c[0], c[1], c[2:])
			}
		})
	}
	type listed struct{ pos, lemma string }
	var rest []listed
	if err == nil {
		err = lines(data, "saldo/lemmas.sv.tsv", func(c []string) {
			if len(c) == 2 && !strings.Contains(c[1], " ") {
				rest = append(rest, listed{c[0], strings.ToLower(c[1])})
			}
		})
	}
	if err != nil {
		return nil, err
	}
	for _, l := range s.lexemes {
		if (l.pos == lemma.Noun || l.pos == lemma.Adjective) && utf8.RuneCountInString(l.lemma) >= 3 {
			s.tails[l.lemma] = true
		}
	}
	for _, l := range rest {
		if _, ok := s.paradigm[l.pos+l.lemma]; !ok && isWord(l.lemma) {
			s.guess(l.pos, l.lemma)
		}
	}
	for _, w := range heads {
		lower := strings.ToLower(w)
		_, noun := s.paradigm["noun"+lower]
		_, adj := s.paradigm["adj"+lower]
		_, verb := s.paradigm["verb"+lower]
		_, adv := s.paradigm["adv"+lower]
		switch {
		case noun || adj || verb || adv:
		case w != lower:
			s.add("propn", "", []string{lower})
		default:
			s.guess("noun", lower)
		}
	}
	lang.lexemes = s.lexemes
	lang.modifiers = s.modifiers()
	return lang, nil
}

func (s *swedish) put(pos, word string, forms []form, structure int) {
	if !isWord(word) {
		return
	}
	p := map[string]lemma.PartOfSpeech{"noun": lemma.Noun, "adj": lemma.Adjective, "verb": lemma.Verb, "adv": lemma.Adverb,
		"propn": lemma.ProperNoun, "adp": lemma.Function}[pos]
	s.paradigm[pos+word] = len(s.lexemes)
	s.lexemes = append(s.lexemes, lexeme{lemma: word, pos: p, pairs: s.pairs[word], structure: structure,
		forms: func(dst []form) []form { return append(dst, forms...) }})
}

// add puts a word with its principal forms into the lexicon.
func (s *swedish) add(pos, gender string, forms []string) {
	for i := range forms {
		forms[i] = strings.ToLower(forms[i])
		if !isWord(forms[i]) {
			return
		}
	}
	var all []form
	switch pos {
	case "noun":
		all = swedishNoun(gender, forms)
	case "adj":
		all = swedishAdjective(forms)
	case "verb":
		all = s.verb(forms)
	case "propn":
		all = append(all, form{text: forms[0], slot: svOther, free: true}, form{text: swedishGenitive(forms[0]), slot: svOther, free: true})
	default:
		all = append(all, form{text: forms[0], slot: svOther, free: true})
	}
	s.put(pos, forms[0], all, unknownStructure)
}

func swedishGenitive(w string) string {
	if strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x") || strings.HasSuffix(w, "z") {
		return w
	}
	return w + "s"
}

const swedishVowels = "aeiouyåäöé"

func endsInVowel(w string) bool {
	r, _ := utf8.DecodeLastRuneInString(w)
	return strings.ContainsRune(swedishVowels, r)
}

// definite returns the definite singulars that a noun may have.
func definite(w, gender string) []string {
	var out []string
	if gender != "neutrum" {
		switch {
		case endsInVowel(w):
			out = append(out, w+"n")
			if !strings.HasSuffix(w, "a") && !strings.HasSuffix(w, "e") {
				out = append(out, w+"en")
			}
		case strings.HasSuffix(w, "el") || strings.HasSuffix(w, "er") || strings.HasSuffix(w, "or"):
			out = append(out, w+"n", w+"en")
		case strings.HasSuffix(w, "en"):
			out = append(out, w, strings.TrimSuffix(w, "en")+"nen")
		default:
			out = append(out, w+"en")
		}
	}
	if gender != "utrum" {
		switch {
		case strings.HasSuffix(w, "um"):
			out = append(out, strings.TrimSuffix(w, "um")+"et")
		case strings.HasSuffix(w, "e"):
			out = append(out, w+"t")
		case endsInVowel(w):
			out = append(out, w+"t", w+"et")
		case strings.HasSuffix(w, "el") || strings.HasSuffix(w, "er") || strings.HasSuffix(w, "en"):
			out = append(out, w+"et", w[:len(w)-2]+w[len(w)-1:]+"et")
		case strings.HasSuffix(w, "m") || strings.HasSuffix(w, "n"):
			out = append(out, w+"et", w+w[len(w)-1:]+"et")
		default:
			out = append(out, w+"et")
		}
	}
	return out
}

// definitePlural returns the definite of a plural.
func definitePlural(singular, plural string) []string {
	switch {
	case plural == singular && strings.HasSuffix(plural, "are"):
		return []string{strings.TrimSuffix(plural, "e") + "na"}
	case plural == singular && strings.HasSuffix(plural, "e"):
		return []string{plural + "na", strings.TrimSuffix(plural, "e") + "na"}
	case plural == singular && (strings.HasSuffix(plural, "er") || strings.HasSuffix(plural, "el") || strings.HasSuffix(plural, "en")):
		return []string{plural + "na", plural + "en", plural[:len(plural)-2] + plural[len(plural)-1:] + "en"}
	case plural == singular:
		return []string{plural + "en", plural + "na"}
	case strings.HasSuffix(plural, "n"):
		return []string{plural + "a"}
	}
	return []string{plural + "na"}
}

func swedishNoun(gender string, forms []string) (all []form) {
	add := func(slot int, texts ...string) {
		for _, t := range texts {
			all = append(all, form{text: t, slot: slot, free: true})
			if g := swedishGenitive(t); g != t {
				all = append(all, form{text: g, slot: svGenitive + slot%4, free: true})
			}
		}
	}
	w := forms[0]
	add(svNoun, w)
	switch len(forms) {
	case 4:
		add(svNoun+1, forms[1])
		add(svNoun+2, forms[2])
		add(svNoun+3, forms[3])
	case 2, 3:
		plural := forms[1]
		if gender == "" && plural == w && !strings.HasSuffix(w, "are") {
			gender = ""
		} else if gender == "" && strings.HasSuffix(plural, "n") && !strings.HasSuffix(w, "n") {
			gender = "neutrum"
		} else if gender == "" && !strings.HasSuffix(plural, "er") {
			gender = "utrum"
		}
		add(svNoun+1, definite(w, gender)...)
		add(svNoun+2, plural)
		add(svNoun+3, definitePlural(w, plural)...)
	default:
		add(svNoun+1, definite(w, cmpGender(w, gender))...)
		plurals, slot := swedishPlurals(w, gender)
		for _, p := range plurals {
			add(slot+2, p)
			add(slot+3, definitePlural(w, p)...)
		}
	}
	return all
}

func cmpGender(w, gender string) string {
	if gender == "" {
		return "utrum"
	}
	return gender
}

// swedishPlurals returns the plurals that a noun may have by its ending and gender, and the slot of its forms.
func swedishPlurals(w, gender string) (plurals []string, slot int) {
	has := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
	}
	stem := w
	switch {
	case gender == "neutrum" && has("um"):
		return []string{strings.TrimSuffix(w, "um") + "er"}, svNoun
	case gender == "neutrum" && has("eri"):
		return []string{w + "er"}, svNoun
	case gender == "neutrum" && has("e"):
		return []string{w + "n"}, svNoun
	case gender == "neutrum" && endsInVowel(w):
		return []string{w + "n", w + "er", w}, svNounGuess
	case gender == "neutrum":
		return []string{w}, svNoun
	case has("a"):
		return []string{strings.TrimSuffix(w, "a") + "or"}, svNoun
	case has("are"):
		return []string{w}, svNoun
	case has("e"):
		return []string{strings.TrimSuffix(w, "e") + "ar"}, svNoun
	case has("het", "ion", "ist", "ent", "ant", "tet", "log", "graf", "ör", "när", "else"):
		return []string{w + "er"}, svNoun
	case has("ing", "dom", "lek"):
		return []string{w + "ar"}, svNoun
	case has("el", "er", "en"):
		stem = w[:len(w)-2] + w[len(w)-1:]
		return []string{stem + "ar", w + "er", w + "ar"}, svNounGuess
	}
	return []string{stem + "ar", stem + "er"}, svNounGuess
}

func swedishAdjective(forms []string) (all []form) {
	add := func(slot int, texts ...string) {
		for _, t := range texts {
			all = append(all, form{text: t, slot: slot, free: true})
		}
	}
	w := forms[0]
	add(svAdjective, w)
	cut1 := func(n int) string { return w[:len(w)-n] }
	neuter, plural, stem := w+"t", w+"a", w
	switch {
	case strings.HasSuffix(w, "ad"):
		neuter, plural = cut1(1)+"t", w+"e"
	case strings.HasSuffix(w, "en"):
		neuter, stem = cut1(1)+"t", cut1(2)+"n"
		plural = stem + "a"
	case strings.HasSuffix(w, "el") || strings.HasSuffix(w, "er"):
		stem = cut1(2) + w[len(w)-1:]
		plural = stem + "a"
	case strings.HasSuffix(w, "nd") || strings.HasSuffix(w, "rd") || strings.HasSuffix(w, "ld") || strings.HasSuffix(w, "gd") ||
		strings.HasSuffix(w, "jd") || strings.HasSuffix(w, "md") || strings.HasSuffix(w, "vd"):
		neuter = cut1(1) + "t"
	case strings.HasSuffix(w, "d"):
		neuter = cut1(1) + "tt"
	case strings.HasSuffix(w, "nn") || strings.HasSuffix(w, "mm"):
		neuter = cut1(1) + "t"
	case strings.HasSuffix(w, "t") && len(w) > 1 && !endsInVowel(cut1(1)):
		neuter = w
	case strings.HasSuffix(w, "t"):
		neuter = w + "t"
	case endsInVowel(w) && !strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "a"):
		neuter = w + "tt"
	case strings.HasSuffix(w, "ande") || strings.HasSuffix(w, "ende"):
		neuter, plural = w+"s", w
	}
	add(svAdjective+1, neuter)
	add(svAdjective+2, plural)
	add(svAdjective+3, stem+"e")
	add(svAdjective+4, stem+"are")
	add(svAdjective+5, stem+"ast", stem+"aste")
	for _, f := range forms[1:] {
		if !slices.ContainsFunc(all, func(x form) bool { return x.text == f }) {
			add(svAdjective+6, f)
		}
	}
	if len(forms) >= 5 {
		if f := forms[len(forms)-1]; strings.HasSuffix(f, "st") {
			add(svAdjective+6, f+"a")
		}
	}
	for _, x := range slices.Clone(all) {
		if g := swedishGenitive(x.text); g != x.text && x.slot != svAdjective+1 {
			add(svAdjective+7, g)
		}
	}
	return all
}

// verb appends the forms of a verb and puts its participles into the lexicon: the Swedish treebank counts them as
// adjectives of their own.
func (s *swedish) verb(forms []string) (all []form) {
	add := func(slot int, texts ...string) {
		for _, t := range texts {
			all = append(all, form{text: t, slot: slot, free: true})
		}
	}
	participle := func(p string) {
		if _, ok := s.paradigm["adj"+p]; !ok && isWord(p) {
			s.put("adj", p, swedishAdjective([]string{p}), unknownStructure)
		}
	}
	w := forms[0]
	if strings.HasSuffix(w, "as") && len(forms) <= 3 || strings.HasSuffix(w, "s") && len(forms) == 1 { // deponents: hoppas, trivas
		stem := strings.TrimSuffix(strings.TrimSuffix(w, "s"), "a")
		add(svVerbFirst, w)
		add(svVerbFirst+1, stem+"ades", stem+"ats")
		add(svVerbSecond+1, stem+"s", stem+"es", stem+"des", stem+"tes", stem+"ts")
		for _, f := range forms[1:] {
			add(svVerbStrong, f)
		}
		return all
	}
	stem, a := strings.CutSuffix(w, "a")
	passive := func(slot int, t string) { add(slot, t); add(slot+8, t+"s") }
	switch {
	case len(forms) == 1 && !a: // bo
		passive(svVerbStrong, w)
		passive(svVerbStrong+1, w+"dde")
		passive(svVerbStrong+2, w+"tt")
		add(svVerbStrong+3, w+"r")
		participle(w + "dd")
		participle(w + "ende")
	case len(forms) == 1:
		passive(svVerbFirst, w)
		add(svVerbFirst+1, w+"r")
		passive(svVerbFirst+2, w+"de")
		passive(svVerbFirst+3, w+"t")
		participle(w + "d")
		participle(w + "nde")
		short := stem
		if strings.HasSuffix(stem, "mm") || strings.HasSuffix(stem, "nn") {
			short = stem[:len(stem)-1]
		}
		r, _ := utf8.DecodeLastRuneInString(stem)
		switch {
		case strings.HasSuffix(stem, "r") || strings.HasSuffix(stem, "l") && !strings.HasSuffix(stem, "ll"):
			add(svVerbSecond+1, stem)
		}
		add(svVerbSecond+1, stem+"er")
		add(svVerbSecond+2, short)
		add(svVerbSecond+10, stem+"s", stem+"es")
		if strings.ContainsRune("kptsx", r) {
			passive(svVerbSecond+3, short+"te")
			passive(svVerbSecond+4, strings.TrimSuffix(short, "t")+"t")
		} else {
			passive(svVerbSecond+3, strings.TrimSuffix(short, "d")+"de")
			passive(svVerbSecond+4, strings.TrimSuffix(short, "d")+"t")
			passive(svVerbSecond+5, short+"te")
		}
		if _, ok := s.gold[short+"d"]; ok || s.pairs[short+"d"] > 0 {
			participle(short + "d")
		}
	default:
		passive(svVerbStrong, w)
		if a {
			add(svVerbStrong+3, stem+"er", stem)
			add(svVerbStrong+11, stem+"s", stem+"es")
			participle(w + "nde")
		} else {
			add(svVerbStrong+3, w+"r")
			add(svVerbStrong+11, w+"s")
			participle(w + "ende")
		}
		for i, f := range forms[1:] {
			if len(forms) == 6 && i == 4 {
				participle(f)
				continue
			}
			passive(svVerbStrong+4+i, f)
		}
		sup := forms[len(forms)-1]
		if len(forms) == 6 {
			sup = forms[4]
		}
		if t, ok := strings.CutSuffix(sup, "it"); ok {
			participle(t + "en")
		}
	}
	return all
}

// headOf returns where the last part of a compound begins that has a paradigm.
func (s *swedish) headOf(pos, word string) (start int, ok bool) {
	for i := range word {
		if i >= 2 && len(word)-i >= 3 {
			if _, ok := s.paradigm[pos+word[i:]]; ok && (pos != "noun" || len(word)-i >= 4 || s.pairs[word[i:]] > 1) {
				return i, true
			}
		}
	}
	return 0, false
}

// guess puts a word into the lexicon of which only the part of speech is known.
func (s *swedish) guess(pos, word string) {
	if i, ok := s.headOf(pos, word); ok {
		head := s.lexemes[s.paradigm[pos+word[i:]]].forms(nil)
		for j := range head {
			head[j].text = word[:i] + head[j].text
		}
		s.put(pos, word, head, isCompound)
		return
	}
	switch pos {
	case "verb":
		s.put(pos, word, s.verb([]string{word}), unknownStructure)
	case "noun":
		s.put(pos, word, append(swedishNoun("utrum", []string{word}), swedishNoun("neutrum", []string{word})...), unknownStructure)
	default:
		s.add(pos, "", []string{word})
	}
}

// modifiers learns what stands before the heads of the lexicon's compounds.
func (s *swedish) modifiers() (all []modifier) {
	counts, lemmas := map[string]float64{}, map[string]string{}
	for _, l := range s.lexemes {
		if l.pos != lemma.Noun && l.pos != lemma.Adjective || utf8.RuneCountInString(l.lemma) < 3 {
			continue
		}
		w := l.lemma
		forms := []string{w, w + "s"}
		if t, ok := strings.CutSuffix(w, "a"); ok {
			forms = append(forms, t, t+"e", t+"o", t+"u")
		} else if t, ok := strings.CutSuffix(w, "e"); ok {
			forms = append(forms, t, t+"s")
		}
		for i, f := range forms {
			if _, ok := lemmas[f]; !ok || i == 0 {
				lemmas[f] = w
			}
			if i < 2 && l.structure != isCompound {
				counts[f] += 0.03
			}
		}
	}
	for _, l := range s.lexemes {
		if l.pos == lemma.Noun || l.pos == lemma.Adjective {
			if i, ok := s.headOf("noun", l.lemma); ok && len(l.lemma)-i >= 4 {
				if m := strings.TrimSuffix(l.lemma[:i], "-"); utf8.RuneCountInString(m) >= 2 {
					counts[m]++
				}
			}
		}
	}
	texts := make([]string, 0, len(counts))
	for t, n := range counts {
		if _, known := lemmas[t]; (n >= 2 || known) && !(len(t) >= 7 && twoModifiers(t, counts)) {
			texts = append(texts, t)
		}
	}
	slices.Sort(texts)
	for _, t := range texts {
		if lemmas[t] == "" {
			lemmas[t] = t
		}
		all = append(all, modifier{t, lemmas[t], counts[t]})
	}
	return all
}

// twoModifiers reports whether a modifier is two common ones, as in tandläkar(tid): it is then found as those.
func twoModifiers(text string, counts map[string]float64) bool {
	for i := range text {
		if i >= 3 && len(text)-i >= 4 && counts[text[:i]] >= 5 && counts[text[i:]] >= 5 {
			return true
		}
	}
	return false
}
