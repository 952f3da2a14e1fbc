package vector

import (
	"math"
	"math/bits"
	"sync/atomic"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

const (
	degree       = 16         // links of a row on each upper level, and those that a new row begins with
	groundDegree = 2 * degree // links of a row on the ground level, where all rows are
	levelBits    = 4          // a row is on a level with probability 16 to the power of minus the level
	highest      = 7          // the uppermost level there may be
	searchWidth  = 3          // rows whose links are followed at a time, so that they wait for memory together
	entryUnset   = math.MaxUint64
)

// graph is a hierarchical navigable small world (Malkov and Yashunin, arXiv:1603.09320) in flat memory. One linker writes
// it while searches read it: links are single words, read and written atomically.
type graph struct {
	links []uint32      // groundDegree for each row, none after the last
	above []uint32      // where the lists of a row's upper levels begin in upper, or none
	upper []uint32      // degree for each level of each row that is above the ground
	entry atomic.Uint64 // where searches begin: its level << 32 | its row
}

func newGraph() *graph {
	g := &graph{}
	g.entry.Store(entryUnset)
	return g
}

// levelOf returns the uppermost level of an id, from a hash of it (splitmix64).
func levelOf(id uint32) int {
	h := uint64(id) + 0x9E3779B97F4A7C15
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	h ^= h >> 31
	return min(bits.TrailingZeros64(h)/levelBits, highest)
}

// list returns the links of a row on a level.
func (g *graph) list(row uint32, level int) []uint32 {
	if level == 0 {
		start := int(row) * groundDegree
		return g.links[start : start+groundDegree : start+groundDegree]
	}
	start := int(g.above[row]) + (level-1)*degree
	return g.upper[start : start+degree : start+degree]
}

// setList replaces a list. A search may meanwhile see some of the old and some of the new.
func setList(list, rows []uint32) {
	for i := range list {
		row := uint32(none)
		if i < len(rows) {
			row = rows[i]
		}
		atomic.StoreUint32(&list[i], row)
	}
}

// A candidate is a row with its similarity, in one word that is greater when the row is nearer, and of two equally near
// when its number is smaller. The lowest bit is set until its links have been followed.
type candidate uint64

func newCandidate(similarity float32, row uint32) candidate {
	b := math.Float32bits(similarity)
	if b>>31 == 0 {
		b |= 1 << 31
	} else {
		b = ^b
	}
	return candidate(b)<<32 | candidate(^row<<1) | 1
}

func (c candidate) row() uint32 { return ^uint32(c) >> 1 }

func (c candidate) similarity() float32 {
	b := uint32(c >> 32)
	if b>>31 != 0 {
		b &^= 1 << 31
	} else {
		b = ^b
	}
	return math.Float32frombits(b)
}

// scratch is the memory of one search.
type scratch struct {
	code    []int8
	beam    []candidate // the nearest so far, falling
	heap    []candidate // rows to go on from, in a search that may return only some of those it meets
	visited []uint64    // a bit for each row
	met     []uint32    // the rows whose bits are set
	rows    [searchWidth*groundDegree + 1]uint32
	dots    [searchWidth * groundDegree]int32

	near  []near
	found []uint32
	exact []float32
}

// begin forgets what was visited and makes room for n rows.
func (s *scratch) begin(n int) {
	for _, row := range s.met {
		s.visited[row/64] = 0
	}
	s.met = s.met[:0]
	if words := (n + 63) / 64; len(s.visited) < words {
		s.visited = make([]uint64, words+words/4)
	}
}

// visit marks a row as met.
func (s *scratch) visit(row uint32) {
	s.visited[row/64] |= 1 << (row % 64)
	s.met = append(s.met, row)
}

// unmet collects into s.rows, from n on, those linked from a row that were not met before, and returns where they end.
func (g *graph) unmet(s *scratch, c *codes, row uint32, level, n int) int {
	first := n
	list := g.list(row, level)
	for i := range list {
		linked := atomic.LoadUint32(&list[i])
		if linked == none {
			break
		}
		was := s.visited[linked/64]
		s.visited[linked/64] = was | 1<<(linked%64)
		s.rows[n] = linked
		n += int(^was >> (linked % 64) & 1) // no branch: half of them are new, in no order
	}
	s.met = append(s.met, s.rows[first:n]...)
	vec.Prefetch(c.scales, 1, s.rows[first:n])
	return n
}

// insert puts c into a falling list of at most size and returns its place, or size where there is none for it.
func insert(list []candidate, c candidate, size int) ([]candidate, int) {
	n := len(list)
	if n == size {
		if c < list[n-1] {
			return list, size
		}
		n--
	} else {
		list = append(list, 0)
	}
	low, high := 0, n
	for low < high {
		if middle := int(uint(low+high) >> 1); list[middle] > c {
			low = middle + 1
		} else {
			high = middle
		}
	}
	copy(list[low+1:], list[low:n])
	list[low] = c
	return list, low
}

// search leaves in s.beam the ef rows nearest to the query that a level leads to from those in s.beam.
func (g *graph) search(s *scratch, c *codes, query []int8, level, ef int) {
	width := min(searchWidth, ef)
	s.begin(len(c.scales))
	for i := range s.beam {
		s.beam[i] |= 1
		s.visit(s.beam[i].row())
	}
	for next := 0; next < len(s.beam); {
		n := 0
		for wide := 0; next < len(s.beam) && wide < width; next++ {
			if near := s.beam[next]; near&1 != 0 {
				s.beam[next] = near &^ 1
				n = g.unmet(s, c, near.row(), level, n)
				wide++
			}
		}
		rows := s.rows[:n]
		if level > 0 {
			vec.Prefetch(g.above, 1, rows)
		}
		vec.DotIDsInt8(query, c.data, rows, s.dots[:n])
		for i, row := range rows {
			near := newCandidate(float32(s.dots[i])*c.scales[row], row)
			if len(s.beam) == ef && near < s.beam[ef-1] {
				continue
			}
			var at int
			s.beam, at = insert(s.beam, near, ef)
			next = min(next, at)
			if level == 0 {
				vec.Prefetch(g.links, groundDegree, rows[i:i+1]) // they may be followed next
			}
		}
	}
}

// descend leaves in s.beam the row nearest to the query on the level above, and returns the level of the entry.
func (g *graph) descend(s *scratch, c *codes, query []int8, level int) (top int) {
	entry := g.entry.Load()
	row := uint32(entry)
	top = int(entry >> 32)
	similarity := float32(vec.DotInt8(query, c.row(row))) * c.scales[row]
	s.beam = append(s.beam[:0], newCandidate(similarity, row))
	for l := top; l > level; l-- {
		g.search(s, c, query, l, 1)
	}
	return top
}

// searchAllowed leaves in s.beam the ef nearest of the rows that allowed lets pass. It follows the links of all rows, and
// gives up, false, when it has compared more than limit.
func (g *graph) searchAllowed(s *scratch, c *codes, query []int8, ef, limit int, allowed func(row uint32) bool) bool {
	s.begin(len(c.scales))
	s.heap = append(s.heap[:0], s.beam...)
	s.beam = s.beam[:0]
	for _, from := range s.heap {
		s.visit(from.row())
		if allowed(from.row()) {
			s.beam, _ = insert(s.beam, from, ef)
		}
	}
	for len(s.heap) > 0 {
		from := s.pop()
		if len(s.beam) == ef && from < s.beam[ef-1] {
			return true
		}
		rows := s.rows[:g.unmet(s, c, from.row(), 0, 0)]
		vec.DotIDsInt8(query, c.data, rows, s.dots[:len(rows)])
		if limit -= len(rows); limit < 0 {
			return false
		}
		for i, row := range rows {
			near := newCandidate(float32(s.dots[i])*c.scales[row], row)
			if len(s.beam) == ef && near < s.beam[ef-1] {
				continue
			}
			s.push(near)
			if allowed(row) {
				s.beam, _ = insert(s.beam, near, ef)
			}
		}
	}
	return true
}

// push adds to the heap, whose root is the nearest.
func (s *scratch) push(c candidate) {
	s.heap = append(s.heap, c)
	i := len(s.heap) - 1
	for i > 0 && s.heap[(i-1)/2] < c {
		s.heap[i] = s.heap[(i-1)/2]
		i = (i - 1) / 2
	}
	s.heap[i] = c
}

// pop takes the nearest from the heap.
func (s *scratch) pop() candidate {
	top, n := s.heap[0], len(s.heap)-1
	last := s.heap[n]
	s.heap = s.heap[:n]
	i := 0
	for child := 1; child < n; child = 2*i + 1 {
		if child+1 < n && s.heap[child+1] > s.heap[child] {
			child++
		}
		if s.heap[child] < last {
			break
		}
		s.heap[i] = s.heap[child]
		i = child
	}
	if n > 0 {
		s.heap[i] = last
	}
	return top
}
