package redact

import (
	_ "embed"
	"strings"
	"sync"
)

// The lists are UTF-8 text: words separated by white space, # to the end of a line a comment. Their sources and licences
// are in lists/README.md.
var (
	//go:embed lists/first.txt
	firstNames string
	//go:embed lists/last.txt
	lastNames string
	//go:embed lists/british.txt
	britishNames string
	//go:embed lists/places.txt
	places string
	//go:embed lists/eponyms.txt
	eponyms string
	//go:embed lists/words.txt
	words string
	//go:embed lists/rare.txt
	rareWords string
	//go:embed lists/other.txt
	otherWords string
)

// traits is what the lists say about a word.
type traits uint16

const (
	first   traits = 1 << iota // may be a first name
	last                       // may be a surname
	place                      // may be a place
	eponym                     // may be a disease named for a person
	rare                       // is a rare word as well: a name if it has a capital
	common                     // is an ordinary word as well: a name only if something else says so
	other                      // is written with a capital but no name
	outside                    // stands in an ending in which a place does: Harjulassa
	british                    // is a surname of Britain
)

// lexicon is the lists in the shape in which words are looked up. It is some 3 MB and takes some 5 ms to make.
type lexicon struct {
	stems   map[string]int32 // index of the first entry
	entries []entry
	known   map[string]traits // rare, common and other words, as they are
	prefix  [1 << 10]uint64   // hashes of the beginnings of all stems
}

// entry is one name with this stem.
type entry struct {
	base    string
	next    int32 // index of the next entry of the same stem, or -1
	classes endings
	traits  traits
}

var loadLexicon = sync.OnceValue(newLexicon)

func newLexicon() *lexicon {
	x := &lexicon{stems: make(map[string]int32, 16<<10), known: make(map[string]traits, 4<<10)}
	x.addNames(firstNames, first)
	x.addNames(lastNames, last)
	x.addNames(britishNames, last|british)
	x.addNames(places, place)
	x.addNames(eponyms, eponym)
	for word := range fields(words) {
		x.known[word] |= common
	}
	for word := range fields(rareWords) {
		x.known[word] |= rare
	}
	for word := range fields(otherWords) {
		x.known[word] |= other
	}
	for i := range x.entries { // Aino is a rare word, so that ainolla may be one too
		if e := &x.entries[i]; x.known[e.base]&(rare|common) != 0 && e.base != "anna" {
			e.traits |= rare
		}
	}
	return x
}

// fields yields the words of a list.
func fields(list string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			line, _, _ = strings.Cut(line, "#")
			for word := range strings.FieldsSeq(line) {
				if !yield(word) {
					return
				}
			}
		}
	}
}

func (x *lexicon) addNames(list string, t traits) {
	for name := range fields(list) {
		stemsOf(name, func(stem string, classes endings) { x.add(stem, entry{base: name, classes: classes, traits: t}) })
	}
}

func (x *lexicon) add(stem string, e entry) {
	if len(stem) < 2 {
		return
	}
	head, ok := x.stems[stem]
	if !ok {
		head = -1
	}
	for i := head; i >= 0; i = x.entries[i].next {
		if old := &x.entries[i]; old.base == e.base {
			old.classes |= e.classes // of a name in two lists, the endings are the same
			old.traits |= e.traits
			return
		}
	}
	e.next = head
	x.stems[stem] = int32(len(x.entries))
	x.entries = append(x.entries, e)
	h := prefixHash(stem, min(len(stem), prefixLen))
	x.prefix[h>>6] |= 1 << (h & 63)
}

// prefixLen is the length in bytes of the beginnings of stems that tell most words from names at once.
const prefixLen = 4

func prefixHash[T string | []byte](word T, n int) uint32 {
	h := uint32(n)
	for i := range n {
		h = h*31 + uint32(word[i])
	}
	return h & (1<<16 - 1)
}

// mayHold reports whether a name begins as the word does. It is wrong for one word in ten that is no name.
func (x *lexicon) mayHold(word []byte) bool {
	for n := 2; n <= min(len(word), prefixLen); n++ {
		if h := prefixHash(word, n); x.prefix[h>>6]&(1<<(h&63)) != 0 {
			return true
		}
	}
	return false
}

// find returns what the lists say about a word in lower case, and the name of which it is a form, if it is one. Where
// there are several, it is the one with the longest stem.
func (x *lexicon) find(word []byte) (t traits, base string) {
	if len(word) < 2 {
		return 0, ""
	}
	known := x.known[string(word)]
	if !x.mayHold(word) {
		return known, ""
	}
	inside := true
	for k := len(word); k >= 2 && len(word)-k <= longestEnding; k-- {
		class := endingClasses[string(word[k:])]
		if class == 0 {
			continue
		}
		i, ok := x.stems[string(word[:k])]
		if !ok {
			continue
		}
		for ; i >= 0; i = x.entries[i].next {
			e := &x.entries[i]
			if e.classes&class == 0 || !harmonious(word[:k], word[k:], e.classes&class) {
				continue
			}
			t |= e.traits
			inside = inside && isInsideEnding(word[k:])
			if base == "" || len(base) < len(e.base) && e.traits&(first|last) != 0 && k == len(word) {
				base = e.base
			}
		}
	}
	if t != 0 && inside {
		t |= outside
	}
	return t | known, base
}

// harmonious reports whether a vowel and n lengthens the last vowel of the stem, as it must: Pekkaan, Korhoseen.
func harmonious(stem, ending []byte, class endings) bool {
	if len(ending) < 2 || class&strong == 0 {
		return true
	}
	switch string(ending) {
	case "an", "en", "in", "on", "un", "yn":
		return stem[len(stem)-1] == ending[0]
	case "än", "ön":
		return len(stem) > 2 && stem[len(stem)-1] == ending[1]
	}
	return true
}

// isInside reports whether a word ends as what something is in or comes out of.
func isInside(word []byte) bool { return endsInCase(word, insideEndings[:]) }

// isLocal reports whether a word ends as where something is or comes from.
func isLocal(word []byte) bool { return endsInCase(word, localEndings[:]) }

var (
	localEndings  = [...]string{"ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä"}
	insideEndings = localEndings[:4]
)

// isInsideEnding reports whether an ending is that of isInside, with a clitic or without.
func isInsideEnding(ending []byte) bool {
	return len(ending) >= 3 && ending[0] == 's' && (ending[1] == 's' || ending[1] == 't') && (ending[2] == 'a' || ending[2] == "ä"[0])
}

func endsInCase(word []byte, endings []string) bool {
	for _, ending := range endings {
		if len(word) > len(ending)+2 && string(word[len(word)-len(ending):]) == ending {
			return true
		}
	}
	return false
}
