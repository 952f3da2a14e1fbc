package sugarme_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed/tokenizer"
	"github.com/kaiku-analytics/kaiku/embed/tokenizer/sugarme"
)

// wordLevel has a model that embed/tokenizer does not read.
const wordLevel = `{"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": {"type": "Lowercase"},
	"pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null, "decoder": null,
	"model": {"type": "WordLevel", "unk_token": "<unk>", "vocab": {"<unk>": 0, "hyvä": 1, "palvelu": 2}}}`

func TestReadsWhatTheOtherDoesNot(t *testing.T) {
	var unsupported *tokenizer.UnsupportedError
	if _, err := tokenizer.Read([]byte(wordLevel)); !errors.As(err, &unsupported) || unsupported.Kind != "WordLevel" {
		t.Fatalf("error %v, want an UnsupportedError for WordLevel", err)
	}
	tok, err := sugarme.Read([]byte(wordLevel), 0)
	if err != nil {
		t.Fatal(err)
	}
	var e tokenizer.Encoding
	for text, want := range map[string][]int32{
		"Hyvä palvelu":                      {1, 2},
		"Hyva\u0308 palvelu":                {1, 2}, // decomposed
		"palvelu oli hyvä":                  {2, 0, 1},
		"hyv\xe4 palvelu":                   {0, 2}, // not UTF-8
		"":                                  {},
		strings.Repeat("palvelu ", 3) + "a": {2, 2, 2, 0},
	} {
		if err := tok.Encode(&e, text); err != nil || !slices.Equal(e.IDs, want) || len(e.Offsets) != len(e.IDs) {
			t.Errorf("%q: ids %v, offsets %v, error %v; want ids %v", text, e.IDs, e.Offsets, err, want)
		}
	}
}

// sentencePiece has the parts of a SentencePiece file around a model that embed/tokenizer does not read.
const sentencePiece = `{"version": "1.0", "truncation": {"max_length": 3, "strategy": "OnlySecond", "stride": 9, "direction": "Right"},
	"padding": {"strategy": {"Fixed": 9}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "<s>"},
	"added_tokens": [
		{"id": 0, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
		{"id": 1, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
	"normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Lowercase"}]},
	"pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
	"post_processor": {"type": "TemplateProcessing",
		"single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
		"pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
		"special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}, "</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}},
	"decoder": null, "model": {"type": "WordLevel", "unk_token": "<unk>",
		"vocab": {"<s>": 0, "</s>": 1, "<unk>": 2, "▁hyvä": 3, "▁palvelu": 4, "▁oli": 5, "▁": 6}}}`

// The ids are those of the Python package tokenizers 0.23.3, which also cuts as these are cut; the library's own
// cutting and padding, which the file asks for in a way that would end the program, are off.
func TestSentencePiece(t *testing.T) {
	for _, test := range []struct {
		maxLength int
		text      string
		want      []int32
	}{
		{0, "palvelu oli  hyvä", []int32{0, 4, 5, 6, 3, 1}},
		{0, "hyvä ", []int32{0, 3, 6, 1}},
		{0, "", []int32{0, 1}},
		{0, "Hyva\u0308 PALVELU, oli hyvä", []int32{0, 3, 2, 5, 3, 1}},
		{0, "hyvä</s>palvelu", []int32{0, 3, 1, 4, 1}},
		{4, "palvelu oli hyvä palvelu oli", []int32{0, 4, 5, 1}},
		{4, strings.Repeat("palvelu oli ", 10_000), []int32{0, 4, 5, 1}},
		{4, strings.Repeat("a", 100_000), []int32{0, 2, 1}},
		{1, "palvelu oli", []int32{0, 1}}, // the special ones stay
	} {
		tok, err := sugarme.Read([]byte(sentencePiece), test.maxLength)
		if err != nil {
			t.Fatal(err)
		}
		var e tokenizer.Encoding
		if err := tok.Encode(&e, test.text); err != nil || !slices.Equal(e.IDs, test.want) || len(e.Offsets) != len(e.IDs) {
			t.Errorf("%.40q of at most %d: ids %v, error %v; want %v", test.text, test.maxLength, e.IDs, err, test.want)
		}
	}
}

func TestConcurrentCalls(t *testing.T) {
	tok, err := sugarme.Read([]byte(sentencePiece), 0)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var e tokenizer.Encoding
			for range 200 {
				if err := tok.Encode(&e, "palvelu oli hyvä"); err != nil || !slices.Equal(e.IDs, []int32{0, 4, 5, 3, 1}) {
					t.Errorf("ids %v, error %v", e.IDs, err)
				}
			}
		})
	}
	wg.Wait()
}

func TestRefuses(t *testing.T) {
	uncased := strings.Replace(wordLevel, `{"type": "Lowercase"}`, `{"type": "BertNormalizer", "clean_text": true,
		"handle_chinese_chars": true, "strip_accents": null, "lowercase": true}`, 1)
	for data, want := range map[string]string{
		uncased: "wrong ids",
		`{"model": {"type": "BPE", "vocab": 3, "merges": []}}`: "panicked",
		`{`: "unexpected end",
	} {
		if _, err := sugarme.Read([]byte(data), 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: error %v, want one with %q", data, err, want)
		}
	}
}

// A charsmap and CR LF make the library panic. That is an error for the text, and the next text is fine.
func TestPanicIsAnError(t *testing.T) {
	file, err := os.Open("../testdata/models.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var models struct {
		Charsmap string
		Unigram  json.RawMessage
	}
	if err := json.NewDecoder(z).Decode(&models); err != nil {
		t.Fatal(err)
	}
	tok, err := sugarme.Read(fmt.Appendf(nil, `{"added_tokens": [], "normalizer": {"type": "Precompiled", "precompiled_charsmap": %q},
		"pre_tokenizer": {"type": "WhitespaceSplit"}, "model": %s}`, models.Charsmap, models.Unigram), 0)
	if err != nil {
		t.Fatal(err)
	}
	var e tokenizer.Encoding
	if err := tok.Encode(&e, "hyvä\r\npalvelu"); err == nil || !strings.Contains(err.Error(), "panicked") {
		t.Errorf("error %v, want one that says that the library panicked", err)
	}
	if err := tok.Encode(&e, "hyvä palvelu"); err != nil || len(e.IDs) == 0 {
		t.Errorf("ids %v, error %v after a panic", e.IDs, err)
	}
}
