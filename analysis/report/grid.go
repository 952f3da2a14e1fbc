package report

import "github.com/kaiku-analytics/kaiku/analysis/stats"

// tally counts records and, by their class, recommendation scores.
type tally struct {
	records int
	scores  stats.Scores
}

// add counts one record; a score of -1 is none.
func (t *tally) add(score int8) {
	t.records++
	if score >= 0 {
		t.scores.Add(int(score))
	}
}

// grid counts records by row (a value of a field, or a month) and by column (a topic). The last column holds the records
// that are in no topic; it is counted but never shown.
type grid struct {
	rows, cols int     // cols counts the last column
	cells      []tally // scores by text
	totals     []tally // of the rows; scores by questionnaire, so that one with two texts counts once
	count, nps mask
}

// mask says which cells and which row and column totals are withheld.
type mask struct{ cells, rows, cols []bool }

// newGrid counts every document in the row that row names and decides what is withheld. Every document must have a row.
func (c *collector) newGrid(rows int, row func(i int) int) *grid {
	g := &grid{rows: rows, cols: c.topics + 1}
	g.cells = make([]tally, rows*g.cols)
	g.totals = make([]tally, rows)
	for i, score := range c.score {
		r := row(i)
		g.cells[r*g.cols+c.topic[i]].add(score)
		if c.again[i] {
			score = -1
		}
		g.totals[r].add(score)
	}
	g.count = g.mask(c.limits.MinCount, func(t *tally) int { return t.records })
	g.nps = g.mask(c.limits.MinMean, func(t *tally) int { return t.scores.N() })
	for r := range g.totals {
		g.nps.rows[r] = g.nps.rows[r] || g.totals[r].scores.N() > 0 && g.totals[r].scores.N() < c.limits.MinMean
	}
	return g
}

func (g *grid) mask(least int, number func(*tally) int) mask {
	numbers := make([]int, len(g.cells))
	for i := range g.cells {
		numbers[i] = number(&g.cells[i])
	}
	var m mask
	m.cells, m.rows, m.cols = stats.SuppressTable(g.rows, g.cols, numbers, least)
	return m
}

// row returns the shown form of a row's total; its share is of the given whole.
func (g *grid) row(r int, name string, of int) (Count, Figure) {
	return count(name, g.totals[r].records, of, g.count.rows[r]), figure(g.totals[r], g.count.rows[r] || g.nps.rows[r])
}

// cell returns the shown form of one cell; its share is of its row, and withheld with it.
func (g *grid) cell(r, c int) Cell {
	i := r*g.cols + c
	of := g.totals[r].records
	if g.count.rows[r] {
		of = 0
	}
	return Cell{
		N:   count("", g.cells[i].records, of, g.count.cells[i]),
		NPS: figure(g.cells[i], g.count.cells[i] || g.nps.cells[i]),
	}
}

// count is the shown form of n records out of a whole; a whole of 0 gives no share.
func count(name string, n, of int, withheld bool) Count {
	if withheld {
		return Count{Name: name, Withheld: true}
	}
	return Count{Name: name, N: n, Share: ratio(n, of)}
}

// figure is the shown form of an NPS.
func figure(t tally, withheld bool) Figure {
	if withheld {
		return Figure{Withheld: true}
	}
	return Figure{Interval: stats.NPS(t.scores)}
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
