package onnx

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/kaiku-analytics/kaiku/embed/tokenizer"
)

// tokens turns texts into ids.
type tokens struct {
	tokenizer   Tokenizer
	unsupported error // of embed/tokenizer, where tokenizer is another
	pad         int64
	unknown     int32 // id of what the vocabulary does not cover, or -1
}

// tokenizerFile is a tokenizer.json with what matters here whoever reads it.
type tokenizerFile struct {
	data  []byte
	Added []struct {
		ID      int32  `json:"id"`
		Content string `json:"content"`
	} `json:"added_tokens"`
	Model struct {
		ID         *int32          `json:"unk_id"`
		Token      string          `json:"unk_token"`
		Vocabulary json.RawMessage `json:"vocab"`
	} `json:"model"`
	Truncation struct {
		MaxLength int `json:"max_length"`
	} `json:"truncation"`
	Padding struct {
		ID int64 `json:"pad_id"`
	} `json:"padding"`
}

func readTokenizerFile(dir fs.FS) (f tokenizerFile, err error) {
	if f.data, err = fs.ReadFile(dir, "tokenizer.json"); err != nil {
		return f, err
	}
	if err := json.Unmarshal(f.data, &f); err != nil {
		return f, fmt.Errorf("tokenizer.json: %w", err)
	}
	return f, nil
}

// open reads the file for texts of at most maxTokens tokens, with other where it is of a kind that embed/tokenizer does not
// read.
func (f *tokenizerFile) open(maxTokens int, other func([]byte, int) (Tokenizer, error)) (*tokens, error) {
	unknown := f.unknownID()
	t, err := tokenizer.Read(f.data)
	if err == nil {
		return &tokens{own{t.WithMaxLength(maxTokens)}, nil, int64(t.PadID()), unknown}, nil
	}
	if unsupported := new(tokenizer.UnsupportedError); other == nil || !errors.As(err, &unsupported) {
		return nil, err
	}
	second, failed := other(f.data, maxTokens)
	if failed != nil {
		return nil, fmt.Errorf("%w; nor by another library: %w", err, failed)
	}
	return &tokens{second, err, f.Padding.ID, unknown}, nil
}

// own is a tokenizer of embed/tokenizer, which has no errors.
type own struct{ *tokenizer.Tokenizer }

func (o own) Encode(dst *tokenizer.Encoding, text string) error {
	o.Tokenizer.Encode(dst, text)
	return nil
}

// unknownID returns the id of the token that stands for what the vocabulary does not cover, or -1.
func (f *tokenizerFile) unknownID() int32 {
	if f.Model.ID != nil {
		return *f.Model.ID
	}
	for _, added := range f.Added {
		if added.Content == f.Model.Token {
			return added.ID
		}
	}
	var ids map[string]int32
	if json.Unmarshal(f.Model.Vocabulary, &ids) == nil { // Unigram has a list, and an unk_id
		if id, ok := ids[f.Model.Token]; ok {
			return id
		}
	}
	return -1
}

// encode fills ids with those of texts, the prefix before each. A text of which the vocabulary covers nothing, or that the
// tokenizer fails at, gets none.
func (t *tokens) encode(ids [][]int32, prefix string, texts []string) {
	var e tokenizer.Encoding
	flat := make([]int32, 0, 16*len(texts)) // of all texts, end to end
	for i, text := range texts {
		if strings.TrimSpace(text) == "" {
			continue
		}
		if t.tokenizer.Encode(&e, prefix+text) != nil || !t.known(&e, len(prefix)) {
			continue
		}
		start := len(flat)
		flat = append(flat, e.IDs...)
		ids[i] = flat[start:]
	}
}

// known reports whether any token, after the prefix of the given length, is in the vocabulary. Special tokens cover no bytes.
func (t *tokens) known(e *tokenizer.Encoding, prefix int) bool {
	for i, span := range e.Offsets {
		if span.End > span.Start && int(span.End) > prefix && e.IDs[i] != t.unknown {
			return true
		}
	}
	return false
}
