package topics

import (
	"context"
	"slices"
	"sort"
	"sync"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// tileRows is the side of the square of inner products that is computed at a time: two blocks of rows of 256 bytes and
// the square itself lie in a core's second-level cache.
const tileRows = 256

// neighbors holds the k nearest neighbours of each of n nodes, those of positive similarity, best first: row i is
// ids[i*k:][:count[i]].
type neighbors struct {
	k     int
	ids   []int32
	count []int32
}

func (nb *neighbors) row(i int) []int32 { return nb.ids[i*nb.k:][:nb.count[i]] }

// findNeighbors returns the k nearest neighbours of every row of rows, which has dim numbers a row, by exact inner product;
// equal products are ordered by row. Each pair of rows is multiplied once, in squares of tileRows, and the k best of
// every row are kept in a heap; as the best k of a total order they do not depend on the order in which squares are done.
// Cost: n*n/2 products; memory: n*k*8 bytes and a square for each thread.
func findNeighbors(ctx context.Context, rows []int8, dim, k, threads int, progress func(done, total int)) (*neighbors, error) {
	n := len(rows) / max(1, dim)
	best := newHeaps(n, k)
	blocks := (n + tileRows - 1) / tileRows
	// Squares are taken diagonal by diagonal, so that two that are worked on together seldom share a block: before
	// diagonal d stand the squares of the d longer ones.
	before := func(d int) int { return d*blocks - d*(d-1)/2 }
	locks := make([]sync.Mutex, blocks)
	products := make([][]int32, threads)
	report := newCounter(before(blocks), progress)
	err := parallel(ctx, threads, before(blocks), func(thread, t int) {
		if products[thread] == nil {
			products[thread] = make([]int32, tileRows*tileRows)
		}
		d := sort.Search(blocks, func(d int) bool { return before(d+1) > t })
		a := t - before(d)
		b := a + d
		a0, a1 := a*tileRows, min((a+1)*tileRows, n)
		b0, b1 := b*tileRows, min((b+1)*tileRows, n)
		out := products[thread][:(a1-a0)*(b1-b0)]
		vec.DotMatrixInt8(rows[a0*dim:a1*dim], rows[b0*dim:b1*dim], dim, out)
		locks[a].Lock()
		if a != b { // always a < b, so two workers cannot wait for each other
			locks[b].Lock()
		}
		best.offer(out, a0, a1, b0, b1)
		if a != b {
			locks[b].Unlock()
		}
		locks[a].Unlock()
		report.add(1)
	})
	if err != nil {
		return nil, err
	}
	return best.sorted(), nil
}

// heaps are n min-heaps of at most k candidates each, in one array. A candidate is its inner product in the high half and
// the complement of its row in the low half, so that the larger number is the better neighbour. An empty place is zero,
// which every candidate of positive product beats.
type heaps struct {
	k     int
	slots []uint64
	worst []int32 // the product of the worst candidate in each heap
}

func newHeaps(n, k int) *heaps {
	return &heaps{k: k, slots: make([]uint64, n*k), worst: make([]int32, n)}
}

// offer takes the products of rows a0..a1 with rows b0..b1, either way round. Where the two ranges are the same it
// takes those above the diagonal.
func (h *heaps) offer(products []int32, a0, a1, b0, b1 int) {
	width := b1 - b0
	columns := h.worst[b0:b1:b1]
	for a := a0; a < a1; a++ {
		first := 0
		if a0 == b0 {
			first = a - a0 + 1
		}
		row := products[(a-a0)*width:][:width]
		floor := h.worst[a]
		for j := first; j < len(row) && j < len(columns); j++ {
			p := row[j]
			if p < floor && p < columns[j] || p <= 0 {
				continue
			}
			if p >= floor {
				h.push(a, b0+j, p)
				floor = h.worst[a]
			}
			if p >= columns[j] {
				h.push(b0+j, a, p)
			}
		}
	}
}

// offerRow takes the products of row a with some others, self left out.
func (h *heaps) offerRow(a int, self int32, others, products []int32) {
	floor := h.worst[a]
	for i, p := range products {
		if p < floor || p <= 0 || others[i] == self {
			continue
		}
		h.push(a, int(others[i]), p)
		floor = h.worst[a]
	}
}

// rowLocks guard the heaps of rows, many rows to a lock.
type rowLocks [1 << 12]sync.Mutex

func newRowLocks() *rowLocks { return new(rowLocks) }

func (l *rowLocks) of(row int32) *sync.Mutex { return &l[int(row)%len(l)] }

// push replaces the worst candidate of node by other if that is better.
func (h *heaps) push(node, other int, product int32) {
	candidate := uint64(product)<<32 | uint64(^uint32(other))
	heap := h.slots[node*h.k : (node+1)*h.k]
	if candidate <= heap[0] {
		return
	}
	i := 0
	for {
		child := 2*i + 1
		if child >= len(heap) {
			break
		}
		if child+1 < len(heap) && heap[child+1] < heap[child] {
			child++
		}
		if candidate <= heap[child] {
			break
		}
		heap[i] = heap[child]
		i = child
	}
	heap[i] = candidate
	h.worst[node] = int32(heap[0] >> 32)
}

// sorted empties the heaps into lists.
func (h *heaps) sorted() *neighbors {
	n := len(h.worst)
	nb := &neighbors{k: h.k, ids: make([]int32, n*h.k), count: make([]int32, n)}
	for i := range n {
		heap := h.slots[i*h.k : (i+1)*h.k]
		slices.Sort(heap)
		list := nb.ids[i*h.k:]
		for _, candidate := range slices.Backward(heap) {
			if candidate == 0 {
				break
			}
			list[nb.count[i]] = int32(^uint32(candidate))
			nb.count[i]++
		}
	}
	return nb
}
