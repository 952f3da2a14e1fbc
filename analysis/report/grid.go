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

// addAll adds what another tally has counted.
func (t *tally) addAll(other tally) {
	t.records += other.records
	t.scores.Promoters += other.scores.Promoters
	t.scores.Passives += other.scores.Passives
	t.scores.Detractors += other.scores.Detractors
}

// grid counts records by row (a value of a field, or a month) and by topic.
type grid struct {
	rows, topics int
	cells        []tally // rows x topics
	totals       []tally // of the rows, texts in no topic included; a questionnaire's score counts once in each
	count, nps   mask
}

// mask says which cells and which row and topic totals are withheld.
type mask struct{ cells, rows, topics []bool }

// newGrid counts every document in the row that row names. Every document must have a row. Of the rows the first `shown`
// are shown and the rest only make the table complete.
func (c *collector) newGrid(rows, shown int, row func(i int) int) *grid {
	g := &grid{rows: rows, topics: c.topics, cells: make([]tally, rows*c.topics), totals: make([]tally, rows)}
	answered := map[[2]int]bool{} // by row and questionnaire
	for i, score := range c.score {
		r := row(i)
		if c.topic[i] >= 0 {
			g.cells[r*g.topics+c.topic[i]].add(score)
		}
		if c.form[i] >= 0 {
			key := [2]int{r, c.form[i]}
			if answered[key] {
				score = -1
			}
			answered[key] = answered[key] || score >= 0
		}
		g.totals[r].add(score)
	}
	g.count = g.mask(c.limits.MinCount, shown, func(t *tally) int { return t.records })
	g.nps = g.mask(c.limits.MinMean, shown, func(t *tally) int { return t.scores.N() })
	return g
}

// mask decides what is withheld of one number. The totals of the rows are a list of their own, since they count texts in
// no topic too; a row whose total is withheld shows no cell.
func (g *grid) mask(least, shown int, number func(*tally) int) mask {
	numbers := make([]int, len(g.cells))
	for i := range g.cells {
		numbers[i] = number(&g.cells[i])
	}
	totals := make([]int, shown, g.rows)
	for r := range totals {
		totals[r] = number(&g.totals[r])
	}
	var m mask
	m.cells, _, m.topics = stats.SuppressTable(g.rows, g.topics, numbers, least)
	m.rows = stats.SuppressList(totals, least)
	for range g.rows - shown {
		m.rows = append(m.rows, true)
	}
	for i := range m.cells {
		m.cells[i] = m.cells[i] || m.rows[i/g.topics] || m.topics[i%g.topics]
	}
	return m
}

// row returns the shown form of a row's total; its share is of the given whole.
func (g *grid) row(r int, name string, of int) (Count, Figure) {
	return count(name, g.totals[r].records, of, g.count.rows[r]), figure(g.totals[r], g.count.rows[r] || g.nps.rows[r])
}

// cell returns the shown form of one cell; its share is of its row, and withheld with it.
func (g *grid) cell(r, c int) Cell {
	i := r*g.topics + c
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
