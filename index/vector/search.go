package vector

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

const (
	defaultEf    = 100
	allowedEf    = 200 // where some rows may not be found, the true neighbours can be far apart
	rerankFactor = 4   // candidates by int8 for each hit asked for
	rerankLeast  = 100 // and never fewer than this
	blockRows    = 256 // rows compared at a time: their products stay in the first-level cache
)

// scanRows is the number of rows that take as long to compare one by one as a search of a graph with the default Ef: 4,000
// of length 384 and Ef 100 took about 60 microseconds each where this was measured. An index no larger gets no graph.
var scanRows = 4_000

// Query asks for the K nearest.
type Query struct {
	Vector []float32
	K      int
	Allow  Bitmap // only these ids; nil allows all

	// Ef is how many candidates a search of the graph keeps: more of them find more of the true neighbours, in more time.
	// 0 stands for 100, and for 200 where Allow is set. It is at least K.
	Ef int

	// Skip leaves out hits by their exact similarity, such as those of the pages before. A query with Skip compares every
	// row as float32, about four times the work of comparing all as int8.
	Skip func(id uint32, similarity float32) bool
}

// Hit is a found id and its inner product with the query's vector.
type Hit struct {
	ID         uint32
	Similarity float32
}

// Search returns the hits by falling similarity and the number of vectors that they were chosen from: all that Allow lets
// pass, those skipped included. The zero vector is near nothing. Damage in the file is an error.
func (x *Index) Search(ctx context.Context, q Query) (hits []Hit, among int, err error) {
	if len(q.Vector) != x.dim {
		return nil, 0, fmt.Errorf("vector: query of length %d: expected %d", len(q.Vector), x.dim)
	}
	if q.K < 0 {
		return nil, 0, fmt.Errorf("vector: %d nearest: expected 0 or more", q.K)
	}
	s := x.scratches.Get().(*scratch)
	defer x.scratches.Put(s)
	s.code = slices.Grow(s.code[:0], x.dim)[:x.dim]
	scale := vec.Quantize(q.Vector, s.code)
	if scale == 0 {
		return nil, 0, nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()

	among = len(x.ids) - x.dead
	if q.Allow != nil {
		among = q.Allow.common(x.live)
	}
	if q.Skip != nil {
		hits, err = x.searchSkipping(ctx, &q)
		return hits, among, err
	}
	best := nearest{order: x.order, ids: x.ids, size: max(rerankFactor*q.K, rerankLeast), heap: s.near[:0]}
	first := 0 // the row from which on all are compared
	if x.linked > 0 && x.graphPays(&q, among) && x.searchGraph(&q, s, &best) {
		first = x.linked
	}
	if first < len(x.ids) {
		slices.Reverse(best.heap) // the worst is the root
		err = x.scan(ctx, q.Allow, first, s.code, &best)
		slices.SortFunc(best.heap, best.before)
	}
	s.near = best.heap
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, among, err
	}
	best.heap = best.heap[:x.worthReading(&q, scale, best.heap)]
	if err = x.rerank(&q, s, best.heap); err != nil {
		return nil, among, err
	}
	return best.hits(q.K), among, nil
}

// graphPays reports whether a search of the graph is expected to take less than comparing all rows that are allowed. The
// fewer of all are allowed, the more of the others it has to pass.
func (x *Index) graphPays(q *Query, allowed int) bool {
	ef := float64(q.ef()) / defaultEf
	return float64(allowed)*float64(allowed) > ef*float64(scanRows)*float64(len(x.ids)-x.dead)
}

func (q *Query) ef() int {
	switch {
	case q.Ef > 0:
		return max(q.Ef, q.K)
	case q.Allow != nil:
		return max(allowedEf, 2*q.K)
	default:
		return max(defaultEf, 2*q.K)
	}
}

// searchGraph puts the nearest linked rows into best, falling, or gives up, false, when comparing all of them is the less
// work.
func (x *Index) searchGraph(q *Query, s *scratch, best *nearest) bool {
	best.size = min(best.size, q.ef())
	x.graph.descend(s, &x.codes, s.code, 0)
	if q.Allow == nil && x.loose == 0 {
		x.graph.search(s, &x.codes, s.code, 0, q.ef())
	} else {
		allowed := func(row uint32) bool {
			id := x.ids[row]
			return id != none && (q.Allow == nil || q.Allow.Has(id))
		}
		if !x.graph.searchAllowed(s, &x.codes, s.code, q.ef(), x.linked, allowed) {
			return false
		}
	}
	for _, c := range s.beam {
		if len(best.heap) == best.size {
			break
		}
		if row := c.row(); int(row) < x.linked { // the scan meets those that are being linked
			best.heap = append(best.heap, near{row, c.similarity()})
		}
	}
	return true
}

// scan offers every allowed row from first on to best.
func (x *Index) scan(ctx context.Context, allow Bitmap, first int, code []int8, best *nearest) error {
	var dots [blockRows]int32
	return x.blocks(ctx, allow, first, func(rows []uint32) {
		vec.DotIDsInt8(code, x.codes.data, rows, dots[:len(rows)])
		for i, row := range rows {
			best.offer(near{row, float32(dots[i]) * x.codes.scales[row]})
		}
	})
}

// worthReading returns how many of the candidates, which fall by their similarity as int8, can be among the K nearest.
// Rounding the elements of two vectors of length 1 to steps of a and b gives their product an error with a deviation of
// sqrt((a*a + b*b) / 12); six times that, the difference of two, is never seen.
func (x *Index) worthReading(q *Query, step float32, candidates []near) int {
	if !x.unit || q.K == 0 || q.K >= len(candidates) {
		return len(candidates)
	}
	var coarsest float64
	for _, c := range candidates {
		coarsest = max(coarsest, float64(x.codes.scales[c.row]))
	}
	length := float64(vec.Dot(q.Vector, q.Vector))
	margin := 6 * math.Sqrt((length*coarsest*coarsest+float64(step)*float64(step))/6) / float64(step) // similarities here lack the query's scale
	least := candidates[q.K-1].similarity - float32(margin)
	n := q.K
	for n < len(candidates) && candidates[n].similarity >= least {
		n++
	}
	return n
}

// rerank gives candidates their exact similarities.
func (x *Index) rerank(q *Query, s *scratch, candidates []near) error {
	s.found = s.found[:0]
	for _, c := range candidates {
		s.found = append(s.found, c.row)
	}
	s.exact = slices.Grow(s.exact[:0], len(candidates))[:len(candidates)]
	if err := x.floats.dot(q.Vector, s.found, s.exact); err != nil {
		return err
	}
	for i, row := range s.found {
		candidates[i] = near{row, s.exact[i]}
	}
	return nil
}

func (x *Index) searchSkipping(ctx context.Context, q *Query) ([]Hit, error) {
	best := nearest{order: x.order, ids: x.ids, size: q.K}
	var dots [blockRows]float32
	var damage error
	err := x.blocks(ctx, q.Allow, 0, func(rows []uint32) {
		if damage == nil {
			damage = x.floats.dot(q.Vector, rows, dots[:len(rows)])
		}
		if damage != nil {
			return
		}
		for i, row := range rows {
			if id := x.ids[row]; !q.Skip(id, dots[i]) {
				best.offer(near{row, dots[i]})
			}
		}
	})
	if err = cmp.Or(damage, err); err != nil {
		return nil, err
	}
	return best.hits(q.K), nil
}

// blocks calls visit with the live and allowed rows from first on, some at a time.
func (x *Index) blocks(ctx context.Context, allow Bitmap, first int, visit func(rows []uint32)) error {
	var block [blockRows]uint32
	n := 0
	add := func(row uint32) error {
		block[n] = row
		if n++; n < blockRows {
			return nil
		}
		n = 0
		visit(block[:])
		return ctx.Err()
	}
	if allow == nil || first > 0 {
		for row := first; row < len(x.ids); row++ {
			if id := x.ids[row]; id != none && (allow == nil || allow.Has(id)) {
				if err := add(uint32(row)); err != nil {
					return err
				}
			}
		}
	} else {
		for id := range allow.both(x.live) {
			if err := add(x.rows[id]); err != nil {
				return err
			}
		}
	}
	if n > 0 {
		visit(block[:n])
	}
	return ctx.Err()
}

// near is a row and how near it is.
type near struct {
	row        uint32
	similarity float32
}

// nearest keeps the best rows offered to it: a heap whose root is the worst of them.
type nearest struct {
	order func(a, b uint32) int
	ids   []uint32
	size  int
	heap  []near
}

// before orders rows by falling similarity, then by id.
func (t *nearest) before(a, b near) int {
	if by := cmp.Compare(b.similarity, a.similarity); by != 0 {
		return by
	}
	return t.order(t.ids[a.row], t.ids[b.row])
}

// hits returns the k best.
func (t *nearest) hits(k int) []Hit {
	slices.SortFunc(t.heap, t.before)
	hits := make([]Hit, min(k, len(t.heap)))
	for i := range hits {
		hits[i] = Hit{t.ids[t.heap[i].row], t.heap[i].similarity}
	}
	return hits
}

func (t *nearest) offer(c near) {
	if len(t.heap) < t.size {
		t.heap = append(t.heap, c)
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
	if t.size == 0 || c.similarity < t.heap[0].similarity || t.before(c, t.heap[0]) >= 0 {
		return
	}
	t.heap[0] = c
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
