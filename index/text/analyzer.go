package text

import (
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// FoldedAnalyzer names the bleve analyzer of the fallback field.
const FoldedAnalyzer = "kaiku_folded"

// AnalyzerName names the bleve analyzer that gives the keys of a language: kaiku_fi, kaiku_sv, kaiku_en. Importing this
// package registers them, for use in bleve mappings and queries of one's own.
func AnalyzerName(l langs.Language) string { return "kaiku_" + l.String() }

func init() {
	register := func(name string, a analysis.Analyzer) {
		err := registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return a, nil
		})
		if err != nil {
			panic(err) // the name is taken: a mistake of the program that imports this package
		}
	}
	for _, l := range langs.All {
		register(AnalyzerName(l), keys{langs.For(l)})
	}
	register(FoldedAnalyzer, folded{})
}

// keys gives the keys of the words of one language without its stop words.
type keys struct{ langs.Analyzer }

func (a keys) Analyze(text []byte) analysis.TokenStream {
	return stream(a.Analyzer, text, func(tokens *token.Tokens, i int) []byte {
		if tokens.List[i].Stop {
			return nil
		}
		return tokens.Key(i)
	})
}

// folded gives all words, without diacritics.
type folded struct{}

func (folded) Analyze(text []byte) analysis.TokenStream {
	return stream(langs.For(langs.Undetermined), text, func(tokens *token.Tokens, i int) []byte {
		return fold(tokens.Word(i))
	})
}

var asciiFolding = asciifolding.New()

// fold returns a word without diacritics, in memory of its own or the word's.
func fold(word []byte) []byte {
	for _, c := range word {
		if c >= 0x80 {
			return asciiFolding.Filter(word)
		}
	}
	return word
}

var tokenPool = sync.Pool{New: func() any { return new(token.Tokens) }}

// stream returns the tokens of text with the terms that term gives them, leaving out those with none and the
// placeholders of redaction.
func stream(a langs.Analyzer, text []byte, term func(tokens *token.Tokens, i int) []byte) analysis.TokenStream {
	tokens := tokenPool.Get().(*token.Tokens)
	defer tokenPool.Put(tokens)
	tokens.Reset()
	a.Analyze(tokens, text)

	list := make([]analysis.Token, 0, tokens.Len())
	out := make(analysis.TokenStream, 0, tokens.Len())
	terms := make([]byte, 0, len(text))
	for i := range tokens.List {
		t := &tokens.List[i]
		if t.Kind == token.Mask {
			continue
		}
		start := len(terms)
		terms = append(terms, term(tokens, i)...)
		if len(terms) == start {
			continue
		}
		list = append(list, analysis.Token{
			Term: terms[start:len(terms):len(terms)], Start: t.Start, End: t.End, Position: i + 1,
		})
		out = append(out, &list[len(list)-1])
	}
	return out
}
