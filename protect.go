package kaiku

import (
	"slices"

	"github.com/kaiku-analytics/kaiku/analysis/stats"
)

// protection decides which numbers of one kind are withheld. What it decides of a number does not depend on the question
// that is answered with it: the totals of all dimensions are decided about together, and a table of two dimensions is the
// same whichever of them is asked for first.
type protection struct {
	*columns
	least  int
	number func(*tally) int // records, or answers
	totals [dimensions][]bool
	pairs  map[[2]Dimension][]bool
}

func (c *columns) protect(least int, number func(*tally) int) *protection {
	p := &protection{columns: c, least: least, number: number, pairs: map[[2]Dimension][]bool{}}
	// The cells are the grand total and then the values of all dimensions.
	counts, withheld := []int{0}, []bool{false}
	var lines [][]int
	var first [dimensions]int
	for d := range c.by {
		first[d] = len(counts)
		numbers := p.numbers(c.by[d].totals)
		line := []int{0}
		sum := 0
		for i, n := range numbers {
			line = append(line, first[d]+i)
			sum += n
		}
		counts[0] = max(counts[0], sum)
		counts = append(counts, numbers...)
		withheld = append(withheld, stats.SuppressList(numbers, least)...)
		if len(numbers) > 0 {
			lines = append(lines, line)
		}
	}
	for d := range c.by {
		for _, n := range c.by[d].coarser {
			lines = append(lines, parts(n.parent, 1, len(c.by[n.by].names), first[n.by], first[d])...)
		}
	}
	stats.SuppressLines(counts, withheld, lines, least)
	for d := range c.by {
		p.totals[d] = withheld[first[d] : first[d]+len(c.by[d].names)]
	}
	return p
}

func (p *protection) numbers(tallies []tally) []int {
	numbers := make([]int, len(tallies))
	for i := range tallies {
		numbers[i] = p.number(&tallies[i])
	}
	return numbers
}

// parts lists, for each of a coarser dimension's values and each column, the cell of the coarser table and those of the
// finer one that add up to it. Both tables have that many columns and begin at the given cells.
func parts(parent []int32, columns, values, coarse, fine int) [][]int {
	lines := make([][]int, values*columns)
	for i := range lines {
		lines[i] = []int{coarse + i}
	}
	for value, of := range parent {
		for col := range columns {
			line := &lines[int(of)*columns+col]
			*line = append(*line, fine+value*columns+col)
		}
	}
	return lines
}

// pair returns which cells of the table of two dimensions are withheld, row by row.
func (p *protection) pair(a, b Dimension) []bool {
	if a > b {
		return transposed(p.pair(b, a), len(p.by[b].names), len(p.by[a].names))
	}
	if known, ok := p.pairs[[2]Dimension{a, b}]; ok {
		return known
	}
	rows, cols := len(p.by[a].names), len(p.by[b].names)
	counts := p.numbers(p.columns.pair(a, b))
	withheld, _, _ := stats.SuppressTable(rows, cols, counts, p.least)
	for i := range withheld {
		withheld[i] = withheld[i] || p.totals[a][i/cols] || p.totals[b][i%cols]
	}
	// Behind the cells stand the totals of the rows and of the columns, and then the tables of coarser dimensions.
	rowTotal, colTotal := len(counts), len(counts)+rows
	counts = append(append(counts, p.numbers(p.by[a].totals)...), p.numbers(p.by[b].totals)...)
	withheld = append(append(withheld, p.totals[a]...), p.totals[b]...)
	lines := append(parts(iota32(rows, cols), 1, rows, rowTotal, 0), columnLines(rows, cols, colTotal, 0)...)
	for _, n := range p.by[a].coarser {
		if n.by == b {
			continue
		}
		at := len(counts)
		counts = append(counts, p.numbers(p.columns.pair(n.by, b))...)
		withheld = append(withheld, p.pair(n.by, b)...)
		lines = append(lines, parts(n.parent, cols, len(p.by[n.by].names), at, 0)...)
	}
	for _, n := range p.by[b].coarser {
		if n.by == a {
			continue
		}
		at, values := len(counts), len(p.by[n.by].names)
		counts = append(counts, p.numbers(p.columns.pair(a, n.by))...)
		withheld = append(withheld, p.pair(a, n.by)...)
		for row := range rows {
			lines = append(lines, parts(n.parent, 1, values, at+row*values, row*cols)...)
		}
	}
	stats.SuppressLines(counts, withheld, lines, p.least)
	withheld = slices.Clip(withheld[:rows*cols])
	p.pairs[[2]Dimension{a, b}] = withheld
	return withheld
}

// iota32 returns the row of each cell of a table.
func iota32(rows, cols int) []int32 {
	of := make([]int32, rows*cols)
	for i := range of {
		of[i] = int32(i / cols)
	}
	return of
}

// columnLines lists the total of each column with its cells.
func columnLines(rows, cols, total, first int) [][]int {
	lines := make([][]int, cols)
	for col := range lines {
		lines[col] = []int{total + col}
		for row := range rows {
			lines[col] = append(lines[col], first+row*cols+col)
		}
	}
	return lines
}

func transposed(cells []bool, rows, cols int) []bool {
	turned := make([]bool, len(cells))
	for i, c := range cells {
		turned[i%cols*rows+i/cols] = c
	}
	return turned
}
