package bilingual_test

import (
	"fmt"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lexicon/bilingual"
)

func ExampleLexicon_Translate() {
	for _, t := range bilingual.Default().Translate(nil, "jono", langs.Finnish, langs.English)[:2] {
		fmt.Println(t.Lemma)
	}
	// Output:
	// queue
	// line
}
