package token

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences appends the sentences of text to dst, of which t must hold the tokens as Scan found them. A sentence has at
// least one token and no white space around it; together they hold all tokens. A sentence ends
//
//   - at the end of a line;
//   - at ! and ?, also without a space after them, but not inside (!) and not where a quotation or parenthesis closes and
//     the text goes on in lower case;
//   - at … and ..., unless the text goes on in lower case;
//   - at a full stop, whatever case follows, because many write no capitals; but not after the abbreviations of the three
//     languages (esim., bl.a., e.g.), an initial, or a number before a small letter or another number (3. kerros);
//   - after emoji and emoticons that follow a word, unless a comma or the like comes next.
//
// It takes some 15 ns a token and allocates nothing once dst has grown.
func (t *Tokens) Sentences(dst []Span, text []byte) []Span {
	from := 0 // where the sentence begins, signs and white space included
	first := 0
	for i := 0; i < len(t.List); i++ {
		if end := t.sentenceEnd(text, first, i); end > 0 {
			dst = append(dst, trim(text, from, end))
			from, first = end, i+1
		}
	}
	return dst
}

// sentenceEnd returns the offset at which the sentence that begins with token first ends after token i, or 0.
func (t *Tokens) sentenceEnd(text []byte, first, i int) int {
	start := t.List[i].End
	if i+1 == len(t.List) {
		return len(text)
	}
	next := t.List[i+1]
	gap := text[start:next.Start]
	if len(gap) == 1 && gap[0] == ' ' && t.List[i].Kind != Emoji {
		return 0 // nearly always
	}
	if line := bytes.IndexAny(gap, "\n\r\u2028\u2029"); line >= 0 {
		return start + line + 1
	}
	if next.Kind == Emoji {
		return 0 // it belongs to the sentence that may have ended before it
	}
	if t.List[i].Kind == Emoji {
		return t.afterEmoji(text, first, i, gap)
	}
	return t.afterStop(text, first, i, gap)
}

// afterEmoji ends a sentence after emoji, of which the last is token i, if there is a word before them.
func (t *Tokens) afterEmoji(text []byte, first, i int, gap []byte) int {
	before := i
	for before >= first && t.List[before].Kind == Emoji {
		before--
	}
	if before < first {
		return 0
	}
	if end := stopEnd(gap); end > 0 {
		return t.List[i].End + end
	}
	sign := bytes.TrimLeftFunc(gap, unicode.IsSpace)
	if len(sign) > 0 && strings.IndexByte(",;:)-", sign[0]) >= 0 && !bytes.HasPrefix(sign, []byte("- ")) {
		return 0
	}
	return t.List[i].End
}

// afterStop ends a sentence at the signs in the gap after token i.
func (t *Tokens) afterStop(text []byte, first, i int, gap []byte) int {
	end := stopEnd(gap)
	if end == 0 {
		return 0
	}
	if end < len(gap) && strings.IndexByte(",:;", gap[end]) >= 0 {
		return 0
	}
	tok, next := t.List[i], t.List[i+1]
	stop := bytes.IndexAny(gap, ".!?…。")
	signs := bytes.TrimRightFunc(gap[stop:end], unicode.IsSpace)
	small := startsSmall(text, next)
	if bytes.HasSuffix(gap[:stop], []byte("(")) && signs[len(signs)-1] == ')' && len(signs) < 5 {
		return 0 // (!)
	}
	if last, _ := utf8.DecodeLastRune(signs); closes(last) && small {
		return 0
	}
	switch {
	case signs[0] != '.' && !bytes.HasPrefix(signs, []byte("…")):
	case len(signs) > 1 && signs[0] == '.' && signs[1] == '.' || signs[0] != '.':
		if small {
			return 0
		}
	case bytes.ContainsAny(signs, "!?…"):
	case stop > 0: // as in "word .Word" or "(word)."
	case !t.endsAtPeriod(text, first, i, len(gap) == 1):
		return 0
	}
	return tok.End + end
}

// endsAtPeriod reports whether the one full stop right behind token i ends a sentence. joined says that the next token
// follows without a space.
func (t *Tokens) endsAtPeriod(text []byte, first, i int, joined bool) bool {
	tok, next := t.List[i], t.List[i+1]
	small := startsSmall(text, next)
	switch tok.Kind {
	case Number:
		return i > first && !small && next.Kind != Number && !joined
	case Word:
	default:
		return true
	}
	switch t.abbreviation(text, i) {
	case always:
		return false
	case beforeNumber:
		return next.Kind != Number
	case mayEnd:
		return !small && next.Kind != Number && !joined
	}
	letter, size := utf8.DecodeRune(text[tok.Start:tok.End])
	if size == tok.End-tok.Start { // one letter
		switch {
		case joined:
			return false
		case letter == 'I' && i > first && startsSmall(text, t.List[i-1]):
			return !small // as in "she and I."
		}
		return unicode.IsLower(letter) && !small
	}
	if joined && small {
		// A forgotten space, or an abbreviation that is not known.
		return tok.End-tok.Start > 2 && next.End-next.Start > 2
	}
	return true
}

// stopEnd returns the end of the signs in gap that end a sentence, with the quotes and parentheses that close right after
// them, or 0. It is the last of several: "hyvä ! ! !".
func stopEnd(gap []byte) (end int) {
	for i := 0; i < len(gap); {
		r, size := utf8.DecodeRune(gap[i:])
		i += size
		switch {
		case r == '.' || r == '!' || r == '?' || r == '…' || r == '。':
			end = i
		case end > 0 && end == i-size && closes(r):
			end = i
		case r == ' ' || r == '\t' || r == 0xA0:
		case end > 0:
			return end
		}
	}
	return end
}

// closes reports whether r ends a quotation or a parenthesis. The straight quotes begin one too.
func closes(r rune) bool {
	switch r {
	case ')', ']', '"', '”', '’', '\'', '»', '“':
		return true
	}
	return false
}

// startsSmall reports whether a token begins with a small letter.
func startsSmall(text []byte, tok Token) bool {
	r, _ := utf8.DecodeRune(text[tok.Start:tok.End])
	return unicode.IsLower(r)
}

// trim returns text[start:end] without white space around it.
func trim(text []byte, start, end int) Span {
	part := text[start:end]
	left := len(part) - len(bytes.TrimLeftFunc(part, unicode.IsSpace))
	return Span{start + left, start + len(bytes.TrimRightFunc(part, unicode.IsSpace))}
}
