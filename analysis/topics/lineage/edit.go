package lineage

import (
	"cmp"
	"fmt"
	"slices"
)

// Topic is what the lineage says of a topic. Its words and texts are the model's, see Lineage.Apply.
type Topic struct {
	ID      ID
	Level   string
	Parent  ID // on a coarser level, or 0
	Size    int
	Named   Labels // by hand; "" where the fit's label stands
	Pinned  bool
	Hidden  bool
	Held    bool // pinned, named, merged or split by hand: it stays, and so do the texts in it
	Fitted  bool // the last fit found it
	MadeOf  []ID // the topics of the last fit that are part of it, itself left out
	Members []ID // the finer topics right below it
}

// Topics returns the topics there are, coarse to fine, each level by falling size and then by id.
func (l *Lineage) Topics() []Topic {
	sizes := l.state.sizes()
	fitted := l.state.fitted()
	var list []Topic
	for _, n := range l.state.sorted() {
		t := Topic{ID: n.id, Level: ranks[n.rank], Parent: n.parent, Size: sizes[n.id], Fitted: fitted.nodes[n.id] != nil}
		if m := l.state.marks[n.id]; m != nil {
			t.Named, t.Pinned, t.Hidden, t.Held = m.named, m.pinned, m.hidden, m.held
		}
		list = append(list, t)
	}
	at := map[ID]int{}
	for i, t := range list {
		at[t.ID] = i
	}
	for _, t := range list {
		if i, ok := at[t.Parent]; ok {
			list[i].Members = append(list[i].Members, t.ID)
		}
	}
	for id, into := range l.state.joined {
		if i, ok := at[into]; ok {
			list[i].MadeOf = append(list[i].MadeOf, id)
		}
	}
	for i := range list {
		slices.Sort(list[i].MadeOf)
	}
	slices.SortStableFunc(list, func(a, b Topic) int {
		return cmp.Or(cmp.Compare(rankOf(a.Level), rankOf(b.Level)), cmp.Compare(b.Size, a.Size), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// find returns a topic, or an error that says that there is none.
func (l *Lineage) find(id ID) (*node, error) {
	if l.state.nodes[id] == nil {
		if l.LastFit().N == 0 {
			return nil, ErrNoFit
		}
		for e := len(l.events) - 1; e >= 0; e-- {
			if l.events[e].Op == OpMerge && !l.undone[e] && slices.Contains(l.events[e].Topics, id) {
				reason := fmt.Sprintf("topic %d is part of topic %d since event %d", id, l.events[e].Topic, l.events[e].N)
				return nil, &EditError{Missing: id, Reason: reason}
			}
		}
		return nil, &EditError{Missing: id, Reason: fmt.Sprintf("there is no topic %d now", id)}
	}
	return l.state.nodes[id], nil
}

// Rename gives a topic labels; "" leaves one as it is. They stay whatever later fits find.
func (l *Lineage) Rename(by By, id ID, labels Labels) (Event, error) {
	if _, err := l.find(id); err != nil {
		return Event{}, err
	}
	if labels == (Labels{}) {
		return Event{}, refused("topic %d: no label is given", id)
	}
	return l.do(Event{Op: OpRename, By: by, Topic: id, Labels: []Labels{labels}})
}

// Merge makes topics part of another of their level, and their finer topics its own.
func (l *Lineage) Merge(by By, into ID, others ...ID) (Event, error) {
	target, err := l.find(into)
	if err != nil {
		return Event{}, err
	}
	if len(others) == 0 {
		return Event{}, refused("topic %d: nothing to merge into it", into)
	}
	for i, id := range others {
		n, err := l.find(id)
		switch {
		case err != nil:
			return Event{}, err
		case id == into || slices.Contains(others[:i], id):
			return Event{}, refused("topic %d stands twice", id)
		case n.rank != target.rank:
			return Event{}, refused("topic %d is one of the %s and topic %d of the %s: expected one level", id, ranks[n.rank], into, ranks[target.rank])
		}
	}
	return l.do(Event{Op: OpMerge, By: by, Topic: into, Topics: others})
}

// Split makes each finer topic of a topic one of its own level; the largest keeps its id. With records, those leave it for
// one new topic instead. labels names the new topics as they are now, and may be nil.
func (l *Lineage) Split(by By, id ID, records []string, labels func(part ID) Labels) (Event, error) {
	n, err := l.find(id)
	if err != nil {
		return Event{}, err
	}
	e := Event{Op: OpSplit, By: by, Topic: id}
	if labels == nil {
		labels = func(ID) Labels { return Labels{} }
	}
	if len(records) > 0 {
		for _, record := range records {
			at, ok := l.place[record]
			if !ok || l.state.leaf[at] <= 0 || !l.state.within(l.state.leaf[at], id) {
				return Event{}, refused("record %.40q is not in topic %d", record, id)
			}
			e.Records = append(e.Records, at)
		}
		e.Made, e.Labels = []ID{l.next}, []Labels{labels(id)}
		return l.do(e)
	}
	parts := l.state.children(id)
	if len(parts) < 2 {
		return Event{}, refused("topic %d of the %s has no finer topics to split it into: name the records that shall leave it", id, ranks[n.rank])
	}
	sizes := l.state.sizes()
	slices.SortStableFunc(parts, func(a, b ID) int { return cmp.Compare(sizes[b], sizes[a]) })
	for i, part := range parts[1:] {
		e.Topics = append(e.Topics, part)
		e.Made = append(e.Made, l.next+ID(i))
		e.Labels = append(e.Labels, labels(part))
	}
	return l.do(e)
}

// Pin makes a topic stay, with its id, its texts and the labels that it has now, whatever later fits find.
func (l *Lineage) Pin(by By, id ID, now Labels) (Event, error) {
	if _, err := l.find(id); err != nil {
		return Event{}, err
	}
	return l.do(Event{Op: OpPin, By: by, Topic: id, Labels: []Labels{now}})
}

// Hide marks a topic as one that need not be shown. Its texts stay in it.
func (l *Lineage) Hide(by By, id ID) (Event, error) {
	if _, err := l.find(id); err != nil {
		return Event{}, err
	}
	return l.do(Event{Op: OpHide, By: by, Topic: id})
}

// Reassign puts records into a topic, or with 0 into none, where later fits leave them. The records need not have been part
// of a fit; that they exist is for the caller to know.
func (l *Lineage) Reassign(by By, id ID, records ...string) (Event, error) {
	if len(records) == 0 {
		return Event{}, refused("topic %d: no record is named", id)
	}
	if id != 0 {
		if _, err := l.find(id); err != nil {
			return Event{}, err
		}
	}
	e := Event{Op: OpReassign, By: by, Topic: id, Added: l.unknown(records)}
	for _, record := range records {
		at, ok := l.place[record]
		if !ok {
			i, _ := slices.BinarySearch(e.Added, record)
			at = int32(len(l.records) + i)
		}
		e.Records = append(e.Records, at)
	}
	return l.do(e)
}

// Undo takes an edit back, however long ago it was made; 0 is the last edit that stands. The undoing of an undoing brings
// the edit back. A fit cannot be undone.
func (l *Lineage) Undo(by By, n int) (Event, error) {
	if n == 0 {
		for n = len(l.events); n > 0 && (l.undone[n-1] || l.events[n-1].Op == OpFit || l.events[n-1].Op == OpUndo); n-- {
		}
		if n == 0 {
			return Event{}, refused("there is no edit to undo")
		}
	}
	switch {
	case n < 1 || n > len(l.events):
		return Event{}, refused("event %d: expected 1 to %d", n, len(l.events))
	case l.events[n-1].Op == OpFit:
		return Event{}, refused("event %d is a fit, which cannot be undone", n)
	case l.undone[n-1]:
		return Event{}, refused("event %d is undone already", n)
	}
	return l.do(Event{Op: OpUndo, By: by, Undo: n})
}
