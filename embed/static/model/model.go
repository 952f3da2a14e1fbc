// Package model carries kaiku's default embedding model, static.bin, inside the program.
//
// It is a package of its own so that only programs which import it grow by the model's 16 MB. MODEL_CARD.md beside it
// says what the model was trained on, what it scores and where it fails.
package model

import (
	_ "embed"
	"sync"

	"github.com/kaiku-analytics/kaiku/embed/static"
)

//go:embed static.bin
var data []byte

// Default returns the default model. The first call takes some 25 ms, the others nothing; all return the same model. It
// panics only if the file within the program is damaged, which the tests of this package rule out.
var Default = sync.OnceValue(func() *static.Model {
	m, err := static.Load(data)
	if err != nil {
		panic(err)
	}
	return m
})
