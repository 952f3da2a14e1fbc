package topics

import (
	"context"
	"math"
	"slices"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// Beyond exactNodes rows, neighbours are looked for in cells: rows are grouped around centroids, and a row is compared with
// those in the cells whose centroids are nearest to it. How many cells that takes is measured on the corpus itself: the
// exact neighbours of the first rows, which are a sample, say how far down each one's list of cells its neighbours lie.
// Everything that is compared is a whole number, so that the cells too are the same everywhere.

const (
	exactNodes   = 20_000 // up to so many nodes all pairs are multiplied, which is as fast there
	cellRounds   = 6      // of k-means
	cellTraining = 40     // rows for each centroid that k-means sees
	recallRows   = 400    // rows whose exact neighbours say how many cells to look into
	recallGoal   = 0.97   // share of their neighbours that must lie in those
)

// cells are the rows of a corpus grouped around centroids.
type cells struct {
	dim       int
	centroids []int8  // of one length, so that products tell which is nearest
	of        []int32 // of each row
	start     []int   // cell c has rows[start[c]:start[c+1]]
	rows      []int32
}

func (c *cells) len() int { return len(c.start) - 1 }

func (c *cells) members(cell int) []int32 { return c.rows[c.start[cell]:c.start[cell+1]] }

// newCells groups rows, the first of which must be a fair sample.
func newCells(ctx context.Context, rows []int8, dim, threads int) (*cells, error) {
	n := len(rows) / dim
	count := min(n, max(1, int(2*math.Sqrt(float64(n)))))
	c := &cells{dim: dim, centroids: slices.Clone(rows[:count*dim])}
	training := rows[:min(n, count*cellTraining)*dim]
	for range cellRounds {
		nearest, err := c.nearest(ctx, training, 1, threads)
		if err != nil {
			return nil, err
		}
		c.center(training, nearest)
	}
	var err error
	if c.of, err = c.nearest(ctx, rows, 1, threads); err != nil {
		return nil, err
	}
	c.start = make([]int, count+1)
	for _, cell := range c.of {
		c.start[cell+1]++
	}
	for cell := range count {
		c.start[cell+1] += c.start[cell]
	}
	next := slices.Clone(c.start[:count])
	c.rows = make([]int32, n)
	for i, cell := range c.of {
		c.rows[next[cell]] = int32(i)
		next[cell]++
	}
	return c, nil
}

// center moves each centroid to the mean of its rows, scaled to the length that rows have. One without rows stays.
func (c *cells) center(rows []int8, of []int32) {
	count := len(c.centroids) / c.dim
	sums := make([]int64, count*c.dim)
	some := make([]bool, count)
	for i, cell := range of {
		some[cell] = true
		sum := sums[int(cell)*c.dim:][:c.dim]
		for j, x := range rows[i*c.dim : (i+1)*c.dim] {
			sum[j] += int64(x)
		}
	}
	length := math.Sqrt(float64(vec.DotInt8(rows[:c.dim], rows[:c.dim])))
	for cell := range count {
		if !some[cell] {
			continue
		}
		sum := sums[cell*c.dim:][:c.dim]
		var square float64
		for _, x := range sum {
			square += float64(float64(x) * float64(x))
		}
		scale := length / max(1, math.Sqrt(square))
		for j, x := range sum {
			c.centroids[cell*c.dim+j] = int8(math.Round(min(127, max(-127, float64(x)*scale))))
		}
	}
}

// nearest returns the k cells nearest to each row, nearest first, the lower number first among equals.
func (c *cells) nearest(ctx context.Context, rows []int8, k, threads int) ([]int32, error) {
	count := len(c.centroids) / c.dim
	n := len(rows) / c.dim
	out := make([]int32, n*k)
	products := make([][]int32, threads)
	lists := make([][]uint64, threads)
	err := parallel(ctx, threads, (n+tileRows-1)/tileRows, func(thread, b int) {
		if products[thread] == nil {
			products[thread] = make([]int32, tileRows*count)
			lists[thread] = make([]uint64, count)
		}
		first, end := b*tileRows, min((b+1)*tileRows, n)
		p, list := products[thread][:(end-first)*count], lists[thread]
		vec.DotMatrixInt8(rows[first*c.dim:end*c.dim], c.centroids, c.dim, p)
		for i := first; i < end; i++ {
			row := p[(i-first)*count:][:count]
			if k == 1 {
				best := 0
				for cell, x := range row {
					if x > row[best] {
						best = cell
					}
				}
				out[i] = int32(best)
				continue
			}
			for cell, x := range row { // as one number that falls with nearness and then rises with the cell's
				list[cell] = uint64(^uint32(x)^1<<31)<<32 | uint64(cell)
			}
			smallest(list, k)
			slices.Sort(list[:k])
			for j, x := range list[:k] {
				out[i*k+j] = int32(uint32(x))
			}
		}
	})
	return out, err
}

// smallest brings the k smallest numbers of a list to its front (Hoare's quickselect).
func smallest(list []uint64, k int) {
	for low, high := 0, len(list)-1; low < high && k < len(list); {
		pivot := list[(low+high)/2]
		i, j := low, high
		for i <= j {
			for list[i] < pivot {
				i++
			}
			for list[j] > pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch {
		case k <= j+1:
			high = j
		case k >= i:
			low = i
		default:
			return
		}
	}
}

// neighbors returns the k nearest rows of every row, as findNeighbors does, but for those in cells that are not looked
// into; and the share of the true neighbours of a sample that lie in cells that are.
func (c *cells) neighbors(ctx context.Context, rows []int8, k, threads int, progress func(done, total int)) (nb *neighbors, recall float64, err error) {
	probes, recall, err := c.probes(ctx, rows, k, threads)
	if err != nil {
		return nil, 0, err
	}
	nb, err = c.look(ctx, rows, rows, k, probes, threads, progress)
	return nb, recall, err
}

// look returns the k rows nearest to every query among those in the probes cells nearest to it. Where the queries are the
// rows themselves, none is its own neighbour.
func (c *cells) look(ctx context.Context, rows, queries []int8, k, probes, threads int, progress func(done, total int)) (*neighbors, error) {
	n := len(queries) / c.dim
	own := len(rows) == len(queries) && &rows[0] == &queries[0]
	lists, err := c.nearest(ctx, queries, probes, threads)
	if err != nil {
		return nil, err
	}
	// Which rows look into each cell.
	start := make([]int, c.len()+1)
	for _, cell := range lists {
		start[cell+1]++
	}
	for cell := range c.len() {
		start[cell+1] += start[cell]
	}
	visitors := make([]int32, len(lists))
	next := slices.Clone(start[:c.len()])
	for i := range n {
		for _, cell := range lists[i*probes : (i+1)*probes] {
			visitors[next[cell]] = int32(i)
			next[cell]++
		}
	}
	best := newHeaps(n, k)
	locks := newRowLocks()
	work := make([]cellWork, threads)
	report := newCounter(c.len(), progress)
	err = parallel(ctx, threads, c.len(), func(thread, cell int) {
		w := &work[thread]
		members := c.members(cell)
		w.inner = gatherRows(w.inner[:0], rows, c.dim, members)
		for part := range slices.Chunk(visitors[start[cell]:start[cell+1]], tileRows) {
			w.outer = gatherRows(w.outer[:0], queries, c.dim, part)
			w.products = slices.Grow(w.products[:0], len(part)*len(members))[:len(part)*len(members)]
			vec.DotMatrixInt8(w.outer, w.inner, c.dim, w.products)
			for i, row := range part {
				lock := locks.of(row)
				lock.Lock()
				self := row
				if !own {
					self = -1
				}
				best.offerRow(int(row), self, members, w.products[i*len(members):(i+1)*len(members)])
				lock.Unlock()
			}
		}
		report.add(1)
	})
	if err != nil {
		return nil, err
	}
	return best.sorted(), nil
}

// cellWork is the memory that one goroutine works in.
type cellWork struct {
	inner, outer []int8
	products     []int32
}

func gatherRows(dst, rows []int8, dim int, ids []int32) []int8 {
	for _, i := range ids {
		dst = append(dst, rows[int(i)*dim:(int(i)+1)*dim]...)
	}
	return dst
}

// probes returns in how many cells to look, and what share of the exact neighbours of the first rows lies there.
func (c *cells) probes(ctx context.Context, rows []int8, k, threads int) (int, float64, error) {
	n := len(rows) / c.dim
	sample := min(recallRows, n)
	exact := newHeaps(sample, k)
	const block = 4096
	out := make([]int32, sample*block)
	ids := make([]int32, block)
	for first := 0; first < n; first += block {
		if ctx.Err() != nil {
			return 0, 0, ctx.Err()
		}
		end := min(first+block, n)
		for i := range end - first {
			ids[i] = int32(first + i)
		}
		width := end - first
		err := parallel(ctx, threads, sample, func(_, i int) {
			vec.DotRowsInt8(rows[i*c.dim:(i+1)*c.dim], rows[first*c.dim:end*c.dim], out[i*width:(i+1)*width])
			exact.offerRow(i, int32(i), ids[:width], out[i*width:(i+1)*width])
		})
		if err != nil {
			return 0, 0, err
		}
	}
	order, err := c.nearest(ctx, rows[:sample*c.dim], c.len(), threads)
	if err != nil {
		return 0, 0, err
	}
	at := make([]int, c.len()+1) // neighbours that are in the cell of this rank
	total := 0
	nb := exact.sorted()
	rank := make([]int32, c.len())
	for i := range sample {
		for r, cell := range order[i*c.len() : (i+1)*c.len()] {
			rank[cell] = int32(r)
		}
		for _, j := range nb.row(i) {
			at[rank[c.of[j]]]++
			total++
		}
	}
	found, probes := 0, 0
	for probes < c.len() && float64(found) < recallGoal*float64(total) {
		found += at[probes]
		probes++
	}
	if total == 0 {
		return 1, 1, nil
	}
	return max(1, probes), float64(found) / float64(total), nil
}
