package npy

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// put replaces a file by another: to cut the old one short would have some file systems wait for the disk.
func put(t testing.TB, path string, content []byte) {
	t.Helper()
	os.Remove(path)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func begin(t testing.TB, path string) *File {
	t.Helper()
	f, err := Open(path, "model, passage", 3)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The golden file is what numpy 2.4.6 wrote, see testdata/golden.py; the rows are the same, the header is shorter.
func TestFinishedFileHasTheRowsOfNumPysOwn(t *testing.T) {
	golden, err := os.ReadFile("testdata/golden.npy")
	if err != nil {
		t.Fatal(err)
	}
	rows := []float32{0, 1, -2.5, float32(math.Inf(1)), 1e-45, math.MaxFloat32}
	path := filepath.Join(t.TempDir(), "m.part")
	f := begin(t, path)
	for i := range 2 { // each by a process of its own
		if err := f.Append(rows[3*i:3*i+3], [32]byte{byte(i + 1)}); err != nil {
			t.Fatal(err)
		}
		f.Close()
		f = begin(t, path)
		if f.Rows() != i+1 || f.Input() != [32]byte{byte(i + 1)} {
			t.Fatalf("opened again: %d rows of input %x", f.Rows(), f.Input())
		}
	}
	second := make([]float32, 3)
	if err := f.Read(1, second); err != nil || second[2] != math.MaxFloat32 {
		t.Errorf("row 1: %v, %v", second, err)
	}
	if err := f.Read(1, make([]float32, 6)); err == nil {
		t.Error("reading beyond the end: no error")
	}
	if err := f.Finish(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dictionary, values, _ := strings.Cut(string(golden[10:]), "\n")
	if !bytes.HasPrefix(got, golden[:8]) || got[8] != 0xf6 || got[9] != 1 || string(got[headerSize:]) != values ||
		string(bytes.TrimRight(got[10:headerSize], " \n")) != strings.TrimRight(dictionary, " ") {
		t.Errorf("the file is %q,\nNumPy's is %q", got, golden)
	}
	if _, err := Open(path, "model, passage", 3); err == nil {
		t.Error("a finished file was opened as an unfinished one")
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.part")
	f := begin(t, path)
	if err := f.Append([]float32{1, 2}, [32]byte{}); err == nil {
		t.Error("two thirds of a row: no error")
	}
	if err := f.Append([]float32{1, 2, 3}, [32]byte{1}); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if _, err := Open(path, "model, query", 3); err == nil || !strings.Contains(err.Error(), "model, passage") {
		t.Errorf("another maker: error %v", err)
	}
	if _, err := Open(path, "model, passage", 4); err == nil {
		t.Error("another length: no error")
	}
	if _, err := Open(path, strings.Repeat("x", 500), 3); err == nil {
		t.Error("a long name: no error")
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := range whole {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 1 << (at % 8)
		put(t, path, damaged)
		if _, err := Open(path, "model, passage", 3); err == nil {
			t.Errorf("a bit of byte %d flipped: no error", at)
		}
	}
	for end := 1; end < len(whole); end++ {
		put(t, path, whole[:end])
		if _, err := Open(path, "model, passage", 3); err == nil {
			t.Errorf("cut at byte %d: no error", end)
		}
	}
	// Rows that were written and not yet counted do not count.
	put(t, path, append(bytes.Clone(whole), 1, 2, 3, 4, 5))
	f = begin(t, path)
	f.Append([]float32{4, 5, 6}, [32]byte{2})
	f.Close()
	if f = begin(t, path); f.Rows() != 2 {
		t.Errorf("%d rows, want 2", f.Rows())
	}
}

func FuzzOpen(f *testing.F) {
	path := filepath.Join(f.TempDir(), "m.part")
	file := begin(f, path)
	file.Append([]float32{1, 2, 3}, [32]byte{1})
	file.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Fuzz(func(t *testing.T, content []byte) {
		put(t, path, content)
		file, err := Open(path, "model, passage", 3)
		if err != nil {
			return
		}
		defer file.Close()
		if err := file.Read(0, make([]float32, 3*file.Rows())); err != nil {
			t.Error(err)
		}
	})
}

func TestOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.part")
	f := begin(t, path)
	if err := f.Append(make([]float32, 6), [32]byte{1}); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, "model, passage", 3); err == nil || !strings.Contains(err.Error(), "m.part: another process is writing it") {
		t.Errorf("opened twice: error %v", err)
	}
	f.Close()
	f = begin(t, path)
	if f.Rows() != 2 {
		t.Errorf("%d rows after the second was refused, want 2", f.Rows())
	}
	if err := f.Discard(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("discarded, and there all the same: %v", err)
	}
	begin(t, path).Close()
}
