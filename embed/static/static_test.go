package static

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed"
)

// small is a model of five pieces in two dimensions; hyvä is (3, 4), ei is (-1, 0), å is (0, 1).
type small struct {
	version, dim, pieces uint32
	meta                 string
	names                []string
	scores, scales       []float32
	rows                 []int8
}

func newSmall() small {
	info, _ := json.Marshal(Info{Name: "small", Normalizer: normalizer, PreTokenizer: preSplitter})
	return small{
		version: 1, dim: 2, pieces: 5, meta: string(info),
		names:  []string{"<unk>", "▁hyvä", "▁ei", "▁", "å"},
		scores: []float32{0, -2, -3, -4, -4},
		scales: []float32{0, .5, .125, 0, .25},
		rows:   []int8{0, 0, 6, 8, -8, 0, 9, 9, 0, 4},
	}
}

func (s small) bytes() []byte {
	var names []byte
	for _, n := range s.names {
		names = append(append(names, byte(len(n))), n...)
	}
	var b bytes.Buffer
	b.WriteString(magic)
	for _, part := range []any{s.version, s.dim, s.pieces, uint32(len(s.meta)), uint32(len(names)),
		[]byte(s.meta), names, s.scores, s.scales, s.rows} {
		binary.Write(&b, binary.LittleEndian, part)
	}
	sum := sha256.Sum256(b.Bytes())
	return append(b.Bytes(), sum[:]...)
}

func TestEmbedByHand(t *testing.T) {
	m, err := Load(newSmall().bytes())
	if err != nil {
		t.Fatal(err)
	}
	r := float32(math.Sqrt(.5))
	for _, c := range []struct {
		text string
		want []float32
	}{
		{"", []float32{0, 0}},
		{"  \n", []float32{0, 0}},
		{"xyz", []float32{0, 0}},              // "▁", of scale 0, and the unknown piece
		{"\xff\xfe", []float32{0, 0}},         // not UTF-8
		{"Hyvä", []float32{.6, .8}},           // (3, 4)
		{"hyva\u0308", []float32{.6, .8}},     // decomposed
		{"hyvä hyvä HYVÄ", []float32{.6, .8}}, // (9, 12)
		{"hyvä\r\nxyz", []float32{.6, .8}},    // unknown pieces count nothing
		{"ei", []float32{-1, 0}},              // (-1, 0)
		{"ei å", []float32{-r, r}},            // (-1, 1)
		{"hyvä ei ei ei å", []float32{0, 1}},  // (0, 5)
		{"hyvä ei ei ei", []float32{0, 1}},    // (0, 4)
		{"ei ei hyvä", []float32{1 / float32(math.Sqrt(17)), 4 / float32(math.Sqrt(17))}}, // (1, 4)
	} {
		out := []float32{7, 7}
		if err := m.Embed(context.Background(), embed.Query, []string{c.text}, out); err != nil {
			t.Fatal(err)
		}
		if math.Abs(float64(out[0]-c.want[0])) > 1e-6 || math.Abs(float64(out[1]-c.want[1])) > 1e-6 {
			t.Errorf("%q: %v, want %v", c.text, out, c.want)
		}
	}
}

func TestOppositeRowsCancelToZero(t *testing.T) {
	s := newSmall()
	s.rows[2], s.rows[3] = 2, 0 // hyvä is (1, 0)
	m, err := Load(s.bytes())
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float32, 2)
	if err := m.Embed(context.Background(), embed.Passage, []string{"hyvä ei"}, out); err != nil || out[0] != 0 || out[1] != 0 {
		t.Errorf("%v, %v, want a row of zeros", out, err)
	}
}

func TestRowsDoNotDependOnBatchOrThreads(t *testing.T) {
	m, err := Load(newSmall().bytes())
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"hyvä", "ei", "å", "x"}
	texts := make([]string, 5*chunk+7)
	for i := range texts {
		texts[i] = strings.Repeat(words[i%4]+" ", i%5) + words[i%3]
	}
	alone := make([]float32, len(texts)*2)
	for i, text := range texts {
		if err := m.Embed(context.Background(), embed.Passage, []string{text}, alone[2*i:2*i+2]); err != nil {
			t.Fatal(err)
		}
	}
	for _, threads := range []int{1, 2, 8} {
		old := runtime.GOMAXPROCS(threads)
		out := make([]float32, len(texts)*2)
		err := m.Embed(context.Background(), embed.Passage, texts, out)
		runtime.GOMAXPROCS(old)
		if err != nil || !slices.Equal(out, alone) {
			t.Errorf("%d threads: rows differ from those of single texts (error %v)", threads, err)
		}
	}
}

func TestEmbedRefuses(t *testing.T) {
	m, err := Load(newSmall().bytes())
	if err != nil {
		t.Fatal(err)
	}
	err = m.Embed(context.Background(), embed.Passage, []string{"ei"}, make([]float32, 3))
	if err == nil || !strings.Contains(err.Error(), "3 elements, want 1 texts x 2") {
		t.Errorf("error %v for an out of the wrong length", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, n := range []int{1, 10 * chunk} {
		if err := m.Embed(ctx, embed.Passage, make([]string, n), make([]float32, 2*n)); err != context.Canceled {
			t.Errorf("%d texts: error %v after cancel", n, err)
		}
	}
}

func TestFingerprintFollowsContent(t *testing.T) {
	s := newSmall()
	data := s.bytes()
	m, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("static-%x", data[len(data)-32:][:8]); m.Fingerprint() != want {
		t.Errorf("fingerprint %s, want %s", m.Fingerprint(), want)
	}
	s.rows[3]++
	other, err := Load(s.bytes())
	if err != nil || other.Fingerprint() == m.Fingerprint() {
		t.Errorf("another row, the same fingerprint %s (error %v)", other.Fingerprint(), err)
	}
	if m.Info().Name != "small" || m.Dim() != 2 {
		t.Errorf("name %q and dim %d, want small and 2", m.Info().Name, m.Dim())
	}
}

func TestLoadSaysWhatIsWrong(t *testing.T) {
	nan := float32(math.NaN())
	for want, change := range map[string]func(*small){
		"version at byte 8: 2":                  func(s *small) { s.version = 2 },
		"row length at byte 12: 0":              func(s *small) { s.dim = 0 },
		"row length at byte 12: 4097":           func(s *small) { s.dim = 4097 },
		"number of pieces at byte 16: 0":        func(s *small) { s.pieces = 0 },
		"file is cut short or damaged":          func(s *small) { s.pieces = 6 },
		"bytes after the end":                   func(s *small) { s.rows = append(s.rows, 1) },
		"metadata at byte 28":                   func(s *small) { s.meta = "{" },
		`normalizer "NFD"`:                      func(s *small) { s.meta = strings.Replace(s.meta, normalizer, "NFD", 1) },
		`pre_tokenizer "none"`:                  func(s *small) { s.meta = strings.Replace(s.meta, preSplitter, "none", 1) },
		"piece 1 is \"\"":                       func(s *small) { s.names[1] = "" },
		`piece 2 is "\xff"`:                     func(s *small) { s.names[2] = "\xff" },
		"piece 4 runs past the section's end":   func(s *small) { s.names = s.names[:4] },
		"2 bytes after the last piece":          func(s *small) { s.names = append(s.names, "x") },
		`pieces 1 and 4 are both "▁hyvä"`:       func(s *small) { s.names[4] = s.names[1] },
		"number 2 is NaN, want -1e+06 to 1e+06": func(s *small) { s.scores[2] = nan },
		"number 3 is -1, want 0 to 1e+06":       func(s *small) { s.scales[3] = -1 },
	} {
		s := newSmall()
		change(&s)
		_, err := Load(s.bytes())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestLoadFindsEveryTruncationAndBitFlip(t *testing.T) {
	data := newSmall().bytes()
	for n := range data {
		if _, err := Load(data[:n]); err == nil {
			t.Errorf("the first %d of %d bytes load", n, len(data))
		}
	}
	for bit := range 8 * len(data) {
		damaged := bytes.Clone(data)
		damaged[bit/8] ^= 1 << (bit % 8)
		if _, err := Load(damaged); err == nil {
			t.Errorf("loads with bit %d of byte %d flipped", bit%8, bit/8)
		}
	}
}

// FuzzLoad mends the checksum of what it tries, so that the parts behind it are reached.
func FuzzLoad(f *testing.F) {
	s := newSmall()
	f.Add(s.bytes())
	s.pieces, s.names = 4, s.names[:4]
	f.Add(s.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > sha256.Size {
			body := data[:len(data)-sha256.Size]
			sum := sha256.Sum256(body)
			data = append(bytes.Clone(body), sum[:]...)
		}
		m, err := Load(data)
		if err != nil {
			return
		}
		out := make([]float32, 3*m.Dim())
		if err := m.Embed(context.Background(), embed.Passage, []string{"", "hyvä ei xyz å", "\xff▁"}, out); err != nil {
			t.Fatal(err)
		}
		for i, x := range out {
			if !(x >= -1.001 && x <= 1.001) {
				t.Fatalf("element %d is %v", i, x)
			}
		}
	})
}
