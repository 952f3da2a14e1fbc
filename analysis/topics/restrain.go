package topics

import (
	"cmp"
	"slices"
)

// turnover is the share of the texts of a previous fit that may change their topic at the next. What people read last week
// shall not be another thing this week because the search found something a little better; what is much better still comes,
// in small steps.
const turnover = 0.01

// restrain returns topics that few texts of the previous fit change to, given those that the search found, which begin with
// the previous ones. Texts go together that were in one topic and would be in another; those go first whose going gains
// modularity most for each text, and as many as turnover allows. New texts are where the search put them.
func (f *fit) restrain(found []int32, resolution float64) []int32 {
	before := f.before("topics")
	if before == nil {
		return found
	}
	before = before[:f.sample]
	target := f.matchLabels(found, before)
	r := &restraint{fit: f, target: target, now: slices.Clone(target), strength: map[int32]int64{}, fitted: map[int32]int64{}}
	groups := map[[2]int32][]int32{}
	old := 0
	for i, b := range before {
		if b < 0 || f.isGuided(i) {
			continue
		}
		old += len(f.nodes.membersOf(i))
		if target[i] != b {
			key := [2]int32{b, target[i]}
			groups[key] = append(groups[key], int32(i))
			r.now[i] = b
		}
	}
	for i := range target {
		s := f.graph.strength(i)
		r.strength[r.now[i]] += s
		r.fitted[target[i]] += s
		r.all += s
	}
	type step struct {
		from, to int32
		texts    int
		gain     float64 // for each text
	}
	var steps []step
	for key, nodes := range groups {
		texts := 0
		for _, i := range nodes {
			texts += len(f.nodes.membersOf(int(i)))
		}
		steps = append(steps, step{key[0], key[1], texts, r.gain(nodes, key[0], key[1], resolution) / float64(texts)})
	}
	slices.SortFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	left := int(turnover * float64(old))
	for _, s := range steps {
		if s.gain > 0 && s.texts <= left {
			left -= s.texts
			for _, i := range groups[[2]int32{s.from, s.to}] {
				r.now[i] = s.to
			}
		}
	}
	return f.compactTopics(r.now)
}

// restraint is what restrain works with. Topics have the numbers of the previous fit, and new ones higher numbers.
type restraint struct {
	*fit
	target, now      []int32         // of each node: where the search put it, and where it is so far
	strength, fitted map[int32]int64 // of the topics as they are, and as the search found them
	all              int64
}

// gain is the modularity, times the strength of the graph, that it brings when nodes leave a topic for another.
func (r *restraint) gain(nodes []int32, from, to int32, resolution float64) float64 {
	inside := make(map[int32]bool, len(nodes))
	var own, away, back int64
	for _, i := range nodes {
		inside[i] = true
		own += r.graph.strength(int(i))
	}
	for _, i := range nodes {
		for e := r.graph.start[i]; e < r.graph.start[i+1]; e++ {
			j := r.graph.to[e]
			if inside[j] {
				continue
			}
			if r.target[j] == to {
				away += r.graph.weight[e]
			}
			if r.now[j] == from {
				back += r.graph.weight[e]
			}
		}
	}
	scale := resolution / float64(max(1, r.all))
	expected := float64(float64(own)*scale) * float64((r.fitted[to]-own)-(r.strength[from]-own))
	return float64(away-back) - expected
}

// matchLabels gives the topics that the search found the numbers of the previous topics that most of their texts were in,
// each number once, and higher numbers to the others.
func (f *fit) matchLabels(found, before []int32) []int32 {
	shared := map[[2]int32]int{}
	next := int32(0)
	for i, t := range found {
		if before[i] >= next {
			next = before[i] + 1
		}
		if t >= 0 && before[i] >= 0 {
			shared[[2]int32{t, before[i]}] += len(f.nodes.membersOf(i))
		}
	}
	pairs := make([][2]int32, 0, len(shared))
	for pair := range shared {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b [2]int32) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	label, taken := map[int32]int32{}, map[int32]bool{}
	for _, pair := range pairs {
		if _, has := label[pair[0]]; !has && !taken[pair[1]] {
			label[pair[0]], taken[pair[1]] = pair[1], true
		}
	}
	labels := make([]int32, len(found))
	for i, t := range found {
		labels[i] = Unassigned
		if t == Unassigned {
			continue
		}
		if _, has := label[t]; !has {
			label[t] = next
			next++
		}
		labels[i] = label[t]
	}
	return labels
}

// compactTopics numbers topics from 0 by their first node, and leaves out those that have become too small.
func (f *fit) compactTopics(topic []int32) []int32 {
	texts := map[int32]int{}
	for i, t := range topic {
		texts[t] += len(f.nodes.membersOf(i))
	}
	number := map[int32]int32{}
	compact := make([]int32, len(topic))
	for i, t := range topic {
		compact[i] = Unassigned
		if t == Unassigned || texts[t] < leastTopic {
			continue
		}
		if _, has := number[t]; !has {
			number[t] = int32(len(number))
		}
		compact[i] = number[t]
	}
	return compact
}
