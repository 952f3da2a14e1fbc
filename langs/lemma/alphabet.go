package lemma

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// alphabet says which of å, ä and ö a language writes.
type alphabet uint8

const (
	english alphabet = iota // none
	finnish                 // å in names alone
	swedish
)

// alphabetOf tells the alphabet by words that no table of forms is without.
func (m *Model) alphabetOf() alphabet {
	has := func(word string) bool { _, ok := m.forms.Get(wordtable.SumOf(word).Key()); return ok }
	switch {
	case has("på") && has("för"):
		return swedish
	case has("tämä"):
		return finnish
	}
	return english
}

var mendLetters = func() (of [3][]uint8) {
	for i, letter := range slipLetters {
		for a, extra := range [...]string{english: "", finnish: "äö", swedish: "åäö"} {
			if len(letter) == 1 || strings.Contains(extra, letter) {
				of[a] = append(of[a], uint8(i))
			}
		}
	}
	return of
}()

// letters are the indices in slipLetters of those that words are written with.
func (a alphabet) letters() []uint8 { return mendLetters[a] }

var keyboard = [...][]rune{[]rune("qwertyuiopå"), []rune("asdfghjklöä"), []rune("zxcvbnm")}

// far is farKey for letters that are not neighbours in a row of the keyboard.
func far(letter string, struck []byte) int {
	a, _ := utf8.DecodeRuneInString(letter)
	b, _ := utf8.DecodeRune(struck)
	for _, row := range keyboard {
		i, j := slices.Index(row, a), slices.Index(row, b)
		if i >= 0 && j >= 0 && max(i-j, j-i) == 1 {
			return 0
		}
	}
	return farKey
}

// variant says which letters of a word lack their dots beside another slip: none, all, one of the first seven, or the ring
// of one of the first seven.
type variant uint8

const mostVariants variant = 16

const inVariants = 7 // letters that a variant can be about

func (v variant) of(dst, word []byte) []byte {
	switch v {
	case 0:
		return append(dst, word...)
	case 1:
		return dotted(dst, word, 0, len(word), 'a')
	}
	ring, nth := byte('a'), int(v)-2
	if nth >= inVariants {
		ring, nth = 'o', nth-inVariants
	}
	for i, c := range word {
		if c == 'a' || c == 'o' && ring == 'a' {
			if nth == 0 {
				return dotted(dst, word, i, i+1, ring)
			}
			nth--
		}
	}
	return append(dst, word...)
}

// mixed appends word with dots and rings on its first five letters that can have them, as the digits of code to the base
// three say: none, dots, a ring.
func mixed(dst, word []byte, code int) []byte {
	for _, c := range word {
		if c != 'a' && c != 'o' {
			dst = append(dst, c)
			continue
		}
		switch digit := code % 3; {
		case digit == 0:
			dst = append(dst, c)
		case c == 'o':
			dst = append(dst, "ö"...)
		case digit == 1:
			dst = append(dst, "ä"...)
		default:
			dst = append(dst, "å"...)
		}
		code /= 3
	}
	return dst
}
