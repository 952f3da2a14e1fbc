package langs

import "github.com/kaiku-analytics/kaiku/langs/token"

// Tokens is the result of an analysis; see token.Tokens.
type Tokens = token.Tokens

// Analyzer splits text of one language into tokens and gives each its key. It is immutable and may be shared by any
// number of goroutines; each brings its own Tokens.
type Analyzer interface {
	// Analyze appends the tokens of text to dst. Offsets refer to text as given; invalid UTF-8 is read as U+FFFD.
	Analyze(dst *Tokens, text []byte)
}
