package lineage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
)

const (
	mostWords  = 10 // of a topic, as package topics has them
	mostQuotes = 3
)

// Apply returns the model of the last fit as people left it: its topics have their ids, names and texts. Where nobody has
// edited anything the levels are those of m but for the ids. The words, quotes, centroid and labels of a topic that the fit
// has not found are those of the fitted topic that most of its texts are in. m does not change.
func (l *Lineage) Apply(m *topics.Model) *topics.Model {
	a := &applying{state: l.state, model: m, fitted: map[ID]*topics.Topic{}, rows: make([]int32, len(m.IDs))}
	for i, id := range m.IDs {
		a.rows[i] = -1
		if at, ok := l.place[id]; ok {
			a.rows[i] = at
		}
	}
	for k, level := range l.state.levels {
		for t, id := range level.IDs {
			a.fitted[id] = &m.Levels[k].Topics[t]
		}
	}
	a.parts = map[ID][]ID{}
	for id, into := range l.state.joined {
		a.parts[into] = append(a.parts[into], id)
	}
	for _, parts := range a.parts {
		slices.Sort(parts)
	}
	used := make([]bool, len(ranks))
	used[rankOf("topics")] = true // also where too few texts came for a topic: every text has its place on that level
	for _, n := range l.state.nodes {
		used[n.rank] = true
	}
	var levels []topics.Level
	var above []ID
	for rank, name := range ranks {
		if used[rank] {
			var level topics.Level
			level, above = a.level(rank, name, above)
			levels = append(levels, level)
			a.ids = append(a.ids, above)
		}
	}
	return m.Regroup(levels, a.anchors(levels))
}

// applying is what Apply knows.
type applying struct {
	state  *State
	model  *topics.Model
	rows   []int32 // of each text: its record
	fitted map[ID]*topics.Topic
	parts  map[ID][]ID // fitted topics that are part of another
	ids    [][]ID      // of the topics of each level so far
}

// leaf returns the finest topic of a text, or what stands for none.
func (a *applying) leaf(text int) ID {
	if r := a.rows[text]; r >= 0 {
		return a.state.leaf[r]
	}
	return absent
}

// level makes the level of a rank. above are the ids of the topics of the level before.
func (a *applying) level(rank int, name string, above []ID) (topics.Level, []ID) {
	s := a.state
	in := make(map[ID]ID, len(s.nodes)) // of each topic: the one of this rank
	for id := range s.nodes {
		in[id] = s.at(id, rank)
	}
	members := map[ID][]int32{}
	for i := range a.rows {
		if id := in[a.leaf(i)]; id != 0 {
			members[id] = append(members[id], int32(i))
		}
	}
	var ids []ID
	smallest := map[ID]string{}
	for _, n := range s.sorted() {
		if n.rank != rank {
			continue
		}
		ids = append(ids, n.id)
		for k, i := range members[n.id] {
			if id := a.model.IDs[i]; k == 0 || id < smallest[n.id] {
				smallest[n.id] = id
			}
		}
	}
	slices.SortFunc(ids, func(x, y ID) int {
		return cmp.Or(cmp.Compare(len(members[y]), len(members[x])), strings.Compare(smallest[x], smallest[y]), cmp.Compare(x, y))
	})
	number := map[ID]int32{}
	for i, id := range ids {
		number[id] = int32(i)
	}
	level := topics.Level{
		Name: name, Assign: make([]int32, len(a.rows)), Confidence: make([]float32, len(a.rows)), Topics: make([]topics.Topic, len(ids)),
	}
	var fitted *topics.Level
	for k := range a.model.Levels {
		if a.model.Levels[k].Name == name {
			fitted = &a.model.Levels[k]
			level.Resolution = fitted.Resolution
		}
	}
	for i := range a.rows {
		leaf := a.leaf(i)
		switch id := in[leaf]; {
		case leaf == noContent:
			level.Assign[i] = topics.NoContent
		case id == 0:
			level.Assign[i] = topics.Unassigned
		default:
			level.Assign[i] = number[id]
			if fitted != nil {
				level.Confidence[i] = fitted.Confidence[i]
			}
		}
	}
	for i, id := range ids {
		level.Topics[i] = a.topic(id, rank, members[id])
	}
	if above != nil {
		level.Parent = make([]int32, len(ids))
		for i, id := range ids {
			level.Parent[i] = topics.Unassigned
			for p, parent := range above {
				if s.within(id, parent) {
					level.Parent[i] = int32(p)
				}
			}
		}
	}
	return level, ids
}

// topic describes a topic with these texts.
func (a *applying) topic(id ID, rank int, members []int32) topics.Topic {
	t := topics.Topic{ID: int32(id), Size: len(members)}
	var sources []*topics.Topic
	if source := a.source(id, rank, members); source != nil {
		sources = append(sources, source)
		t.Guide, t.Center, t.Centroid = source.Guide, source.Center, source.Centroid
		t.Labels = slices.Clone(source.Labels)
	}
	for _, part := range a.parts[id] {
		if source := a.fitted[part]; source != nil {
			sources = append(sources, source)
		}
	}
	if len(sources) > 1 {
		t.Centroid = make([]float32, len(sources[0].Centroid))
		for _, source := range sources {
			vec.AddScaled(t.Centroid, source.Centroid, float32(source.Size))
		}
		vec.Normalize(t.Centroid)
	}
	slices.Sort(members)
	for _, source := range sources {
		for _, word := range source.Words {
			if len(t.Words) < mostWords && !slices.Contains(t.Words, word) {
				t.Words = append(t.Words, word)
			}
		}
		for _, q := range source.Quotes {
			if _, in := slices.BinarySearch(members, int32(q)); in && len(t.Quotes) < mostQuotes && !slices.Contains(t.Quotes, q) {
				t.Quotes = append(t.Quotes, q)
			}
		}
	}
	if m := a.state.marks[id]; m != nil {
		t.Labels = m.relabel(t.Labels)
	}
	return t
}

// relabel returns the labels with those that were given by hand or kept in their places.
func (m *mark) relabel(labels []topics.Label) []topics.Label {
	for i, l := range langs.All {
		if len(labels) <= i {
			labels = append(labels, topics.Label{Language: l})
		}
		if text := cmp.Or(m.named[i], m.kept[i]); text != "" {
			labels[i] = topics.Label{Language: l, Text: text}
		}
	}
	return labels
}

// source returns the fitted topic that describes a topic: its own, or the one of its rank that most of its texts are in, or
// of any; nil where there is none.
func (a *applying) source(id ID, rank int, members []int32) *topics.Topic {
	if t := a.fitted[id]; t != nil {
		return t
	}
	fitted := a.state.fitted()
	same, any := map[ID]int{}, map[ID]int{}
	for _, i := range members {
		if r := a.rows[i]; r >= 0 && a.state.natural[r] > 0 {
			any[a.state.natural[r]]++
			if at := fitted.at(a.state.natural[r], rank); at != 0 {
				same[at]++
			}
		}
	}
	if len(same) == 0 {
		same = any
	}
	return a.fitted[most(same)]
}

// anchors returns where later texts go that are nearest to a topic of the finest fitted level: to that topic, what it is
// part of, or, where it is no more, where most of its texts are.
func (a *applying) anchors(levels []topics.Level) [][]int32 {
	s := a.state
	of := make([][]int32, len(levels))
	for k := range of {
		of[k] = make([]int32, a.model.Fitted())
		for i := range of[k] {
			of[k][i] = topics.Unassigned
		}
	}
	if len(s.levels) == 0 {
		return of
	}
	for i, id := range s.levels[len(s.levels)-1].IDs {
		if into, ok := s.joined[id]; ok {
			id = into
		}
		if s.nodes[id] == nil {
			votes := map[ID]int{}
			for r, leaf := range s.natural {
				if leaf == id && s.leaf[r] > 0 {
					votes[s.leaf[r]]++
				}
			}
			id = most(votes)
		}
		for k := range levels {
			for t, topic := range a.ids[k] {
				if s.within(id, topic) {
					of[k][i] = int32(t)
				}
			}
		}
	}
	return of
}
