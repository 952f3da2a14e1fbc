package stem_test

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs/stem"
	"github.com/kaiku-analytics/kaiku/langs/stem/snowball2"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// BenchmarkStem stems the words of feedback in the order of the text.
func BenchmarkStem(b *testing.B) {
	for _, language := range []struct {
		code            string
		stem, snowball2 stemmer
	}{
		{"fi", stem.Finnish, snowball2.Finnish}, {"sv", stem.Swedish, snowball2.Swedish}, {"en", stem.English, snowball2.English},
	} {
		words := feedback(b, language.code)
		for _, system := range []struct {
			name string
			stem stemmer
		}{{"snowball", language.stem}, {"snowball2", language.snowball2}} {
			b.Run(language.code+"/"+system.name, func(b *testing.B) {
				dst := make([]byte, 0, 256)
				b.ReportAllocs()
				for b.Loop() {
					for _, word := range words {
						dst = system.stem(dst[:0], word)
					}
				}
				n := float64(b.N * len(words))
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/word")
				b.ReportMetric(n/b.Elapsed().Seconds(), "words/s")
			})
		}
	}
}

func feedback(b *testing.B, language string) (words [][]byte) {
	b.Helper()
	file, err := os.Open("../../testdata/feedback.csv")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	code, text := slices.Index(rows[0], "language"), slices.Index(rows[0], "text")
	var tokens token.Tokens
	for _, row := range rows[1:] {
		if row[code] == language {
			token.Scan(&tokens, []byte(row[text]))
		}
	}
	for i := range tokens.Len() {
		if tokens.List[i].Kind == token.Word {
			words = append(words, tokens.Word(i))
		}
	}
	return words
}
