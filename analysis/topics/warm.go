package topics

// find returns where each of the texts stands in the model, or -1, and nil without a model.
func (m *Model) find(ids []string) []int32 {
	if m == nil {
		return nil
	}
	row := make(map[string]int32, len(m.IDs))
	for i, id := range m.IDs {
		row[id] = int32(i)
	}
	was := make([]int32, len(ids))
	for i, id := range ids {
		was[i] = -1
		if r, ok := row[id]; ok {
			was[i] = r
		}
	}
	return was
}

// before returns the topic that each node was in on a level of the previous fit, or -1: that of its first text that was in
// any. It is nil where there was no such level.
func (f *fit) before(level string) []int32 {
	if f.was == nil {
		return nil
	}
	for _, l := range f.options.Previous.Levels {
		if l.Name != level {
			continue
		}
		topic := make([]int32, f.nodes.len())
		for i := range topic {
			topic[i] = -1
			for _, t := range f.nodes.membersOf(i) {
				if r := f.was[t]; r >= 0 && l.Assign[r] >= 0 {
					topic[i] = l.Assign[r]
					break
				}
			}
		}
		return topic
	}
	return nil
}

// first numbers the groups of members by the first of each, by its place in members: those that before puts in one topic,
// and each alone that it puts in none.
func first(members, before []int32) []int32 {
	community := make([]int32, len(members))
	of := map[int32]int32{}
	for i, node := range members {
		community[i] = int32(i)
		if before == nil || before[node] < 0 {
			continue
		}
		if c, ok := of[before[node]]; ok {
			community[i] = c
		} else {
			of[before[node]] = int32(i)
		}
	}
	return community
}

// start returns the communities that the search for topics begins with.
func (f *fit) start(level string) []int32 {
	all := make([]int32, f.sample)
	for i := range all {
		all[i] = int32(i)
	}
	return first(all, f.before(level))
}

// startJoined returns the communities of topics that the search for a coarser level begins with: topics go together whose
// nodes were, for the most part, in one topic of that level.
func (d *division) startJoined(level string) []int32 {
	nodes := d.before(level)
	topics := make([]int32, len(d.byTopic))
	most := make([]int32, len(d.byTopic))
	for t, members := range d.byTopic {
		topics[t], most[t] = int32(t), -1
		votes := map[int32]int{}
		for _, node := range members {
			if nodes == nil || nodes[node] < 0 {
				continue
			}
			topic := nodes[node]
			votes[topic]++
			if best := most[t]; best < 0 || votes[topic] > votes[best] || votes[topic] == votes[best] && topic < best {
				most[t] = topic
			}
		}
	}
	return first(topics, most)
}
