package redact

import (
	"unicode"
	"unicode/utf8"
)

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// upper gives the capital of an ASCII letter; other bytes come back as they are.
func upper(b byte) byte {
	if 'a' <= b && b <= 'z' {
		return b - 0x20
	}
	return b
}

func digitsEnd(text string, i int) int {
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	return i
}

// spaceLen returns the length of the space at i, of any width but no line break, or 0.
func spaceLen(text string, i int) int {
	if i == len(text) {
		return 0
	}
	switch b := text[i]; {
	case b == ' ' || b == '\t':
		return 1
	case b < utf8.RuneSelf:
		return 0
	}
	switch r, size := utf8.DecodeRuneInString(text[i:]); {
	case r == 0xA0, r == 0x202F, r == 0x205F, r == 0x3000, 0x2000 <= r && r <= 0x200B:
		return size
	}
	return 0
}

// hyphenLen returns the length of the hyphen, dash or minus at i, or 0.
func hyphenLen(text string, i int) int {
	if i == len(text) {
		return 0
	}
	switch b := text[i]; {
	case b == '-':
		return 1
	case b < utf8.RuneSelf:
		return 0
	}
	switch r, size := utf8.DecodeRuneInString(text[i:]); {
	case r == 0xAD, r == 0x2212, 0x2010 <= r && r <= 0x2015:
		return size
	}
	return 0
}

// wordAt reports whether a letter or digit begins at i.
func wordAt(text string, i int) bool {
	if i == len(text) {
		return false
	}
	if text[i] < utf8.RuneSelf {
		return isDigit(text[i]) || isLetter(text[i])
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

// wordBefore reports whether a letter or digit ends at i.
func (f *finder) wordBefore(i int) bool {
	if i == f.done {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(f.text[f.done:i])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// insideCode reports whether the letters right before i follow a digit: what comes before is then not a word with its
// space forgotten (puh0401234567) but part of a longer code.
func (f *finder) insideCode(i int) bool {
	start := i
	for start > f.done && isLetter(f.text[start-1]) {
		start--
	}
	return start < i && start > f.done && isDigit(f.text[start-1])
}

// insideNumber reports whether the digits at i go on a date, a time or a decimal: a digit and . , : / or - come before.
func (f *finder) insideNumber(i int) bool {
	if i < f.done+2 || !isDigit(f.text[i-2]) {
		return false
	}
	switch f.text[i-1] {
	case '.', ',', ':', '/', '-':
		return true
	}
	return false
}
