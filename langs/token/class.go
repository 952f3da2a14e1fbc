package token

import (
	"unicode"
	"unicode/utf8"
)

// class sorts the first byte of a character by what the scanner does with it.
type class uint8

const (
	other  class = iota // white space, punctuation and signs
	lower               // a-z
	upper               // A-Z
	digit               // 0-9
	joiner              // a sign that belongs to a word between certain neighbours
	open                // [, which may begin a mask
	eyes                // a sign that may begin an emoticon; so may the colon, a joiner
	wide                // the first byte of a character outside ASCII
)

var classes = func() (table [256]class) {
	for b := range table {
		switch {
		case 'a' <= b && b <= 'z':
			table[b] = lower
		case 'A' <= b && b <= 'Z':
			table[b] = upper
		case '0' <= b && b <= '9':
			table[b] = digit
		case b >= utf8.RuneSelf:
			table[b] = wide
		}
	}
	for _, b := range `-':.,_` {
		table[b] = joiner
	}
	for _, b := range `;=<` {
		table[b] = eyes
	}
	table['['] = open
	return table
}()

// isLetter includes the letter numbers (Ⅷ), as UAX 29 does.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r)
}

// isIdeographic reports characters that are words by themselves.
func isIdeographic(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana)
}

// isIgnorable reports characters that show nothing: a soft hyphen in the middle of a word must not split it.
func isIgnorable(r rune) bool {
	switch {
	case r == 0xAD, 0x200B <= r && r <= 0x200D, r == 0x2060, r == 0xFEFF, 0xFE00 <= r && r <= 0xFE0F:
		return true
	}
	return false
}

// plainJoiner gives the ASCII sign that a typographic hyphen or apostrophe stands for.
func plainJoiner(r rune) (byte, bool) {
	switch r {
	case 0x2010, 0x2011: // hyphen, non-breaking hyphen
		return '-', true
	case 0x2019: // right single quotation mark
		return '\'', true
	}
	return 0, false
}

// isEmoji reports pictographs, the coloured and the older ones of the symbol blocks, and the letters of flags.
func isEmoji(r rune) bool {
	switch {
	case r < 0x2300:
		return r == 0x203C || r == 0x2049
	case 0x1F000 <= r && r <= 0x1FAFF, 0x2600 <= r && r <= 0x27BF, 0x231A <= r && r <= 0x23FF, 0x2B1B <= r && r <= 0x2B55:
		return true
	}
	return false
}

func isFlagLetter(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

// extendsEmoji reports what may follow the first character of an emoji: a variation selector, a skin tone, a keycap, a
// tag of a regional flag. The zero width joiner is not among them because it needs another emoji after it.
func extendsEmoji(r rune) bool {
	return 0xFE00 <= r && r <= 0xFE0F || 0x1F3FB <= r && r <= 0x1F3FF || r == 0x20E3 || 0xE0020 <= r && r <= 0xE007F
}

// compose joins an ASCII letter and a mark to one of the letters of Finnish and Swedish, or returns 0. Some systems write
// them in two parts; the general normalisation of other pairs allocates.
func compose(letter byte, mark rune) rune {
	switch mark {
	case 0x308:
		switch letter {
		case 'a':
			return 'ä'
		case 'o':
			return 'ö'
		case 'u':
			return 'ü'
		}
	case 0x30A:
		if letter == 'a' {
			return 'å'
		}
	case 0x301:
		if letter == 'e' {
			return 'é'
		}
	}
	return 0
}
