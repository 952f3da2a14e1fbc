package tokenizer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// appendNormal appends text in Unicode normal form KC and lower case, rune by rune as Rust's char::to_lowercase (no
// context: a final Σ becomes σ; İ becomes i and U+0307). Each invalid byte counts as U+FFFD. it is working memory.
//
// ASCII and the letters À to ÿ are in normal form already as long as nothing else follows them, and take no tables.
func appendNormal(dst []byte, text string, it *norm.Iter) []byte {
	start := len(dst)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c-'A' < 26:
			dst = append(dst, c+'a'-'A')
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		case c == 0xC3 && i+1 < len(text) && text[i+1]&0xC0 == 0x80: // U+00C0 to U+00FF
			i++
			d := text[i]
			if d < 0x9F && d != 0x97 { // À to Þ, but not ×; lower case is 0x20 on
				d += 0x20
			}
			dst = append(dst, c, d)
		default:
			return appendNormalAny(dst[:start], text, it)
		}
	}
	return dst
}

// appendNormalAny is appendNormal for all of Unicode.
func appendNormalAny(dst []byte, text string, it *norm.Iter) []byte {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	if norm.NFKC.QuickSpanString(text) == len(text) {
		for _, r := range text {
			dst = appendLower(dst, r)
		}
		return dst
	}
	for it.InitString(norm.NFKC, text); !it.Done(); {
		for segment := it.Next(); len(segment) > 0; {
			r, n := utf8.DecodeRune(segment)
			dst = appendLower(dst, r)
			segment = segment[n:]
		}
	}
	return dst
}

func appendLower(dst []byte, r rune) []byte {
	if r == 'İ' {
		return append(dst, "i\u0307"...)
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}
