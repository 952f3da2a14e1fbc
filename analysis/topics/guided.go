package topics

import (
	"context"
	"fmt"
)

// Guides fixes topics in advance, so that only what they leave is divided by likeness. Package guide makes one of a
// taxonomy file.
type Guides interface {
	// Topics lists the topics, which must not change during a fit.
	Topics() []Guided

	// Assign says of each of some texts of the corpus, given by their numbers, which topic it is surely about, or
	// Unassigned, and how surely, 0 to 1. The texts come in an order that has nothing to do with what they say, so that the
	// first of them are a fair sample, and in the same one whatever the order of the corpus is. The answer must depend on
	// that order and the texts alone.
	Assign(ctx context.Context, c *Corpus, texts []int32, threads int) (topic []int32, confidence []float32, err error)
}

// Guided is a topic that is fixed in advance.
type Guided struct {
	ID     string // not empty, unique
	Parent int    // index of the topic that it is a part of, or -1; there must be no cycle
	Labels []Label
}

// guided is what a fit knows of its Guides; nil in a fit without.
//
// A guided topic is a topic of the level "topics", with the texts that are surely about it however few they are, and those
// of small communities beside them. On the level "themes" the topics of one tree of the taxonomy are one theme, named after
// the root. Guided topics that no text is about do not appear.
type guided struct {
	topics     []Guided
	root       []int32   // of each topic: the root of its tree, or -1 where the tree is the topic alone
	of         []int32   // of each node: the topic that it is surely about, or -1
	confidence []float32 // of each node
}

// guide asks the Guides of the options, if there are any, about every node.
func (f *fit) guide(ctx context.Context) error {
	if f.options.Guides == nil {
		return nil
	}
	g := &guided{topics: f.options.Guides.Topics()}
	if err := g.setRoots(); err != nil {
		return err
	}
	var err error
	g.of, g.confidence, err = f.options.Guides.Assign(ctx, f.corpus, f.nodes.text, f.options.Threads)
	if err != nil {
		return err
	}
	if len(g.of) != f.nodes.len() || len(g.confidence) != len(g.of) {
		return fmt.Errorf("topics: Guides say %d topics and %d confidences of %d texts: expected as many",
			len(g.of), len(g.confidence), f.nodes.len())
	}
	for i, t := range g.of {
		if t < Unassigned || int(t) >= len(g.topics) {
			return fmt.Errorf("topics: Guides assign topic %d: expected less than %d, or -1", t, len(g.topics))
		}
		if t != Unassigned {
			f.model.Stats.Guided += len(f.nodes.membersOf(i))
		}
	}
	f.guided = g
	return nil
}

func (g *guided) setRoots() error {
	parents := make([]bool, len(g.topics))
	for i, t := range g.topics {
		if t.Parent < -1 || t.Parent >= len(g.topics) {
			return fmt.Errorf("topics: guided topic %.40q: parent %d: expected less than %d, or -1", t.ID, t.Parent, len(g.topics))
		}
		if t.Parent >= 0 {
			parents[t.Parent] = true
		}
		g.root = append(g.root, int32(i))
	}
	for i := range g.topics {
		for steps := 0; ; steps++ {
			parent := g.topics[g.root[i]].Parent
			if parent < 0 {
				break
			}
			if steps == len(g.topics) {
				return fmt.Errorf("topics: guided topic %.40q is above itself", g.topics[i].ID)
			}
			g.root[i] = int32(parent)
		}
		if g.root[i] == int32(i) && !parents[i] {
			g.root[i] = -1
		}
	}
	return nil
}

// isGuided reports whether a node is surely about a guided topic.
func (f *fit) isGuided(node int) bool { return f.guided != nil && f.guided.of[node] != Unassigned }

// fixedNodes returns the guided topic of each node, or -1; nil where there are none.
func (f *fit) fixedNodes() []int32 {
	if f.guided == nil {
		return nil
	}
	return f.guided.of[:f.sample]
}

// fixedTopics returns the theme that each topic is in by the taxonomy, or -1; nil where there are none.
func (d *division) fixedTopics(level string) []int32 {
	if d.guided == nil || level != "themes" {
		return nil
	}
	fixed := make([]int32, len(d.byTopic))
	some := false
	for t := range fixed {
		fixed[t] = -1
		if own := d.guideOf(t); own >= 0 {
			fixed[t] = d.guided.root[own]
			some = some || fixed[t] >= 0
		}
	}
	if !some {
		return nil
	}
	return fixed
}

// guideOf returns the guided topic that topic t of the level is, or -1.
func (d *division) guideOf(t int) int32 {
	if d.guided == nil || d.name != "topics" && d.name != "themes" {
		return -1
	}
	for _, node := range d.byTopic[t] {
		switch own := d.guided.of[node]; {
		case own < 0:
		case d.name == "topics":
			return own
		case d.guided.root[own] >= 0:
			return d.guided.root[own]
		}
	}
	return -1
}

// trustGuides raises the confidence of nodes to that of the guides where a topic of the level is theirs.
func (d *division) trustGuides(confidence []float32) {
	for t, members := range d.byTopic {
		if d.guideOf(t) < 0 {
			continue
		}
		for _, node := range members {
			if d.isGuided(int(node)) {
				confidence[node] = max(confidence[node], d.guided.confidence[node])
			}
		}
	}
}

// nameGuided gives the guided topics of the level their ids and labels.
func (d *division) nameGuided() {
	for t := range d.topics {
		if own := d.guideOf(t); own >= 0 {
			d.topics[t].Guide = d.guided.topics[own].ID
			d.topics[t].Labels = d.guided.topics[own].Labels
		}
	}
}

// freeCommunities is communities for the nodes that fixed, which may be nil, gives no group; those that it does stay
// together, apart from all others.
func (f *fit) freeCommunities(ctx context.Context, g *graph, rows []int8, resolution float64, community, fixed []int32) error {
	if fixed == nil {
		return f.communities(ctx, g, rows, resolution, community)
	}
	var free []int32
	first := make(map[int32]int32) // of each group, its first node
	start := make(map[int32]int32) // of each community to begin with, its first free node
	var begin []int32
	for i, group := range fixed {
		if group >= 0 {
			if _, ok := first[group]; !ok {
				first[group] = int32(i)
			}
			continue
		}
		at, ok := start[community[i]]
		if !ok {
			at = int32(len(free))
			start[community[i]] = at
		}
		begin = append(begin, at)
		free = append(free, int32(i))
	}
	sub := induced(g, free)
	for i, node := range free {
		// What ties a node to others counts among its strength as before, so that topics are as large as without guides.
		sub.self[i] += g.strength(int(node)) - sub.strength(i)
	}
	if all := g.total(); all > 0 {
		resolution *= sub.total() / all
	}
	if err := f.communities(ctx, sub, gatherRows(nil, rows, f.corpus.Dim, free), resolution, begin); err != nil {
		return err
	}
	for i, group := range fixed {
		if group >= 0 {
			community[i] = first[group]
		}
	}
	for i, node := range free {
		community[node] = free[begin[i]]
	}
	renumber(community)
	return nil
}

// total is the strength of all nodes.
func (g *graph) total() float64 {
	var all float64
	for i := range g.nodes() {
		all += float64(g.strength(i))
	}
	return all
}
