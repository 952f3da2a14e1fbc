package token

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Clauses appends the clauses of text to dst, of which t must hold the tokens as Scan found them: its sentences, cut where
// a new statement is likely to begin. Like sentences, clauses have at least one token and no white space around them;
// together they hold all tokens. A clause begins
//
//   - with a conjunction such as mutta, koska, men, eftersom, but, because, and with some only after a comma (sillä, för, so);
//   - with ja, och, and, or after a comma, where finite verbs stand on both sides, each with a subject of its own;
//   - after a semicolon and the dots of an unfinished sentence, and with a dash or plus sign between spaces, though not
//     between numbers;
//   - with the headings of a list of good and bad things: "plussaa hoitajat miinusta jono", "Pros: ... Cons: ...".
//
// A relative clause stays with its noun. Verbs are known by a list of the most frequent ones, and the language by frequent
// words, sentence by sentence: what is not recognised stays in one piece. It takes some 60 ns a token and allocates nothing
// once dst has grown.
func (t *Tokens) Clauses(dst []Span, text []byte) []Span {
	c := clauseScanner{Tokens: t, text: text}
	from, first := 0, 0
	for i := range t.List {
		if end := t.sentenceEnd(text, first, i); end > 0 {
			dst = c.split(dst, trim(text, from, end), first, i+1)
			from, first = end, i+1
		}
	}
	return dst
}

type clauseScanner struct {
	*Tokens
	text     []byte
	language int // of the sentence, or of the one before where nothing tells
	lastWord int // the last token of the sentence that is no emoji

	// What is known of the clause that is being read.
	content     bool // it has a word other than conjunctions
	verb        bool // it has a finite verb
	subordinate bool // it begins the sentence with a subordinating conjunction
	relative    bool // a relative clause is open
}

// split appends the clauses of the sentence that tokens first to last-1 are in.
func (c *clauseScanner) split(dst []Span, sentence Span, first, last int) []Span {
	c.recognise(first, last)
	c.reset()
	from := sentence.Start
	for i := first; i < last; i++ {
		if i > first && c.content {
			if cut := c.cut(i, last); cut > 0 {
				dst = append(dst, trim(c.text, from, cut))
				from = cut
				c.reset()
			}
		}
		c.read(i, from == sentence.Start)
	}
	return append(dst, trim(c.text, from, sentence.End))
}

func (c *clauseScanner) reset() {
	c.content, c.verb, c.subordinate, c.relative = false, false, false, false
}

// recognise chooses the language of which the sentence has most words, and finds its last word.
func (c *clauseScanner) recognise(first, last int) {
	var votes [languages]int
	for i := first; i < last; i++ {
		if c.List[i].Kind == Emoji {
			continue
		}
		c.lastWord = i
		for language, role := range wordRoles[string(c.Word(i))] {
			if role != 0 {
				votes[language]++
			}
		}
	}
	for language, n := range votes {
		if n > votes[c.language] {
			c.language = language
		}
	}
}

func (c *clauseScanner) role(i int) role { return wordRoles[string(c.Word(i))][c.language] }

// read takes token i into the clause, which opens the sentence or another one.
func (c *clauseScanner) read(i int, opens bool) {
	role := c.role(i)
	if role&subordinate != 0 && opens && !c.content {
		c.subordinate = true
	}
	if role&(begins|subordinate|coordinates) == 0 {
		c.content = true
	}
	if role&verb != 0 && !c.relative {
		c.verb = true
	}
}

// cut returns the offset at which a clause begins before or with token i, or 0.
func (c *clauseScanner) cut(i, last int) int {
	start := c.List[i-1].End
	gap := c.text[start:c.List[i].Start]
	comma := false
	if len(gap) != 1 || gap[0] != ' ' {
		if at := c.sign(gap, i); at >= 0 {
			return start + at
		}
		comma = bytes.IndexByte(gap, ',') >= 0
	}
	if !c.atBorder(i, last, comma) {
		return 0
	}
	if space := bytes.LastIndexFunc(gap, unicode.IsSpace); space >= 0 {
		_, size := utf8.DecodeRune(gap[space:])
		return start + space + size
	}
	return c.List[i].Start
}

// sign returns the offset in gap at which a clause begins whatever the words are, or -1.
func (c *clauseScanner) sign(gap []byte, i int) int {
	for at := 0; at < len(gap); {
		r, size := utf8.DecodeRune(gap[at:])
		rest := gap[at+size:]
		switch r {
		case ';', '…':
			return at + size
		case '.':
			if len(rest) > 0 && rest[0] == '.' {
				return at + len(rest) - len(bytes.TrimLeft(rest, ".")) + size
			}
		case '-', '–', '—', '+':
			doubled := len(rest) > 0 && r == '-' && rest[0] == '-' || r == '—'
			spaced := at > 0 && (len(rest) > 0 && rest[0] == ' ' || r == '+')
			if (doubled || spaced) && !c.isRange(i) {
				return at
			}
		}
		at += size
	}
	return -1
}

// isRange reports whether the dash before token i stands for "to", as in 8 - 16 and ma - pe.
func (c *clauseScanner) isRange(i int) bool {
	before, after := c.List[i-1], c.List[i]
	return before.Kind == Number && after.Kind == Number || before.End-before.Start <= 2 && after.End-after.Start <= 2
}

// atBorder reports whether token i begins a clause by what it is and what stands around it.
func (c *clauseScanner) atBorder(i, last int, comma bool) bool {
	role := c.role(i)
	if role&heading != 0 {
		return true
	}
	if role&headsColon != 0 && i+1 < last && c.text[c.List[i].End] == ':' {
		return true
	}
	if i >= c.lastWord {
		return false
	}
	if comma && c.relative {
		c.relative = false // its comma
		return role&(begins|subordinate) != 0
	}
	if comma && role&relative != 0 && role&(verb|afterComma) == 0 {
		c.relative = true
		return false
	}
	switch {
	case role&(begins|subordinate) != 0:
		return !c.onlyBut(i)
	case role&pair != 0 && i+1 < last && pairs[[2]string{string(c.Word(i)), string(c.Word(i + 1))}]:
		return true
	case comma && role&afterComma != 0:
		return true
	case role&contrasts != 0:
		return comma && c.verb
	case role&coordinates != 0:
		// A verb right after it has the subject of the verb before.
		return c.verb && (comma || c.role(i+1)&verb == 0 && c.verbFollows(i, last))
	case comma:
		return c.subordinate || c.verb && c.verbFollows(i-1, last)
	}
	return false
}

// onlyBut reports whether token i is the "but" of "nothing but".
func (c *clauseScanner) onlyBut(i int) bool {
	switch string(c.Word(i - 1)) {
	case "nothing", "anything", "none", "all":
		return string(c.Word(i)) == "but"
	}
	return false
}

// verbFollows reports whether a finite verb follows token i before the next comma or conjunction.
func (c *clauseScanner) verbFollows(i, last int) bool {
	for i++; i < last; i++ {
		role := c.role(i)
		if role&verb != 0 {
			return true
		}
		if role&(begins|subordinate|coordinates) != 0 {
			return false
		}
		if i+1 < last && bytes.IndexByte(c.text[c.List[i].End:c.List[i+1].Start], ',') >= 0 {
			return false
		}
	}
	return false
}
