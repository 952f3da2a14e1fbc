package kaiku

import (
	"context"
	"fmt"
	"slices"

	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
)

// Group is a number of records and their net promoter score. A share is of all records.
type Group struct {
	N   report.Count
	NPS report.Figure
}

// Figures are counts and net promoter scores by up to two dimensions.
type Figures struct {
	Total   Group
	Rows    []Group // of each value of the first dimension, by value
	Columns []Group // of the second
	Cells   []Group // rows x columns
}

// maxCells is the largest table of two dimensions.
const maxCells = 50_000

// TableSizeError says that a table of two dimensions would be too large.
type TableSizeError struct {
	By            [2]Dimension
	Rows, Columns int
}

func (e *TableSizeError) Error() string {
	return fmt.Sprintf("kaiku: %s x %s: a table of %d x %d: expected at most %d cells", e.By[0], e.By[1], e.Rows, e.Columns, maxCells)
}

// Figures counts all records by up to two dimensions and gives their net promoter scores. Counts below minN are withheld,
// net promoter scores of fewer than twice as many answers, and as many others as it takes that none of them can be worked
// out, line by line, from what is shown: in this answer, in the answer to any other question, or between dimensions of
// which one divides the other, as units divide services. It does not protect against a reader who solves several tables
// together as equations, compares the figures of two moments, or knows some of the answers.
//
// The first call after a change makes one pass over the records for each dimension, a second for a million; a table of
// 400 x 60 takes some tenths of a second more. The error is lineage.ErrNoFit where topics are asked for and none have been
// fitted, or a *TableSizeError.
func (e *Engine) Figures(ctx context.Context, minN int, by ...Dimension) (Figures, error) {
	c, err := e.columnsOf(ctx, by)
	if err != nil {
		return Figures{}, err
	}
	if len(by) > 2 || len(by) == 2 && by[0] == by[1] {
		return Figures{}, fmt.Errorf("kaiku: figures by %v: expected at most two dimensions, different ones", by)
	}
	if minN < 1 {
		return Figures{}, fmt.Errorf("kaiku: figures: minN %d: expected at least 1", minN)
	}
	s := c.shown(minN)
	all := c.count(1, 1, func(int) int { return 0 })[0]
	f := Figures{Total: s.group("", &all, small(all.records, minN), small(all.scores.N(), 2*minN))}
	if len(by) == 0 {
		return f, nil
	}
	f.Rows = s.totals(by[0])
	if len(by) == 1 {
		return f, nil
	}
	f.Columns = s.totals(by[1])
	if rows, cols := len(f.Rows), len(f.Columns); rows*cols > maxCells {
		return Figures{}, &TableSizeError{[2]Dimension(by), rows, cols}
	}
	few, fewAnswers := s.records.pair(by[0], by[1]), s.answers.pair(by[0], by[1])
	for i, t := range c.pair(by[0], by[1]) {
		if i%1024 == 0 && ctx.Err() != nil {
			return Figures{}, ctx.Err()
		}
		f.Cells = append(f.Cells, s.group("", &t, few[i], fewAnswers[i]))
	}
	return f, nil
}

// columnsOf returns the columns, with topics where one of the dimensions is a level of topics.
func (e *Engine) columnsOf(ctx context.Context, by []Dimension) (*columns, error) {
	if i := slices.IndexFunc(by, func(d Dimension) bool { return int(d) >= dimensions }); i >= 0 {
		return nil, fmt.Errorf("kaiku: %v: expected a dimension", by[i])
	}
	if slices.ContainsFunc(by, Dimension.ofTopics) {
		if err := e.requireTopics(ctx); err != nil {
			return nil, err
		}
	}
	c, err := e.columns(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range by {
		if d.ofTopics() && c.model == nil {
			return nil, ErrErasedMeanwhile
		}
	}
	return c, nil
}

// shown are the numbers of columns that may be shown.
type shown struct {
	*columns
	records, answers *protection
}

func (c *columns) shown(minN int) *shown {
	return &shown{
		c,
		c.protect(minN, func(t *tally) int { return t.records }),
		c.protect(2*minN, func(t *tally) int { return t.scores.N() }),
	}
}

// small reports whether a number is to be withheld where it stands alone.
func small(n, least int) bool { return n > 0 && n < least }

// totals returns the groups of a dimension.
func (s *shown) totals(d Dimension) []Group {
	groups := make([]Group, len(s.by[d].names))
	for i, name := range s.by[d].names {
		groups[i] = s.group(name, &s.by[d].totals[i], s.records.totals[d][i], s.answers.totals[d][i])
	}
	return groups
}

func (s *shown) group(name string, t *tally, few, fewAnswers bool) Group {
	g := Group{N: report.Count{Name: name, Withheld: few}, NPS: report.Figure{Withheld: few || fewAnswers}}
	if !few {
		g.N.N = t.records
		if len(s.docs) > 0 {
			g.N.Share = float64(t.records) / float64(len(s.docs))
		}
	}
	if !g.NPS.Withheld {
		g.NPS.Interval = stats.NPS(t.scores)
	}
	return g
}
