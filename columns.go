package kaiku

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/index"
)

// columns hold the records of one moment by what they are counted by.
type columns struct {
	writes uint64        // of the engine, when they were made
	model  *topics.Model // whose topics they have; nil without

	docs  []index.Doc
	by    [dimensions]column
	score []int8  // of each record; -1 for none
	form  []int32 // the number of its questionnaire, whose score each of its texts repeats; -1 where it has one text
}

// column is the records by one dimension. A level that the model has not is empty.
type column struct {
	names   []string  // the values there are, sorted
	row     []int32   // of each record: its value, an index into names
	totals  []tally   // of each value
	coarser []nesting // the dimensions that this one divides
}

// nesting says that all records with one value of a dimension have one value of a coarser one.
type nesting struct {
	by     Dimension
	parent []int32 // of each value, the one of the coarser dimension
}

// tally counts records and their scores, those of one questionnaire once.
type tally struct {
	records int
	scores  stats.Scores
}

// columns returns those of the records there are. They are made once for every state of the engine.
func (e *Engine) columns(ctx context.Context) (*columns, error) {
	e.countsMu.Lock()
	defer e.countsMu.Unlock()
	writes := e.writes.Load()
	model, _, err := e.keptTopics(ctx)
	if err != nil {
		return nil, err
	}
	if e.counts != nil && e.counts.writes == writes && e.counts.model == model {
		return e.counts, nil
	}
	view, err := e.index.Snapshot(ctx)
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	c := newColumns(view.Docs, model)
	c.writes = writes
	e.counts = c
	return c, nil
}

func newColumns(docs []index.Doc, model *topics.Model) *columns {
	c := &columns{docs: docs, model: model, score: make([]int8, len(docs)), form: make([]int32, len(docs))}
	forms := map[string]int32{}
	for i := range docs {
		c.score[i], c.form[i] = -1, -1
		if v, err := strconv.Atoi(docs[i].Value(string(feedback.ScoreColumn))); err == nil && v >= 0 && v <= 10 {
			c.score[i] = int8(v)
		}
		// The texts of one questionnaire have its id with "#1", "#2" ... behind it.
		if at := strings.LastIndexByte(docs[i].ID, '#'); at >= 0 && docs[i].Value(feedback.QuestionField) != "" {
			id := docs[i].ID[:at]
			if _, known := forms[id]; !known {
				forms[id] = int32(len(forms))
			}
			c.form[i] = forms[id]
		}
	}
	for d := range ByLanguage {
		c.fill(d, func(i int) string { return docs[i].Value(d.String()) })
	}
	c.fill(ByLanguage, func(i int) string { return docs[i].Language.String() })
	c.fill(ByMonth, func(i int) string {
		if docs[i].Time.IsZero() {
			return ""
		}
		return docs[i].Time.UTC().Format("2006-01")
	})
	if model != nil {
		fitted := rowsIn(docs, model.IDs)
		for l := range model.Levels {
			level := &model.Levels[l]
			for d := ByArea; int(d) < dimensions; d++ {
				if d.String() == level.Name {
					c.fill(d, func(i int) string {
						if fitted[i] < 0 || level.Assign[fitted[i]] < 0 {
							return ""
						}
						return strconv.Itoa(int(level.Topics[level.Assign[fitted[i]]].ID))
					})
				}
			}
		}
	}
	for d := range c.by {
		c.by[d].totals = c.count(1, len(c.by[d].names), func(i int) int { return int(c.by[d].row[i]) })
		for of := range c.by {
			if parent, ok := c.by[d].within(&c.by[of]); ok && d != of {
				c.by[d].coarser = append(c.by[d].coarser, nesting{Dimension(of), parent})
			}
		}
	}
	return c
}

// rowsIn returns where each document stands in ids, or -1. Documents and ids are mostly in the same order.
func rowsIn(docs []index.Doc, ids []string) []int32 {
	rows := make([]int32, len(docs))
	next := 0
	for i := range docs {
		rows[i] = -1
		if next < len(ids) && docs[i].ID == ids[next] {
			rows[i] = int32(next)
			next++
		}
	}
	if next == len(ids) {
		return rows
	}
	at := make(map[string]int32, len(ids))
	for row, id := range ids {
		at[id] = int32(row)
	}
	for i := range docs {
		if row, ok := at[docs[i].ID]; ok {
			rows[i] = row
		}
	}
	return rows
}

// fill makes the column of a dimension.
func (c *columns) fill(d Dimension, value func(i int) string) {
	col := &c.by[d]
	col.row = make([]int32, len(c.docs))
	number := map[string]int32{}
	for i := range c.docs {
		v := value(i)
		n, known := number[v]
		if !known {
			n = int32(len(number))
			number[v] = n
			col.names = append(col.names, v)
		}
		col.row[i] = n
	}
	sorted := slices.Sorted(slices.Values(col.names))
	rank := make([]int32, len(sorted))
	for n, name := range sorted {
		rank[number[name]] = int32(n)
	}
	for i, n := range col.row {
		col.row[i] = rank[n]
	}
	col.names = sorted
}

// within returns, for each value, the value of the coarser column that all its records have, and false where they do not.
func (col *column) within(coarse *column) (parent []int32, ok bool) {
	if len(coarse.names) < 2 || len(coarse.names) >= len(col.names) {
		return nil, false
	}
	parent = make([]int32, len(col.names))
	for i := range parent {
		parent[i] = -1
	}
	for i, n := range col.row {
		if parent[n] >= 0 && parent[n] != coarse.row[i] {
			return nil, false
		}
		parent[n] = coarse.row[i]
	}
	return parent, true
}

// count counts the records by a number that cell gives each, 0 to rows*columns-1.
func (c *columns) count(rows, columns int, cell func(i int) int) []tally {
	cells := make([]tally, rows*columns)
	if len(cells) == 0 {
		return cells
	}
	answered := map[[2]int]bool{} // by cell and questionnaire
	for i, score := range c.score {
		n := cell(i)
		cells[n].records++
		if score < 0 {
			continue
		}
		if form := int(c.form[i]); form >= 0 {
			if answered[[2]int{n, form}] {
				continue
			}
			answered[[2]int{n, form}] = true
		}
		cells[n].scores.Add(int(score))
	}
	return cells
}

// pair counts the records by two dimensions, row by row.
func (c *columns) pair(a, b Dimension) []tally {
	rows, cols := &c.by[a], &c.by[b]
	return c.count(len(rows.names), len(cols.names), func(i int) int {
		return int(rows.row[i])*len(cols.names) + int(cols.row[i])
	})
}
