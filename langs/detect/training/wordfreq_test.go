package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// header is {"format": "cB", "version": 1} in MessagePack, as the lists of wordfreq begin.
const header = "\x82\xa6format\xa2cB\xa7version\x01"

func wheelWith(t *testing.T, list string) string {
	t.Helper()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	w.Write([]byte(list))
	w.Close()
	var wheel bytes.Buffer
	archive := zip.NewWriter(&wheel)
	file, err := archive.Create("wordfreq/data/small_fi.msgpack.gz")
	if err != nil {
		t.Fatal(err)
	}
	file.Write(zipped.Bytes())
	archive.Close()
	name := filepath.Join(t.TempDir(), "words.whl")
	if err := os.WriteFile(name, wheel.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestReadWordfreq(t *testing.T) {
	// Two words of frequency 1, none of 10^-0.01, and one of 10^-0.02; what is no word is left out.
	lists, err := readWordfreq(wheelWith(t, "\x94"+header+"\x92\xa2ja\xd9\x02on\x90\x92\xa5hyv\xc3\xa4\xa200"), []string{"fi"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"ja", "on", "hyvä"}; !slices.Equal(lists[0].words, want) {
		t.Errorf("got %q, want %q", lists[0].words, want)
	}
	if got, want := lists[0].cumulative[2], 2+math.Pow(10, -.02*flatten); math.Abs(got-want) > 1e-12 {
		t.Errorf("sum of the weights %v, want %v", got, want)
	}
	if word := lists[0].draw(rand.New(rand.NewPCG(1, 1))); !slices.Contains(lists[0].words, word) {
		t.Errorf("drew %q", word)
	}
	for _, damaged := range []string{"", "\x90", "\x91" + header, "\x91\xc0", "\x92" + header + "\x91\xaatoo short", "\xdd\xff\xff\xff\xff" + header} {
		if _, err := readWordfreq(wheelWith(t, damaged), []string{"fi"}); err == nil {
			t.Errorf("%q: no error", damaged)
		}
	}
	if _, err := readWordfreq(wheelWith(t, "\x90"), []string{"sv"}); err == nil {
		t.Error("no list: no error")
	}
}
