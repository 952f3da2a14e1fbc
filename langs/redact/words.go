package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a run of letters, a run of digits, or something masked.
type word struct {
	start, end int // byte offsets in the text
	from, to   int // the same composed and in lower case: offsets in scratch.lower
	shape      shape
	traits     traits
	base       string // of which name the word is a form, or ""
	name       bool   // the word is, or belongs to, a name
	confidence float32
}

// shape is how a word is written.
type shape uint8

const (
	masked   shape = iota // a span found before, or a mask that the text came with
	digits                // ASCII digits
	lower                 // begins with a small letter or has no case
	capital               // a capital and small letters
	capitals              // two capitals or more
	initial               // one capital
)

// scratch is the memory that looking at one text needs; it is used again for the next.
type scratch struct {
	text  string
	words []word
	lower []byte
	spans []Span
}

// split cuts the text into words. What spans cover, in rising order, is one masked word each.
func (s *scratch) split(text string, spans []Span) {
	s.text, s.words, s.lower = text, s.words[:0], s.lower[:0]
	for i := 0; i < len(text); {
		if len(spans) > 0 && i == spans[0].Start {
			s.words = append(s.words, word{start: i, end: spans[0].End})
			i = spans[0].End
			spans = spans[1:]
			continue
		}
		limit := len(text)
		if len(spans) > 0 {
			limit = spans[0].Start
		}
		switch b := text[i]; {
		case isLetter(b):
			i = s.letters(i, limit)
		case isDigit(b):
			end := digitsEnd(text[:limit], i)
			s.words = append(s.words, word{start: i, end: end, shape: digits})
			i = end
		case b == '[':
			n := maskLen(text[i:limit])
			if n > 0 {
				s.words = append(s.words, word{start: i, end: i + n})
			}
			i += max(n, 1)
		case b < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(text[i:limit])
			if unicode.IsLetter(r) {
				i = s.letters(i, limit)
			} else {
				i += size
			}
		}
	}
}

// letters appends the word that begins at i and returns its end.
func (s *scratch) letters(i, limit int) int {
	w := word{start: i, from: len(s.lower), shape: lower}
	runes, capitalsSeen, composed := 0, 0, true
	for i < limit {
		b := s.text[i]
		if b < utf8.RuneSelf {
			if !isLetter(b) {
				break
			}
			if b < 'a' {
				capitalsSeen++
			}
			s.lower = append(s.lower, b|0x20)
			i++
		} else {
			r, size := utf8.DecodeRuneInString(s.text[i:limit])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			if unicode.IsUpper(r) {
				capitalsSeen++
			}
			composed = composed && r < 0x300
			s.lower = utf8.AppendRune(s.lower, unicode.ToLower(r))
			i += size
		}
		if runes++; runes == 1 && capitalsSeen == 1 {
			w.shape = capital
		}
	}
	switch {
	case w.shape == capital && runes == 1:
		w.shape = initial
	case w.shape == capital && 2*capitalsSeen > runes: // also METSOn
		w.shape = capitals
	}
	if !composed {
		s.lower = append(s.lower[:w.from], norm.NFC.Bytes(s.lower[w.from:])...)
	}
	w.end, w.to = i, len(s.lower)
	s.words = append(s.words, w)
	return i
}

// folded returns word i composed and in lower case, or nothing if it is not of letters.
func (s *scratch) folded(i int) []byte { return s.lower[s.words[i].from:s.words[i].to] }

// is reports whether word i exists and is in a set.
func (s *scratch) is(i int, list map[string]bool) bool {
	return i >= 0 && i < len(s.words) && list[string(s.folded(i))]
}

// gap returns what stands between word i and the next. Before the first word and after the last it is a line break.
func (s *scratch) gap(i int) string {
	if i < 0 || i+1 >= len(s.words) {
		return "\n"
	}
	return s.text[s.words[i].end:s.words[i+1].start]
}

// spaced reports whether nothing but one or two spaces stands between word i and the next.
func (s *scratch) spaced(i int) bool {
	g := s.gap(i)
	return g == " " || g == "  " || g == "\u00a0"
}

// hyphened reports whether nothing but a hyphen stands between word i and the next.
func (s *scratch) hyphened(i int) bool {
	g := s.gap(i)
	return g == "-" || g == "–" || g == "‐" || g == "‑"
}

// opens reports whether a sentence may begin with word i, so that its capital says nothing.
func (s *scratch) opens(i int) bool {
	if i == 0 {
		return true
	}
	for _, r := range s.gap(i - 1) {
		switch r {
		case ' ', '\u00a0', ',', '-', '‑', '‐', '\'', '’', '&':
		default:
			return true
		}
	}
	return false
}

// maskLen returns the length of the mask at the beginning of text, which begins with a bracket: a kind in capitals, and
// perhaps a hyphen and hexadecimal digits, or 0.
func maskLen(text string) int {
	end := strings.IndexByte(text[:min(len(text), longestMask)], ']')
	if end < 0 {
		return 0
	}
	kind, tag, _ := strings.Cut(text[1:end], "-")
	if len(kind) < 2 || strings.Trim(kind, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || strings.Trim(tag, "0123456789abcdef") != "" {
		return 0
	}
	return end + 1
}

const longestMask = 32

// stemList makes a list of parts of words.
func stemList(stems ...string) [][]byte {
	list := make([][]byte, len(stems))
	for i, stem := range stems {
		list[i] = []byte(stem)
	}
	return list
}

// wordSet makes a set of the words of a list.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
