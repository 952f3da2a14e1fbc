package topics

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// parsedTexts is how many of the texts with a pair of words are read to see what the words are in them.
const parsedTexts = 5

// pair is two words that stand next to each other in texts.
type pair struct {
	keys  [2]int32
	count int
	forms []pairForms
	texts []int32 // the first few
}

// pairForms are two forms next to each other.
type pairForms struct {
	first, second int32
	count         int
}

func (p *pair) add(first, second, text int32) {
	p.count++
	if len(p.texts) < parsedTexts {
		p.texts = append(p.texts, text)
	}
	for i := range p.forms {
		if f := &p.forms[i]; f.first == first && f.second == second {
			f.count++
			return
		}
	}
	p.forms = append(p.forms, pairForms{first, second, 1})
}

// phrase is a pair of words on its way to be written.
type phrase struct {
	*namer
	*pair
	language langs.Language
	head     string // the second word in its base form
	is       [2]lemma.PartOfSpeech
}

// write writes a pair as a phrase with its head, the second word, in the base form and the first one agreeing. It is not ok
// where the head is no noun, or where the two are no phrase: words that only follow each other in sentences say more apart.
func (n *namer) write(p *pair) (text string, ok bool) {
	f := &phrase{namer: n, pair: p, language: n.words.keys[p.keys[0]].language, head: n.show(p.keys[1])}
	if langs.Lemmatizer(f.language) == nil {
		return f.asWritten(func(first, second string) bool { return true })
	}
	f.is = n.classes(p, f.language)
	if f.is[1] != lemma.Noun && f.is[1] != lemma.ProperNoun {
		return "", false
	}
	if f.isNumeral() {
		return f.asWritten(f.isBase)
	}
	switch f.language {
	case langs.Finnish:
		return f.finnish()
	case langs.Swedish:
		return f.swedish()
	default:
		return f.english()
	}
}

// finnish: an adjective agrees with its head, puhdas vesi; a noun before it is in the genitive, kehitysmaiden ongelma, or,
// of names and titles, in the nominative.
func (f *phrase) finnish() (string, bool) {
	base := f.show(f.keys[0])
	switch f.is[0] {
	case lemma.Adjective:
		if class, _ := langs.PartOfSpeech(langs.Finnish, base); class == lemma.Verb { // a participle
			return "", false
		}
		agree := 0
		for _, w := range f.forms {
			if f.agree(f.words.forms[w.first].word, f.words.forms[w.second].word) {
				agree += w.count
			}
		}
		return base + " " + f.head, 2*agree > f.pair.count
	case lemma.Noun, lemma.ProperNoun:
		return f.withHead(func(first, second string) bool {
			if first == base {
				return second == f.head || f.is[1] == lemma.ProperNoun
			}
			return isGenitive(first, base)
		})
	}
	return "", false
}

// agree reports whether a Finnish adjective and its noun may be in the same case, as hyvää hoitoa and hyvässä hoidossa are and
// hyvä hoidossa is not. Some adjectives have one form only: koko, eri.
func (f *phrase) agree(first, second string) bool {
	if f.isBase(first, second) {
		return second == f.head || !slices.ContainsFunc(f.byForm[f.keys[0]], func(other int32) bool { return f.words.forms[other].word != first })
	}
	x, _ := utf8.DecodeLastRuneInString(first)
	y, _ := utf8.DecodeLastRuneInString(second)
	back := func(r rune) rune {
		if r == 'ä' {
			return 'a'
		}
		return r
	}
	return second != f.head && back(x) == back(y)
}

// isGenitive reports whether a form in -n of a Finnish noun is its genitive (rahan, huoneen, asiakkaan, palvelujen), rather than
// its illative: taloon, maahan, terveyteen, huoneeseen, taloihin.
func isGenitive(form, base string) bool {
	stem, ok := strings.CutSuffix(form, "n")
	vowel, size := utf8.DecodeLastRuneInString(stem)
	rest := stem[:len(stem)-size]
	switch before, _ := utf8.DecodeLastRuneInString(rest); {
	case !ok || !strings.ContainsRune("aeiouyäö", vowel) || strings.HasSuffix(form, "seen"):
		return false
	case stem == base:
		return true
	case before == vowel:
		last, changes := strings.CutSuffix(base, "s")
		end, _ := utf8.DecodeLastRuneInString(last)
		return end == vowel && (changes || vowel == 'e')
	case before == 'h':
		before, _ := utf8.DecodeLastRuneInString(rest[:len(rest)-1])
		return before != vowel
	}
	return true
}

// swedish: an adjective is indefinite, varmt bemötande, as only texts show of which gender the head is; a noun before it is in
// the genitive or as it is; a verb is in the infinitive, spela tennis.
func (f *phrase) swedish() (string, bool) {
	base := f.show(f.keys[0])
	switch f.is[0] {
	case lemma.Adjective:
		return f.asWritten(func(first, second string) bool {
			return second == f.head && (first == base || strings.HasSuffix(first, "t"))
		})
	case lemma.Noun, lemma.ProperNoun:
		return f.withHead(func(first, second string) bool {
			return first == base && second == f.head || first != base && strings.HasSuffix(first, "s")
		})
	case lemma.Verb:
		return f.asWritten(func(first, second string) bool { return first == base && second == f.head })
	}
	return "", false
}

// english: an adjective or noun stays as it is; a verb is in the infinitive, play tennis, or a participle, waiting time.
func (f *phrase) english() (string, bool) {
	base := f.show(f.keys[0])
	if class, _ := langs.PartOfSpeech(langs.English, f.head); class != lemma.Noun && f.is[1] == lemma.Noun { // machine learning
		return f.asWritten(func(first, second string) bool { return strings.HasSuffix(second, "ing") })
	}
	switch f.is[0] {
	case lemma.Adjective, lemma.Noun, lemma.ProperNoun:
		return f.withHead(func(first, second string) bool { return true })
	case lemma.Verb:
		return f.asWritten(func(first, second string) bool {
			return second == f.head && f.is[1] == lemma.Noun && (first == base || strings.HasSuffix(first, "ing"))
		})
	}
	return "", false
}

// numerals are those that the lexicons of Swedish and English take for nouns or adjectives.
var numerals = map[langs.Language][]string{
	langs.Swedish: strings.Fields("en ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen"),
	langs.English: strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"),
}

// isNumeral reports whether the first word is a numeral.
func (f *phrase) isNumeral() bool {
	first := f.words.keys[f.keys[0]].text
	class, known := langs.PartOfSpeech(f.language, first)
	return known && class == lemma.Other || slices.Contains(numerals[f.language], first)
}

// isBase reports whether the first word is in its base form.
func (f *phrase) isBase(first, _ string) bool { return first == f.show(f.keys[0]) }

// withHead writes the first word in the form that it has most often where fits holds, and the head in its base form.
func (f *phrase) withHead(fits func(first, second string) bool) (string, bool) {
	count := make(map[string]int)
	for _, w := range f.forms {
		if first := f.words.forms[w.first].word; fits(first, f.words.forms[w.second].word) {
			count[first] += w.count
		}
	}
	return f.most(count, " "+f.head)
}

// asWritten writes both words in the forms that they most often have where fits holds.
func (f *phrase) asWritten(fits func(first, second string) bool) (string, bool) {
	count := make(map[string]int)
	for _, w := range f.forms {
		if first, second := f.words.forms[w.first].word, f.words.forms[w.second].word; fits(first, second) {
			count[first+" "+second] += w.count
		}
	}
	return f.most(count, "")
}

// most returns the most frequent of texts, the first in the alphabet of equals, with what follows; it is not ok where there
// is none.
func (f *phrase) most(count map[string]int, after string) (string, bool) {
	best := ""
	for text, n := range count {
		if best == "" || n > count[best] || n == count[best] && text < best {
			best = text
		}
	}
	return best + after, best != ""
}

// classes returns what the two words of a pair most often are in the texts that have it.
func (n *namer) classes(p *pair, l langs.Language) (is [2]lemma.PartOfSpeech) {
	var votes [2][lemma.Function + 1]int
	var tokens langs.Tokens
	for _, t := range p.texts {
		text := []byte(n.corpus.Texts[t])
		tokens.Reset()
		langs.For(l).Analyze(&tokens, text)
		classes := langs.PartsOfSpeech(nil, l, &tokens, text)
		for i := 1; i < tokens.Len(); i++ {
			isPair := slices.ContainsFunc(p.forms, func(f pairForms) bool {
				return n.words.forms[f.first].word == string(tokens.Word(i-1)) && n.words.forms[f.second].word == string(tokens.Word(i))
			})
			if isPair {
				votes[0][classes[i-1]]++
				votes[1][classes[i]]++
			}
		}
	}
	for k := range votes {
		for class := range votes[k] {
			if votes[k][class] > votes[k][is[k]] {
				is[k] = lemma.PartOfSpeech(class)
			}
		}
	}
	return is
}
