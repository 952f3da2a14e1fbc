package onnx

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/tokenizer"
	"github.com/kaiku-analytics/kaiku/embed/tokenizer/sugarme"
)

// wordLevel is the test model's tokenizer.json with a model of a kind that embed/tokenizer does not read, over the same
// words. It splits as a SentencePiece file does where pieces begin with a mark.
func wordLevel(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(testModel + "/tokenizer.json")
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	vocab := map[string]any{}
	for piece, id := range file["model"].(map[string]any)["vocab"].(map[string]any) {
		if !strings.HasPrefix(piece, "[") && !strings.HasPrefix(piece, "##") {
			piece = "▁" + piece
		}
		vocab[piece] = id
	}
	file["model"] = map[string]any{"type": "WordLevel", "unk_token": "[UNK]", "vocab": vocab}
	file["pre_tokenizer"] = map[string]any{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}
	file["normalizer"] = map[string]any{"type": "Lowercase"}
	if data, err = json.Marshal(file); err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func readOther(file []byte, maxTokens int) (Tokenizer, error) { return sugarme.Read(file, maxTokens) }

func TestOtherTokenizer(t *testing.T) {
	files := map[string]string{"tokenizer.json": wordLevel(t)}
	plain := openFolder(t, nil, Options{})
	var unsupported *tokenizer.UnsupportedError
	if _, err := OpenFS(folder(t, files), Options{}); !errors.As(err, &unsupported) || unsupported.Kind != "WordLevel" {
		t.Fatalf("error %v, want an UnsupportedError for WordLevel", err)
	}
	refuse := func([]byte, int) (Tokenizer, error) { return nil, errors.New("no, thanks") }
	if _, err := OpenFS(folder(t, files), Options{Tokenizer: refuse}); !errors.As(err, &unsupported) || !strings.Contains(err.Error(), "no, thanks") {
		t.Errorf("error %v, want both reasons", err)
	}
	m := openFolder(t, files, Options{Tokenizer: readOther})
	if !errors.As(m.Unsupported(), &unsupported) || plain.Unsupported() != nil || m.Fingerprint() == plain.Fingerprint() {
		t.Errorf("the model says of its tokenizer: %v", m.Unsupported())
	}
	// Of words that are pieces the ids are the same.
	texts := []string{"oli", "The time was ok", strings.TrimSpace(strings.Repeat("time ", 40))}
	if d := distance(t, rows(t, m, embed.Passage, texts...), rows(t, plain, embed.Passage, texts...)); d != 0 {
		t.Errorf("values differ by up to %g", d)
	}
	zeros := make([]float32, m.Dim())
	for i, row := range rows(t, m, embed.Passage, "", "qqqq wwww", "ok qqqq") {
		if slices.Equal(row, zeros) != (i < 2) {
			t.Errorf("text %d: row %v", i, row)
		}
	}
	report, err := Check(t.Context(), m)
	if err != nil || !strings.Contains(report.String(), "WordLevel") {
		t.Errorf("%v:\n%s", err, report)
	}
}

// failing cannot read texts with an x.
type failing struct{}

func (failing) Encode(dst *tokenizer.Encoding, text string) error {
	dst.IDs, dst.Offsets = []int32{2, 9, 3}, []tokenizer.Span{{}, {Start: 0, End: uint32(len(text))}, {}}
	if strings.Contains(text, "x") {
		return errors.New("an x")
	}
	return nil
}

func TestTokenizerErrorCostsTheText(t *testing.T) {
	m := openFolder(t, map[string]string{"tokenizer.json": wordLevel(t)}, Options{
		Tokenizer: func([]byte, int) (Tokenizer, error) { return failing{}, nil },
	})
	zeros := make([]float32, m.Dim())
	for i, row := range rows(t, m, embed.Passage, "a", "x", "b") {
		if slices.Equal(row, zeros) != (i == 1) {
			t.Errorf("text %d: row %v", i, row)
		}
	}
}
