package embed

import "context"

// Role says which side of a comparison a text stands on. Models trained with prefixes ("query: ", "passage: ") choose
// theirs by it; models without ignore it.
type Role uint8

const (
	Passage Role = iota // a text that is stored and found
	Query               // a text that is searched with
)

// Embedder turns texts into vectors. Implementations are safe for concurrent use.
type Embedder interface {
	// Dim is the length of a row.
	Dim() int

	// Embed fills out, len(texts) x Dim() row by row, with rows of unit length (Euclidean). A text with no known token
	// gives a row of zeros, which is never indexed. A row depends on its text and role alone, never on the rest of the
	// batch. The error is ctx's when the work was cut short, and out is then undefined.
	Embed(ctx context.Context, role Role, texts []string, out []float32) error

	// Fingerprint names the model and changes whenever the vectors would.
	Fingerprint() string
}
