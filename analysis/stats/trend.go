package stats

import (
	"fmt"
	"slices"
)

// A Watch looks for kinds of items, such as the topics of texts, of which there are more than their own history and the
// number of items that came in explain. Time is cut into periods of equal length, back from the last day: the current
// period, four from which nothing is learnt, so that what has just begun is not taken for normal, and up to a year of
// history.
//
// How many items of a kind were to be expected is worked out from how many came in at all, group by group and weekday by
// weekday (indirect standardisation: Breslow and Day, "Statistical Methods in Cancer Research II", IARC 1987, chapter 2).
// A group is where items come from, such as a unit and a channel. When twice as many answers are collected, twice as many
// of each kind are expected; when a unit collects more of them, more of what its answers are about. Items of a group
// without a history are left out, as nobody knows what to expect of it.
//
// A Watch is built once and then asked about any number of kinds; it is safe for concurrent use.
type Watch struct {
	item     []place // of each item
	periods  int     // current, guard and history; the current one is 0, and time goes back from there
	groups   int
	cells    []cell // of comparable groups, by period, group and weekday
	start    []int  // of each period in cells, and the end
	history  []cell // the same over all periods of the history; their period is 0
	coverage Coverage
}

// Coverage counts the items of a Watch.
type Coverage struct {
	Current   int // in the current period, of groups with a history: what is compared
	NewGroups int // in the current period, of groups without one
	Later     int // after the last day
	Earlier   int // before the history
	History   int // periods of the history that have items
}

// WatchOptions say what a Watch looks at. The zero value asks for the defaults, but for Last.
type WatchOptions struct {
	Last int32 // the last day of the current period, in days since any fixed Monday
	Days int   // of a period; 7 when zero
}

// MostDays is the most that a period of a Watch can have.
const MostDays = historyDays / leastHistory

const (
	guardPeriods  = 4
	historyDays   = 364 // of which 52 weeks can be made
	leastHistory  = 8   // periods with items below which nothing is expected of the current one
	settledGroups = 4   // periods of the history in which a group has to have items
)

// place is where an item stands; its period is -1 where it is not looked at.
type place struct {
	period, group int32
	weekday       int8
}

type cell struct {
	place
	n int
}

// NewWatch lays the items out. day holds the day of each, in days since any fixed Monday, and group where it is from, from 0
// up; a nil group is one for all. The error says which argument is wrong. The cost is that of sorting the items.
func NewWatch(day, group []int32, o WatchOptions) (*Watch, error) {
	if o.Days == 0 {
		o.Days = 7
	}
	switch {
	case o.Days < 1 || o.Days > MostDays:
		return nil, fmt.Errorf("stats: periods of %d days: expected 1 to %d", o.Days, MostDays)
	case group != nil && len(group) != len(day):
		return nil, fmt.Errorf("stats: groups of %d items: expected as many as days, %d", len(group), len(day))
	}
	w := &Watch{item: make([]place, len(day)), periods: 1 + guardPeriods + historyDays/o.Days, groups: 1}
	for i, d := range day {
		p := place{period: -1, weekday: int8((d%7 + 7) % 7)}
		if group != nil {
			if p.group = group[i]; p.group < 0 {
				return nil, fmt.Errorf("stats: group of item %d is %d: expected 0 or more", i, p.group)
			}
			w.groups = max(w.groups, int(p.group)+1)
		}
		switch back := (int(o.Last) - int(d)) / o.Days; {
		case d > o.Last:
			w.coverage.Later++
		case back >= w.periods:
			w.coverage.Earlier++
		default:
			p.period = int32(back)
		}
		w.item[i] = p
	}
	w.settle()
	w.count()
	return w, nil
}

// Coverage tells what the Watch compares.
func (w *Watch) Coverage() Coverage { return w.coverage }

// Watched reports whether item i is looked at: neither later nor earlier than what the Watch covers, and of a group with a
// history.
func (w *Watch) Watched(i int) bool { return w.item[i].period >= 0 }

func inHistory(period int32) bool { return period > guardPeriods }

// settle finds the groups that can be compared, and takes the items of the others out.
func (w *Watch) settle() {
	settled := make([]bool, w.groups)
	seen := make([][]bool, w.groups) // by group and period
	for _, p := range w.item {
		if inHistory(p.period) {
			if seen[p.group] == nil {
				seen[p.group] = make([]bool, w.periods)
			}
			seen[p.group][p.period] = true
		}
	}
	for g, periods := range seen {
		n := 0
		for _, has := range periods {
			if has {
				n++
			}
		}
		settled[g] = n >= settledGroups
	}
	for i, p := range w.item {
		if p.period >= 0 && !settled[p.group] {
			if p.period == 0 {
				w.coverage.NewGroups++
			}
			w.item[i].period = -1
		}
	}
}

// count counts the items in cells.
func (w *Watch) count() {
	order := func(a, b place) int {
		return cmpAll(a.period-b.period, a.group-b.group, int32(a.weekday)-int32(b.weekday))
	}
	gather := func(places []place) (cells []cell) {
		slices.SortFunc(places, order)
		for _, p := range places {
			if n := len(cells); n > 0 && cells[n-1].place == p {
				cells[n-1].n++
			} else {
				cells = append(cells, cell{p, 1})
			}
		}
		return cells
	}
	var all, history []place
	has := make([]bool, w.periods)
	for _, p := range w.item {
		if p.period < 0 {
			continue
		}
		all = append(all, p)
		if p.period == 0 {
			w.coverage.Current++
		}
		if inHistory(p.period) {
			if !has[p.period] {
				has[p.period] = true
				w.coverage.History++
			}
			p.period = 0
			history = append(history, p)
		}
	}
	w.cells, w.history = gather(all), gather(history)
	w.start = make([]int, w.periods+1)
	for _, c := range w.cells {
		w.start[c.period+1]++
	}
	for t := range w.periods {
		w.start[t+1] += w.start[t]
	}
}

// in returns the cells of the periods from one to before another.
func (w *Watch) in(from, to int) []cell { return w.cells[w.start[from]:w.start[to]] }

// cmpAll returns the first of the differences that is not zero.
func cmpAll(differences ...int32) int {
	for _, d := range differences {
		if d != 0 {
			return int(d)
		}
	}
	return 0
}
