package kaiku

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/kaiku-analytics/kaiku/index"
)

// ErrErasedMeanwhile says that records were erased while topics were fitted, edited or read, and that to do it again will
// do.
var ErrErasedMeanwhile = errors.New("kaiku: records were erased meanwhile: try again")

// forgetter is an embedder that keeps vectors of texts, as embed/cache does.
type forgetter interface {
	// Forget removes all that is kept of texts and returns how many vectors that were.
	Forget(ctx context.Context, texts ...string) (int, error)
}

// Erase removes the selected records: their texts, fields, words and vectors, earlier versions included, from memory and
// from every file of the engine's directory, from the topics, and from the embedder's cache where it has one. A field's value
// selects those that have just it as it is kept, masked. Erase returns a receipt, which names nobody; a copy without its key
// is kept in the directory. Topics that were fitted to an erased record are gone until the next FitTopics; their history
// stays without it. After an interruption the records are all there, or Open completes the erasure. Where there is an error
// and the receipt is not empty, the records are gone, and the next Erase or Open sees to what is left to do. Reports, views
// and files that were made before are not the engine's.
func (e *Engine) Erase(ctx context.Context, s index.Selection) (index.Receipt, error) {
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	if err := e.forgetTopics(ctx, s); err != nil {
		return index.Receipt{}, err
	}
	receipt, err := e.index.Erase(ctx, s)
	e.writes.Add(1)
	if receipt.Matched > 0 || receipt.Removed > 0 {
		e.mu.Lock()
		e.erased++
		e.model, e.view = nil, index.View{}
		e.mu.Unlock()
		e.fitted, e.byID = nil, nil
	}
	if err != nil {
		return receipt, fmt.Errorf("kaiku: %w", err)
	}
	return receipt, nil
}

// Selected returns the sorted ids of the records that Erase would remove now. Earlier versions of other records, which it
// removes too, are not among them.
func (e *Engine) Selected(ctx context.Context, s index.Selection) ([]string, error) {
	if err := s.Check(); err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	filter := index.Filter{IDs: s.IDs, To: s.Before}
	if s.Field.Name != "" {
		filter.Fields = []index.FieldFilter{{Name: s.Field.Name, Values: []string{s.Field.Value}}}
	}
	var ids []string
	for doc, err := range e.index.Scan(ctx, filter) {
		if err != nil {
			return nil, fmt.Errorf("kaiku: %w", err)
		}
		ids = append(ids, doc.ID)
	}
	slices.Sort(ids)
	return ids, nil
}
