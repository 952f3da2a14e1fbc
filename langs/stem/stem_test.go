package stem

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

type stemmer = func(dst, word []byte) []byte

// TestStem takes pairs from the descriptions of the algorithms on snowballstem.org.
func TestStem(t *testing.T) {
	for _, test := range []struct {
		stem       stemmer
		word, want string
	}{
		{Finnish, "edeltänyt", "edeltäny"}, {Finnish, "edeltäjien", "edeltäj"}, {Finnish, "innostuttavia", "innostuttav"},
		{Finnish, "", ""}, {Finnish, "ja", "ja"},
		{Swedish, "jaktkarlarne", "jaktkarl"}, {Swedish, "klostergården", "klostergård"}, {Swedish, "", ""},
		{English, "consistency", "consist"}, {English, "knightly", "knight"}, {English, "", ""}, {English, "'s", "'s"},
		{English, "\xff\xfe", "\xff\xfe"}, {Finnish, "\xc3", "\xc3"},
	} {
		if got := string(test.stem([]byte("x"), []byte(test.word))); got != "x"+test.want {
			t.Errorf("stem of %q appended to x: %q, want x%s", test.word, got, test.want)
		}
	}
}

// TestSnowballVocabulary measures the conformance with Snowball's published vocabularies of 2026-05, which follow
// Snowball 3: the ports, which follow 2, differ where 3.0 changed the rules.
func TestSnowballVocabulary(t *testing.T) {
	for _, test := range []struct {
		language string
		stem     stemmer
		atLeast  float64
	}{
		{"finnish", Finnish, 0.9999}, {"swedish", Swedish, 0.98200}, {"english", English, 0.9986},
	} {
		words, stems := readLines(t, test.language+".voc"), readLines(t, test.language+".output")
		if len(words) != len(stems) || len(words) == 0 {
			t.Fatalf("%s: %d words, %d stems", test.language, len(words), len(stems))
		}
		equal := 0
		for i, word := range words {
			if bytes.Equal(test.stem(nil, word), stems[i]) {
				equal++
			}
		}
		share := float64(equal) / float64(len(words))
		t.Logf("%s: %d of %d stems, %.3f %%", test.language, equal, len(words), 100*share)
		if share < test.atLeast {
			t.Errorf("%s: share %.5f, want at least %.5f", test.language, share, test.atLeast)
		}
	}
}

func readLines(t *testing.T, name string) [][]byte {
	t.Helper()
	data := os.Getenv("KAIKU_DATA")
	if data == "" {
		t.Skip("KAIKU_DATA is not set: no Snowball vocabularies")
	}
	file, err := os.Open(filepath.Join(data, "snowball", name+".txt.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	scanner := bufio.NewScanner(unzipped)
	for scanner.Scan() {
		lines = append(lines, bytes.Clone(scanner.Bytes()))
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

func FuzzStem(f *testing.F) {
	for _, word := range []string{"", "y", "yy", "'s", "hyvää", "ää", "lampaankaltaisiksi", "\xff", "'", "''", "skötsamheten"} {
		f.Add([]byte(word))
	}
	f.Fuzz(func(t *testing.T, word []byte) {
		for _, stem := range []stemmer{Finnish, Swedish, English} {
			got := stem(nil, word)
			if utf8.Valid(word) && !utf8.Valid(got) {
				t.Errorf("stem of %+q is %+q", word, got)
			}
		}
	})
}

func BenchmarkStem(b *testing.B) {
	for _, bench := range []struct {
		name string
		stem stemmer
		word string
	}{{"fi", Finnish, "terveyspalveluistamme"}, {"sv", Swedish, "sjuksköterskorna"}, {"en", English, "appointments"}} {
		b.Run(bench.name, func(b *testing.B) {
			var dst []byte
			b.ReportAllocs()
			for b.Loop() {
				dst = bench.stem(dst[:0], []byte(bench.word))
			}
		})
	}
}
