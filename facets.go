package kaiku

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
)

// FacetQuery asks what values the records have that a search finds.
type FacetQuery struct {
	Text     string         // records that have its words; "" counts over all
	Language langs.Language // of Text; Undetermined tries all three
	Where    *DimensionValue
	By       []Dimension // what to count
}

// DimensionValue is a value of a dimension; "" stands for records without one.
type DimensionValue struct {
	By    Dimension
	Value string
}

// Facets counts values: a list for each dimension, by falling count, those withheld last, and the total. Counts below minN
// are withheld, and what would give them away. Without a text they are those of Figures. With a text they are rounded down
// to a multiple of minN, so that two queries that differ by a word tell less of the records in which they differ; who may
// ask many can still learn from them, as from the hits themselves.
func (e *Engine) Facets(ctx context.Context, q FacetQuery, minN int) ([][]report.Count, report.Count, error) {
	if minN < 1 {
		return nil, report.Count{}, fmt.Errorf("kaiku: facets: minN %d: expected at least 1", minN)
	}
	by := q.By
	if q.Where != nil {
		if slices.Contains(by, q.Where.By) {
			return nil, report.Count{}, fmt.Errorf("kaiku: facets by %v where %v: expected another dimension", by, q.Where.By)
		}
		by = append(slices.Clone(by), q.Where.By)
	}
	c, err := e.columnsOf(ctx, by)
	if err != nil {
		return nil, report.Count{}, err
	}
	at, found := 0, true // the value of Where
	if q.Where != nil {
		names := c.by[q.Where.By].names
		if at, found = slices.BinarySearch(names, q.Where.Value); !found { // or as it was before it was masked
			at, found = slices.BinarySearch(names, maskedValue(q.Where.Value))
		}
	}
	if !found {
		return make([][]report.Count, len(q.By)), report.Count{}, nil
	}
	if q.Text != "" {
		return e.facetsOfText(ctx, c, q, int32(at), minN)
	}
	s := c.shown(minN)
	total := count("", len(c.docs), small(len(c.docs), minN))
	if q.Where != nil {
		total = s.totals(q.Where.By)[at].N
		total.Share = 0
	}
	var lists [][]report.Count
	for _, d := range q.By {
		var list []report.Count
		if q.Where == nil {
			for _, g := range s.totals(d) {
				list = append(list, g.N)
			}
		} else {
			cols := len(c.by[d].names)
			if rows := len(c.by[q.Where.By].names); rows*cols > maxCells {
				return nil, total, &TableSizeError{[2]Dimension{q.Where.By, d}, rows, cols}
			}
			withheld := s.records.pair(q.Where.By, d)[at*cols : (at+1)*cols]
			for i, t := range c.pair(q.Where.By, d)[at*cols : (at+1)*cols] {
				list = append(list, count(c.by[d].names[i], t.records, withheld[i]))
			}
		}
		lists = append(lists, ranked(list))
	}
	return lists, total, nil
}

// facetsOfText counts over the records that have the words of a text.
func (e *Engine) facetsOfText(ctx context.Context, c *columns, q FacetQuery, at int32, minN int) ([][]report.Count, report.Count, error) {
	page, err := e.Search(ctx, index.Query{
		Mode: index.ByWord, Text: q.Text, Language: q.Language, Limit: max(1, len(c.docs)), IDsOnly: true,
	})
	if err != nil {
		return nil, report.Count{}, err
	}
	hit := make(map[string]bool, len(page.Hits))
	for i := range page.Hits {
		hit[page.Hits[i].Doc.ID] = true
	}
	counts := make([][]int, len(q.By))
	for i, d := range q.By {
		counts[i] = make([]int, len(c.by[d].names))
	}
	total := 0
	for i := range c.docs {
		if !hit[c.docs[i].ID] || q.Where != nil && c.by[q.Where.By].row[i] != at {
			continue
		}
		total++
		for n, d := range q.By {
			counts[n][c.by[d].row[i]]++
		}
	}
	lists := make([][]report.Count, len(q.By))
	for n, d := range q.By {
		withheld := stats.SuppressList(counts[n], minN)
		for i, name := range c.by[d].names {
			lists[n] = append(lists[n], count(name, counts[n][i]/minN*minN, withheld[i]))
		}
		lists[n] = ranked(lists[n])
	}
	return lists, count("", total/minN*minN, small(total, minN)), nil
}

func count(name string, n int, withheld bool) report.Count {
	if withheld {
		return report.Count{Name: name, Withheld: true}
	}
	return report.Count{Name: name, N: n}
}

// ranked sorts counts by falling number and then by name, those withheld last, and leaves out zeros.
func ranked(list []report.Count) []report.Count {
	list = slices.DeleteFunc(list, func(c report.Count) bool { return c.N == 0 && !c.Withheld })
	slices.SortFunc(list, func(a, b report.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Name, b.Name)) })
	return list
}
