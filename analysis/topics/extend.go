package topics

import (
	"cmp"
	"context"
	"slices"
)

// Of a corpus with more distinct texts than Options.Sample, topics are found in the first nodes, which are a fair sample since
// nodes are in hash order. Every other node is then joined to its nearest neighbours in the sample, by edges that weigh as
// those between two nodes of the sample do, and goes to the topic that they vote for. From there on nothing tells it from
// them: its edges give it a confidence and a place on the map, it counts in sizes, centroids and labels.

// extendBlock is how many nodes are joined to the sample at a time, which bounds memory.
const extendBlock = 1 << 16

// extend brings the nodes outside the sample into the graph and into the topics of all levels.
func (f *fit) extend(ctx context.Context) error {
	n := f.nodes.len()
	if f.sample == n {
		return nil
	}
	if err := f.extendGraph(ctx); err != nil {
		return err
	}
	for _, d := range f.divisions {
		d.topic = append(d.topic, slices.Repeat([]int32{Unassigned}, n-f.sample)...)
	}
	at := slices.Index(f.divisions, f.main)
	f.joinGuided()
	f.main.vote(nil)
	// A level is inside the one before: coarser topics are those of the topic, finer ones are voted for within it.
	for i := at - 1; i >= 0; i-- {
		for node := f.sample; node < n; node++ {
			if t := f.divisions[i+1].topic[node]; t != Unassigned {
				f.divisions[i].topic[node] = f.divisions[i].topic[f.divisions[i+1].byTopic[t][0]]
			}
		}
	}
	for i := at + 1; i < len(f.divisions); i++ {
		f.divisions[i].vote(f.divisions[i-1])
	}
	for i, d := range f.divisions {
		f.divisions[i] = f.newDivision(d.name, d.resolution, d.topic)
	}
	f.main = f.divisions[at]
	return nil
}

// extendGraph adds the nodes outside the sample to the graph. Their edges stand in their own rows alone, and lead into the
// sample.
func (f *fit) extendGraph(ctx context.Context) error {
	dim, threads, n := f.corpus.Dim, f.options.Threads, f.nodes.len()
	inner := f.rows[:f.sample*dim]
	c, err := newCells(ctx, inner, dim, threads)
	if err != nil {
		return err
	}
	k := f.neighbors.k
	probes, _, err := c.probes(ctx, inner, k, threads)
	if err != nil {
		return err
	}
	around, bounds := f.neighbors.around()
	g := f.graph
	f.graph = &graph{start: slices.Clone(g.start), to: slices.Clone(g.to), weight: slices.Clone(g.weight), self: make([]int64, n)}
	copy(f.graph.self, g.self)
	g = f.graph
	report := newCounter(n-f.sample, f.progress())
	for first := f.sample; first < n; first += extendBlock {
		end := min(first+extendBlock, n)
		nb, err := c.look(ctx, inner, f.rows[first*dim:end*dim], k, probes, threads, nil)
		if err != nil {
			return err
		}
		for i := range end - first {
			row := nb.row(i)
			slices.Sort(row)
			for _, j := range row {
				b := around[bounds[j]:bounds[j+1]]
				shared := common(row, b)
				g.to = append(g.to, j)
				g.weight = append(g.weight, int64(jaccardOne*shared/(len(row)+1+len(b)-shared)))
			}
			g.start = append(g.start, len(g.to))
		}
		report.add(end - first)
	}
	return nil
}

// joinGuided puts the nodes outside the sample that are surely about a guided topic into it, where the sample has it.
func (f *fit) joinGuided() {
	if f.guided == nil {
		return
	}
	topic := make([]int32, len(f.guided.topics))
	for i := range topic {
		topic[i] = Unassigned
	}
	for t := range f.main.byTopic {
		if own := f.main.guideOf(t); own >= 0 {
			topic[own] = int32(t)
		}
	}
	for node := f.sample; node < f.nodes.len(); node++ {
		if own := f.guided.of[node]; own >= 0 {
			f.main.topic[node] = topic[own]
		}
	}
}

// vote puts every node outside the sample that is in no topic yet into the one that its neighbours vote for with the weights
// of their edges, the lower number on a tie. Where above is given, only neighbours in the node's topic there have a vote, and
// without any the node goes to that topic's largest part. A node without neighbours in any topic stays Unassigned.
//
// Nodes of a previous fit stay in their topic, as in restrain: only those leave that have most reason to, and no more than
// turnover allows.
func (d *division) vote(above *division) {
	votes := make([]int64, len(d.byTopic))
	stay, old := d.stay(above)
	type leaver struct {
		node, to int32
		gain     float64 // share of the votes
	}
	var leavers []leaver
	for i := d.sample; i < len(d.topic); i++ {
		if d.topic[i] != Unassigned || above != nil && above.topic[i] == Unassigned {
			continue
		}
		best, all := Unassigned, int64(0)
		edges := d.graph.to[d.graph.start[i]:d.graph.start[i+1]]
		for e, j := range edges {
			t := d.topic[j]
			if t == Unassigned || above != nil && above.topic[j] != above.topic[i] {
				continue
			}
			w := d.graph.weight[d.graph.start[i]+e]
			votes[t] += w
			all += w
			if best == Unassigned || votes[t] > votes[best] || votes[t] == votes[best] && t < best {
				best = t
			}
		}
		switch was := stay[i-d.sample]; {
		case best == Unassigned && above != nil:
			best = d.largestPart(above, above.topic[i])
		case was != Unassigned && best != was && best != Unassigned:
			leavers = append(leavers, leaver{int32(i), best, float64(votes[best]-votes[was]) / float64(all)})
			best = was
		}
		d.topic[i] = best
		for _, j := range edges {
			if t := d.topic[j]; t != Unassigned {
				votes[t] = 0
			}
		}
	}
	slices.SortFunc(leavers, func(a, b leaver) int { return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.node, b.node)) })
	left := int(turnover * float64(old))
	for _, l := range leavers {
		if texts := len(d.nodes.membersOf(int(l.node))); l.gain > 0 && texts <= left {
			left -= texts
			d.topic[l.node] = l.to
		}
	}
}

// largestPart returns the topic with the lowest number, which is the largest, of those in one above.
func (d *division) largestPart(above *division, topic int32) int32 {
	return int32(slices.IndexFunc(d.byTopic, func(nodes []int32) bool { return above.topic[nodes[0]] == topic }))
}

// stay returns the topic that each node outside the sample was in before, or Unassigned, and how many texts they have that were
// in any. An old topic is now the one that most of its texts in the sample are in. Where above is given, topics that are not in
// the node's topic there do not count.
func (d *division) stay(above *division) (topic []int32, texts int) {
	topic = slices.Repeat([]int32{Unassigned}, len(d.topic)-d.sample)
	before := d.before(d.name)
	if before == nil || d.options.Topics > 0 {
		return topic, 0
	}
	shared := map[[2]int32]int{}
	now := map[int32]int32{}
	for i, t := range d.topic[:d.sample] {
		if b := before[i]; b >= 0 && t != Unassigned {
			shared[[2]int32{b, t}] += len(d.nodes.membersOf(i))
			best, ok := now[b]
			if n, most := shared[[2]int32{b, t}], shared[[2]int32{b, best}]; !ok || n > most || n == most && t < best {
				now[b] = t
			}
		}
	}
	for k := range topic {
		i := d.sample + k
		if before[i] < 0 {
			continue
		}
		texts += len(d.nodes.membersOf(i))
		if t, ok := now[before[i]]; ok && (above == nil || above.topic[d.byTopic[t][0]] == above.topic[i]) {
			topic[k] = t
		}
	}
	return topic, texts
}
