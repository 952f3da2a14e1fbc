package token

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSentencesOfTreebanks joins the sentences of the development sets of Universal Dependencies by spaces, as the
// lines of one comment, and counts the ends that are found again.
func TestSentencesOfTreebanks(t *testing.T) {
	data := os.Getenv("KAIKU_DATA")
	if data == "" {
		t.Skip("KAIKU_DATA is not set: no treebanks")
	}
	for _, test := range []struct {
		name              string
		precision, recall float64 // at least, %
	}{{"fi_tdt_dev", 98, 99}, {"sv_talbanken_dev", 98, 99}, {"en_ewt_dev", 98, 98}} {
		file, err := os.Open(filepath.Join(data, "ud", test.name+".conllu.gz"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		unzipped, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		var text []byte
		ends := map[int]bool{}
		lines := bufio.NewScanner(unzipped)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			sentence, ok := strings.CutPrefix(lines.Text(), "# text = ")
			if !ok || !strings.HasSuffix(sentence, ".") && !strings.HasSuffix(sentence, "!") && !strings.HasSuffix(sentence, "?") {
				continue // a heading: nothing tells where it ends once it is not on a line of its own
			}
			text = append(append(text, sentence...), ' ')
			ends[len(text)-1] = true
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
		var tokens Tokens
		Scan(&tokens, text)
		found, right := tokens.Sentences(nil, text), 0
		for _, s := range found {
			if ends[s.End] {
				right++
			}
		}
		precision, recall := 100*float64(right)/float64(len(found)), 100*float64(right)/float64(len(ends))
		t.Logf("%s: %d sentences, precision %.1f %%, recall %.1f %%", test.name, len(ends), precision, recall)
		if precision < test.precision || recall < test.recall {
			t.Errorf("want at least %.0f %% and %.0f %%", test.precision, test.recall)
		}
	}
}
