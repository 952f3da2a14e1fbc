package local

import (
	"context"

	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/index/text"
)

// feedBatch is how many documents the word index is fed at a time.
const feedBatch = 8192

// manySegments is from how many segments on, besides one for every thousand documents, a word index is made anew.
var manySegments = 64

// feedWords brings the word index to where the documents were when it was called. It makes one when there is none, and a
// new one when many small batches have made the present one slow. When ctx ends it, the next call goes on from there.
func (x *Index) feedWords(ctx context.Context) error {
	select {
	case x.feeding <- struct{}{}:
		defer func() { <-x.feeding }()
	case <-ctx.Done():
		return ctx.Err()
	}
	behind, err := x.prepareWords()
	for err == nil && behind > 0 {
		var n int
		n, err = x.feedSome(ctx, min(feedBatch, behind))
		behind -= n
	}
	return err
}

// prepareWords makes sure that there is a word index worth feeding and returns how many rows it is behind.
func (x *Index) prepareWords() (behind int, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return 0, errClosed
	}
	if x.words != nil && x.words.Segments() <= manySegments+len(x.table.rows)/1000 {
		return len(x.pending), nil
	}
	words, err := text.New(x.table)
	if err != nil {
		return 0, err
	}
	if x.words != nil {
		x.words.Close() // its memory is all it has, and no search is in it while mu is held
	}
	x.words = words
	x.pending = make([]uint32, 0, len(x.table.rows))
	for row := range x.table.docs {
		if x.table.docs[row].Text != "" {
			x.pending = append(x.pending, uint32(row))
		}
	}
	x.unfilled = len(x.pending)
	return len(x.pending), nil
}

// feedSome feeds the first n pending rows. It holds mu only to read and to count: searches by meaning go on.
func (x *Index) feedSome(ctx context.Context, n int) (int, error) {
	x.mu.RLock()
	words := x.words
	docs := make([]index.Doc, min(n, len(x.pending)))
	for i := range docs {
		docs[i] = x.table.docs[x.pending[i]] // a deleted document has no text, which takes it out of the word index
	}
	x.mu.RUnlock()
	if words == nil {
		return 0, errClosed
	}
	if err := words.Put(ctx, docs); err != nil {
		return 0, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.pending = x.pending[min(len(docs), len(x.pending)):]; len(x.pending) == 0 {
		x.pending = nil
	}
	x.unfilled = max(0, x.unfilled-len(docs))
	return len(docs), nil
}
