package vector

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

const (
	rerankFactor = 4   // candidates by int8 for each hit asked for
	rerankLeast  = 100 // and never fewer than this
	blockRows    = 256 // rows compared at a time: their products stay in the first-level cache
)

// Query asks for the K nearest.
type Query struct {
	Vector []float32
	K      int
	Allow  Bitmap // only these ids; nil allows all

	// Skip leaves out hits by their exact similarity, such as those of the pages before. A query with Skip compares every
	// row as float32, about four times the work.
	Skip func(id uint32, similarity float32) bool
}

// Hit is a found id and its inner product with the query's vector.
type Hit struct {
	ID         uint32
	Similarity float32
}

// Search returns the hits by falling similarity and the number of rows that were compared, those skipped included. The
// zero vector is near nothing.
func (x *Index) Search(ctx context.Context, q Query) (hits []Hit, compared int, err error) {
	if len(q.Vector) != x.dim {
		return nil, 0, fmt.Errorf("vector: query of length %d: expected %d", len(q.Vector), x.dim)
	}
	code := make([]int8, x.dim)
	if scale := vec.Quantize(q.Vector, code); scale == 0 {
		return nil, 0, nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()

	if q.Skip != nil {
		best := nearest{order: x.order, size: q.K}
		var dots [blockRows]float32
		err = x.blocks(ctx, q.Allow, func(rows []uint32) {
			vec.DotIDs(q.Vector, x.vectors, rows, dots[:len(rows)])
			for i, row := range rows {
				if id := x.ids[row]; !q.Skip(id, dots[i]) {
					best.offer(Hit{id, dots[i]})
				}
			}
			compared += len(rows)
		})
		return best.sorted(), compared, err
	}

	best := nearest{order: x.order, size: max(rerankFactor*q.K, rerankLeast)}
	var dots [blockRows]int32
	err = x.blocks(ctx, q.Allow, func(rows []uint32) {
		vec.DotIDsInt8(code, x.codes, rows, dots[:len(rows)])
		for i, row := range rows {
			best.offer(Hit{x.ids[row], float32(dots[i]) * x.scales[row]})
		}
		compared += len(rows)
	})
	for i := range best.heap {
		hit := &best.heap[i]
		hit.Similarity = vec.Dot(q.Vector, x.at(x.rows[hit.ID]))
	}
	hits = best.sorted()
	return hits[:min(q.K, len(hits))], compared, err
}

// blocks calls visit with the live and allowed rows, some at a time, in rising order.
func (x *Index) blocks(ctx context.Context, allow Bitmap, visit func(rows []uint32)) error {
	var block [blockRows]uint32
	n := 0
	for row, id := range x.ids {
		if id != none && (allow == nil || allow.Has(id)) {
			block[n] = uint32(row)
			n++
		}
		if n == blockRows {
			if err := ctx.Err(); err != nil {
				return err
			}
			visit(block[:n])
			n = 0
		}
	}
	if n > 0 {
		visit(block[:n])
	}
	return ctx.Err()
}

// nearest keeps the best hits offered to it: a heap whose root is the worst of them.
type nearest struct {
	order func(a, b uint32) int
	size  int
	heap  []Hit
}

// before orders hits by falling similarity, then by id.
func (t *nearest) before(a, b Hit) int {
	if by := cmp.Compare(b.Similarity, a.Similarity); by != 0 {
		return by
	}
	return t.order(a.ID, b.ID)
}

func (t *nearest) offer(hit Hit) {
	if len(t.heap) < t.size {
		t.heap = append(t.heap, hit)
		for i := len(t.heap) - 1; i > 0; {
			parent := (i - 1) / 2
			if t.before(t.heap[i], t.heap[parent]) <= 0 {
				return
			}
			t.heap[i], t.heap[parent] = t.heap[parent], t.heap[i]
			i = parent
		}
		return
	}
	if t.size == 0 || hit.Similarity < t.heap[0].Similarity || t.before(hit, t.heap[0]) >= 0 {
		return
	}
	t.heap[0] = hit
	for i := 0; ; {
		worst := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(t.heap); child++ {
			if t.before(t.heap[child], t.heap[worst]) > 0 {
				worst = child
			}
		}
		if worst == i {
			return
		}
		t.heap[i], t.heap[worst] = t.heap[worst], t.heap[i]
		i = worst
	}
}

// sorted returns the hits, best first.
func (t *nearest) sorted() []Hit {
	slices.SortFunc(t.heap, t.before)
	return t.heap
}
