package main

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/embed/onnx"
	"github.com/kaiku-analytics/kaiku/embed/onnx/library"
)

func TestCosine(t *testing.T) {
	for _, test := range []struct {
		a, b []float32
		want float64
	}{{[]float32{3, 4}, []float32{6, 8}, 1}, {[]float32{1, 0}, []float32{1, 1}, math.Sqrt2 / 2}, {[]float32{1, 0}, []float32{-1, 0}, -1}} {
		if got := cosine(test.a, test.b); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%v and %v: %g, want %g", test.a, test.b, got, test.want)
		}
	}
}

func TestSample(t *testing.T) {
	texts := distinct([]string{"a", "b", "a", "c", "b", "d"})
	if !slices.Equal(texts, []string{"a", "b", "c", "d"}) || !slices.Equal(sample(texts, 2), []string{"a", "c"}) {
		t.Errorf("%q, %q", texts, sample(texts, 2))
	}
}

// TestPeersAgree asks all that can run for the vectors of a few texts.
func TestPeersAgree(t *testing.T) {
	t.Chdir("..") // where the program runs
	r := run{report: measure.NewReport("test")}
	if err := r.choose(filepath.Join("onnx", minilm), ""); err != nil {
		t.Skip(err)
	}
	if m, err := onnx.Open(r.fp32.folder, onnx.Options{}); errors.Is(err, onnx.ErrNoCgo) || errors.Is(err, library.ErrNotFound) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	} else {
		m.Close()
	}
	t.Cleanup(r.stop)
	if err := r.start(); err != nil {
		t.Fatal(err)
	}
	if err := r.give([]string{"Hoitaja oli ystävällinen.", "ok", "The waiting time was too long, and nobody told us why."}); err != nil {
		t.Fatal(err)
	}
	want, err := r.peers[kaiku32].vectors(384)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range r.peers {
		got, err := p.vectors(384)
		if err != nil {
			t.Fatal(err)
		}
		least := .9999
		if name == kaiku8 || name == python8 {
			least = .9
		}
		for i := range got {
			if c := cosine(got[i], want[i]); c < least {
				t.Errorf("%s: text %d has the cosine %g to kaiku's", name, i, c)
			}
		}
	}
}

// TestMain makes this test program answer as the program does when it is started as a worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "worker" {
		if err := work(os.Args[2:]); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}
