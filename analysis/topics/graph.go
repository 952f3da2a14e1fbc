package topics

import (
	"context"
	"slices"
)

// graph is an undirected weighted graph in compressed sparse rows: the edges of node i are to[start[i]:start[i+1]], in
// rising order, with their weights; an edge stands in the rows of both its ends. Weights are whole numbers, so that sums
// of them are exact in any order.
type graph struct {
	start  []int
	to     []int32
	weight []int64
	self   []int64 // twice the weight of the edges within node i, where it stands for several
}

func (g *graph) nodes() int { return len(g.start) - 1 }

// strength is the sum of the weights of a node's edges, a loop counted twice.
func (g *graph) strength(i int) int64 {
	s := g.self[i]
	for _, w := range g.weight[g.start[i]:g.start[i+1]] {
		s += w
	}
	return s
}

// first returns the graph of the first n nodes and the edges between them.
func (g *graph) first(n int) *graph {
	if n == g.nodes() {
		return g
	}
	sub := &graph{start: make([]int, 1, n+1), self: g.self[:n]}
	for i := range n {
		for e := g.start[i]; e < g.start[i+1]; e++ {
			if int(g.to[e]) < n {
				sub.to, sub.weight = append(sub.to, g.to[e]), append(sub.weight, g.weight[e])
			}
		}
		sub.start = append(sub.start, len(sub.to))
	}
	return sub
}

// jaccardOne is the weight of an edge between two nodes with the same neighbours.
const jaccardOne = 1 << 16

// sharedNeighbors returns the graph that joins every node with its neighbours. The weight of an edge is the Jaccard
// index of the two neighbourhoods, each with its own node in it, times jaccardOne (Jarvis and Patrick 1973): texts that
// lie among the same texts belong together, however far apart a sparse region holds them.
func sharedNeighbors(ctx context.Context, nb *neighbors) (*graph, error) {
	n := len(nb.count)
	// Rows of a symmetric graph: those that i names and those that name i.
	degree := make([]int, n+1)
	for i := range n {
		degree[i+1] += int(nb.count[i])
		for _, j := range nb.row(i) {
			degree[j+1]++
		}
	}
	for i := range n {
		degree[i+1] += degree[i]
	}
	both := make([]int32, degree[n])
	next := slices.Clone(degree[:n])
	for i := range n {
		for _, j := range nb.row(i) {
			both[next[i]], both[next[j]] = j, int32(i)
			next[i]++
			next[j]++
		}
	}
	// A pair that names each other stands twice in both rows.
	g := &graph{start: make([]int, n+1), self: make([]int64, n)}
	for i := range n {
		row := both[degree[i]:degree[i+1]]
		slices.Sort(row)
		g.to = append(g.to, slices.Compact(row)...)
		g.start[i+1] = len(g.to)
	}
	around, bounds := nb.around()
	g.weight = make([]int64, len(g.to))
	for i := range n {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for e := g.start[i]; e < g.start[i+1]; e++ {
			j := g.to[e]
			a, b := around[bounds[i]:bounds[i+1]], around[bounds[j]:bounds[j+1]]
			shared := common(a, b)
			g.weight[e] = int64(jaccardOne * shared / (len(a) + len(b) - shared))
		}
	}
	return g, nil
}

// around returns the neighbourhood of each node, itself in it, in rising order: that of node i is list[bounds[i]:bounds[i+1]].
func (nb *neighbors) around() (list []int32, bounds []int) {
	n := len(nb.count)
	list = make([]int32, 0, n*(nb.k+1))
	bounds = make([]int, n+1)
	for i := range n {
		list = append(append(list, int32(i)), nb.row(i)...)
		bounds[i+1] = len(list)
		slices.Sort(list[bounds[i]:])
	}
	return list, bounds
}

// common counts the numbers that two rising lists share.
func common(a, b []int32) int {
	shared := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			shared++
			a, b = a[1:], b[1:]
		}
	}
	return shared
}

// quotient returns the graph of count groups of nodes: an edge weighs as much as all edges between two groups. Nodes of a
// negative group are left out with their edges.
func quotient(g *graph, group []int32, count int) *graph {
	members := make([][]int32, count)
	for i, c := range group {
		if c >= 0 {
			members[c] = append(members[c], int32(i))
		}
	}
	q := &graph{start: make([]int, count+1), self: make([]int64, count)}
	near := make([]int64, count)
	var touched []int32
	for c, nodes := range members {
		for _, i := range nodes {
			q.self[c] += g.self[i]
			for e := g.start[i]; e < g.start[i+1]; e++ {
				other := group[g.to[e]]
				switch {
				case other < 0:
				case other == int32(c):
					q.self[c] += g.weight[e]
				default:
					if near[other] == 0 {
						touched = append(touched, other)
					}
					near[other] += g.weight[e]
				}
			}
		}
		slices.Sort(touched)
		for _, other := range touched {
			q.to, q.weight = append(q.to, other), append(q.weight, near[other])
			near[other] = 0
		}
		touched = touched[:0]
		q.start[c+1] = len(q.to)
	}
	return q
}

// induced returns the graph of some nodes, given in rising order, and the edges between them.
func induced(g *graph, nodes []int32) *graph {
	number := make(map[int32]int32, len(nodes))
	for i, node := range nodes {
		number[node] = int32(i)
	}
	sub := &graph{start: make([]int, len(nodes)+1), self: make([]int64, len(nodes))}
	for i, node := range nodes {
		sub.self[i] = g.self[node]
		for e := g.start[node]; e < g.start[node+1]; e++ {
			if j, ok := number[g.to[e]]; ok {
				sub.to, sub.weight = append(sub.to, j), append(sub.weight, g.weight[e])
			}
		}
		sub.start[i+1] = len(sub.to)
	}
	return sub
}
