package mini

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/onnx"
	"github.com/kaiku-analytics/kaiku/embed/onnx/library"
	"github.com/kaiku-analytics/kaiku/embed/tokenizer"
)

const (
	card    = "README.md"
	maxSize = 32 << 20 // bytes: what a repository and a program can bear
)

// The card lists every file with its size and SHA-256.
func TestFilesAreThoseOfTheCard(t *testing.T) {
	text, err := fs.ReadFile(Files(), card)
	if err != nil {
		t.Fatal(err)
	}
	var listed, found []string
	for _, row := range regexp.MustCompile(`(?m)^\| (\S+) \| (\d+) \| ([0-9a-f]{64}) \|$`).FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, row[1])
		data, err := fs.ReadFile(Files(), row[1])
		if err != nil {
			t.Error(err)
			continue
		}
		sum := sha256.Sum256(data)
		if strconv.Itoa(len(data)) != row[2] || hex.EncodeToString(sum[:]) != row[3] {
			t.Errorf("%s: %d bytes with SHA-256 %x, the card has %s with %s", row[1], len(data), sum, row[2], row[3])
		}
	}
	total := 0
	err = fs.WalkDir(Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if total += int(info.Size()); path != card {
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(listed)
	if slices.Sort(found); !slices.Equal(listed, found) {
		t.Errorf("files %q, the card has %q", found, listed)
	}
	if total > maxSize {
		t.Errorf("%d bytes in all, want at most %d", total, maxSize)
	}
	for _, name := range []string{"onnx/model.onnx", "tokenizer.json", "config.json", "modules.json", "1_Pooling/config.json"} {
		if !slices.Contains(found, name) {
			t.Errorf("%s is missing", name)
		}
	}
}

// reference is what onnxruntime and tokenizers for Python give; embed/training/release_mini.py writes it.
type reference struct {
	MadeBy string `json:"made_by"`
	Cases  []struct {
		Text   string    `json:"text"`
		IDs    []int32   `json:"ids"`
		Vector []float32 `json:"vector"`
	} `json:"cases"`
}

func readReference(t *testing.T) (r reference) {
	t.Helper()
	data, err := os.ReadFile("testdata/golden.json")
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestIDsEqualReference(t *testing.T) {
	data, err := fs.ReadFile(Files(), "tokenizer.json")
	if err != nil {
		t.Fatal(err)
	}
	tok, err := tokenizer.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var got tokenizer.Encoding
	for _, c := range readReference(t).Cases {
		if tok.Encode(&got, c.Text); !slices.Equal(got.IDs, c.IDs) {
			t.Errorf("%q: ids %v, want %v", c.Text, got.IDs, c.IDs)
		}
	}
}

// Rows of a text's activations are scaled each by itself, so the vectors of a batch are those of each text alone, up to the
// rounding of 8 bits.
func TestVectorsEqualReference(t *testing.T) {
	m, err := onnx.OpenFS(Files(), onnx.Options{})
	if errors.Is(err, onnx.ErrNoCgo) || errors.Is(err, library.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	want := readReference(t)
	texts := make([]string, len(want.Cases))
	for i, c := range want.Cases {
		texts[i] = c.Text
	}
	out := make([]float32, len(texts)*m.Dim())
	if err := m.Embed(context.Background(), embed.Passage, texts, out); err != nil {
		t.Fatal(err)
	}
	for i, c := range want.Cases {
		row := out[i*m.Dim() : (i+1)*m.Dim()]
		if cos := cosine(row, c.Vector); cos < .9995 {
			t.Errorf("%q: cosine %.5f to the vector of %s", c.Text, cos, want.MadeBy)
		}
	}
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab, aa, bb = ab+float64(a[i])*float64(b[i]), aa+float64(a[i])*float64(a[i]), bb+float64(b[i])*float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}
