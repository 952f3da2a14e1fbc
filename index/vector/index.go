package vector

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// none marks a row whose vector has been replaced or deleted, and an id that has no row.
const none = math.MaxUint32

// Index holds vectors of one length under ids of the caller's choice. It keeps 4 bytes for each number up to the largest
// id, so ids should be dense. It is safe for concurrent use; searches run side by side.
type Index struct {
	dim   int
	order func(a, b uint32) int

	mu      sync.RWMutex
	rows    []uint32 // row of each id, or none
	ids     []uint32 // id of each row, or none; rows are only ever appended, so that lent memory stays as it is
	codes   []int8
	scales  []float32
	vectors []float32
	dead    int  // rows without an id
	rising  bool // live rows stand in the order of their ids
}

// New returns an empty index of vectors of length dim. order says which of two ids comes first when their similarities
// are equal (see cmp.Compare); nil puts the smaller first.
func New(dim int, order func(a, b uint32) int) *Index {
	if order == nil {
		order = cmp.Compare[uint32]
	}
	return &Index{dim: dim, order: order, rising: true}
}

// Len is the number of vectors.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.ids) - x.dead
}

// Grow makes room for n more vectors.
func (x *Index) Grow(n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.ids = slices.Grow(x.ids, n)
	x.scales = slices.Grow(x.scales, n)
	x.codes = slices.Grow(x.codes, n*x.dim)
	x.vectors = slices.Grow(x.vectors, n*x.dim)
}

// Put stores vectors, len(ids) rows of the index's length, and replaces those of known ids. On an error nothing is stored.
func (x *Index) Put(ids []uint32, vectors []float32) error {
	if len(vectors) != len(ids)*x.dim {
		return fmt.Errorf("vector: %d numbers for %d ids: expected %d each", len(vectors), len(ids), x.dim)
	}
	for i, id := range ids {
		if id == none {
			return fmt.Errorf("vector: id %d: expected less than %d", id, uint32(none))
		}
		row := vectors[i*x.dim : (i+1)*x.dim]
		if norm := float64(vec.Dot(row, row)); math.IsNaN(norm) || math.IsInf(norm, 0) {
			return fmt.Errorf("vector: id %d: the length of its vector is not a finite number", id)
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for i, id := range ids {
		x.remove(id)
		x.add(id, vectors[i*x.dim:(i+1)*x.dim])
	}
	x.shrink()
	return nil
}

// Delete removes the vectors of ids. Unknown ids are no error.
func (x *Index) Delete(ids ...uint32) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, id := range ids {
		x.remove(id)
	}
	x.shrink()
}

// Get returns the vector of id, or nil. Its memory is borrowed and must not be changed.
func (x *Index) Get(id uint32) []float32 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if row := x.row(id); row != none {
		return x.at(row)
	}
	return nil
}

// All returns every id in rising order and their vectors, row by row. The vectors are borrowed: later writes do not move
// them, and they must not be changed. Nothing is copied but the ids, unless there were replacements or deletions since.
func (x *Index) All() (ids []uint32, vectors []float32) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.dead > 0 || !x.rising {
		x.compact()
	}
	return slices.Clone(x.ids), x.vectors[:len(x.vectors):len(x.vectors)]
}

// row returns where the vector of id is, or none.
func (x *Index) row(id uint32) uint32 {
	if int(id) < len(x.rows) {
		return x.rows[id]
	}
	return none
}

// at returns the vector in a row.
func (x *Index) at(row uint32) []float32 {
	start, end := int(row)*x.dim, int(row+1)*x.dim
	return x.vectors[start:end:end]
}

func (x *Index) add(id uint32, v []float32) {
	for len(x.rows) <= int(id) {
		x.rows = append(x.rows, none)
	}
	row := len(x.ids)
	x.rising = x.rising && (row == 0 || x.ids[row-1] < id) // a dead row's none makes it false, which is only slower
	x.rows[id] = uint32(row)
	x.ids = append(x.ids, id)
	x.vectors = append(x.vectors, v...)
	x.codes = slices.Grow(x.codes, x.dim)[:len(x.codes)+x.dim]
	x.scales = append(x.scales, vec.Quantize(v, x.codes[row*x.dim:]))
}

func (x *Index) remove(id uint32) {
	if row := x.row(id); row != none {
		x.rows[id] = none
		x.ids[row] = none
		x.dead++
	}
}

// shrink rewrites the rows once most of them are dead, so that memory and time stay in proportion to Len.
func (x *Index) shrink() {
	if x.dead > 1024 && x.dead > len(x.ids)/2 {
		x.compact()
	}
}

// compact moves the live rows, in the order of their ids, into new memory.
func (x *Index) compact() {
	next := Index{dim: x.dim, order: x.order, rising: true, rows: x.rows}
	n := len(x.ids) - x.dead
	next.ids = make([]uint32, 0, n)
	next.scales = make([]float32, 0, n)
	next.codes = make([]int8, 0, n*x.dim)
	next.vectors = make([]float32, 0, n*x.dim)
	for id, row := range x.rows {
		if row == none {
			continue
		}
		next.rows[id] = uint32(len(next.ids))
		next.ids = append(next.ids, uint32(id))
		next.scales = append(next.scales, x.scales[row])
		next.codes = append(next.codes, x.codes[int(row)*x.dim:int(row+1)*x.dim]...)
		next.vectors = append(next.vectors, x.at(row)...)
	}
	x.ids, x.scales, x.codes, x.vectors = next.ids, next.scales, next.codes, next.vectors
	x.dead, x.rising = 0, true
}
