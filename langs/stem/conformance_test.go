package stem_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs/stem/snowball2"
)

// TestGolden compares with the stored output of the reference package.
func TestGolden(t *testing.T) {
	for _, language := range languages {
		pairs := readPairs(t, language.name+".golden.tsv", 2)
		if len(pairs) < 1000 {
			t.Errorf("%s: only %d words", language.name, len(pairs))
		}
		for _, pair := range pairs {
			if got := language.stem(nil, pair[0]); !bytes.Equal(got, pair[1]) {
				t.Errorf("%s: stem of %s is %s, want %s", language.name, pair[0], got, pair[1])
			}
		}
	}
}

// TestVocabulary expects the published stem of every word of Snowball's vocabularies, except for the Finnish words that
// testdata/finnish.changes.tsv lists with the reason.
func TestVocabulary(t *testing.T) {
	for _, language := range languages {
		changed := map[string][]byte{}
		if language.name == "finnish" {
			for _, change := range readPairs(t, "finnish.changes.tsv", 4) {
				changed[string(change[0])] = change[2]
			}
		}
		words, stems := readVocabulary(t, language.name)
		for i, word := range words {
			want := stems[i]
			if now, ok := changed[string(word)]; ok {
				if bytes.Equal(now, want) {
					t.Errorf("%s: %s is listed as changed, but is not", language.name, word)
				}
				want = now
				delete(changed, string(word))
			}
			if got := language.stem(nil, word); !bytes.Equal(got, want) {
				t.Errorf("%s: stem of %s is %s, want %s", language.name, word, got, want)
			}
		}
		if len(changed) > 0 {
			t.Errorf("%s: %d changed words are not in the vocabulary", language.name, len(changed))
		}
	}
}

// TestSnowball2Vocabulary measures how far Snowball 2 is from the published vocabularies, which follow 3.0.
func TestSnowball2Vocabulary(t *testing.T) {
	for _, test := range []struct {
		language string
		stem     stemmer
		differ   int
	}{{"finnish", snowball2.Finnish, 3}, {"swedish", snowball2.Swedish, 553}, {"english", snowball2.English, 58}} {
		words, stems := readVocabulary(t, test.language)
		differ := 0
		for i, word := range words {
			if !bytes.Equal(test.stem(nil, word), stems[i]) {
				differ++
			}
		}
		if differ != test.differ {
			t.Errorf("%s: %d of %d stems differ, want %d", test.language, differ, len(words), test.differ)
		}
	}
}

func readVocabulary(t *testing.T, language string) (words, stems [][]byte) {
	t.Helper()
	data := os.Getenv("KAIKU_DATA")
	if data == "" {
		t.Skip("KAIKU_DATA is not set: no Snowball vocabularies")
	}
	read := func(kind string) [][]byte {
		file, err := os.Open(filepath.Join(data, "snowball", language+"."+kind+".txt.gz"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		unzipped, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		return readLines(t, unzipped)
	}
	words, stems = read("voc"), read("output")
	if len(words) != len(stems) || len(words) == 0 {
		t.Fatalf("%s: %d words, %d stems", language, len(words), len(stems))
	}
	return words, stems
}

// readPairs reads a file of testdata: tab-separated, comments behind #.
func readPairs(t *testing.T, name string, columns int) [][][]byte {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows [][][]byte
	for i, line := range readLines(t, file) {
		if bytes.HasPrefix(line, []byte("#")) {
			continue
		}
		row := bytes.Split(line, []byte("\t"))
		if len(row) != columns {
			t.Fatalf("%s:%d: %d columns, want %d", name, i+1, len(row), columns)
		}
		rows = append(rows, row)
	}
	return rows
}

func readLines(t *testing.T, r io.Reader) [][]byte {
	t.Helper()
	var lines [][]byte
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		lines = append(lines, bytes.Clone(scanner.Bytes()))
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
