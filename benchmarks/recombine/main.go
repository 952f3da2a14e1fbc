package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	n := flag.Int("n", 100_000, "number of records")
	seed := flag.Uint64("seed", 1, "of the random choice")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: recombine [-n records] [-seed number] feedback.csv")
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), *n, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "recombine:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, path string, n int, seed uint64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	if len(rows) < 2 {
		return fmt.Errorf("%s has no records", path)
	}
	recombined, err := newSource(rows[0], rows[1:])
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Write(rows[0])
	random := rand.New(rand.NewPCG(seed, 0))
	for i := range n {
		out.Write(recombined.next(random, i+1))
	}
	out.Flush()
	return out.Error()
}

// source holds the records and their sentences.
type source struct {
	records               [][]string
	id, text, lang, theme int                 // columns
	byLanguage            map[string][]string // sentences
	byTheme               map[string][]string // sentences, by language and theme
}

var sentenceEnd = regexp.MustCompile(`[.!?]+\s+`)

func newSource(header []string, records [][]string) (*source, error) {
	s := &source{records: records, byLanguage: map[string][]string{}, byTheme: map[string][]string{}}
	for name, column := range map[string]*int{"id": &s.id, "text": &s.text, "language": &s.lang, "theme": &s.theme} {
		if *column = slices.Index(header, name); *column < 0 {
			return nil, fmt.Errorf("no column %q", name)
		}
	}
	for _, r := range records {
		for _, sentence := range sentenceEnd.Split(r[s.text], -1) {
			if strings.ContainsAny(sentence, " ") {
				sentence = strings.TrimRight(sentence, ".!? ")
				s.byLanguage[r[s.lang]] = append(s.byLanguage[r[s.lang]], sentence)
				s.byTheme[r[s.lang]+r[s.theme]] = append(s.byTheme[r[s.lang]+r[s.theme]], sentence)
			}
		}
	}
	return s, nil
}

// next makes one record. One in twenty keeps its text, so that short answers and repetitions stay as common as they are.
func (s *source) next(random *rand.Rand, number int) []string {
	record := slices.Clone(s.records[random.IntN(len(s.records))])
	record[s.id] = fmt.Sprintf("r%07d", number)
	related, whole := s.byTheme[record[s.lang]+record[s.theme]], s.byLanguage[record[s.lang]]
	if random.IntN(20) == 0 || len(related) == 0 {
		return record
	}
	var parts []string
	for range 2 + random.IntN(2) {
		from := related
		if random.IntN(10) < 3 {
			from = whole
		}
		parts = append(parts, from[random.IntN(len(from))])
	}
	record[s.text] = strings.Join(parts, ". ") + "."
	return record
}
