package sv

import (
	_ "embed"
	"sync"

	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

//go:embed lemma.model
var lemmaModel string

// Lemmatizer returns the lemmatizer of Swedish. It is built at the first call, from what is embedded, in a few
// milliseconds, and shared by all callers.
var Lemmatizer = sync.OnceValue(func() *lemma.Model {
	m, err := lemma.Load(lemmaModel)
	if err != nil {
		panic("sv: embedded " + err.Error()) // the file is part of the program; a test reads it
	}
	return m
})
