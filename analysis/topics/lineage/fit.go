package lineage

import (
	"maps"
	"slices"
)

// fit puts the topics of a new fit in the place of those before, and then holds what is held:
//
//  1. held topics that the fit has not found are there all the same; those that were merged by hand are again;
//  2. a new topic of the fit most of whose texts were in a held one becomes part of it, and its new texts come along;
//  3. texts that were in a held topic, and records that were put somewhere by hand, stay there;
//  4. topics without texts go, unless they are held.
func (s *State) fit(f *Fit) {
	before, was := s.nodes, slices.Clone(s.leaf)
	old := &State{nodes: before, marks: s.marks}
	f.each(func(record int32, leaf ID) { s.natural[record] = leaf })
	s.levels = f.Levels
	s.leaf = slices.Clone(s.natural)
	s.joined = map[ID]ID{}
	s.nodes = map[ID]*node{}
	for _, l := range f.Levels {
		for i, id := range l.IDs {
			n := &node{id: id, rank: rankOf(l.Name)}
			if len(l.Parents) > 0 {
				n.parent = l.Parents[i]
			}
			s.nodes[id] = n
		}
	}
	for _, n := range old.sorted() {
		if s.held(n.id) && s.nodes[n.id] == nil {
			s.nodes[n.id] = &node{id: n.id, parent: n.parent, rank: n.rank}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.merged)) {
		into := s.merged[id]
		for range s.merged {
			if next := s.merged[into]; s.nodes[into] == nil && next != 0 {
				into = next
			}
		}
		if n, target := s.nodes[id], s.nodes[into]; n != nil && target != nil && n.rank == target.rank && into != id {
			s.join(id, into)
		}
	}
	s.follow(old, was)
	for r, id := range was {
		if id <= 0 || s.natural[r] < unassigned {
			continue
		}
		if h := old.holder(id); h != 0 && !s.within(s.leaf[r], h) {
			s.leaf[r] = h
		}
	}
	for r, id := range s.moved {
		if s.natural[r] != absent && (id == 0 || s.nodes[id] != nil) {
			s.leaf[r] = id
		}
	}
	s.adopt()
	sizes := s.sizes()
	maps.DeleteFunc(s.nodes, func(id ID, _ *node) bool { return sizes[id] == 0 && !s.held(id) })
}

// holder returns the finest held topic that a topic is or is in, or 0.
func (s *State) holder(id ID) (h ID) {
	s.up(id, func(n *node) {
		if h == 0 && s.held(n.id) {
			h = n.id
		}
	})
	return h
}

// follow makes new topics of the fit part of the held ones that most of their texts were in. One that was there before stays
// where it was: the texts that were in it would all change their topic with it.
func (s *State) follow(old *State, was []ID) {
	type move struct{ from, to ID }
	texts := map[move]int{}
	for r, id := range was {
		if id > absent && s.leaf[r] > 0 {
			texts[move{id, s.leaf[r]}]++
		}
	}
	all := map[ID]int{}
	votes := map[ID]map[ID]int{}
	for m, n := range texts {
		s.up(m.to, func(y *node) {
			all[y.id] += n
			if votes[y.id] == nil {
				votes[y.id] = map[ID]int{}
			}
			old.up(m.from, func(h *node) {
				if s.held(h.id) {
					votes[y.id][h.id] += n
				}
			})
		})
	}
	for _, y := range s.sorted() {
		for _, h := range old.sorted() {
			if 2*votes[y.id][h.id] <= all[y.id] || h.id == y.id || s.nodes[y.id] == nil {
				continue
			}
			if old.nodes[y.id] != nil && old.at(y.id, h.rank) != h.id {
				continue
			}
			switch {
			case h.rank == y.rank && !s.held(y.id):
				s.join(y.id, h.id)
			case h.rank < y.rank && s.at(y.id, h.rank) != h.id:
				y.parent = h.id
			}
		}
	}
}

// adopt gives topics whose parent is gone the one of the level above that most of their texts were fitted into.
func (s *State) adopt() {
	fitted := s.fitted()
	for _, n := range s.sorted() {
		if n.parent == 0 || s.nodes[n.parent] != nil {
			continue
		}
		n.parent = 0
		for rank := n.rank - 1; rank >= 0 && n.parent == 0; rank-- {
			votes := map[ID]int{}
			for r, leaf := range s.leaf {
				if leaf > 0 && s.within(leaf, n.id) {
					if id := fitted.at(s.natural[r], rank); s.nodes[id] != nil {
						votes[id]++
					}
				}
			}
			n.parent = most(votes)
		}
	}
}

// fitted returns the topics as the last fit found them.
func (s *State) fitted() *State {
	f := newState()
	for _, l := range s.levels {
		for i, id := range l.IDs {
			n := &node{id: id, rank: rankOf(l.Name)}
			if len(l.Parents) > 0 {
				n.parent = l.Parents[i]
			}
			f.nodes[id] = n
		}
	}
	f.leaf = s.natural
	return f
}

// most returns the topic with most votes, the smaller id on a tie, or 0.
func most(votes map[ID]int) (best ID) {
	for id, n := range votes {
		if best == 0 || n > votes[best] || n == votes[best] && id < best {
			best = id
		}
	}
	return best
}
