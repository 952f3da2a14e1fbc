package token

import "unicode/utf8"

// emoticonEnd returns the end of the emoticon that begins at pos, or 0: eyes, perhaps a nose, and a mouth or several of
// one shape, as in :) ;-) =D :'( and :DD, or a heart as in <3 and </3. A letter or digit after it makes it part of
// something else, except after a closing mouth, because people forget the space there too.
func emoticonEnd(text []byte, pos int) int {
	at := func(i int) byte {
		if i < len(text) {
			return text[i]
		}
		return 0
	}
	if text[pos] == '<' {
		return heartEnd(text, pos)
	}
	i := pos + 1
	switch text[pos] {
	case ':':
		if at(i) == '\'' {
			i++
		}
		fallthrough
	case ';', '=':
		if nose := at(i); nose == '-' || nose == '^' || nose == 'o' && (at(i+1) == ')' || at(i+1) == '(') {
			i++
		}
	case 'x', 'X':
		if at(i) != 'D' { // xd may be a word, or part of one
			return 0
		}
	default:
		return 0
	}
	mouth := at(i)
	switch mouth {
	case ')', '(', ']', '|', '\\', '*', '/', 'D', 'P', 'p', 'd', 'O', 'o', 'S', 's', '3':
	default:
		return 0
	}
	afterWord := pos > 0 && isAlphanumeric(text, lastRune(text[:pos]))
	switch mouth {
	case 'O', 'o', 'S', 's', '3':
		if afterWord { // EU:s, 2:3
			return 0
		}
	case 'd', 'p':
		if afterWord && text[pos] == '=' { // x=d
			return 0
		}
	case '/', '|', '\\', '*':
		if text[pos] == '=' {
			return 0
		}
	}
	for at(i) == mouth {
		i++
	}
	if mouth == '/' && i-pos > 2 && at(i-2) == '/' {
		return 0 // ://
	}
	if mouth != ')' && i < len(text) && isAlphanumeric(text, i) {
		return 0
	}
	return i
}

// heartEnd returns the end of <3 or </3, unless it is less than 3 of something: <3h, <3,5.
func heartEnd(text []byte, pos int) int {
	i := pos + 1
	if i < len(text) && text[i] == '/' {
		i++
	}
	first := i
	for i < len(text) && text[i] == '3' {
		i++
	}
	if i == first || i < len(text) && isAlphanumeric(text, i) {
		return 0
	}
	if i+1 < len(text) && (text[i] == ',' || text[i] == '.') && classes[text[i+1]] == digit {
		return 0
	}
	return i
}

// lastRune returns the offset of the last character of text.
func lastRune(text []byte) int {
	_, size := utf8.DecodeLastRune(text)
	return len(text) - size
}

// isAlphanumeric reports whether the character at pos is a letter or a digit.
func isAlphanumeric(text []byte, pos int) bool {
	switch classes[text[pos]] {
	case lower, upper, digit:
		return true
	case wide:
		r, _ := utf8.DecodeRune(text[pos:])
		return isLetter(r)
	}
	return false
}
