package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"runtime"
	"strings"
	"sync"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/npy"
	"github.com/kaiku-analytics/kaiku/langs/redact"
)

// embedBatch is how many texts are in memory with their vectors, and how many are computed again at most after a kill: some
// seconds' work of a transformer.
const embedBatch = 512

// embedRun makes rows of texts. It holds one batch of vectors; of each different text before it holds where its row is,
// some 50 bytes.
type embedRun struct {
	embedder embed.Embedder
	role     embed.Role
	progress func(rows int)

	part    *npy.File        // all rows so far
	resumed int              // of them, those of an earlier run
	rows    int              // texts behind us; less than those of part while an earlier run is caught up with
	input   hash.Hash        // of the ids and masked texts behind us
	first   map[[16]byte]int // row of a text when it first occurred, by its hash

	ids, texts []string // of this batch
	vectors    []float32
}

func newEmbedRun(e embed.Embedder, role embed.Role, progress func(rows int)) *embedRun {
	return &embedRun{embedder: e, role: role, progress: progress, input: sha256.New(), first: map[[16]byte]int{}}
}

// origin names what the rows are made by.
func (r *embedRun) origin() string {
	name := "passage"
	if r.role == embed.Query {
		name = "query"
	}
	return r.embedder.Fingerprint() + ", " + name
}

// resumable reports whether there are rows that a later run can go on from.
func (r *embedRun) resumable() bool { return r.part != nil && r.part.Rows() > 0 }

// embedAll gives the sink a row for every text.
func (r *embedRun) embedAll(ctx context.Context, source *textSource, sink rowSink) error {
	for t, err := range source.all() {
		if err != nil {
			return err
		}
		r.ids, r.texts = append(r.ids, t.id), append(r.texts, t.text)
		if len(r.ids) == embedBatch {
			if err := r.flush(ctx, sink); err != nil {
				return err
			}
		}
	}
	if err := r.flush(ctx, sink); err != nil {
		return err
	}
	if r.rows < r.part.Rows() {
		return errOtherInput
	}
	return nil
}

var errOtherInput = errors.New("the .part file beside the output is of other input: remove it to begin anew")

// flush makes the rows of the batch, or reads them where an earlier run made them, and gives them to the sink.
func (r *embedRun) flush(ctx context.Context, sink rowSink) error {
	if err := ctx.Err(); err != nil || len(r.ids) == 0 {
		return err
	}
	r.mask()
	r.vectors = append(r.vectors[:0], make([]float32, len(r.ids)*r.embedder.Dim())...)
	end := r.rows + len(r.ids)
	switch {
	case end <= r.part.Rows():
		if end == r.part.Rows() && r.sum() != r.part.Input() {
			return errOtherInput
		}
		if err := r.part.Read(r.rows, r.vectors); err != nil {
			return err
		}
		for i, text := range r.texts {
			r.meet(text, r.rows+i)
		}
	case r.rows < r.part.Rows():
		return errOtherInput
	default:
		if err := r.compute(ctx); err != nil {
			return err
		}
		if err := r.part.Append(r.vectors, r.sum()); err != nil {
			return err
		}
	}
	if err := sink.write(r.ids, r.vectors); err != nil {
		return err
	}
	r.rows = end
	r.ids, r.texts = r.ids[:0], r.texts[:0]
	r.progress(r.rows)
	return nil
}

// mask takes personal data out of the batch's texts and adds them to the hash of the input.
func (r *embedRun) mask() {
	maskAll(r.texts)
	var b []byte
	for i := range r.ids {
		b = binary.AppendUvarint(b, uint64(len(r.ids[i])))
		b = append(b, r.ids[i]...)
		b = binary.AppendUvarint(b, uint64(len(r.texts[i])))
		b = append(b, r.texts[i]...)
	}
	r.input.Write(b)
}

// maskAll takes personal data out of texts.
func maskAll(texts []string) {
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(texts); i += workers {
				texts[i], _ = redact.Text(strings.ToValidUTF8(texts[i], "\uFFFD"))
			}
		})
	}
	wg.Wait()
}

func (r *embedRun) sum() [32]byte { return [32]byte(r.input.Sum(nil)) }

// meet returns the row in which a text first occurred, which is the given one if it did not before.
func (r *embedRun) meet(text string, row int) int {
	sum := sha256.Sum256([]byte(text))
	key := [16]byte(sum[:16])
	if before, met := r.first[key]; met {
		return before
	}
	r.first[key] = row
	return row
}

// compute fills the batch's rows: texts that are new by embedding them, the others from where they were.
func (r *embedRun) compute(ctx context.Context) error {
	dim := r.embedder.Dim()
	from := make([]int, len(r.texts))
	var fresh []int
	var unique []string
	for i, text := range r.texts {
		if from[i] = r.meet(text, r.rows+i); from[i] == r.rows+i {
			fresh, unique = append(fresh, i), append(unique, text)
		}
	}
	vectors := r.vectors
	if len(unique) < len(r.texts) {
		vectors = make([]float32, len(unique)*dim)
	}
	if err := r.embedder.Embed(ctx, r.role, unique, vectors); err != nil {
		return fmt.Errorf("embedding %d texts: %w", len(unique), err)
	}
	if len(unique) == len(r.texts) {
		return nil
	}
	for n, i := range fresh {
		copy(r.vectors[i*dim:(i+1)*dim], vectors[n*dim:])
	}
	for i, row := range from {
		own := r.vectors[i*dim : (i+1)*dim]
		if row < r.rows {
			if err := r.part.Read(row, own); err != nil {
				return err
			}
		} else {
			copy(own, r.vectors[(row-r.rows)*dim:])
		}
	}
	return nil
}
