package stats

// SuppressLines withholds further cells until no line of cells gives one of them away by subtraction. It is for cells that
// stand in several tables at once, such as units within services: withheld holds what the tables' own suppression has
// decided and is added to.
//
// A line is a total followed by its parts, as indexes into counts. In each, either nothing is withheld, or at least two
// cells are, and the withheld parts under a shown total add up to at least least. What is withheld in addition is the
// smallest shown part, the first of equals, or the total where no part is left. Unlike SuppressTable this looks at one line
// at a time: a reader who solves several lines together may still narrow a withheld count down.
//
// Each round costs one pass over the lines; the number of rounds is at most that of the cells, and a few in practice.
func SuppressLines(counts []int, withheld []bool, lines [][]int, least int) {
	for changed := true; changed; {
		changed = false
		for _, line := range lines {
			for exposed(counts, withheld, line, least) {
				withheld[smallestShown(counts, withheld, line)] = true
				changed = true
			}
		}
	}
}

// exposed reports whether the line gives a withheld cell away and has a shown cell left to prevent it with.
func exposed(counts []int, withheld []bool, line []int, least int) bool {
	hidden, sum := 0, 0
	for _, cell := range line[1:] {
		if withheld[cell] {
			hidden++
			sum += counts[cell]
		}
	}
	shownTotal := !withheld[line[0]]
	switch {
	case hidden == len(line)-1 && !shownTotal:
		return false
	case hidden == 0:
		return !shownTotal // the sum of the parts is the total
	case !shownTotal:
		return false
	}
	return hidden == 1 || sum < least
}

// smallestShown returns the shown part with the smallest count, or the total where all parts are withheld.
func smallestShown(counts []int, withheld []bool, line []int) int {
	best := line[0]
	for _, cell := range line[1:] {
		if !withheld[cell] && (best == line[0] || counts[cell] < counts[best]) {
			best = cell
		}
	}
	return best
}
