package redact

import (
	"strings"
	"unicode/utf8"
)

// handle looks for a name on social media whose @ is at i.
func (f *finder) handle(i int) (Span, bool) {
	if f.wordBefore(i) || i > 0 && strings.IndexByte("@./]", f.text[i-1]) >= 0 {
		return Span{}, false
	}
	end, letters := i+1, 0
	for end < len(f.text) {
		r, size := utf8.DecodeRuneInString(f.text[end:])
		switch {
		case isNameRune(r):
			letters++
		case r != '_' && r != '.' && r != '-':
			r = utf8.RuneError
		}
		if r == utf8.RuneError {
			break
		}
		end += size
	}
	for end > i && (f.text[end-1] == '.' || f.text[end-1] == '-') {
		end--
	}
	if letters < 2 || !wordAt(f.text, i+1) && f.text[min(i+1, len(f.text)-1)] != '_' || isDigit(f.text[i+1]) && letters < 4 {
		return Span{}, false
	}
	return Span{Start: i, End: end, Kind: Handle, Confidence: 0.8}, true
}
