package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// lines reads a gzipped file below the data folder and gives each line, split at tabs, to visit.
func lines(data, name string, visit func(columns []string)) error {
	file, err := os.Open(filepath.Join(data, name+".gz"))
	if err != nil {
		return err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	scanner := bufio.NewScanner(unzipped)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		visit(strings.Split(scanner.Text(), "\t"))
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// token is a word of a treebank, in lower case.
type token struct {
	form, lemma string
	borders     string // the lemma with '#' between the parts of a compound
	pos         lemma.PartOfSpeech
	content     bool
	sentence    int
}

var partOfSpeech = map[string]lemma.PartOfSpeech{
	"NOUN": lemma.Noun, "PROPN": lemma.ProperNoun, "VERB": lemma.Verb, "ADJ": lemma.Adjective, "ADV": lemma.Adverb,
	"AUX": lemma.Function, "PRON": lemma.Function, "ADP": lemma.Function, "CCONJ": lemma.Function, "SCONJ": lemma.Function,
	"DET": lemma.Function, "PART": lemma.Function,
}

// treebank reads the words of a CoNLL-U file (Universal Dependencies) below the data folder's ud; signs are left out.
func treebank(data, name string, dst []token) ([]token, error) {
	sentence := 0
	if len(dst) > 0 {
		sentence = dst[len(dst)-1].sentence + 1
	}
	err := lines(data, "ud/"+name+".conllu", func(c []string) {
		if len(c) < 4 {
			if c[0] == "" {
				sentence++
			}
			return
		}
		if strings.Trim(c[0], "0123456789") != "" || c[3] == "PUNCT" || c[3] == "SYM" || c[2] == "_" {
			return
		}
		borders := strings.ToLower(c[2])
		pos := partOfSpeech[c[3]]
		dst = append(dst, token{
			form: strings.ToLower(c[1]), lemma: strings.ReplaceAll(borders, "#", ""), borders: borders, pos: pos,
			content: pos != lemma.Other && pos != lemma.Function, sentence: sentence,
		})
	})
	return dst, err
}

// split holds out one of every four runs of ten sentences.
func split(gold []token, fold int) (train, test []token) {
	for _, t := range gold {
		if t.sentence/10%folds == fold {
			test = append(test, t)
		} else {
			train = append(train, t)
		}
	}
	return train, test
}

// score is how well a model does on the tokens of a treebank.
type score struct {
	accuracy, f1, precision, recall float64
}

func (s score) String() string {
	return fmt.Sprintf("accuracy %.4f, same-lemma pairs F1 %.4f (P %.4f, R %.4f)", s.accuracy, s.f1, s.precision, s.recall)
}

// measure is tools/lemma_scores.py's measure.
func measure(m *lemma.Model, test []token) score {
	type counts map[string]map[string]int
	count := func(c counts, form, lemma string) {
		if c[form] == nil {
			c[form] = map[string]int{}
		}
		c[form][lemma]++
	}
	gold, predicted := counts{}, counts{}
	cache := map[string]string{}
	right := 0
	for _, t := range test {
		p, ok := cache[t.form]
		if !ok {
			p = string(m.Lemma(nil, []byte(t.form)))
			cache[t.form] = p
		}
		if p == t.lemma {
			right++
		}
		if t.content {
			count(gold, t.form, t.lemma)
			count(predicted, t.form, p)
		}
	}
	most := func(c map[string]int) string {
		best, n := "", 0
		for l, k := range c {
			if k > n || k == n && l < best {
				best, n = l, k
			}
		}
		return best
	}
	g, p, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for form := range gold {
		a, b := most(gold[form]), most(predicted[form])
		g[a]++
		p[b]++
		both[[2]string{a, b}]++
	}
	pairs := func(n int) float64 { return float64(n*(n-1)) / 2 }
	var tp, gp, pp float64
	for _, n := range both {
		tp += pairs(n)
	}
	for _, n := range g {
		gp += pairs(n)
	}
	for _, n := range p {
		pp += pairs(n)
	}
	return score{accuracy: float64(right) / float64(max(len(test), 1)), f1: 2 * tp / max(gp+pp, 1),
		precision: tp / max(pp, 1), recall: tp / max(gp, 1)}
}
