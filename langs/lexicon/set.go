package lexicon

import "strings"

// Set is a set of words in lower case, composed (NFC).
type Set map[string]struct{}

// ParseWords reads a word list: UTF-8 text, words separated by white space, # to the end of a line a comment.
func ParseWords(list string) Set {
	set := Set{}
	for line := range strings.Lines(list) {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range strings.Fields(line) {
			set[word] = struct{}{}
		}
	}
	return set
}

// Has reports whether the set holds a word.
func (s Set) Has(word []byte) bool {
	_, ok := s[string(word)]
	return ok
}
