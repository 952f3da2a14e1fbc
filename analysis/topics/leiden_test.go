package topics

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// fromEdges builds a graph with edges of weight one.
func fromEdges(n int, edges [][2]int) *graph {
	rows := make([][]int32, n)
	for _, e := range edges {
		rows[e[0]] = append(rows[e[0]], int32(e[1]))
		rows[e[1]] = append(rows[e[1]], int32(e[0]))
	}
	g := &graph{start: make([]int, n+1), self: make([]int64, n)}
	for i, row := range rows {
		for _, j := range row {
			g.to = append(g.to, j)
			g.weight = append(g.weight, 1)
		}
		g.start[i+1] = len(g.to)
	}
	return g
}

// karate is Zachary's karate club (1977), members numbered from 1 as in the paper.
var karate = [][2]int{
	{2, 1}, {3, 1}, {3, 2}, {4, 1}, {4, 2}, {4, 3}, {5, 1}, {6, 1}, {7, 1}, {7, 5}, {7, 6}, {8, 1}, {8, 2}, {8, 3}, {8, 4},
	{9, 1}, {9, 3}, {10, 3}, {11, 1}, {11, 5}, {11, 6}, {12, 1}, {13, 1}, {13, 4}, {14, 1}, {14, 2}, {14, 3}, {14, 4},
	{17, 6}, {17, 7}, {18, 1}, {18, 2}, {20, 1}, {20, 2}, {22, 1}, {22, 2}, {26, 24}, {26, 25}, {28, 3}, {28, 24}, {28, 25},
	{29, 3}, {30, 24}, {30, 27}, {31, 2}, {31, 9}, {32, 1}, {32, 25}, {32, 26}, {32, 29}, {33, 3}, {33, 9}, {33, 15},
	{33, 16}, {33, 19}, {33, 21}, {33, 23}, {33, 24}, {33, 30}, {33, 31}, {33, 32}, {34, 9}, {34, 10}, {34, 14}, {34, 15},
	{34, 16}, {34, 19}, {34, 20}, {34, 21}, {34, 23}, {34, 24}, {34, 27}, {34, 28}, {34, 29}, {34, 30}, {34, 31}, {34, 32},
	{34, 33},
}

func karateGraph() *graph {
	edges := make([][2]int, len(karate))
	for i, e := range karate {
		edges[i] = [2]int{e[0] - 1, e[1] - 1}
	}
	return fromEdges(34, edges)
}

func TestKarateClub(t *testing.T) {
	g := karateGraph()
	if len(g.to) != 2*78 {
		t.Fatalf("the club has 78 ties, got %d", len(g.to)/2)
	}
	community, err := leiden(context.Background(), g, 1)
	if err != nil {
		t.Fatal(err)
	}
	// The optimum is known: four communities, Q = 0.4198 (Brandes et al. 2008, "On modularity clustering").
	if q := modularity(g, community, 1); math.Abs(q-0.4198) > 5e-5 {
		t.Errorf("modularity %.5f, want 0.4198; communities %v", q, community)
	}
	if k := renumber(community); k != 4 {
		t.Errorf("%d communities, want 4", k)
	}
}

func TestTwoCliquesAndABridge(t *testing.T) {
	var edges [][2]int
	for a := range 5 {
		for b := range a {
			edges = append(edges, [2]int{a, b}, [2]int{a + 5, b + 5})
		}
	}
	edges = append(edges, [2]int{4, 5})
	g := fromEdges(10, edges)
	community, err := leiden(context.Background(), g, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range community {
		if want := int32(i / 5); c != want {
			t.Fatalf("node %d in community %d, want %d: %v", i, c, want, community)
		}
	}
	// By hand: 21 edges, each clique with 10 inside and strength 21 of 42: Q = 20/21 - 2*(1/2)^2.
	if q, want := modularity(g, community, 1), 20.0/21-0.5; math.Abs(q-want) > 1e-12 {
		t.Errorf("modularity %v, want %v", q, want)
	}
	if q, want := modularity(g, make([]int32, 10), 0.5), 0.5; math.Abs(q-want) > 1e-12 {
		t.Errorf("one community at resolution 0.5: modularity %v, want %v", q, want)
	}
}

func TestLeidenInvariants(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 1 + rng.IntN(60)
		var edges [][2]int
		for a := range n {
			for b := range a {
				if rng.Float64() < 3/float64(n) {
					edges = append(edges, [2]int{a, b})
				}
			}
		}
		g := fromEdges(n, edges)
		for e := range g.weight { // symmetric weights
			i := 0
			for g.start[i+1] <= e {
				i++
			}
			g.weight[e] = 1 + int64(i+int(g.to[e]))%7
		}
		resolution := []float64{0.3, 1, 2.5}[rng.IntN(3)]
		community, err := leiden(context.Background(), g, resolution)
		if err != nil {
			t.Fatal(err)
		}
		// No node gains by moving to another community or to one of its own, and every community is connected.
		q := modularity(g, community, resolution)
		count := renumber(community)
		for i := range n {
			from := community[i]
			for c := range min(count+1, n) {
				community[i] = int32(c)
				if better := modularity(g, community, resolution); better > q+1e-9 {
					t.Fatalf("node %d of %d would rather be in %d: %v > %v", i, n, c, better, q)
				}
			}
			community[i] = from
		}
		split := append([]int32(nil), community...)
		splitDisconnected(g, split)
		if renumber(split) != count {
			t.Fatalf("a community is not connected: %v", community)
		}
	}
}

func TestAggregateKeepsModularity(t *testing.T) {
	g := karateGraph()
	l := newLevel(g, 1, []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
		26, 27, 28, 29, 30, 31, 32, 33})
	if _, err := l.move(context.Background()); err != nil {
		t.Fatal(err)
	}
	parts := l.refine()
	up := l.aggregate(parts, renumber(parts))
	below, above := modularity(g, l.community, 1), modularity(up.graph, up.community, 1)
	if math.Abs(below-above) > 1e-12 {
		t.Errorf("modularity %v of the nodes, %v of the parts in the same communities", below, above)
	}
}
