package token

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// topLevel are the domains that make a URL of a name without a scheme: omakanta.fi. Neither .se nor .eu is among them
// because a forgotten space makes "palvelu.se" of two Finnish sentences.
var topLevel = [...]string{"fi", "com", "org", "net"}

// The longest local part of an e-mail address and the longest domain name, in bytes (RFC 5321, 4.5.3.1). Without them a
// text such as "a.a.a.a" would be read again from each of its letters.
const (
	maxLocal  = 64
	maxDomain = 255
)

// address returns the end of the e-mail address or URL that begins at pos, or 0.
func (s *scanner) address(pos int) (end int, kind Kind) {
	if s.hasAt {
		if end := emailEnd(s.text, pos); end > 0 {
			return end, Email
		}
	}
	if b := s.text[pos] | 0x20; b == 'h' || b == 'w' {
		if end := urlEnd(s.text, pos); end > 0 {
			return end, URL
		}
	}
	return 0, 0
}

func emailEnd(text []byte, pos int) int {
	at := nameEnd(text[:min(len(text), pos+maxLocal+1)], pos, "._%+-")
	if at == len(text) || text[at] != '@' {
		return 0
	}
	end, dots := labels(text[:min(len(text), at+1+maxDomain)], at+1)
	if dots == 0 {
		return 0
	}
	return end
}

// urlEnd returns the end of a URL that begins with a scheme or www.
func urlEnd(text []byte, pos int) int {
	for _, prefix := range [...]string{"https://", "http://", "www."} {
		body := pos + len(prefix)
		if body >= len(text) || !equalFold(text[pos:body], prefix) {
			continue
		}
		if end := pathEnd(text, body); end > body {
			return end
		}
	}
	return 0
}

// domainEnd returns the end of a domain name, and the path after it, whose first label is text[pos:end], or 0.
func domainEnd(text []byte, pos, end int) int {
	if end+2 >= len(text) || text[end] != '.' {
		return 0
	}
	end, dots := labels(text[:min(len(text), pos+maxDomain)], pos)
	if dots == 0 {
		return 0
	}
	if r, _ := utf8.DecodeRune(text[end:]); isLetter(r) || r == '@' {
		return 0
	}
	last := text[bytes.LastIndexByte(text[:end], '.')+1 : end]
	for _, domain := range topLevel {
		if equalFold(last, domain) {
			if end < len(text) && text[end] == '/' {
				return pathEnd(text, end)
			}
			return end
		}
	}
	return 0
}

// labels returns the end of the dotted labels that begin at pos and the number of dots among them.
func labels(text []byte, pos int) (end, dots int) {
	end = nameEnd(text, pos, "-")
	for end > pos && end < len(text) && text[end] == '.' {
		next := nameEnd(text, end+1, "-")
		if next == end+1 {
			break // the full stop of the sentence
		}
		end = next
		dots++
	}
	return end, dots
}

// pathEnd returns the end of the part of a URL that begins at pos, without the punctuation of the sentence around it.
func pathEnd(text []byte, pos int) int {
	end := pos
	for end < len(text) {
		r, size := utf8.DecodeRune(text[end:])
		if unicode.IsSpace(r) || r == '<' || r == '>' || r == '"' || unicode.Is(unicode.Pf, r) || unicode.Is(unicode.Pi, r) {
			break
		}
		end += size
	}
	for end > pos && strings.IndexByte(".,;:!?)]}'*_", text[end-1]) >= 0 {
		end--
	}
	return end
}

// nameEnd returns the end of the letters, marks, digits and given signs that begin at pos.
func nameEnd(text []byte, pos int, signs string) int {
	for pos < len(text) {
		switch b := text[pos]; classes[b] {
		case lower, upper, digit:
			pos++
		case wide:
			r, size := utf8.DecodeRune(text[pos:])
			if !isLetter(r) && !unicode.IsMark(r) {
				return pos
			}
			pos += size
		default:
			if strings.IndexByte(signs, b) < 0 {
				return pos
			}
			pos++
		}
	}
	return pos
}

// equalFold compares with an ASCII string in lower case.
func equalFold(text []byte, lower string) bool {
	if len(text) != len(lower) {
		return false
	}
	for i := range text {
		b := text[i]
		if 'A' <= b && b <= 'Z' {
			b |= 0x20
		}
		if b != lower[i] {
			return false
		}
	}
	return true
}

// maskLen returns the length of the placeholder at the beginning of text: two capital letters or more in brackets, which a
// hyphen and hexadecimal digits may follow, where the placeholder is a pseudonym.
func maskLen(text []byte) int {
	n := 1
	for n < len(text) && classes[text[n]] == upper {
		n++
	}
	if n < 3 {
		return 0
	}
	if n < len(text) && text[n] == '-' {
		for n++; n < len(text) && ('0' <= text[n] && text[n] <= '9' || 'a' <= text[n] && text[n] <= 'f'); n++ {
		}
	}
	if n == len(text) || text[n] != ']' {
		return 0
	}
	return n + 1
}
