package stats

// rates is how often an item is of a kind, in relation to the items of all groups and weekdays: the product of a factor for
// its group and one for its weekday. Each factor is the number of items of the kind over the number that would be there if
// the kind were equally common everywhere, both increased by one: the mean of a gamma distribution that begins as the
// exponential one, so that a group of few items is taken to be like the others (Clayton and Kaldor, "Empirical Bayes
// estimates of age-standardized relative risks", Biometrics 43 (1987), 671-681).
type rates struct {
	group   []float64
	weekday [7]float64

	seenGroup   []int // items of the kind in the history
	seenWeekday [7]int
}

// rates learns from the places of a kind's items. The factors of groups and weekdays are found in turns, as those of a
// table with given margins are.
func (w *Watch) rates(items []place) *rates {
	r := &rates{group: make([]float64, w.groups), seenGroup: make([]int, w.groups)}
	total, all := 0, 0
	for _, p := range items {
		if inHistory(p.period) {
			total++
			r.seenGroup[p.group]++
			r.seenWeekday[p.weekday]++
		}
	}
	for _, c := range w.history {
		all += c.n
	}
	for g := range r.group {
		r.group[g] = 1
	}
	for d := range r.weekday {
		r.weekday[d] = 1
	}
	if total == 0 {
		return r
	}
	expected := make([]float64, w.groups)
	share := float64(total) / float64(all)
	const turns = 10 // after which the factors change by less than a thousandth of their error
	for range turns {
		clear(expected)
		for _, c := range w.history {
			expected[c.group] += share * float64(c.n) * r.weekday[c.weekday]
		}
		for g, e := range expected {
			r.group[g] = (float64(r.seenGroup[g]) + 1) / (e + 1)
		}
		var byDay [7]float64
		for _, c := range w.history {
			byDay[c.weekday] += share * float64(c.n) * r.group[c.group]
		}
		for d, e := range byDay {
			r.weekday[d] = (float64(r.seenWeekday[d]) + 1) / (e + 1)
		}
	}
	return r
}

// of is the rate in a cell.
func (r *rates) of(c cell) float64 { return r.group[c.group] * r.weekday[c.weekday] }

// exposure returns, for each period, the number of its items, each counted by its rate: what the expected number of the kind
// is proportional to.
func (w *Watch) exposure(r *rates) []float64 {
	sums := make([]float64, w.periods)
	for _, c := range w.cells {
		sums[c.period] += float64(c.n) * r.of(c)
	}
	return sums
}

// mix returns the squared relative error of the exposure of some cells over that of the history that comes from not knowing
// the rates. An error in a rate matters as far as its part in the cells is not its part in the history, and its square is
// one over the number of items that it was learnt from, and one.
func (w *Watch) mix(r *rates, cells []cell) float64 {
	sum := func(cells []cell) (s float64) {
		for _, c := range cells {
			s += float64(c.n) * r.of(c)
		}
		return s
	}
	whole, part := sum(w.history), sum(cells)
	if whole == 0 || part == 0 {
		return 0
	}
	group := make([]float64, w.groups)
	var weekday [7]float64
	add := func(cells []cell, factor float64) {
		for _, c := range cells {
			share := factor * float64(c.n) * r.of(c)
			group[c.group] += share
			weekday[c.weekday] += share
		}
	}
	add(w.history, -1/whole)
	add(cells, 1/part)
	square := 0.0
	for g, d := range group {
		square += d * d / float64(r.seenGroup[g]+1)
	}
	for d, x := range weekday {
		square += x * x / float64(r.seenWeekday[d]+1)
	}
	return square
}
