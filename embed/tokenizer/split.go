package tokenizer

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// mark is the character that stands before every word in the pieces of a SentencePiece model ("lower one eighth block").
const mark = "▁"

// Kinds of characters, as far as words go.
const (
	inWord = iota
	alone  // punctuation or a numeral: a word of its own
	space  // between words
)

var asciiKind = func() (kind [utf8.RuneSelf]uint8) {
	for c := range kind {
		kind[c] = kindOf(rune(c))
	}
	return kind
}()

func kindOf(r rune) uint8 {
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.IsPunct(r) || unicode.IsNumber(r):
		return alone
	case r < utf8.RuneSelf && unicode.IsSymbol(r): // $+<=>^`|~ count as punctuation, other symbols do not
		return alone
	}
	return inWord
}

// appendWords appends the words of text, each with its mark before it unless it starts with one, and the end of each.
// Words are what white space separates; every punctuation mark and every numeral is a word of its own. In terms of the
// reference: WhitespaceSplit, Punctuation (isolated), Digits (individual), Metaspace (always, no split); the reference
// knows the punctuation of Unicode 8, this function that of Go's tables, which is 60 marks of rare scripts more.
func appendWords(words []byte, ends []int, text []byte) ([]byte, []int) {
	open := false // whether the last word can go on
	for i := 0; i < len(text); {
		kind, n := asciiKind[text[i]&0x7F], 1
		if text[i] >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(text[i:])
			kind, n = kindOf(r), size
		}
		if kind != space {
			if kind == alone || !open {
				if len(words) > 0 {
					ends = append(ends, len(words))
				}
				if !bytes.HasPrefix(text[i:], []byte(mark)) {
					words = append(words, mark...)
				}
			}
			words = append(words, text[i:i+n]...)
		}
		open = kind == inWord
		i += n
	}
	if len(words) > 0 {
		ends = append(ends, len(words))
	}
	return words, ends
}
