package local

import (
	"context"
	"fmt"
	"slices"

	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/index/vector"
)

// Similar implements index.Index. The vectors of hits are borrowed and must not be changed.
func (x *Index) Similar(ctx context.Context, id string, k int, f index.Filter) ([]index.Hit, error) {
	if k < 1 {
		return nil, fmt.Errorf("index: similar: k %d: expected at least 1", k)
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.closed {
		return nil, errClosed
	}
	if err := x.table.sets.check(&f); err != nil {
		return nil, err
	}
	row, ok := x.table.rows[id]
	if !ok {
		return nil, &index.UnknownIDError{ID: id}
	}
	nearest := vector.Query{Vector: x.vectors.Get(row), K: k + 1} // one is itself
	if nearest.Vector == nil {
		return nil, &index.NoVectorError{ID: id}
	}
	if !f.Empty() {
		nearest.Allow = x.table.allowed(&f)
	}
	found, _, err := x.vectors.Search(ctx, nearest)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(near vector.Hit) bool { return near.ID == row })
	hits := make([]index.Hit, min(k, len(found)))
	for i := range hits {
		hits[i] = index.Hit{Doc: x.doc(found[i].ID), Score: float64(found[i].Similarity), Similarity: found[i].Similarity}
	}
	return hits, nil
}
