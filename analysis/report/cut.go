package report

import (
	"cmp"
	"slices"
)

// cut is the documents cut by the values of one field.
type cut struct {
	by    string
	names []string // of the rows, sorted
	row   []int    // of each document
	grid  *grid
}

// cuts cuts the documents by every field of the report, language last.
func (c *collector) cuts() []*cut {
	var cuts []*cut
	for _, by := range sliceFields {
		cuts = append(cuts, c.cut(by, func(i int) string { return c.docs[i].Value(by) }))
	}
	return append(cuts, c.cut("language", func(i int) string { return c.docs[i].Language.String() }))
}

func (c *collector) cut(by string, value func(i int) string) *cut {
	number := map[string]int{}
	t := &cut{by: by, row: make([]int, len(c.docs))}
	for i := range c.docs {
		v := value(i)
		if _, known := number[v]; !known {
			number[v] = 0
			t.names = append(t.names, v)
		}
	}
	slices.Sort(t.names)
	for n, name := range t.names {
		number[name] = n
	}
	for i := range c.docs {
		t.row[i] = number[value(i)]
	}
	t.grid = c.newGrid(len(t.names), len(t.names), func(i int) int { return t.row[i] })
	return t
}

// slice is the shown form of a cut. Groups stand by falling number of records; those whose number is withheld come after
// them by name, so that their order tells nothing, and documents without a value come last.
func (t *cut) slice(c *collector) Slice {
	s := Slice{By: t.by}
	for r, name := range t.names {
		group := Group{Name: name, Topics: make([]Cell, len(c.listed))}
		group.N, group.NPS = t.grid.row(r, name, len(c.docs))
		for topic := range group.Topics {
			group.Topics[topic] = t.grid.cell(r, topic)
		}
		s.Groups = append(s.Groups, group)
	}
	slices.SortFunc(s.Groups, func(a, b Group) int {
		return cmp.Or(
			compareBools(a.Name == "", b.Name == ""),
			compareBools(a.N.Withheld, b.N.Withheld),
			cmp.Compare(b.N.N, a.N.N),
			cmp.Compare(a.Name, b.Name))
	})
	return s
}

// compareBools puts false before true.
func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
