package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCacheForget(t *testing.T) {
	dir := t.TempDir()
	vectors := filepath.Join(dir, "vectors")
	in := write(t, filepath.Join(dir, "in.csv"), "id,text\na,Hyvä hoitaja\nb,Soittakaa 040 123 4567\nc,Hyvä hoitaja\nd,Jono\n")
	embedded := func(want string) {
		t.Helper()
		if out, err := cli(t, "", "embed", in, "-o", filepath.Join(dir, "v.npy"), "--cache", vectors); err != nil || !strings.Contains(out, want) {
			t.Fatalf("%v:\n%s", err, out)
		}
	}
	forget := func(want string, words ...string) {
		t.Helper()
		if out, err := cli(t, "", append([]string{"cache", "forget", vectors}, words...)...); err != nil || !strings.Contains(out, want) {
			t.Errorf("%q: %v:\n%s", words, err, out)
		}
	}
	embedded("3 were computed")
	some := write(t, filepath.Join(dir, "some.txt"), "Soittakaa 040 123 4567\nei ollut\n\n")
	forget("1 vectors of 2 texts were in", "--lines", some)
	embedded("2 vectors came from " + vectors + ", 1 were computed")
	masked := write(t, filepath.Join(dir, "masked.txt"), "Soittakaa [PHONE]")
	forget(`"vectors": 1`, "--lines", masked, "--json")
	forget("2 vectors of 4 texts", in)
	forget("0 vectors of 4 texts", in)
	embedded("3 were computed")
	for _, words := range [][]string{{vectors}, {dir, in}, {filepath.Join(dir, "none"), in}, {vectors, filepath.Join(dir, "none.csv")}} {
		if _, err := cli(t, "", append([]string{"cache", "forget"}, words...)...); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %v", words, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "none")); err == nil {
		t.Error("a directory was made")
	}
}

// What one command keeps another finds, and erase reaches.
func TestCacheOfCommands(t *testing.T) {
	dir := t.TempDir()
	vectors, archive := filepath.Join(dir, "vectors"), filepath.Join(dir, "archive")
	in := write(t, filepath.Join(dir, "in.csv"), "id,text\na,Hyvä hoitaja\nb,Jono oli pitkä\n")
	for _, words := range [][]string{
		{"add", archive, in, "--cache", vectors},
		{"rebuild", archive, "--cache", vectors},
		{"report", sample, "-o", filepath.Join(dir, "r.html"), "--cache", vectors},
	} {
		if out, err := cli(t, "", words...); err != nil {
			t.Fatalf("%q: %v:\n%s", words, err, out)
		}
	}
	embedded := func(file, want string) {
		t.Helper()
		if out, err := cli(t, "", "embed", file, "--respell", "-o", filepath.Join(dir, "v.npy"), "--cache", vectors); err != nil || !strings.Contains(out, want) {
			t.Errorf("%v:\n%s", err, out)
		}
	}
	embedded(in, "2 vectors came from "+vectors+", 0 were computed")
	embedded(sample, ", 0 were computed")
	if out, err := cli(t, "", "erase", archive, "--id", "b", "--cache", vectors); err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	embedded(in, "1 vectors came from "+vectors+", 1 were computed")
	if _, err := cli(t, "", "erase", archive, "--id", "a", "--cache", vectors+"x"); err == nil {
		t.Error("a cache that is not there: no error")
	}
}
