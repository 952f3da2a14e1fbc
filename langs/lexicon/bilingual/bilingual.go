package bilingual

import (
	_ "embed"
	"sync"

	"github.com/kaiku-analytics/kaiku/langs"
)

//go:embed words.lexicon
var words string

// builtIn reads the file when it is first asked for: the training program, which writes it, must start without.
var builtIn = sync.OnceValue(func() *Lexicon {
	x, err := Load(words)
	if err != nil {
		panic(err) // the program was built with a damaged file, which the tests exclude
	}
	return x
})

// Default returns the lexicon that is built in.
func Default() *Lexicon { return builtIn() }

// Translation is a word or phrase of another language, in lower case and composed (NFC).
type Translation struct {
	Lemma  string
	Weight float32 // 1/64 to 1: about the probability that it is a usual translation; 0.9 and more for words of lexicon.Health
}

// Lexicon translates lemmas.
type Lexicon struct {
	vocabularies [3]vocabulary
	lists        [6]lists // by direction
}

// vocabulary holds the lemmas of a language in rising byte order, which numbers them from 0.
type vocabulary struct {
	text   string   // the lemmas one after another
	starts []uint32 // where each begins, and the end of the last
}

// lists holds the translations of the lemmas of a vocabulary into one language.
type lists struct {
	section string   // a part of the file: of each lemma the number of its translations, then pairSize bytes each
	starts  []uint32 // where each lemma's begin
}

// of returns the translations of a lemma, pairSize bytes each.
func (l *lists) of(lemma int) string {
	list := l.section[l.starts[lemma]:]
	return list[1 : 1+int(list[0])*pairSize]
}

func (v *vocabulary) len() int { return len(v.starts) - 1 }

func (v *vocabulary) lemma(i int) string { return v.text[v.starts[i]:v.starts[i+1]] }

// find returns the number of a lemma, or -1.
func (v *vocabulary) find(lemma string) int {
	low, high := 0, v.len()
	for low < high {
		middle := int(uint(low+high) / 2)
		if v.lemma(middle) < lemma {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < v.len() && v.lemma(low) == lemma {
		return low
	}
	return -1
}

// Translate appends the translations of a lemma to dst, the likeliest first, at most MaxTranslations; none if the lemma
// is not known. lemma is a word or short phrase in lower case, composed (NFC), in its dictionary form. Between other pairs
// than those of Finnish, Swedish and English, and from a language to itself, there are no translations.
func (x *Lexicon) Translate(dst []Translation, lemma string, from, to langs.Language) []Translation {
	direction, ok := directionOf(from, to)
	if !ok {
		return dst
	}
	source, target := &x.vocabularies[from-langs.Finnish], &x.vocabularies[to-langs.Finnish]
	i := source.find(lemma)
	if i < 0 {
		return dst
	}
	for pairs := x.lists[direction].of(i); pairs != ""; pairs = pairs[pairSize:] {
		number, weight := pairAt(pairs)
		dst = append(dst, Translation{target.lemma(number), float32(weight) / maxWeight})
	}
	return dst
}

// directions are the pairs of languages in the order of the file.
var directions = [6][2]langs.Language{
	{langs.Finnish, langs.Swedish}, {langs.Finnish, langs.English},
	{langs.Swedish, langs.Finnish}, {langs.Swedish, langs.English},
	{langs.English, langs.Finnish}, {langs.English, langs.Swedish},
}

func directionOf(from, to langs.Language) (direction int, ok bool) {
	for i, d := range directions {
		if d == [2]langs.Language{from, to} {
			return i, true
		}
	}
	return 0, false
}
