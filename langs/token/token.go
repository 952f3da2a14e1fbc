package token

import "fmt"

// Kind says what a token is.
type Kind uint8

const (
	Word   Kind = iota
	Number      // digits, with the signs inside a decimal, a date or a time of day
	Email
	URL
	Emoji // an emoji sequence or an emoticon such as :-)
	Mask  // a placeholder left by redaction, such as [PHONE]
)

var kinds = [...]string{Word: "word", Number: "number", Email: "email", URL: "url", Emoji: "emoji", Mask: "mask"}

// String returns the name of the kind in lower case.
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return fmt.Sprintf("token.Kind(%d)", uint8(k))
}

// Token is one token of a text.
type Token struct {
	Start, End int // byte offsets into the original text
	Kind       Kind
	Stop       bool // a function word of the analyzer's language, which says nothing about the subject

	word, key Span // in the buffer
}

// Span is a part of a text: the byte offsets of its beginning and its end.
type Span struct{ Start, End int }

// Tokens holds the tokens of one text and owns their memory. Reset makes it ready for the next text; after the first few
// texts an analyzer fills it without allocating.
type Tokens struct {
	List []Token
	buf  []byte
}

// Reset forgets the tokens and keeps the memory.
func (t *Tokens) Reset() {
	t.List = t.List[:0]
	t.buf = t.buf[:0]
}

// Len is the number of tokens.
func (t *Tokens) Len() int { return len(t.List) }

// Word returns token i composed (NFC) and in lower case. It is valid until Reset.
func (t *Tokens) Word(i int) []byte { s := t.List[i].word; return t.buf[s.Start:s.End:s.End] }

// Key returns what token i is indexed and counted under: its stem or lemma. It is valid until Reset.
func (t *Tokens) Key(i int) []byte { s := t.List[i].key; return t.buf[s.Start:s.End:s.End] }

// SetKey makes what stem appends for the word of token i its key. Until then the key is the word.
func (t *Tokens) SetKey(i int, stem func(dst, word []byte) []byte) {
	start := len(t.buf)
	t.buf = stem(t.buf, t.Word(i))
	t.List[i].key = Span{start, len(t.buf)}
}
