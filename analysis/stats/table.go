package stats

import (
	"math"
	"slices"
)

// table is a two-way table with its totals, seen as a network. Its nodes are the rows, among them the row of column
// totals, and the columns, among them the column of row totals. A count is a flow from its row to its column, a total one
// from its column to its row, so that in every node as much flows out as in. The tables that a reader must hold possible
// are the ways to change the flow along withheld cells: by circles, never below zero.
type table struct {
	rows, cols int    // without the totals
	counts     []int  // (rows+1) x (cols+1); the last of a row is its total, the last row is the totals
	withheld   []bool // of counts
	flow       []int  // counts as changed by the circles found for the cell that is being protected
	changed    []int  // cells in which flow differs from counts

	// Scratch of path, by node: rows first.
	distance []int // sum of the shown counts on the way
	from     []int // node before
	done     []bool
	stack    []int
}

func newTable(rows, cols int, counts []int) *table {
	nodes := rows + cols + 2
	t := &table{
		rows: rows, cols: cols,
		counts:   make([]int, (rows+1)*(cols+1)),
		withheld: make([]bool, (rows+1)*(cols+1)),
		distance: make([]int, nodes),
		from:     make([]int, nodes),
		done:     make([]bool, nodes),
	}
	for i := range rows {
		for j := range cols {
			n := counts[i*cols+j]
			t.counts[t.cell(i, j)] = n
			t.counts[t.cell(i, cols)] += n
			t.counts[t.cell(rows, j)] += n
			t.counts[t.cell(rows, cols)] += n
		}
	}
	t.flow = slices.Clone(t.counts)
	return t
}

func (t *table) cell(i, j int) int { return i*(t.cols+1) + j }

func (t *table) isTotal(cell int) bool {
	return cell/(t.cols+1) == t.rows || cell%(t.cols+1) == t.cols
}

func (t *table) rowTotals() []int {
	totals := make([]int, t.rows)
	for i := range totals {
		totals[i] = t.counts[t.cell(i, t.cols)]
	}
	return totals
}

func (t *table) colTotals() []int {
	return slices.Clone(t.counts[t.cell(t.rows, 0):t.cell(t.rows, t.cols)])
}

// suppress withholds small counts and what protects them, given which totals are withheld.
func (t *table) suppress(least int) {
	if !slices.ContainsFunc(t.counts, func(n int) bool { return small(n, least) }) {
		return
	}
	if t.counts[t.cell(t.rows, t.cols)] < least {
		for cell := range t.withheld {
			t.withheld[cell] = true
		}
		return
	}
	var sensitive []int
	for i := range t.rows + 1 {
		for j := range t.cols + 1 {
			cell := t.cell(i, j)
			if !t.isTotal(cell) {
				t.withheld[cell] = t.counts[cell] < least && !t.shownEmpty(t.cell(i, t.cols)) && !t.shownEmpty(t.cell(t.rows, j))
			}
			if t.withheld[cell] && t.counts[cell] < least {
				sensitive = append(sensitive, cell)
			}
		}
	}
	// To withhold more never makes a withheld cell easier to work out: what is protected once stays so. A total that is
	// withheld for the sake of small ones is protected with them, as they cannot reach least unless it gives way.
	for _, cell := range sensitive {
		t.protect(cell, least-t.counts[cell])
	}
}

// shownEmpty tells whether a total is known to be zero, and with it everything that it sums.
func (t *table) shownEmpty(total int) bool { return !t.withheld[total] && t.counts[total] == 0 }

// protect sees to it that the withheld cell could be higher by the given amount for all that a reader can tell. It
// withholds further counts if need be; with all of them withheld it could, because no shown total but an empty one is
// below least, nor is the sum of the withheld ones.
func (t *table) protect(cell, amount int) {
	start, end := t.rows+1+cell%(t.cols+1), cell/(t.cols+1) // a higher count goes to its column; that much must come back
	if t.isTotal(cell) {
		start, end = end, start
	}
	for amount > 0 && t.path(start, end, cell) {
		amount -= t.push(start, end, amount)
	}
	for _, c := range t.changed {
		t.flow[c] = t.counts[c]
	}
	t.changed = t.changed[:0]
}

// path finds the way from node start to node end along cells that can give way, other than the one given, that crosses
// the smallest sum of shown counts. It leaves the way in t.from. This is Dijkstra's algorithm with the nodes at the least
// distance on a stack: most ways are found among withheld cells alone, and depth first finds them soonest.
func (t *table) path(start, end, except int) bool {
	for v := range t.distance {
		t.distance[v] = math.MaxInt
	}
	t.distance[start] = 0
	t.stack = append(t.stack[:0], start)
	clear(t.done)
	for {
		if len(t.stack) == 0 {
			v := t.nearest()
			if v < 0 {
				return false
			}
			t.stack = append(t.stack, v)
		}
		v := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		if v == end {
			return true
		}
		if t.done[v] {
			continue
		}
		t.done[v] = true
		first, last := t.side(end)
		if (v > t.rows) != (start > t.rows) {
			first, last = t.side(start)
		}
		for w := first; w < last; w++ {
			if t.distance[w] > t.distance[v] && t.reach(v, w, except) {
				if w == end || (w > t.rows) != (end > t.rows) && t.reach(w, end, except) {
					return true
				}
				t.stack = append(t.stack, w)
			}
		}
	}
}

// reach notes the way to node w over node v if it is the shortest so far, and reports whether it adds nothing to the
// distance of v.
func (t *table) reach(v, w, except int) bool {
	cell, raise := t.between(v, w)
	if cell == except || !raise && t.flow[cell] == 0 {
		return false
	}
	way := t.distance[v]
	if !t.withheld[cell] {
		if t.isTotal(cell) {
			return false
		}
		way += t.counts[cell]
	}
	if way >= t.distance[w] {
		return false
	}
	t.distance[w], t.from[w] = way, v
	return way == t.distance[v]
}

// nearest returns the node at the least distance that is reached but not done, the first of equals, or -1.
func (t *table) nearest() int {
	best := -1
	for v, d := range t.distance {
		if !t.done[v] && d < math.MaxInt && (best < 0 || d < t.distance[best]) {
			best = v
		}
	}
	return best
}

// push sends at most amount along the way found by path, withholds the cells on it and returns how much it sent.
func (t *table) push(start, end, amount int) int {
	for v := end; v != start; v = t.from[v] {
		if cell, raise := t.between(t.from[v], v); !raise {
			amount = min(amount, t.flow[cell])
		}
	}
	for v := end; v != start; v = t.from[v] {
		cell, raise := t.between(t.from[v], v)
		t.withheld[cell] = true
		t.changed = append(t.changed, cell)
		if raise {
			t.flow[cell] += amount
		} else {
			t.flow[cell] -= amount
		}
	}
	return amount
}

// side returns the range of the nodes of v's kind, rows or columns.
func (t *table) side(v int) (first, last int) {
	if v <= t.rows {
		return 0, t.rows + 1
	}
	return t.rows + 1, len(t.distance)
}

// between returns the cell in which node v and node w, a row and a column, meet, and whether to go from v to w is to raise
// it, which it always can be, or to lower it, which it can be to zero.
func (t *table) between(v, w int) (cell int, raise bool) {
	down := v <= t.rows // from a row to a column, as counts go and totals do not
	if !down {
		v, w = w, v
	}
	w -= t.rows + 1
	return t.cell(v, w), down != (v == t.rows || w == t.cols)
}
