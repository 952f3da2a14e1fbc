package topics

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// division is a Level in the making.
type division struct {
	*fit
	name       string
	resolution float64
	topic      []int32   // of each node: its topic, or Unassigned
	byTopic    [][]int32 // nodes of each topic, rising
	topics     []Topic
	confidence []float32 // of each node
}

// newDivision numbers the topics of a division by falling number of texts, then by the smallest id among them.
func (f *fit) newDivision(name string, resolution float64, topic []int32) *division {
	type group struct {
		nodes []int32
		texts int
		id    string
	}
	var groups []group
	for i, t := range topic {
		if t == Unassigned {
			continue
		}
		for int(t) >= len(groups) {
			groups = append(groups, group{})
		}
		g := &groups[t]
		g.nodes = append(g.nodes, int32(i))
		members := f.nodes.membersOf(i)
		g.texts += len(members)
		if id := f.corpus.IDs[members[0]]; len(g.nodes) == 1 || id < g.id {
			g.id = id
		}
	}
	groups = slices.DeleteFunc(groups, func(g group) bool { return len(g.nodes) == 0 })
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(b.texts, a.texts), strings.Compare(a.id, b.id))
	})
	d := &division{fit: f, name: name, resolution: resolution, topic: topic, byTopic: make([][]int32, len(groups))}
	for t, g := range groups {
		d.byTopic[t] = g.nodes
		for _, i := range g.nodes {
			topic[i] = int32(t)
		}
		d.topics = append(d.topics, Topic{Size: g.texts, Centroid: f.centroid(g.nodes)})
	}
	return d
}

// level returns what the division says of every text. above is the division that this one divides further, or nil.
func (d *division) level(above *division) Level {
	l := Level{
		Name: d.name, Resolution: d.resolution, Topics: d.topics,
		Assign: make([]int32, len(d.corpus.IDs)), Confidence: make([]float32, len(d.corpus.IDs)),
	}
	for t, node := range d.nodes.of {
		switch {
		case !d.words.content[t]:
			l.Assign[t] = NoContent
		case node < 0 || d.topic[node] == Unassigned:
			l.Assign[t] = Unassigned
		default:
			l.Assign[t] = d.topic[node]
			l.Confidence[t] = d.confidence[node]
		}
	}
	if above != nil {
		l.Parent = make([]int32, len(d.byTopic))
		for t, members := range d.byTopic {
			l.Parent[t] = above.topic[members[0]]
		}
	}
	return l
}

// The resolutions of the other levels, as multiples of that of the topics.
const (
	areaResolution   = 1.0 / 16
	themeResolution  = 1.0 / 4
	detailResolution = 4
)

// divide finds the communities and makes topics of those that are large enough, joins topics into themes and themes into
// areas, and divides topics into details. Each level is found on what the level beside it left together, so that they
// nest whatever the resolutions.
func (f *fit) divide(ctx context.Context) error {
	topics, err := f.topicsAt(ctx, f.options.Resolution)
	if err == nil && f.options.Topics > 0 {
		topics, err = f.number(ctx, f.options.Topics, topics)
	}
	if err != nil {
		return err
	}
	f.options.Resolution = topics.resolution
	f.model.Stats.Resolution = topics.resolution
	f.divisions = []*division{topics}
	f.main = topics
	for _, coarser := range []struct {
		name   string
		factor float64
	}{{"themes", themeResolution}, {"areas", areaResolution}} {
		joined, err := f.divisions[0].join(ctx, coarser.name, coarser.factor*f.options.Resolution)
		if err != nil {
			return err
		}
		if joined != nil {
			f.divisions = slices.Insert(f.divisions, 0, joined)
		}
	}
	details, err := topics.split(ctx, "details", detailResolution*f.options.Resolution)
	if err == nil && details != nil {
		f.divisions = append(f.divisions, details)
	}
	return err
}

// topicsAt returns the communities at a resolution as topics.
func (f *fit) topicsAt(ctx context.Context, resolution float64) (*division, error) {
	community := f.start("topics")
	rows := f.rows[:f.sample*f.corpus.Dim]
	if err := f.freeCommunities(ctx, f.graph, rows, resolution, community, f.fixedNodes()); err != nil {
		return nil, err
	}
	f.model.Stats.Modularity = modularity(f.graph, community, resolution)
	topic := f.settle(community)
	if f.options.Topics == 0 { // who asks for a number of topics does not ask for last week's
		topic = f.restrain(topic, resolution)
	}
	return f.newDivision("topics", resolution, topic), nil
}

// join returns the division into communities of topics, or nil where that says nothing new: it leaves one topic alone, or
// more than two thirds as many as before, unless a taxonomy asks for it.
func (d *division) join(ctx context.Context, name string, resolution float64) (*division, error) {
	community := d.startJoined(name)
	fixed := d.fixedTopics(name)
	if err := d.freeCommunities(ctx, quotient(d.graph, d.topic, len(d.byTopic)), d.middles(), resolution, community, fixed); err != nil {
		return nil, err
	}
	count := 0
	if len(community) > 0 {
		count = int(slices.Max(community)) + 1
	}
	if count < 2 || 3*count > 2*len(community) && fixed == nil {
		return nil, nil
	}
	topic := make([]int32, len(d.topic))
	for i, t := range d.topic {
		topic[i] = Unassigned
		if t != Unassigned {
			topic[i] = community[t]
		}
	}
	return d.newDivision(name, resolution, topic), nil
}

// middles returns the mean of the rows of each topic, all of one length.
func (d *division) middles() []int8 {
	c := cells{dim: d.corpus.Dim, centroids: make([]int8, len(d.byTopic)*d.corpus.Dim)}
	var rows []int8
	var of []int32
	for t, members := range d.byTopic {
		rows = gatherRows(rows, d.rows, c.dim, members)
		of = append(of, slices.Repeat([]int32{int32(t)}, len(members))...)
	}
	if len(of) > 0 {
		c.center(rows, of)
	}
	return c.centroids
}

// split returns the division of each topic into its own communities, or nil where no topic has any. Resolution is that of
// the whole graph.
func (d *division) split(ctx context.Context, name string, resolution float64) (*division, error) {
	var all float64
	for i := range d.graph.nodes() {
		all += float64(d.graph.strength(i))
	}
	topic := make([]int32, len(d.topic))
	for i := range topic {
		topic[i] = Unassigned
	}
	before := d.before(name)
	next := int32(0)
	for _, members := range d.byTopic {
		g := induced(d.graph, members)
		var inside float64
		for i := range members {
			inside += float64(g.strength(i))
		}
		community := make([]int32, len(members))
		if inside > 0 {
			// What falls inside by chance is counted against the whole graph, so that a topic falls into parts as large
			// as those of any other.
			community = first(members, before)
			if err := d.communities(ctx, g, gatherRows(nil, d.rows, d.corpus.Dim, members), resolution*inside/all, community); err != nil {
				return nil, err
			}
		}
		count := d.gatherParts(g, members, community)
		for i, node := range members {
			topic[node] = next + community[i]
		}
		next += count
	}
	if int(next) == len(d.byTopic) {
		return nil, nil
	}
	return d.newDivision(name, resolution, topic), nil
}

// gatherParts leaves only communities of a topic with at least half as many texts as a topic must have, numbered from 0,
// and returns their number. The nodes of smaller ones go where their edges lead, or into the largest; without two to
// choose from the topic stays whole.
func (d *division) gatherParts(g *graph, members, community []int32) int32 {
	texts := make([]int, len(members))
	for i, c := range community {
		texts[c] += len(d.nodes.membersOf(int(members[i])))
	}
	least := max(leastTopic, d.options.MinSize/2)
	number := make([]int32, len(members))
	count, largest := int32(0), int32(0)
	for c, n := range texts {
		number[c] = -1
		if n >= least {
			number[c] = count
			count++
		}
		if n > texts[largest] {
			largest = int32(c)
		}
	}
	if count < 2 {
		clear(community)
		return 1
	}
	part := make([]int32, len(members))
	votes := make([]int64, count)
	for i, c := range community {
		if part[i] = number[c]; part[i] >= 0 {
			continue
		}
		part[i] = number[largest]
		clear(votes)
		for e := g.start[i]; e < g.start[i+1]; e++ {
			if p := number[community[g.to[e]]]; p >= 0 {
				votes[p] += g.weight[e]
				if best := part[i]; votes[p] > votes[best] || votes[p] == votes[best] && p < best {
					part[i] = p
				}
			}
		}
	}
	copy(community, part)
	return count
}
