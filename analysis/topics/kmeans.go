package topics

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// Method says how texts are divided into topics.
type Method uint8

const (
	// Leiden looks for communities in the graph of neighbours.
	Leiden Method = iota

	// KMeans is spherical k-means (Dhillon and Modha 2001): each text goes to the topic whose mean direction is nearest. There
	// are as many topics as give the division of the highest modularity in the graph of neighbours (White and Smyth 2005), so
	// that Options.Resolution has the meaning that it has for Leiden, on every level. It leaves no text out.
	KMeans
)

var methods = [...]string{"leiden", "kmeans"}

// String returns the method in a word.
func (m Method) String() string {
	if int(m) < len(methods) {
		return methods[m]
	}
	return fmt.Sprintf("topics.Method(%d)", uint8(m))
}

// MarshalText implements encoding.TextMarshaler.
func (m Method) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler: the opposite of String.
func (m *Method) UnmarshalText(text []byte) error {
	at := slices.Index(methods[:], string(text))
	if at < 0 {
		return fmt.Errorf("topics: method %.40q: expected one of %v", text, methods)
	}
	*m = Method(at)
	return nil
}

const (
	kmeansRounds   = 20   // at most
	kmeansStep     = 1.25 // from one number of topics that is tried to the next
	kmeansPatience = 4    // numbers that are tried without a higher modularity
)

// communities divides the nodes of g, of which rows has the vectors, by the method of the options. The search begins with
// community, numbered by one of the nodes of each, and leaves the result there, numbered from 0.
func (f *fit) communities(ctx context.Context, g *graph, rows []int8, resolution float64, community []int32) error {
	if f.options.Method == KMeans {
		return f.kmeans(ctx, g, rows, resolution, community)
	}
	return improve(ctx, g, resolution, community)
}

// kmeans tries rising numbers of groups, with the first of one list of seeds, and keeps the division of the highest modularity.
// Groups of several nodes to begin with are the first seeds. Centroids are sums of whole numbers, rounded, so that no order
// of adding matters.
//
// Cost: about 20 rounds for each number k tried, of k products a node.
func (f *fit) kmeans(ctx context.Context, g *graph, rows []int8, resolution float64, community []int32) error {
	n := len(community)
	if n == 0 {
		return nil
	}
	s := newSeeds(rows, f.corpus.Dim, f.options.Threads)
	warm := s.means(community)
	least, most := max(1, warm), n
	if f.exactly > 0 {
		least, most = min(f.exactly, n), min(f.exactly, n)
	}
	best, highest, since := community, -2.0, 0
	for k := least; k <= most && since < kmeansPatience; k = max(k+1, int(float64(k)*kmeansStep)) {
		enough, err := s.draw(ctx, k)
		if err != nil {
			return err
		}
		if !enough && k > least {
			break
		}
		c := cells{dim: s.dim, centroids: slices.Clone(s.centroids[:min(k*s.dim, len(s.centroids))])}
		var of []int32
		for range kmeansRounds {
			nearest, err := c.nearest(ctx, rows, 1, f.options.Threads)
			if err != nil {
				return err
			}
			if slices.Equal(nearest, of) {
				break
			}
			of = nearest
			c.center(rows, of)
		}
		renumber(of)
		since++
		if q := modularity(g, of, resolution); q > highest {
			best, highest, since = of, q, 0
		}
	}
	copy(community, best)
	return nil
}

// seeds are centroids to begin with, found one after the other: each is a row, drawn with a chance that rises with how far
// it lies from those before (Arthur and Vassilvitskii 2007; for directions, Endo and Miyamoto 2015). The draws are always the
// same, and rows stand in hash order, so that nothing else decides.
type seeds struct {
	dim       int
	rows      []int8
	centroids []int8
	own, best []int32 // of each row: the product with itself, and the largest with a centroid
	random    *rand.PCG
	threads   int
}

func newSeeds(rows []int8, dim, threads int) *seeds {
	n := len(rows) / dim
	s := &seeds{dim: dim, rows: rows, own: make([]int32, n), best: make([]int32, n), random: rand.NewPCG(3, 4), threads: threads}
	for i := range n {
		s.own[i] = vec.DotInt8(s.row(i), s.row(i))
	}
	return s
}

func (s *seeds) row(i int) []int8 { return s.rows[i*s.dim : (i+1)*s.dim] }

// means takes the means of the communities of several nodes as centroids, and returns their number.
func (s *seeds) means(community []int32) int {
	size := make([]int, len(community))
	for _, c := range community {
		size[c]++
	}
	number := make([]int32, len(community))
	count := int32(0)
	for c, n := range size {
		if number[c] = -1; n > 1 {
			number[c] = count
			count++
		}
	}
	if count == 0 {
		return 0
	}
	var rows []int8
	var of []int32
	for i, c := range community {
		if number[c] >= 0 {
			rows = append(rows, s.row(i)...)
			of = append(of, number[c])
		}
	}
	means := cells{dim: s.dim, centroids: make([]int8, int(count)*s.dim)}
	means.center(rows, of)
	for i := range int(count) {
		s.add(means.centroids[i*s.dim : (i+1)*s.dim])
	}
	return int(count)
}

// add makes a row a centroid.
func (s *seeds) add(row []int8) {
	s.centroids = append(s.centroids, row...)
	products := make([]int32, len(s.own))
	const block = 4096
	parallel(context.Background(), s.threads, (len(s.own)+block-1)/block, func(_, b int) {
		first, end := b*block, min((b+1)*block, len(s.own))
		vec.DotRowsInt8(row, s.rows[first*s.dim:end*s.dim], products[first:end])
		for i := first; i < end; i++ {
			s.best[i] = max(s.best[i], products[i])
		}
	})
}

// draw adds centroids until there are k, and says whether it could: it cannot where all rows lie on centroids.
func (s *seeds) draw(ctx context.Context, k int) (bool, error) {
	if len(s.centroids) == 0 {
		s.add(s.row(0))
	}
	for len(s.centroids) < k*s.dim {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		var all uint64
		for i, own := range s.own {
			all += uint64(max(0, own-s.best[i]))
		}
		if all == 0 {
			return false, nil
		}
		x := s.random.Uint64() % all
		for i, own := range s.own {
			away := uint64(max(0, own-s.best[i]))
			if x < away {
				s.add(s.row(i))
				break
			}
			x -= away
		}
	}
	return true, nil
}
