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
