package respell

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// Text returns text with its mistyped words as they were probably meant. Known words stay as they are, and so do names (a
// capital that begins no sentence), words in capitals, words that leave out a part (sosiaali-), and all that stands between
// words; words that are known in another of the three languages get no other letters, only dots that they lack. In other
// languages, and where there is nothing to mend, text itself is returned and nothing is allocated. It takes some 100 ns a
// word; what an unknown one takes, lemma.Model.Respell says.
func Text(text string, language langs.Language) string {
	model := langs.Lemmatizer(language)
	if model == nil {
		return text
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.source = append(s.source[:0], text...)
	s.tokens.Reset()
	token.Scan(&s.tokens, s.source)
	s.out = s.out[:0]
	done, undotted := 0, s.undotted()
	for i := range s.tokens.List {
		t := &s.tokens.List[i]
		if !s.mayBeMistyped(i) {
			continue
		}
		word := s.tokens.Word(i)
		meant, ok := model.Respell(s.meant[:0], word, undotted)
		s.meant = meant
		if !ok || knownElsewhere(word, language) && !onlyDots(meant, word) {
			continue
		}
		s.out = append(s.out, s.source[done:t.Start]...)
		if first, _ := utf8.DecodeRune(s.source[t.Start:]); unicode.IsUpper(first) {
			first, size := utf8.DecodeRune(meant)
			s.out = utf8.AppendRune(s.out, unicode.ToUpper(first))
			meant = meant[size:]
		}
		s.out = append(s.out, meant...)
		done = t.End
	}
	if done == 0 {
		return text
	}
	return string(append(s.out, s.source[done:]...))
}

type scratch struct {
	tokens             token.Tokens
	source, out, meant []byte
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// undotted reports whether no word has an å, ä or ö.
func (s *scratch) undotted() bool {
	for i := range s.tokens.List {
		if bytes.ContainsAny(s.tokens.Word(i), "åäö") {
			return false
		}
	}
	return true
}

// mayBeMistyped reports whether token i is a word in small letters, but for the first of a sentence.
func (s *scratch) mayBeMistyped(i int) bool {
	t := &s.tokens.List[i]
	if t.Kind != token.Word || t.End < len(s.source) && s.source[t.End] == '-' {
		return false
	}
	first, size := utf8.DecodeRune(s.source[t.Start:t.End])
	if bytes.ContainsFunc(s.source[t.Start+size:t.End], unicode.IsUpper) {
		return false
	}
	return !unicode.IsUpper(first) || i == 0 || endsSentence(s.source[s.tokens.List[i-1].End:t.Start])
}

// onlyDots reports whether a word becomes what is written once it loses its dots and rings.
func onlyDots(word, written []byte) bool {
	for len(word) > 0 {
		c, size := utf8.DecodeRune(word)
		plain := byte(c)
		switch c {
		case 'å', 'ä':
			plain = 'a'
		case 'ö':
			plain = 'o'
		}
		if len(written) == 0 || written[0] != plain {
			return false
		}
		word, written = word[size:], written[1:]
	}
	return len(written) == 0
}

func endsSentence(between []byte) bool {
	for _, c := range between {
		switch c {
		case '.', '!', '?', '\n':
			return true
		}
	}
	return false
}

// knownElsewhere reports whether a word is a common one of another language: people mix them.
func knownElsewhere(word []byte, language langs.Language) bool {
	for _, l := range langs.All {
		var m *lemma.Model
		if l != language {
			m = langs.Lemmatizer(l)
		}
		if m != nil && m.Knows(word) {
			return true
		}
	}
	return false
}
