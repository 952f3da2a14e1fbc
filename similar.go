package kaiku

import (
	"context"
	"fmt"

	"github.com/kaiku-analytics/kaiku/index"
)

// Similar returns the k records nearest in meaning to the one with this id, nearest first and itself left out, among those
// that pass the filter, whose values are as in Search; each says how near it is. An unknown id is an *index.UnknownIDError.
func (e *Engine) Similar(ctx context.Context, id string, k int, f index.Filter) ([]index.Hit, error) {
	hits, err := e.index.Similar(ctx, id, k, maskedToo(f))
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	return hits, nil
}
