package text

import (
	"bytes"
	"fmt"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// FilterName names the bleve token filter that puts lemmas in the place of words, for analyzers that have a tokenizer and
// a lower-casing filter of their own: kaiku_lemma_fi, kaiku_lemma_sv, kaiku_lemma_en. With {"parts": true} in its
// configuration the parts of a compound follow their word as tokens at its position, so that "aika" finds
// "hammaslääkäriaika".
func FilterName(l langs.Language) string { return "kaiku_lemma_" + l.String() }

func init() {
	for _, l := range langs.All {
		err := registry.RegisterTokenFilter(FilterName(l), func(config map[string]any, _ *registry.Cache) (analysis.TokenFilter, error) {
			f := lemmas{model: langs.Lemmatizer(l)}
			if parts, given := config["parts"]; given {
				var ok bool
				if f.parts, ok = parts.(bool); !ok {
					return nil, fmt.Errorf("text: filter %s: parts %.40q: expected true or false", FilterName(l), fmt.Sprint(parts))
				}
			}
			return f, nil
		})
		if err != nil {
			panic(err) // the name is taken: a mistake of the program that imports this package
		}
	}
}

// lemmas is the token filter.
type lemmas struct {
	model *lemma.Model
	parts bool
}

func (f lemmas) Filter(input analysis.TokenStream) analysis.TokenStream {
	output := make(analysis.TokenStream, 0, len(input))
	var a lemma.Analysis
	for _, word := range input {
		if !f.parts {
			word.Term = f.model.Lemma(nil, word.Term)
			output = append(output, word)
			continue
		}
		f.model.Analyze(word.Term, &a)
		word.Term = bytes.Clone(a.Lemma)
		output = append(output, word)
		for _, part := range a.Parts {
			output = append(output, &analysis.Token{
				Term: bytes.Clone(part.Lemma), Start: word.Start, End: word.End, Position: word.Position, Type: word.Type,
			})
		}
	}
	return output
}
