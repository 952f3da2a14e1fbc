package model

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed"
)

func TestVectorsEqualReference(t *testing.T) {
	raw, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		MadeBy string `json:"made_by"`
		Cases  []struct {
			Text   string    `json:"text"`
			Vector []float32 `json:"vector"`
		} `json:"cases"`
	}
	if err := json.Unmarshal(raw, &golden); err != nil {
		t.Fatal(err)
	}
	m := Default()
	out := make([]float32, m.Dim())
	for _, c := range golden.Cases {
		if err := m.Embed(context.Background(), embed.Passage, []string{c.Text}, out); err != nil {
			t.Fatal(err)
		}
		if len(c.Vector) != len(out) {
			t.Fatalf("%q: %d dimensions, %s has %d", c.Text, len(out), golden.MadeBy, len(c.Vector))
		}
		got, want := dot(out, out), dot(c.Vector, c.Vector)
		if want == 0 || got == 0 {
			if got != want {
				t.Errorf("%q: length %v, %s has %v", c.Text, got, golden.MadeBy, want)
			}
		} else if cos := dot(out, c.Vector) / math.Sqrt(got*want); cos < .9999 {
			t.Errorf("%q: cosine %.5f to the vector of %s", c.Text, cos, golden.MadeBy)
		}
	}
}

func dot(a, b []float32) (s float64) {
	for i := range a {
		s += float64(a[i]) * float64(b[i])
	}
	return s
}

// The three languages meet in one space, and meaning counts for more than words. The pairs are written for this test.
func TestNeighboursAcrossLanguages(t *testing.T) {
	texts := []string{
		"Lääkäri ei kuunnellut minua.", "Läkaren lyssnade inte på mig.", "The doctor did not listen to me.",
		"Odotusaika oli liian pitkä.", "Väntetiden var för lång.", "The waiting time was too long.",
		"Ruoka oli hyvää.", "Maten var god.", "The food was good.",
		"Pysäköintipaikkoja on liian vähän.", "Det finns för få parkeringsplatser.", "There are too few parking spaces.",
	}
	m := Default()
	d := m.Dim()
	out := make([]float32, len(texts)*d)
	if err := m.Embed(context.Background(), embed.Passage, texts, out); err != nil {
		t.Fatal(err)
	}
	for i := range texts {
		best, at := -2.0, -1
		for j := range texts {
			if s := dot(out[i*d:(i+1)*d], out[j*d:(j+1)*d]); i != j && s > best {
				best, at = s, j
			}
		}
		if at/3 != i/3 {
			t.Errorf("%q is nearest to %q (%.3f)", texts[i], texts[at], best)
		}
	}
}

// Ids on thousands of sentences equal those of the Python package tokenizers: testdata/ids.txt has their hashes, made by
// embed/training/golden.py.
func TestIDsEqualReferenceOnCorpora(t *testing.T) {
	folder := os.Getenv("KAIKU_DATA")
	if folder == "" {
		t.Skip("KAIKU_DATA is not set")
	}
	hashes, err := os.ReadFile("testdata/ids.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(hashes)) {
		var name, want string
		var n int
		if _, err := fmt.Sscan(line, &name, &n, &want); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		texts := corpus(t, folder, name)
		h := sha256.New()
		var ids []int32
		for _, text := range texts {
			ids = Default().Tokenizer().Append(ids[:0], text)
			fmt.Fprintln(h, strings.Trim(fmt.Sprint(ids), "[]"))
		}
		if got := fmt.Sprintf("%x", h.Sum(nil)); len(texts) != n || got != want {
			t.Errorf("%s: %d texts with hash %s, want %d with %s", name, len(texts), got, n, want)
		}
	}
}

// corpus returns the texts of an evaluation set: all columns of NTREX, or the "# text" lines of a treebank.
func corpus(t *testing.T, folder, name string) (texts []string) {
	t.Helper()
	path := filepath.Join(folder, "ud", name+".conllu.gz")
	if name == "ntrex" {
		path = filepath.Join(folder, "eval", "ntrex.fi-sv-en.tsv.gz")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(z); s.Scan(); {
		if name == "ntrex" {
			texts = append(texts, strings.Split(s.Text(), "\t")...)
		} else if text, ok := strings.CutPrefix(s.Text(), "# text = "); ok {
			texts = append(texts, text)
		}
	}
	return texts
}
