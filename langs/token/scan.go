package token

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxEnding is the longest ending, in letters, that a colon joins to a word: SPR:ssäni.
const maxEnding = 5

// Scan appends the tokens of text to dst. The key of each is its word. Invalid UTF-8 is read as U+FFFD, which is no
// letter and so ends a word.
func Scan(dst *Tokens, text []byte) {
	s := scanner{Tokens: dst, text: text, hasAt: bytes.IndexByte(text, '@') >= 0}
	for pos := 0; pos < len(text); {
		switch classes[text[pos]] {
		case lower, upper, digit:
			pos = s.word(pos)
		case wide:
			pos = s.wide(pos)
		case open:
			if n := maskLen(text[pos:]); n > 0 {
				s.add(pos, pos+n, Mask)
				pos += n
			} else {
				pos++
			}
		case joiner, eyes:
			if end := emoticonEnd(text, pos); end > 0 {
				s.add(pos, end, Emoji)
				pos = end
			} else {
				pos++
			}
		default:
			pos++
		}
	}
}

type scanner struct {
	*Tokens
	text  []byte
	hasAt bool // no e-mail address has to be looked for where this is false
}

// wide handles a character outside ASCII at the start of a token and returns the position after what it consumed.
func (s *scanner) wide(pos int) int {
	r, size := utf8.DecodeRune(s.text[pos:])
	switch {
	case isIdeographic(r):
		s.add(pos, pos+size, Word)
		return pos + size
	case isLetter(r) || unicode.Is(unicode.Nd, r):
		return s.word(pos)
	case isEmoji(r):
		end := emojiEnd(s.text, pos)
		s.add(pos, end, Emoji)
		return end
	}
	return pos + size
}

// word scans what begins with a letter or a digit at pos and returns the position after it.
func (s *scanner) word(pos int) int {
	if end, kind := s.address(pos); end > 0 {
		s.add(pos, end, kind)
		return end
	}
	if s.text[pos]|0x20 == 'x' {
		if end := emoticonEnd(s.text, pos); end > 0 {
			s.add(pos, end, Emoji)
			return end
		}
	}
	start, text := len(s.buf), s.text
	buf := s.buf
	kind, last := Number, digit // last is lower after any letter, digit after a digit
	plain := true               // no rune from U+0300 on: the word is composed as it is
	i, end := pos, pos
scan:
	for i < len(text) {
		b := text[i]
		switch classes[b] {
		case lower:
			buf = append(buf, b)
			kind, last = Word, lower
			i++
		case upper:
			buf = append(buf, b|0x20)
			kind, last = Word, lower
			i++
		case digit:
			buf = append(buf, b)
			last = digit
			i++
		case joiner:
			if !joins(last, b, text[i+1:]) || b == ':' && emoticonEnd(text, i) > 0 {
				break scan
			}
			buf = append(buf, b)
			i++
		case wide:
			if b == 0xC3 && i+1 < len(text) && isLatin1Letter(text[i+1]) {
				c := text[i+1]
				if c < 0x9F { // À to Þ
					c |= 0x20
				}
				buf = append(buf, b, c)
				kind, last = Word, lower
				i += 2
				break
			}
			r, size := utf8.DecodeRune(text[i:])
			switch sign, isJoiner := plainJoiner(r); {
			case isJoiner:
				if !joins(last, sign, text[i+size:]) {
					break scan
				}
				buf = append(buf, sign)
			case isIdeographic(r):
				break scan
			case isLetter(r):
				buf = utf8.AppendRune(buf, unicode.ToLower(r))
				kind, last = Word, lower
			case unicode.Is(unicode.Nd, r):
				buf = utf8.AppendRune(buf, r)
				last = digit
			case isIgnorable(r):
				i += size
				continue scan // end stays: only what follows can make it part of the word
			case unicode.IsMark(r):
				if composed := compose(buf[len(buf)-1], r); composed != 0 {
					buf = utf8.AppendRune(buf[:len(buf)-1], composed)
					i += size
					end = i
					continue scan
				}
				buf = utf8.AppendRune(buf, r)
			default:
				break scan
			}
			plain = plain && r < 0x300
			i += size
		default:
			break scan
		}
		end = i
	}
	if domain := domainEnd(text, pos, end); domain > 0 {
		s.add(pos, domain, URL)
		return domain
	}
	s.buf = buf
	s.push(pos, end, kind, start, plain)
	return end
}

// isLatin1Letter reports whether 0xC3 followed by b is one of the letters U+00C0 to U+00FF.
func isLatin1Letter(b byte) bool { return 0x80 <= b && b <= 0xBF && b != 0x97 && b != 0xB7 }

// joins reports whether a joiner after a letter or digit connects it to what follows.
func joins(last class, sign byte, rest []byte) bool {
	if len(rest) == 0 {
		return false
	}
	next := classes[rest[0]]
	if next == wide {
		switch r, _ := utf8.DecodeRune(rest); {
		case isLetter(r) && !isIdeographic(r):
			next = lower
		case unicode.Is(unicode.Nd, r):
			next = digit
		}
	}
	letter, number := next == lower || next == upper, next == digit
	switch sign {
	case '\'':
		return last == lower && letter
	case ':':
		return last == digit && number || letter && isEnding(rest)
	case '-':
		return letter || last == lower && number
	case '.', ',':
		return last == digit && number
	default: // underscore
		return letter || number
	}
}

// isEnding reports whether rest begins with at most maxEnding letters.
func isEnding(rest []byte) bool {
	for range maxEnding {
		r, size := utf8.DecodeRune(rest)
		if !isLetter(r) {
			return true
		}
		rest = rest[size:]
	}
	r, _ := utf8.DecodeRune(rest)
	return !isLetter(r)
}

// add appends the token text[pos:end], folding it as it is.
func (s *scanner) add(pos, end int, kind Kind) {
	start := len(s.buf)
	for i := pos; i < end; {
		r, size := utf8.DecodeRune(s.text[i:])
		s.buf = utf8.AppendRune(s.buf, unicode.ToLower(r))
		i += size
	}
	s.push(pos, end, kind, start, false)
}

// push appends a token whose folded word is the buffer from start on, and composes it if it may not be.
func (s *scanner) push(pos, end int, kind Kind, start int, plain bool) {
	if decomposed := s.buf[start:]; !plain && norm.NFC.QuickSpan(decomposed) < len(decomposed) {
		start = len(s.buf)
		composed := norm.NFC.Append(s.buf[start:], decomposed...) // in place if the capacity suffices
		s.buf = append(s.buf, composed...)
	}
	word := Span{start, len(s.buf)}
	s.List = append(s.List, Token{Start: pos, End: end, Kind: kind, word: word, key: word})
}

// emojiEnd returns the end of the emoji that begins at pos: a flag of two letters, or pictographs with their modifiers,
// connected by zero width joiners.
func emojiEnd(text []byte, pos int) int {
	r, size := utf8.DecodeRune(text[pos:])
	pos += size
	if isFlagLetter(r) {
		if next, size := utf8.DecodeRune(text[pos:]); isFlagLetter(next) {
			pos += size
		}
		return pos
	}
	for {
		r, size = utf8.DecodeRune(text[pos:])
		switch {
		case extendsEmoji(r):
			pos += size
		case r == 0x200D:
			next, nextSize := utf8.DecodeRune(text[pos+size:])
			if !isEmoji(next) && next != 0x2640 && next != 0x2642 {
				return pos
			}
			pos += size + nextSize
		default:
			return pos
		}
	}
}
