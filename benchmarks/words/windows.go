package main

import (
	"bufio"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
)

// textsOfClass is how many texts of each class languages are told apart on.
const textsOfClass = 1000

// sample is a text in a known language, or in langs.Other.
type sample struct {
	text     string
	language langs.Language
}

// windowKinds are the ways in which a sentence is cut to the length, and the care, of feedback.
var windowKinds = []struct {
	name        string
	least, most int // words
	noisy       bool
}{
	{"1-3 words", 1, 3, false},
	{"4-8 words", 4, 8, false},
	{"4-8 words, noisy", 4, 8, true},
}

// windowsOf cuts a window of a kind out of each sample, the same ones each time.
func windowsOf(samples []sample, kind int) []sample {
	k := windowKinds[kind]
	rng := rand.New(rand.NewPCG(1, uint64(kind)))
	windows := make([]sample, len(samples))
	for i, s := range samples {
		words := strings.Fields(s.text)
		if n := k.least + rng.IntN(k.most-k.least+1); n < len(words) {
			start := rng.IntN(len(words) - n + 1)
			words = words[start : start+n]
		}
		text := strings.Join(words, " ")
		if k.noisy {
			text = careless(rng, text)
		}
		windows[i] = sample{text, s.language}
	}
	return windows
}

var withoutDots = strings.NewReplacer("å", "a", "ä", "a", "ö", "o")

// careless writes a text in lower case, with a, a and o for å, ä and ö, and with a typing error about every fifteenth
// letter: one left out, doubled, exchanged with the next, or struck as another.
func careless(rng *rand.Rand, text string) string {
	letters := []rune(withoutDots.Replace(strings.ToLower(text)))
	var b strings.Builder
	for i := 0; i < len(letters); i++ {
		if rng.IntN(15) > 0 {
			b.WriteRune(letters[i])
			continue
		}
		switch rng.IntN(4) {
		case 0: // left out
		case 1:
			b.WriteRune(letters[i])
			b.WriteRune(letters[i])
		case 2:
			if i+1 < len(letters) {
				b.WriteRune(letters[i+1])
			}
			b.WriteRune(letters[i])
			i++
		case 3:
			b.WriteRune('a' + rune(rng.IntN(26)))
		}
	}
	return b.String()
}

// otherLanguages are those that the peers are told of beside the three, as data/lid names them.
var otherLanguages = map[string]bool{"est_Latn": true, "dan_Latn": true, "nob_Latn": true, "nno_Latn": true, "rus_Cyrl": true}

// readSamples returns sentences of the test sets in the three languages, and of the other ones those that package detect
// keeps for tests: every fifth.
func readSamples(data string) ([]sample, error) {
	var samples []sample
	for _, set := range speedSets {
		bank, err := openTreebank(data, set.file)
		if err != nil {
			return nil, err
		}
		samples = append(samples, evenly(bank.sentences, set.language)...)
	}
	var others []string
	lineOf := map[string]int{}
	err := unzip(filepath.Join(data, "lid", "other-languages.train.tsv.gz"), func(r io.Reader) error {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			language, text, _ := strings.Cut(lines.Text(), "\t")
			n := lineOf[language]
			lineOf[language]++
			if n%5 == 0 && otherLanguages[language] {
				others = append(others, text)
			}
		}
		return lines.Err()
	})
	return append(samples, evenly(others, langs.Other)...), err
}

// evenly takes textsOfClass texts, or all if there are fewer, from all parts of a list.
func evenly(texts []string, l langs.Language) []sample {
	n := min(len(texts), textsOfClass)
	samples := make([]sample, n)
	for i := range samples {
		samples[i] = sample{texts[i*len(texts)/n], l}
	}
	return samples
}
