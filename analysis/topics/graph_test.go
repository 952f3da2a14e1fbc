package topics

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// randomRows makes n int8 rows around clusters directions, deterministic in seed.
func randomRows(n, dim, clusters int, seed uint64) []int8 {
	rng := rand.New(rand.NewPCG(seed, seed))
	centers := make([]float64, clusters*dim)
	for i := range centers {
		centers[i] = rng.NormFloat64()
	}
	rows := make([]int8, 0, n*dim)
	for range n {
		c := min(rng.IntN(clusters), rng.IntN(clusters))
		for j := range dim {
			rows = append(rows, int8(min(127, max(-127, 20*(centers[c*dim+j]+1.3*rng.NormFloat64())))))
		}
	}
	return rows
}

func TestNeighborsAgainstSorting(t *testing.T) {
	// Sizes around the side of a square, and rows of two values that give many ties.
	for _, n := range []int{1, 2, 17, tileRows - 1, tileRows, 2*tileRows + 3} {
		for _, ties := range []bool{false, true} {
			const dim, k = 9, 6
			rows := randomRows(n, dim, 4, uint64(n))
			if ties {
				for i := range rows {
					rows[i] = rows[i] & 1
				}
			}
			got, err := findNeighbors(context.Background(), rows, dim, k, 3, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i := range n {
				product := func(j int32) int32 {
					return vec.DotInt8(rows[i*dim:(i+1)*dim], rows[int(j)*dim:int(j+1)*dim])
				}
				var want []int32
				for j := range int32(n) {
					if int(j) != i && product(j) > 0 {
						want = append(want, j)
					}
				}
				slices.SortFunc(want, func(a, b int32) int {
					return cmp.Or(cmp.Compare(product(b), product(a)), cmp.Compare(a, b))
				})
				if want = want[:min(k, len(want))]; !slices.Equal(got.row(i), want) {
					t.Fatalf("%d rows, ties %v: neighbors of %d are %v, want %v", n, ties, i, got.row(i), want)
				}
			}
		}
	}
}

func TestSharedNeighborsByHand(t *testing.T) {
	// 0 and 1 name each other and 2; 2 names 0 and 1; 3 names 0 only.
	g, err := sharedNeighbors(context.Background(),
		&neighbors{k: 2, ids: []int32{1, 2, 0, 2, 0, 1, 0, -1}, count: []int32{2, 2, 2, 1}})
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		to     []int32
		weight []int64
	}{
		// Neighbourhoods with their own node: {0,1,2} three times, {0,3}; the last shares one of four.
		{[]int32{1, 2, 3}, []int64{jaccardOne, jaccardOne, jaccardOne / 4}},
		{[]int32{0, 2}, []int64{jaccardOne, jaccardOne}},
		{[]int32{0, 1}, []int64{jaccardOne, jaccardOne}},
		{[]int32{0}, []int64{jaccardOne / 4}},
	}
	for i, w := range want {
		from, to := g.start[i], g.start[i+1]
		if !slices.Equal(g.to[from:to], w.to) || !slices.Equal(g.weight[from:to], w.weight) {
			t.Errorf("row %d: %v with weights %v, want %v with %v", i, g.to[from:to], g.weight[from:to], w.to, w.weight)
		}
	}
}

// TestAgainstLeidenalg compares modularity with the authors' implementation on a graph of 3,000 nodes: leidenalg 0.12.0
// with igraph 1.0.0, RBConfigurationVertexPartition, until nothing improves, seed 1.
func TestAgainstLeidenalg(t *testing.T) {
	const n, dim = 3000, 32
	nb, err := findNeighbors(context.Background(), randomRows(n, dim, 60, 5), dim, 15, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	g, err := sharedNeighbors(context.Background(), nb)
	if err != nil {
		t.Fatal(err)
	}
	for _, reference := range []struct{ resolution, modularity float64 }{{1, 0.79670}, {2, 0.75958}} {
		community, err := leiden(context.Background(), g, reference.resolution)
		if err != nil {
			t.Fatal(err)
		}
		q := modularity(g, community, reference.resolution)
		if q < reference.modularity-1e-4 {
			t.Errorf("resolution %v: modularity %.5f, leidenalg finds %.5f", reference.resolution, q, reference.modularity)
		}
	}
}
