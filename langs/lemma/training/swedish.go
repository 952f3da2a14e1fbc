package main

import (
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/internal/tsv"
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
	parts    *parts
}

func readSwedish(data string) (*language, error) {
	s := &swedish{paradigm: map[string]int{}, pairs: map[string]int{}, tails: map[string]bool{}, gold: map[string]lemma.PartOfSpeech{}}
	lang := &language{
		code: "sv", slots: swedishSlots, generated: 0.1, known: 160_000,
		leastWeight: 0.3, leastChance: 0.004,
		weights: lemma.Weights{UnseenRule: 28, Known: 200, KnownCompound: 160, Listed: 104, Frequency: 15, Clitic: 146, Possessive: 136,
			Part: -104, ShortHead: 128, Backoff: 76, VerbHead: 64, Margin: 150, Itself: 20, SplitPart: 100, SplitListed: 600},
	}
	var heads []string
	head := func(word string) {
		if lower := strings.ToLower(strings.TrimSpace(word)); isWord(lower) && !strings.ContainsAny(word, " ’.") {
			if s.pairs[lower]++; s.pairs[lower] == 1 {
				heads = append(heads, word)
			}
		}
	}
	err := tsv.Lines(data, "lexicon/lexicon.sv-en.tsv", func(c []string) { head(c[0]) })
	if err == nil {
		err = tsv.Lines(data, "lexicon/definitions.tsv", func(c []string) {
			if c[0] == "sv" {
				head(c[1])
			}
		})
	}
	if err == nil {
		err = tsv.Lines(data, "lexicon/lexicon.fi-sv.tsv", func(c []string) { s.pairs[strings.ToLower(c[1])]++ })
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
		err = tsv.Lines(data, "saldo/paradigms.sv.tsv", func(c []string) {
			if len(c) > 2 {
				s.add(c[0], c[1], c[2:])
			}
		})
	}
	s.irregularVerbs()
	type listed struct{ pos, lemma string }
	var rest []listed
	if err == nil {
		err = tsv.Lines(data, "saldo/lemmas.sv.tsv", func(c []string) {
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
		case s.isDeponent(lower):
			s.put("verb", lower, s.verb([]string{lower}), unknownStructure)
		default:
			s.guess("noun", lower)
		}
	}
	lang.lexemes = s.lexemes
	s.modifiersOf(lang)
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

// isDeponent reports whether a word is a verb with an s at its end: finnas, mötas.
func (s *swedish) isDeponent(word string) bool {
	verb, ok := strings.CutSuffix(word, "as")
	if ok {
		_, ok = s.paradigm["verb"+verb+"a"]
	}
	return ok
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
