package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nextEmail returns the first e-mail address from position from on, or a span after the end of the text.
func (f *finder) nextEmail(from int) Span {
	for at := from; ; at++ {
		n := strings.IndexByte(f.text[at:], '@')
		if n < 0 {
			return Span{Start: len(f.text) + 1}
		}
		at += n
		if span, ok := f.emailAround(at, at+1); ok {
			return span
		}
	}
}

// writtenOutEmail looks for an address whose @ is written as (at) or [at] at i.
func (f *finder) writtenOutEmail(i int) (Span, bool) {
	const length = len("(at)")
	if i+length > len(f.text) {
		return Span{}, false
	}
	switch strings.ToLower(f.text[i : i+length]) {
	case "(at)", "[at]":
		return f.emailAround(i, i+length)
	}
	return Span{}, false
}

// emailAround looks for an address whose @ is text[at:after]. One space on each side of it is allowed.
func (f *finder) emailAround(at, after int) (Span, bool) {
	localEnd := at
	if localEnd > f.done && f.text[localEnd-1] == ' ' {
		localEnd--
	}
	start := f.localStart(localEnd)
	local := f.text[start:localEnd]
	if local == "" {
		return Span{}, false
	}
	domain := after + spaceLen(f.text, after)
	end, dots := domainEnd(f.text, domain)
	spaced := localEnd < at || domain > after
	switch {
	case dots > 0:
	case end-domain >= 3 && !spaced && strings.Contains(local, "."): // firstname.lastname@employer
	default:
		return Span{}, false
	}
	return Span{Start: start, End: end, Kind: Email, Confidence: 1}, true
}

// localStart returns where the name before an @ begins.
func (f *finder) localStart(end int) int {
	start := end
	for start > f.done {
		r, size := utf8.DecodeLastRuneInString(f.text[f.done:start])
		if !isNameRune(r) && !strings.ContainsRune("._%+-'", r) {
			break
		}
		start -= size
	}
	for start < end && strings.IndexByte("._-'+", f.text[start]) >= 0 {
		start++
	}
	return start
}

// domainEnd returns the end of the domain that begins at i and the number of its dots. A label with a capital after one
// without is the next sentence, whose space was forgotten.
func domainEnd(text string, i int) (end, dots int) {
	end = labelEnd(text, i)
	for end > i && end < len(text) && text[end] == '.' {
		next := labelEnd(text, end+1)
		if next-end < 3 || isCapital(text[end+1]) && !isCapital(text[i]) {
			break
		}
		end = next
		dots++
	}
	return end, dots
}

func isCapital(b byte) bool { return 'A' <= b && b <= 'Z' }

func labelEnd(text string, i int) int {
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isNameRune(r) && (r != '-' || end == i) {
			break
		}
		end += size
	}
	for end > i && text[end-1] == '-' {
		end--
	}
	return end
}

func isNameRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && (isLetter(byte(r)) || isDigit(byte(r)))
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}
