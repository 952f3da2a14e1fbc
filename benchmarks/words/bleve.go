package main

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/kaiku-analytics/kaiku/langs"
)

// bleveNames are the names of bleve's analyzers and of the stem filters in them.
var bleveNames = map[langs.Language]struct{ analyzer, stemmer string }{
	langs.Finnish: {fi.AnalyzerName, fi.SnowballStemmerName},
	langs.Swedish: {sv.AnalyzerName, sv.SnowballStemmerName},
	langs.English: {en.AnalyzerName, porter.Name},
}

func bleveAnalyzer(l langs.Language) (analysis.Analyzer, error) {
	return registry.NewCache().AnalyzerNamed(bleveNames[l].analyzer)
}

func bleveStemmer(l langs.Language) (analysis.TokenFilter, error) {
	return registry.NewCache().TokenFilterNamed(bleveNames[l].stemmer)
}

// bleveKeys returns the terms of bleve's analyzer for each word: several in one, and the word itself in lower case where
// it is a stop word, which has no term.
func bleveKeys(l langs.Language, words []string) ([]string, error) {
	analyzer, err := bleveAnalyzer(l)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(words))
	for i, w := range words {
		var key strings.Builder
		for _, token := range analyzer.Analyze([]byte(w)) {
			key.Write(token.Term)
		}
		if keys[i] = key.String(); keys[i] == "" {
			keys[i] = strings.ToLower(w)
		}
	}
	return keys, nil
}

// bleveStream returns tokens of words for a filter, and a function that gives them their terms back: filters put stems in
// their place.
func bleveStream(words [][]byte) (stream analysis.TokenStream, restore func()) {
	tokens := make([]analysis.Token, len(words))
	stream = make(analysis.TokenStream, len(words))
	for i := range tokens {
		tokens[i].Position = i + 1
		stream[i] = &tokens[i]
	}
	return stream, func() {
		for i := range tokens {
			tokens[i].Term = words[i]
		}
	}
}
