package index

import (
	"cmp"
	"slices"
)

// Cut keeps the first limit hits and sets Next when there were more.
func (p *Page) Cut(limit int) {
	if len(p.Hits) <= limit {
		return
	}
	p.Hits = p.Hits[:limit:limit]
	if limit > 0 {
		last := &p.Hits[limit-1]
		p.Next = Cursor{last.Score, last.Doc.ID}.String()
	}
}

// Counts counts the values of some fields.
type Counts struct {
	fields []string
	values []map[string]int
}

// NewCounts returns counts of zero for the values of fields.
func NewCounts(fields []string) *Counts {
	c := &Counts{fields: fields, values: make([]map[string]int, len(fields))}
	for i := range c.values {
		c.values[i] = map[string]int{}
	}
	return c
}

// Empty reports whether there are no fields to count.
func (c *Counts) Empty() bool { return len(c.fields) == 0 }

// Add counts n documents that have these fields. Empty values are not counted.
func (c *Counts) Add(fields []Field, n int) {
	for i, name := range c.fields {
		for _, field := range fields {
			if field.Name == name && field.Value != "" {
				c.values[i][field.Value] += n
			}
		}
	}
}

// Facets lists the counts by field in the order asked, then by falling count, then by value.
func (c *Counts) Facets() []Facet {
	var facets []Facet
	for i, name := range c.fields {
		start := len(facets)
		for value, count := range c.values[i] {
			facets = append(facets, Facet{Field: name, Value: value, Count: count})
		}
		slices.SortFunc(facets[start:], func(a, b Facet) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
	}
	return facets
}
