package main

import (
	"fmt"
	"os"

	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// printErrors lists the words of the test part that the model gets wrong, with how the model came to its lemma.
func printErrors(m *lemma.Model, test []token, w *os.File) {
	seen := map[token]bool{}
	for _, t := range test {
		var a lemma.Analysis
		m.Analyze([]byte(t.form), &a)
		key := token{form: t.form, lemma: t.lemma}
		if string(a.Lemma) != t.lemma && !seen[key] {
			seen[key] = true
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\n", t.form, t.lemma, a.Lemma, t.pos, a.Resort, len(a.Parts))
		}
	}
}
