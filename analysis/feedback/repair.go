package feedback

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// repairs says what was done to a field.
type repairs struct{ nul, damaged, doubled bool }

// repair returns a field as the text that it was meant to be: without NUL, with U+FFFD for what is no text, and with
// double encoding undone.
func repair(s string) (string, repairs) {
	var done repairs
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
		done.nul = true
	}
	if !utf8.ValidString(s) {
		if valid, err := unicode.UTF8.NewDecoder().String(s); err == nil {
			s = valid
		} else {
			s = strings.ToValidUTF8(s, "\ufffd")
		}
	}
	done.damaged = strings.Contains(s, "\ufffd")
	if once, ok := undouble(s); ok {
		s, done.doubled = once, true
	}
	return s, done
}

// undouble reverses the reading of UTF-8 as Windows-1252, which makes "Ã¤" of "ä". It does so only when all of s stands
// for bytes of Windows-1252 and these are UTF-8 beyond ASCII. That a text is so by chance takes an "Ã" or "â" with the
// right sign behind it, and no other letter with an accent.
func undouble(s string) (string, bool) {
	from := 0
	for from < len(s) && s[from] < utf8.RuneSelf {
		from++
	}
	if from == len(s) {
		return s, false
	}
	// The first such character must stand for the first byte of a UTF-8 sequence and the next for a further one, which
	// is false of nearly every text that is right as it is.
	first, size := utf8.DecodeRuneInString(s[from:])
	if first < 0xc2 || first > 0xf4 {
		return s, false
	}
	second, _ := utf8.DecodeRuneInString(s[from+size:])
	if b, ok := windowsByte(second); !ok || b < 0x80 || b > 0xbf {
		return s, false
	}
	bytes := make([]byte, from, len(s))
	copy(bytes, s)
	for _, r := range s[from:] {
		b, ok := windowsByte(r)
		if !ok {
			return s, false
		}
		bytes = append(bytes, b)
	}
	if !utf8.Valid(bytes) {
		return s, false
	}
	return string(bytes), true
}

// windowsByte returns the byte that r stands for in Windows-1252. The five bytes that it leaves undefined are commonly
// decoded to the control characters of the same number, and are taken back from these.
func windowsByte(r rune) (byte, bool) {
	if b, ok := charmap.Windows1252.EncodeRune(r); ok {
		return b, true
	}
	if r >= 0x80 && r <= 0x9f {
		return byte(r), true
	}
	return 0, false
}
