package main

import (
	"bufio"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/langs"
)

//go:embed judging.md
var judging []byte

// judgedWords is how many words of each system a reader judges in each language.
const judgedWords = 120

// judged is a word of a label that a reader judges: right is 1 or 0, or empty as yet.
type judged struct{ number, language, word, text, right string }

// labels writes words of labels, shuffled and without the names of who made them, for a reader to judge; and once that is
// done, how many are right. The folder gets instructions.md, words.tsv (number, language, word, a text with it, judgement)
// and key.tsv (number, system), which the reader must not see.
func (r *run) labels() error {
	words, key := filepath.Join(r.judged, "words.tsv"), filepath.Join(r.judged, "key.tsv")
	list, err := readJudged(words)
	if errors.Is(err, fs.ErrNotExist) {
		return r.exportLabels(words, key)
	}
	if err != nil {
		return err
	}
	systems := map[string][]string{}
	if err := eachLine(key, func(columns []string) { systems[columns[0]] = columns[1:] }); err != nil {
		return err
	}
	type of struct{ system, language string }
	right, all, open := map[of]int{}, map[of]int{}, 0
	for _, j := range list {
		for _, system := range systems[j.number] {
			for _, language := range []string{j.language, "all"} {
				o := of{system, language}
				switch j.right {
				case "1":
					right[o]++
					all[o]++
				case "0":
					all[o]++
				}
			}
		}
		if j.right != "1" && j.right != "0" {
			open++
		}
	}
	if open > 0 {
		r.report.Skip("%d of %d words in %s have no judgement", open, len(list), words)
	}
	t := r.report.Table("Words of labels that are right base forms, by a reader who did not know whose they are; 95 % intervals (Wilson)",
		"language", "system", "words", "right %", "from", "to")
	rows := make([]of, 0, len(all))
	for o := range all {
		rows = append(rows, o)
	}
	slices.SortFunc(rows, func(a, b of) int {
		return cmp.Or(cmp.Compare(a.language, b.language), cmp.Compare(a.system, b.system))
	})
	for _, o := range rows {
		from, to := wilson(right[o], all[o])
		t.Row(o.language, o.system, all[o], percent(float64(right[o])/float64(all[o])), percent(from), percent(to))
	}
	return nil
}

func percent(x float64) float64 { return measure.Round(100*x, 1) }

// wilson is the 95 % interval of a share.
func wilson(k, n int) (from, to float64) {
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	middle, half := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return (middle - half) / (1 + z*z/m), (middle + half) / (1 + z*z/m)
}

func readJudged(path string) (list []judged, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Scan() // the header
	for lines.Scan() {
		c := append(strings.Split(lines.Text(), "\t"), "", "", "", "", "")
		list = append(list, judged{c[0], c[1], c[2], c[3], strings.TrimSpace(c[4])})
	}
	return list, lines.Err()
}

// labelSets are texts that people wrote as answers and feedback; in Swedish there are only those written for kaiku.
func (r *run) labelSets() (list []*set, err error) {
	for _, each := range []struct {
		name string
		read func(*set, string) error
	}{
		{"Finnish surveys", func(s *set, data string) error { return s.surveys(data, langs.Finnish) }},
		{"English survey", func(s *set, data string) error { return s.surveys(data, langs.English) }},
		{"NHS v6", (*set).nhsV6},
		{"testdata", (*set).testdata},
	} {
		s := &set{name: each.name}
		if err := each.read(s, r.data); err != nil {
			return nil, err
		}
		if err := s.embed(); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func (r *run) exportLabels(words, key string) error {
	sets, err := r.labelSets()
	if err != nil {
		return err
	}
	found := map[[2]string]*judged{} // by language and word
	makers := map[[2]string][]string{}
	random := rand.New(rand.NewPCG(7, 1))
	t := r.report.Table("Different words of labels", "system", "language", "words", "to judge")
	var order [][2]string
	for _, system := range []string{kaiku, nnDescent, topeax} {
		own := map[langs.Language]map[string]*occurrence{}
		text := map[*occurrence]string{}
		for _, s := range sets {
			c, err := r.contest(s)
			if err != nil {
				return err
			}
			answers, err := c.fit(request{System: system, Seed: 1})
			c.close()
			if err != nil {
				return err
			}
			o := newOccurrences(s)
			for _, a := range answers {
				for _, group := range a.labels() {
					for _, w := range group {
						in := o.find(w)
						if in == nil {
							continue
						}
						if own[in.language] == nil {
							own[in.language] = map[string]*occurrence{}
						}
						if own[in.language][w] == nil {
							own[in.language][w] = in
							text[in] = s.shortest(in)
						}
					}
				}
			}
		}
		for _, l := range langs.All {
			var list []string
			for w := range own[l] {
				list = append(list, w)
			}
			slices.Sort(list)
			random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			t.Row(system, l.String(), len(list), min(len(list), judgedWords))
			for _, w := range list[:min(len(list), judgedWords)] {
				k := [2]string{l.String(), w}
				if found[k] == nil {
					found[k] = &judged{language: k[0], word: w, text: text[own[l][w]]}
					order = append(order, k)
				}
				makers[k] = append(makers[k], system)
			}
		}
	}
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	slices.SortStableFunc(order, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
	var w, k strings.Builder
	w.WriteString("number\tlanguage\tword\ttext\tright\n")
	for i, o := range order {
		fmt.Fprintf(&w, "%d\t%s\t%s\t%s\t\n", i+1, o[0], found[o].word, found[o].text)
		fmt.Fprintf(&k, "%d\t%s\n", i+1, strings.Join(makers[o], "\t"))
	}
	progress("label words to judge: %s", words)
	return errors.Join(os.MkdirAll(filepath.Dir(words), 0o700), os.WriteFile(words, []byte(w.String()), 0o600),
		os.WriteFile(key, []byte(k.String()), 0o600), os.WriteFile(filepath.Join(filepath.Dir(words), "instructions.md"), judging, 0o600))
}

// shortest returns the shortest text, of five words at least if there is one, with a word, cut where it is long.
func (s *set) shortest(w *occurrence) (best string) {
	words := func(text string) int { return min(5, strings.Count(text, " ")+1) }
	for i, text := range s.texts {
		if s.languages[i] != w.language || w.in[i/64]>>(i%64)&1 == 0 {
			continue
		}
		if best == "" || words(text) > words(best) || words(text) == words(best) && len(text) < len(best) {
			best = text
		}
	}
	if runes := []rune(best); len(runes) > 160 {
		return string(runes[:160]) + "…"
	}
	return best
}
