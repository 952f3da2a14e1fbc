package local

import (
	"context"
	"fmt"

	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/index/store"
	"github.com/kaiku-analytics/kaiku/index/vector"
)

// embedBatch is how many texts are embedded at a time while a directory is opened.
const embedBatch = 1024

// Options say what the vectors of an index are.
type Options struct {
	Dim         int    // length of a vector
	Fingerprint string // of the embedder; a directory stays with the one that it was made with

	// Embed fills out, len(texts) x Dim row by row, with the vectors of texts, as embed.Embedder does for passages. It is
	// called while a directory with documents is opened, never later.
	Embed func(ctx context.Context, texts []string, out []float32) error
}

// Open opens the index in dir, making one where there is none, or, with dir "", an index in memory that ends with it. It
// replays the log and embeds the texts of the documents that are left: about a second for 300,000 documents, and what the
// embedder takes.
func Open(ctx context.Context, dir string, o Options) (*Index, error) {
	if o.Dim <= 0 {
		return nil, fmt.Errorf("index: Dim %d: expected at least 1", o.Dim)
	}
	x := &Index{dim: o.Dim, table: newTable(), feeding: make(chan struct{}, 1)}
	log, err := store.Open(dir, o.Fingerprint, func(records []store.Record) error {
		for i := range records {
			if records[i].Op == store.Put {
				x.table.put(&records[i].Doc)
			} else {
				x.table.delete(records[i].Doc.ID)
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	x.log = log
	x.table = x.table.compacted()
	x.vectors = vector.New(o.Dim, func(a, b uint32) int { return compareIDs(&x.table.docs[a], &x.table.docs[b]) })
	if err := x.embed(ctx, o.Embed); err != nil {
		log.Close()
		return nil, err
	}
	return x, nil
}

// embed makes the vectors of all documents with a text.
func (x *Index) embed(ctx context.Context, embed func(context.Context, []string, []float32) error) error {
	x.withVector = vector.NewBitmap(len(x.table.docs))
	var rows []uint32
	for row := range x.table.docs {
		if x.table.docs[row].Text != "" {
			rows = append(rows, uint32(row))
		}
	}
	if len(rows) > 0 && embed == nil {
		return fmt.Errorf("index: %d documents with a text and no Embed: expected one, since vectors are not stored", len(rows))
	}
	x.vectors.Grow(len(rows))
	texts := make([]string, 0, embedBatch)
	out := make([]float32, embedBatch*x.dim)
	for len(rows) > 0 {
		n := min(embedBatch, len(rows))
		texts = texts[:0]
		for _, row := range rows[:n] {
			texts = append(texts, x.table.docs[row].Text)
		}
		clear(out)
		if err := embed(ctx, texts, out[:n*x.dim]); err != nil {
			return fmt.Errorf("index: embedding the stored texts: %w", err)
		}
		for i, row := range rows[:n] {
			d := &index.Doc{ID: x.table.docs[row].ID, Vector: out[i*x.dim : (i+1)*x.dim]}
			if isZero(d.Vector) {
				continue
			}
			if err := x.checkVector(d); err != nil {
				return err
			}
			x.withVector.Set(row)
			if err := x.vectors.Put(rows[i:i+1], d.Vector); err != nil {
				return err
			}
		}
		rows = rows[n:]
	}
	return nil
}
