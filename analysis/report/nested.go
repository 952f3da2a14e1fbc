package report

import "github.com/kaiku-analytics/kaiku/analysis/stats"

// within returns, for each row of t, the row of the coarser cut that all its documents are in, and false where there is
// no such row for every one of them.
func (t *cut) within(coarse *cut) (parent []int, ok bool) {
	if len(coarse.names) < 2 || len(coarse.names) >= len(t.names) {
		return nil, false
	}
	parent = make([]int, len(t.names))
	for r := range parent {
		parent[r] = -1
	}
	for i, r := range t.row {
		if parent[r] >= 0 && parent[r] != coarse.row[i] {
			return nil, false
		}
		parent[r] = coarse.row[i]
	}
	return parent, true
}

// ledger numbers the cells of all cuts: of each, row by row, the total and then the topics. Behind them stand the totals of
// the topics and the grand total.
type ledger struct {
	cuts   []*cut
	topics int
	start  []int // of each cut, and of the totals
}

func newLedger(cuts []*cut, topics int) *ledger {
	l := &ledger{cuts: cuts, topics: topics, start: []int{0}}
	for i, t := range cuts {
		l.start = append(l.start, l.start[i]+len(t.names)*(topics+1))
	}
	return l
}

// cell is the number of a cell; column 0 is the row's total.
func (l *ledger) cell(cut, row, column int) int { return l.start[cut] + row*(l.topics+1) + column }

// total is the number of a topic's total; column 0 is the grand total.
func (l *ledger) total(column int) int { return l.start[len(l.cuts)] + column }

// lines lists what adds up: over all rows of a cut to the totals, and over the rows that lie within one row of a coarser
// cut to that row.
func (l *ledger) lines() (lines [][]int, nested bool) {
	for fine, t := range l.cuts {
		for column := range l.topics + 1 {
			line := []int{l.total(column)}
			for row := range t.names {
				line = append(line, l.cell(fine, row, column))
			}
			lines = append(lines, line)
		}
		for coarse := range l.cuts {
			parent, ok := t.within(l.cuts[coarse])
			if !ok {
				continue
			}
			nested = true
			for row := range l.cuts[coarse].names {
				for column := range l.topics + 1 {
					line := []int{l.cell(coarse, row, column)}
					for child, p := range parent {
						if p == row {
							line = append(line, l.cell(fine, child, column))
						}
					}
					lines = append(lines, line)
				}
			}
		}
	}
	return lines, nested
}

// protectNested withholds what the totals of a coarser field would give away of a finer one's, such as the only small unit
// of a service whose other units are shown.
func (c *collector) protectNested(cuts []*cut) {
	l := newLedger(cuts, c.topics)
	lines, nested := l.lines()
	if !nested {
		return
	}
	l.protect(lines, c.limits.MinCount, func(t *tally) int { return t.records }, func(g *grid) *mask { return &g.count })
	l.protect(lines, c.limits.MinMean, func(t *tally) int { return t.scores.N() }, func(g *grid) *mask { return &g.nps })
}

// protect adds to the masks of one number. The totals' own masks are those of any cut, since all cut the same documents;
// the lines never add to them, because a total has at least two parts wherever one of its parts is withheld and it is not.
func (l *ledger) protect(lines [][]int, least int, number func(*tally) int, of func(*grid) *mask) {
	counts := make([]int, l.total(l.topics+1))
	withheld := make([]bool, len(counts))
	for i, t := range l.cuts {
		m := of(t.grid)
		for row := range t.names {
			counts[l.cell(i, row, 0)], withheld[l.cell(i, row, 0)] = number(&t.grid.totals[row]), m.rows[row]
			for topic := range l.topics {
				n := number(&t.grid.cells[row*l.topics+topic])
				counts[l.cell(i, row, topic+1)], withheld[l.cell(i, row, topic+1)] = n, m.cells[row*l.topics+topic]
			}
		}
		for topic, hidden := range m.topics {
			withheld[l.total(topic+1)] = hidden
		}
	}
	stats.SuppressLines(counts, withheld, lines, least)
	for i, t := range l.cuts {
		m := of(t.grid)
		for row := range t.names {
			m.rows[row] = withheld[l.cell(i, row, 0)]
			for topic := range l.topics {
				m.cells[row*l.topics+topic] = m.rows[row] || withheld[l.cell(i, row, topic+1)]
			}
		}
	}
}
