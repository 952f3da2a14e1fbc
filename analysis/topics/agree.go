package topics

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

const (
	aloneVotes = 3  // what the reading of a word without its sentence counts for, in uses
	fewReadSo  = 4  // at most one use in so many of a word is read otherwise by mistake
	plausible  = 32 // sixteenths of a nat that a reading may cost more than the likeliest
	ownWord    = 8  // uses of a word, and
	ownTimes   = 4  // times those of the known word that it may be a misspelling of, that make it a word of its own
)

// agree makes the forms of a corpus agree on what they are forms of. One sentence says less than all of them: a word that is
// nearly always read as a form of one lemma is that everywhere, and a lemma that nobody wrote in its base form gives way to
// one that the same forms may have and that people did write. It takes some microseconds for each different word.
func (w *words) agree() {
	w.guessed = make(map[int32]bool)
	a := &agreement{words: w, numbers: make(map[key]int32, len(w.keys))}
	for i, k := range w.keys {
		a.numbers[k] = int32(i)
	}
	a.vote()
	a.vote() // some lemmas have lost the other forms that they had
	a.attest()
}

// agreement is the forms of a corpus on their way to agree.
type agreement struct {
	*words
	numbers  map[key]int32 // of keys
	analysis lemma.Analysis
}

// written is the forms with the same letters in one language; they differ in how they are read.
type written struct {
	word     key // text is that of the forms
	readings []int32
	uses     int
}

// byWord returns the words of languages that have a lemmatizer, in the order of their first forms, but for those of lemmas
// that are used too rarely to name anything.
func (a *agreement) byWord(total []int) []written {
	var list []written
	number := make(map[key]int32)
	for i, f := range a.forms {
		word := key{f.word, a.keys[f.key].language}
		if a.uses[i] == 0 || total[f.key] < labelTexts || langs.Lemmatizer(word.language) == nil {
			continue
		}
		at, ok := number[word]
		if !ok {
			at = int32(len(list))
			number[word] = at
			list = append(list, written{word: word})
		}
		list[at].readings = append(list[at].readings, int32(i))
		list[at].uses += a.uses[i]
	}
	return list
}

// total returns how often each key is used.
func (a *agreement) total() []int {
	total := make([]int, len(a.keys))
	for i, f := range a.forms {
		total[f.key] += a.uses[i]
	}
	return total
}

// vote gives each word the lemma that most sentences, and the word without a sentence, read it as. Other readings remain
// where they are not few and their lemma has other forms as well: left is a form of leave, and a word of its own.
func (a *agreement) vote() {
	total := a.total()
	for _, w := range a.byWord(total) {
		if len(w.readings) == 1 && w.uses <= ownWord {
			continue
		}
		read, resort := a.alone(w.word)
		alone, known := a.numbers[read]
		votes := func(form int32) int {
			if known && resort <= lemma.Paradigm && a.forms[form].key == alone {
				return a.uses[form] + aloneVotes
			}
			return a.uses[form]
		}
		best := slices.MaxFunc(w.readings, func(x, y int32) int {
			return cmp.Or(cmp.Compare(votes(x), votes(y)), cmp.Compare(total[a.forms[x].key], total[a.forms[y].key]),
				cmp.Compare(a.keys[a.forms[y].key].text, a.keys[a.forms[x].key].text))
		})
		to := a.forms[best].key
		switch {
		case known && resort <= lemma.Paradigm && to != alone && a.uses[best] < aloneVotes:
			to = alone
		case known && resort == lemma.Typo && to == alone && w.uses > max(ownWord, ownTimes*(total[alone]-a.uses[best])) &&
			(!isASCII(w.word.text) || isASCII(a.keys[alone].text)):
			// Nobody mistypes a word more often than not, unless the keyboard has no dots: the lexicon does not know this one.
			to = a.number(w.word)
		}
		for _, f := range w.readings {
			from := a.forms[f].key
			alone := total[from] == a.uses[f] && (a.keys[from] != w.word || !a.isListed(w.word))
			if f == best || a.uses[f]*fewReadSo <= w.uses || alone {
				a.forms[f].key = to
			}
		}
	}
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// alone reads a word without its sentence.
func (a *agreement) alone(word key) (key, lemma.Resort) {
	model := langs.Lemmatizer(word.language)
	model.Analyze([]byte(word.text), &a.analysis)
	if a.analysis.Resort == lemma.Paradigm {
		if possible, _ := model.Possible(word.text); len(possible) > 0 && possible[0].Resort <= lemma.Paradigm {
			return key{possible[0].Lemma, word.language}, lemma.Paradigm
		}
	}
	return key{string(a.analysis.Lemma), word.language}, a.analysis.Resort
}

// isListed reports whether a word is likely enough a lemma of the lexicon.
func (a *agreement) isListed(word key) bool {
	possible, _ := langs.Lemmatizer(word.language).Possible(word.text)
	return slices.ContainsFunc(possible, func(p lemma.Possible) bool {
		return p.Lemma == word.text && p.Resort <= lemma.Paradigm && p.Cost <= plausible
	})
}

// number returns the number of a key, which is new if need be.
func (a *agreement) number(k key) int32 {
	n, ok := a.numbers[k]
	if !ok {
		n = int32(len(a.keys))
		a.numbers[k] = n
		a.keys = append(a.keys, k)
	}
	return n
}
