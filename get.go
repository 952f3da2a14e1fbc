package kaiku

import (
	"context"
	"fmt"

	"github.com/kaiku-analytics/kaiku/index"
)

// Get returns the documents with these ids, in their order, as they are kept: without personal data. An id that there is
// not is an *index.UnknownIDError. Their memory is borrowed and must not be changed.
func (e *Engine) Get(ctx context.Context, ids []string) ([]index.Doc, error) {
	docs, err := e.index.Get(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	for i, id := range ids {
		if i >= len(docs) || docs[i].ID != id {
			return nil, fmt.Errorf("kaiku: %w", &index.UnknownIDError{ID: id})
		}
	}
	return docs, nil
}
