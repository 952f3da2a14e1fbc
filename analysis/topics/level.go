package topics

import (
	"context"
	"slices"
)

// level is a graph on its way through leiden: the communities that its nodes are in, and what is needed to tell what a
// move would gain.
type level struct {
	*graph
	community []int32
	strengths []int64
	total     []int64 // of each community: the strengths of its nodes
	scale     float64 // resolution / total strength of the graph

	near    []int64 // of each community: the weight between it and the node at hand; zero between nodes
	touched []int32 // communities whose near is set
}

func newLevel(g *graph, resolution float64, community []int32) *level {
	n := g.nodes()
	l := &level{
		graph: g, community: slices.Clone(community),
		strengths: make([]int64, n), total: make([]int64, n), near: make([]int64, n),
	}
	var all int64
	for i, c := range community {
		l.strengths[i] = g.strength(i)
		l.total[c] += l.strengths[i]
		all += l.strengths[i]
	}
	if all > 0 {
		l.scale = resolution / float64(all)
	}
	return l
}

// expected is the weight that would fall between groups of these strengths at random, times the resolution.
func (l *level) expected(a, b int64) float64 {
	return float64(float64(float64(a)*l.scale) * float64(b))
}

// survey sets near and touched for the neighbours of node i, by the group each of them is in; skip leaves neighbours out.
func (l *level) survey(i int, group []int32, skip func(neighbor int32) bool) {
	for e := l.start[i]; e < l.start[i+1]; e++ {
		j := l.to[e]
		if skip != nil && skip(j) {
			continue
		}
		c := group[j]
		if l.near[c] == 0 {
			l.touched = append(l.touched, c)
		}
		l.near[c] += l.weight[e]
	}
}

// forget undoes survey.
func (l *level) forget() {
	for _, c := range l.touched {
		l.near[c] = 0
	}
	l.touched = l.touched[:0]
}

// move puts nodes into the community that gains most, until no move gains anything (fast local moving: after a move only
// the neighbours outside the new community are looked at again). Equal gains go to the lower number, and to the present
// community first.
func (l *level) move(ctx context.Context) (moved bool, err error) {
	n := l.nodes()
	queue := make([]int32, n, 2*n)
	queued := make([]bool, n)
	var empty []int32 // numbers of communities without nodes, lowest last
	size := make([]int32, n)
	for i, c := range l.community {
		queue[i], queued[i] = int32(i), true
		size[c]++
	}
	for c := n - 1; c >= 0; c-- {
		if size[c] == 0 {
			empty = append(empty, int32(c))
		}
	}
	for steps := 0; len(queue) > 0; steps++ {
		if steps%4096 == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		i := int(queue[0])
		queue = queue[1:]
		queued[i] = false
		from, strength := l.community[i], l.strengths[i]
		l.total[from] -= strength
		size[from]--
		l.survey(i, l.community, nil)
		to := from
		best := float64(l.near[from]) - l.expected(strength, l.total[from])
		for _, c := range l.touched {
			gain := float64(l.near[c]) - l.expected(strength, l.total[c])
			if gain > best || gain == best && c < to && to != from {
				to, best = c, gain
			}
		}
		l.forget()
		if best < 0 && size[from] > 0 { // better alone
			to = empty[len(empty)-1]
			empty = empty[:len(empty)-1]
		}
		if to != from && size[from] == 0 {
			empty = append(empty, from)
		}
		l.total[to] += strength
		size[to]++
		if to == from {
			continue
		}
		l.community[i] = to
		moved = true
		for _, j := range l.to[l.start[i]:l.start[i+1]] {
			if l.community[j] != to && !queued[j] {
				queued[j] = true
				queue = append(queue, j)
			}
		}
	}
	return moved, nil
}

// refine divides each community into parts that are well connected inside it: starting from single nodes, each node that
// is well connected to its community and still alone joins the part, well connected too, that gains most. It returns the
// part of each node, numbered by one of its nodes.
func (l *level) refine() []int32 {
	n := l.nodes()
	part := make([]int32, n)
	alone := make([]bool, n)
	total := slices.Clone(l.strengths) // of each part
	outward := make([]int64, n)        // of each part: weight to the rest of its community
	for i := range n {
		part[i], alone[i] = int32(i), true
		for e := l.start[i]; e < l.start[i+1]; e++ {
			if l.community[l.to[e]] == l.community[i] {
				outward[i] += l.weight[e]
			}
		}
	}
	connected := func(p int32, community int64) bool {
		return float64(outward[p]) >= l.expected(total[p], community-total[p])
	}
	for i := range n {
		c := l.community[i]
		community := l.total[c]
		if !alone[i] || !connected(int32(i), community) {
			continue
		}
		l.survey(i, part, func(j int32) bool { return l.community[j] != c })
		to, best := int32(i), 0.0
		for _, p := range l.touched {
			gain := float64(l.near[p]) - l.expected(l.strengths[i], total[p])
			if (gain > best || gain == best && to != int32(i) && p < to) && connected(p, community) {
				to, best = p, gain
			}
		}
		if to != int32(i) {
			part[i] = to
			alone[to] = false
			outward[to] += outward[i] - 2*l.near[to]
			total[to] += l.strengths[i]
		}
		l.forget()
	}
	return part
}

// aggregate returns the level whose nodes are the count parts of this one, in the communities of their nodes.
func (l *level) aggregate(parts []int32, count int) *level {
	members := make([]int32, 0, len(parts)) // nodes by part
	bounds := make([]int, count+1)
	for _, p := range parts {
		bounds[p+1]++
	}
	for p := range count {
		bounds[p+1] += bounds[p]
	}
	members = members[:len(parts)]
	next := slices.Clone(bounds[:count])
	for i, p := range parts {
		members[next[p]] = int32(i)
		next[p]++
	}

	g := &graph{start: make([]int, count+1), self: make([]int64, count)}
	for p := range count {
		for _, i := range members[bounds[p]:bounds[p+1]] {
			l.survey(int(i), parts, nil)
			g.self[p] += l.self[i]
		}
		g.self[p] += l.near[p]
		slices.Sort(l.touched)
		for _, q := range l.touched {
			if q != int32(p) {
				g.to = append(g.to, q)
				g.weight = append(g.weight, l.near[q])
			}
		}
		l.forget()
		g.start[p+1] = len(g.to)
	}

	up := &level{
		graph: g, community: make([]int32, count), scale: l.scale,
		strengths: make([]int64, count), total: make([]int64, count), near: make([]int64, count),
	}
	communities := slices.Clone(l.community)
	renumber(communities)
	for i, p := range parts {
		up.community[p] = communities[i]
	}
	for p, c := range up.community {
		up.strengths[p] = g.strength(p)
		up.total[c] += up.strengths[p]
	}
	return up
}
