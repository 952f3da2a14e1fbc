package topics

import (
	"context"
	"crypto/sha256"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// gap stands among the words of a text where two neighbours are not next to each other: for a number, a mask, an emoji,
// punctuation.
const gap int32 = -1

// words is a corpus after analysis. Text i is tokens[start[i]:start[i+1]]: indexes into forms, or gap.
type words struct {
	forms   []form
	keys    []key
	tokens  []int32
	start   []int
	uses    []int          // of each form: occurrences in texts with content
	guessed map[int32]bool // the keys that are likely no words
	content []bool         // of each text: it says something
	digest  [][16]byte     // of each text: equal for texts with the same sequence of keys
}

// form is a way of writing a word; the same letters in another language, or under another key, are another form.
type form struct {
	word string // lower case
	key  int32
	stop bool
}

// key is what the forms of one word of one language have in common: its stem or lemma.
type key struct {
	text     string
	language langs.Language
}

// Texts are analysed in chunks, and chunks in waves: a wave is analysed in parallel and then numbered in order, so that
// numbers do not depend on threads and little stands in memory between the two.
const (
	chunkTexts = 256
	waveChunks = 64
)

// analyze splits the texts of c into words. order is the order in which words are numbered.
func analyze(ctx context.Context, c *Corpus, order []int32, threads int, progress func(done, total int)) (*words, error) {
	n := len(c.Texts)
	w := &words{start: make([]int, n+1), content: make([]bool, n), digest: make([][16]byte, n)}
	var analyzers [langs.Other + 1]langs.Analyzer
	for l := range analyzers {
		analyzers[l] = langs.For(langs.Language(l))
	}
	analysts := make([]analyst, threads)
	chunks := make([]chunk, waveChunks)
	lexicon := newLexicon(w)
	starts := make([]int, n) // of each text in tokens, in the order of numbering
	for from := 0; from < n; from += chunkTexts * waveChunks {
		wave := order[from:min(from+chunkTexts*waveChunks, n)]
		count := (len(wave) + chunkTexts - 1) / chunkTexts
		err := parallel(ctx, threads, count, func(thread, i int) {
			texts := wave[i*chunkTexts : min((i+1)*chunkTexts, len(wave))]
			a := &analysts[thread]
			chunks[i].reset()
			for _, t := range texts {
				language := c.Languages[t]
				if int(language) >= len(analyzers) {
					language = langs.Other
				}
				w.content[t] = langs.HasContent(c.Texts[t])
				w.digest[t] = a.read(&chunks[i], analyzers[language], c.Texts[t])
			}
		})
		if err != nil {
			return nil, err
		}
		for i := range count {
			pos := 0
			for j, t := range wave[i*chunkTexts : min((i+1)*chunkTexts, len(wave))] {
				starts[t] = len(w.tokens)
				for ; pos < chunks[i].ends[j]; pos++ {
					w.tokens = append(w.tokens, lexicon.number(c.Languages[t], &chunks[i], pos))
				}
				w.start[t+1] = len(w.tokens) - starts[t]
			}
		}
		if progress != nil {
			progress(from+len(wave), n)
		}
	}
	// Bring the tokens into the order of the corpus.
	tokens := make([]int32, 0, len(w.tokens))
	for t := range n {
		tokens = append(tokens, w.tokens[starts[t]:starts[t]+w.start[t+1]]...)
		w.start[t+1] = len(tokens)
	}
	w.tokens = tokens
	w.countUses()
	w.agree()
	return w, nil
}

func (w *words) countUses() {
	w.uses = make([]int, len(w.forms))
	for t := range w.content {
		if w.content[t] {
			for _, form := range w.text(t) {
				if form != gap {
					w.uses[form]++
				}
			}
		}
	}
}

// text returns the words of text i.
func (w *words) text(i int) []int32 { return w.tokens[w.start[i]:w.start[i+1]] }

// chunk holds the analysed words of some texts, not yet numbered.
type chunk struct {
	bytes []byte
	words []rawWord
	ends  []int // of each text, in words
}

// rawWord is the bytes of a word and its key; both empty for a gap.
type rawWord struct {
	word, key, end int // start of the word, of the key, end of the key
	stop           bool
}

func (c *chunk) reset() { c.bytes, c.words, c.ends = c.bytes[:0], c.words[:0], c.ends[:0] }

func (c *chunk) gap() {
	if n := len(c.words); n > 0 && c.words[n-1].end > c.words[n-1].word {
		c.words = append(c.words, rawWord{})
	}
}

// analyst is what one goroutine analyses with.
type analyst struct {
	tokens langs.Tokens
	text   []byte
	keys   []byte
}

// read adds the words of one text to c and returns the digest of its keys.
func (a *analyst) read(c *chunk, analyzer langs.Analyzer, text string) [16]byte {
	a.tokens.Reset()
	a.text = append(a.text[:0], text...)
	analyzer.Analyze(&a.tokens, a.text)
	a.keys = a.keys[:0]
	first := len(c.words)
	for i, t := range a.tokens.List {
		a.keys = append(append(a.keys, a.tokens.Key(i)...), 0)
		if t.Kind != token.Word {
			if len(c.words) > first {
				c.gap()
			}
			continue
		}
		if i > 0 && len(c.words) > first && text[a.tokens.List[i-1].End:t.Start] != " " {
			c.gap()
		}
		if isFirstPart(text[t.End:]) {
			c.gap()
			continue
		}
		word := rawWord{word: len(c.bytes), stop: t.Stop}
		c.bytes = append(c.bytes, a.tokens.Word(i)...)
		word.key = len(c.bytes)
		c.bytes = append(c.bytes, a.tokens.Key(i)...)
		word.end = len(c.bytes)
		c.words = append(c.words, word)
	}
	c.ends = append(c.ends, len(c.words))
	if len(a.keys) == 0 { // nothing that the analyzer knows as a word: only the very same text is equal to it
		a.keys = append(append(a.keys, 0), text...)
	}
	sum := sha256.Sum256(a.keys)
	return [16]byte(sum[:16])
}

// isFirstPart reports whether what follows a word makes it a part of one that is not written out: social- och hälsovård.
func isFirstPart(rest string) bool {
	return len(rest) > 1 && rest[0] == '-' && (rest[1] == ' ' || rest[1] == '/')
}

// lexicon numbers forms and keys in the order in which they are met.
type lexicon struct {
	words *words
	forms map[string]int32
	keys  map[key]int32
	buf   []byte
}

func newLexicon(w *words) *lexicon {
	return &lexicon{words: w, forms: make(map[string]int32), keys: make(map[key]int32)}
}

func (x *lexicon) number(language langs.Language, c *chunk, i int) int32 {
	r := c.words[i]
	if r.end == r.word {
		return gap
	}
	x.buf = append(x.buf[:0], byte(language))
	x.buf = append(x.buf, c.bytes[r.word:r.key]...)
	x.buf = append(x.buf, 0)
	x.buf = append(x.buf, c.bytes[r.key:r.end]...)
	if f, ok := x.forms[string(x.buf)]; ok {
		return f
	}
	k := key{string(c.bytes[r.key:r.end]), language}
	number, ok := x.keys[k]
	if !ok {
		number = int32(len(x.words.keys))
		x.keys[k] = number
		x.words.keys = append(x.words.keys, k)
	}
	f := int32(len(x.words.forms))
	x.forms[string(x.buf)] = f
	x.words.forms = append(x.words.forms, form{string(c.bytes[r.word:r.key]), number, r.stop})
	return f
}
