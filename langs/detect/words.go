package detect

import (
	"math"
	"sync"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect/internal/ngram"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// Words and Segments read a text as a hidden Markov model: its words are observed, their languages are not. The model's
// sum of weights for a word alone says how likely the word is in each language, and with a fixed probability a word is
// in the language of the word before it. The forward-backward algorithm (Rabiner 1989, in the form of Rauch, Tung and
// Striebel, which needs no second array) gives the probability of each language for each word, given the whole text.
const (
	// Settings chosen with the mixed texts of the tests and paragraphs of the treebanks' development sets. One foreign
	// word stands out among Words; a segment of its own takes two or three.
	wordStays    = 0.8
	segmentStays = 0.995

	// maxEvidence bounds by how much, as a natural logarithm, a word may speak for one language against another: how a
	// name is spelt must not outweigh the text around it.
	maxEvidence = 8
)

// WordLanguage is the language of one word.
type WordLanguage struct {
	Start, End  int            // byte offsets into the text
	Language    langs.Language // Undetermined below MinProbability
	Probability float64        // of the likeliest language, given the whole text: 0.25 to 1
}

// Segment is a part of a text that is in one language.
type Segment struct {
	Start, End  int            // byte offsets of its first token's beginning and its last one's end
	Language    langs.Language // Undetermined below MinProbability
	Probability float64        // mean over its words: 0.25 to 1
}

// Words appends the language of each word of text to dst: of each token of package token that is a token.Word. Where a
// text changes its language for a single word, that is seen if the word is clearly of the other language. Memory for the
// work is kept for the next text; nothing else is allocated once dst has grown. It takes about half a microsecond a word.
func (d *Detector) Words(dst []WordLanguage, text string) []WordLanguage {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.read(d, text, wordStays)
	for i, p := range r.p {
		tok := r.tokens.List[r.words[i]]
		best := argmax(&p)
		dst = append(dst, WordLanguage{tok.Start, tok.End, named(best, p[best]), p[best]})
	}
	return dst
}

// Segments appends the parts of text that are in one language each to dst, from the first to the last. They rise, do
// not overlap and hold all tokens; a text without a word has none, and a text in one language has one. A foreign word or
// name alone makes no segment. The cost is that of Words.
func (d *Detector) Segments(dst []Segment, text string) []Segment {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.read(d, text, segmentStays)
	firstToken := 0
	for first := 0; first < len(r.p); {
		class := argmax(&r.p[first])
		after, sum := first, 0.0
		for after < len(r.p) && argmax(&r.p[after]) == class {
			sum += r.p[after][class]
			after++
		}
		nextToken := r.tokens.Len()
		if after < len(r.p) {
			nextToken = r.words[after]
		}
		p := sum / float64(after-first)
		dst = append(dst, Segment{r.tokens.List[firstToken].Start, r.tokens.List[nextToken-1].End, named(class, p), p})
		first, firstToken = after, nextToken
	}
	return dst
}

// named returns the language of a class, if it is probable enough.
func named(class int, p float64) langs.Language {
	if p < MinProbability {
		return langs.Undetermined
	}
	return languages[class]
}

// reader holds the work on one text.
type reader struct {
	tokens token.Tokens
	text   []byte
	words  []int // indices of the tokens that are words
	p      [][classes]float64
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// read sets words and, of each, the probabilities of the languages.
func (r *reader) read(d *Detector, text string, stays float64) {
	r.text = append(r.text[:0], text...)
	r.tokens.Reset()
	token.Scan(&r.tokens, r.text)
	r.words, r.p = r.words[:0], r.p[:0]
	var buf [maxFeatures]uint32
	p := [classes]float64{.25, .25, .25, .25}
	for i, tok := range r.tokens.List {
		if tok.Kind != token.Word {
			continue
		}
		p = move(p, stays)
		features, _ := ngram.Append(buf[:0], text[tok.Start:tok.End])
		logits := d.sum([classes]int32{}, features)
		top := max(logits[0], logits[1], logits[2], logits[3])
		for c := range p {
			p[c] *= math.Exp(max(float64(d.scale)*float64(logits[c]-top), -maxEvidence))
		}
		normalize(&p)
		r.words = append(r.words, i)
		r.p = append(r.p, p)
	}
	// Backward: what the words after a word say. Each row is the filtered probability until its turn comes.
	for i := len(r.p) - 2; i >= 0; i-- {
		expected := move(r.p[i], stays)
		for c := range expected {
			expected[c] = r.p[i+1][c] / expected[c]
		}
		for c, ratio := range move(expected, stays) { // the transitions are the same both ways
			r.p[i][c] *= ratio
		}
		normalize(&r.p[i])
	}
}

// move multiplies p by the matrix of transitions: of the probabilities of a word's language it makes those of the next
// one's, before anything is known of it.
func move(p [classes]float64, stays float64) [classes]float64 {
	leaves := (1 - stays) / (classes - 1)
	sum := p[0] + p[1] + p[2] + p[3]
	for c := range p {
		p[c] = stays*p[c] + leaves*(sum-p[c])
	}
	return p
}

func normalize(p *[classes]float64) {
	sum := p[0] + p[1] + p[2] + p[3]
	for c := range p {
		p[c] /= sum
	}
}
