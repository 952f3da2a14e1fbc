package tokenizer

import (
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Tokenizer turns texts into ids. It is safe for concurrent use.
type Tokenizer struct {
	model   model
	buffers sync.Pool // of *buffer
}

// model segments one word.
type model interface {
	// appendIDs appends the ids of word, which is valid UTF-8 and not empty.
	appendIDs(dst []int32, word []byte, b *buffer) []int32
}

// buffer is the working memory of one call.
type buffer struct {
	iter   norm.Iter
	normal []byte // the normalised text
	words  []byte // its words, each with its mark, end to end
	ends   []int  // where each word ends in words
	cells  []cell // Viterbi table of the word at hand
}

// New returns the tokenizer of the static model: NFKC and lower case; words split at white space and around every
// punctuation mark and numeral; pieces by u.
func New(u *Unigram) *Tokenizer {
	return &Tokenizer{model: u, buffers: sync.Pool{New: func() any { return new(buffer) }}}
}

// Append appends the ids of text to dst and returns it. Empty and blank texts have no ids. It takes time linear in the
// length of text and holds no reference to it.
func (t *Tokenizer) Append(dst []int32, text string) []int32 {
	b := t.buffers.Get().(*buffer)
	dst = t.appendIDs(dst, text, b)
	if len(text) <= keepBuffer {
		t.buffers.Put(b)
	}
	return dst
}

func (t *Tokenizer) appendIDs(dst []int32, text string, b *buffer) []int32 {
	b.normal = appendNormal(b.normal[:0], text, &b.iter)
	b.words, b.ends = appendWords(b.words[:0], b.ends[:0], b.normal)
	start := 0
	for _, end := range b.ends {
		dst = t.model.appendIDs(dst, b.words[start:end], b)
		start = end
	}
	return dst
}

// keepBuffer is the largest text, in bytes, whose working memory is kept for the next call.
const keepBuffer = 1 << 16
