package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Answers is a set of whole answers, compared by their letters alone: case, punctuation, digits, spaces, accents, doubled
// letters and the dots of å, ä and ö are put aside, so that "ei mitään", "Eimitään!" and "EI  MITAAN..." are one.
type Answers struct {
	set     Set
	longest int // bytes of the longest answer
}

// maxAnswer is the length in bytes up to which an answer is compared; longer texts are no answers of the set.
const maxAnswer = 64

// ParseAnswers reads lists of answers: UTF-8 text, one answer a line, # to the end of a line a comment. An answer longer
// than 64 bytes never matches.
func ParseAnswers(lists ...string) Answers {
	answers := Answers{set: Set{}}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			line, _, _ = strings.Cut(line, "#")
			var buf [maxAnswer]byte
			if n := letters(&buf, line, maxAnswer); 0 < n && n <= maxAnswer {
				answers.set[string(buf[:n])] = struct{}{}
				answers.longest = max(answers.longest, n)
			}
		}
	}
	return answers
}

// Has reports whether text is one of the answers, or has no letter, or none but one and the same Latin letter ("xxx").
// It reads no more of a text than the longest answer has letters, and allocates nothing.
func (a Answers) Has(text string) bool {
	var buf [maxAnswer]byte
	switch n := letters(&buf, text, a.longest); {
	case n > a.longest:
		return false
	case n == 0 || n == 1:
		return true
	default:
		return a.set.Has(buf[:n])
	}
}

// letters writes the letters by which text is compared to buf and returns how many bytes they take, or limit+1 as soon
// as there are more than limit.
func letters(buf *[maxAnswer]byte, text string, limit int) int {
	n := 0
	last := rune(-1)
	for _, r := range text {
		if r = plain(r); r < 0 || r == last {
			continue
		}
		last = r
		if n+utf8.RuneLen(r) > limit {
			return limit + 1
		}
		n += utf8.EncodeRune(buf[n:], r)
	}
	return n
}

// plain gives the letter that r is compared as, or -1 for what is no letter.
func plain(r rune) rune {
	if r >= utf8.RuneSelf {
		switch r = unicode.ToLower(r); r {
		case 'ä', 'å', 'á', 'à':
			return 'a'
		case 'ö', 'ó', 'ò', 'ø':
			return 'o'
		case 'é', 'è':
			return 'e'
		}
		if !unicode.IsLetter(r) {
			return -1
		}
		return r
	}
	if r |= 0x20; r < 'a' || r > 'z' {
		return -1
	}
	return r
}
