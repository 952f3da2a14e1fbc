package sugarme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/sugarme/tokenizer"
	"github.com/sugarme/tokenizer/pretrained"
	"golang.org/x/text/unicode/norm"

	own "github.com/kaiku-analytics/kaiku/embed/tokenizer"
)

// Tokenizer turns texts into ids. It is safe for concurrent use: calls wait for each other, for the library's are not known
// to be.
type Tokenizer struct {
	mu        sync.Mutex
	tokenizer *tokenizer.Tokenizer
	maxLength int
}

// Read reads a tokenizer.json, of which texts are to have at most maxLength ids, special tokens included, or any number if it
// is 0; what the file says of that does not matter. It refuses uncased BERT, whose ids would be wrong: ä, ö and å become the
// unknown token.
func Read(data []byte, maxLength int) (t *Tokenizer, err error) {
	var file struct {
		Normalizer struct {
			Type      string `json:"type"`
			Lowercase bool   `json:"lowercase"`
			Accents   *bool  `json:"strip_accents"`
		} `json:"normalizer"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("sugarme: %w", err)
	}
	if n := file.Normalizer; n.Type == "BertNormalizer" && (n.Accents == nil && n.Lowercase || n.Accents != nil && *n.Accents) {
		return nil, fmt.Errorf("sugarme: normalizer is BertNormalizer that strips accents, of which this library makes wrong ids")
	}
	made, err := read(data)
	if err != nil {
		return nil, fmt.Errorf("sugarme: %w", err)
	}
	// The library's own truncation ends the program where it finds its parameters wrong.
	made.WithTruncation(nil)
	made.WithPadding(nil)
	return &Tokenizer{tokenizer: made, maxLength: maxLength}, nil
}

func read(data []byte) (t *tokenizer.Tokenizer, err error) {
	defer recovered(&err, "reading")
	return pretrained.FromReader(bytes.NewReader(data))
}

// longestToken bounds what is read of a text: one of more than so many bytes for each id that it may have is cut before the
// library sees it, which takes time that grows with the square of a word's length: 2 s for one of 8,000 letters.
const longestToken = 16

// Encode makes dst the encoding of text with special tokens, its end cut off where it has too many ids. Bytes that are not
// UTF-8 become U+FFFD and the text is taken in normal form C, to which the offsets refer. An error says that the library
// panicked or gave up; it costs the text.
func (t *Tokenizer) Encode(dst *own.Encoding, text string) (err error) {
	dst.IDs, dst.Offsets = dst.IDs[:0], dst.Offsets[:0]
	if t.maxLength > 0 && len(text) > t.maxLength*longestToken {
		text = text[:t.maxLength*longestToken]
	}
	e, err := t.encode(norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD")))
	if err != nil {
		return fmt.Errorf("sugarme: %w", err)
	}
	before, after := specialTokens(e.SpecialTokenMask)
	cut := t.maxLength > 0 && len(e.Ids) > t.maxLength
	for i, id := range e.Ids {
		if cut && i >= max(t.maxLength-after, before) && i < len(e.Ids)-after {
			continue
		}
		if id < 0 || id > math.MaxInt32 {
			return fmt.Errorf("sugarme: encoding: id %d", id)
		}
		dst.IDs = append(dst.IDs, int32(id))
		offsets := own.Span{}
		if o := e.Offsets[i]; len(o) == 2 && o[0] >= 0 && o[1] >= o[0] && o[1] <= math.MaxUint32 {
			offsets = own.Span{Start: uint32(o[0]), End: uint32(o[1])}
		}
		dst.Offsets = append(dst.Offsets, offsets)
	}
	return nil
}

func (t *Tokenizer) encode(text string) (e *tokenizer.Encoding, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer recovered(&err, "encoding")
	return t.tokenizer.EncodeSingle(text, true)
}

// specialTokens counts those at both ends.
func specialTokens(mask []int) (before, after int) {
	for before < len(mask) && mask[before] == 1 {
		before++
	}
	for after < len(mask)-before && mask[len(mask)-1-after] == 1 {
		after++
	}
	return before, after
}

// recovered makes a panic an error.
func recovered(err *error, doing string) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%s: the library panicked: %v", doing, r)
	}
}
