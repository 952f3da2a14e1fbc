package main

import (
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// wordList is the vocabulary of one language with cumulative weights.
type wordList struct {
	words      []string
	cumulative []float64
}

// flatten is the power that a word's frequency is raised to: below 1, so that the rare words are seen too.
const flatten = 0.6

// wordLanguages are the lists of each class. Danish and Norwegian, most like Swedish, get two turns.
var wordLanguages = [classes][]string{
	finnish: {"fi"},
	swedish: {"sv"},
	english: {"en"},
	other: {"da", "da", "nb", "nb", "nl", "de", "fr", "es", "it", "pl", "ro", "hu", "is", "lt", "lv", "tr", "pt", "cs",
		"sh"},
}

// readWordfreq reads the small lists of the languages from the wheel of the Python package wordfreq: in a zip, one
// gzipped MessagePack file for each language, an array of a header and one array of words for each hundredth of a bel,
// the i-th with the words of frequency 10^(-i/100).
func readWordfreq(name string, languages []string) ([]wordList, error) {
	wheel, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	defer wheel.Close()
	lists := make([]wordList, len(languages))
	for i, language := range languages {
		if lists[i], err = readWords(&wheel.Reader, "wordfreq/data/small_"+language+".msgpack.gz"); err != nil {
			return nil, fmt.Errorf("%s: words of %s: %w", name, language, err)
		}
	}
	return lists, nil
}

func readWords(wheel *zip.Reader, name string) (list wordList, err error) {
	file, err := wheel.Open(name)
	if err != nil {
		return list, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return list, err
	}
	data, err := io.ReadAll(unzipped)
	if err != nil {
		return list, err
	}
	defer func() {
		if recover() != nil {
			err = errors.New("not a MessagePack file of words")
		}
	}()
	p := &messagePack{data}
	total := 0.0
	for bin := range p.array() {
		if bin == 0 {
			p.header()
			continue
		}
		weight := math.Pow(10, -float64(bin-1)/100*flatten)
		for range p.array() {
			word := p.text()
			if strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) >= 0 {
				continue
			}
			total += weight
			list.words = append(list.words, word)
			list.cumulative = append(list.cumulative, total)
		}
	}
	if len(list.words) == 0 {
		return list, errors.New("no words")
	}
	return list, nil
}

// draw picks a word with a probability in proportion to its weight.
func (l wordList) draw(rng *rand.Rand) string {
	at := rng.Float64() * l.cumulative[len(l.cumulative)-1]
	i, _ := slices.BinarySearch(l.cumulative, at)
	return l.words[i]
}

// messagePack reads arrays and strings; what is none panics.
type messagePack struct{ rest []byte }

func (p *messagePack) size(n int) int {
	size := 0
	for _, b := range p.take(n) {
		size = size<<8 | int(b)
	}
	return size
}

func (p *messagePack) take(n int) []byte {
	taken := p.rest[:n]
	p.rest = p.rest[n:]
	return taken
}

func (p *messagePack) array() int {
	switch b := p.take(1)[0]; {
	case b&0xF0 == 0x90:
		return int(b & 0x0F)
	case b == 0xDC:
		return p.size(2)
	case b == 0xDD:
		return p.size(4)
	}
	panic("no array")
}

func (p *messagePack) text() string {
	switch b := p.take(1)[0]; {
	case b&0xE0 == 0xA0:
		return string(p.take(int(b & 0x1F)))
	case b == 0xD9:
		return string(p.take(p.size(1)))
	case b == 0xDA:
		return string(p.take(p.size(2)))
	}
	panic("no string")
}

// header passes over {"format": "cB", "version": 1}.
func (p *messagePack) header() {
	if p.take(1)[0] != 0x82 {
		panic("no header")
	}
	for range 2 {
		if p.text() == "version" {
			p.take(1)
		} else {
			p.text()
		}
	}
}
