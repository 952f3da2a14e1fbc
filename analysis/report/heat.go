package report

import (
	"math"
	"slices"
)

// block is a matrix of topics by groups that is narrow enough to print on a page.
type block struct {
	From, To, Of int // groups by number, from 1
	Groups       []Group
	Rows         []heatRow // one a topic
}

type heatRow struct {
	Topic *Topic
	Cells []heatCell
}

// heatCell is a cell with its shade: Share 0 to 6, and NPS 1 (far below that of all the data) to 5 (far above), 0 for none.
type heatCell struct {
	Cell
	Share, Score int
}

const (
	blockWidth  = 8
	shareShades = 6

	// matrixTopics is how many topics a matrix has at the most. Hundreds of topics by hundreds of units would make a page
	// of tens of megabytes that nobody reads; the figures of all of them are in the JSON.
	matrixTopics = 30
)

// matrix is a slice's blocks with the share that has the strongest shade.
type matrix struct {
	Blocks []block
	Most   float64
	Topics int  // the largest, as many as are in it
	Cut    bool // whether topics or groups were left out
}

// shownGroups are the groups whose number is shown. A page that lists hundreds of units to say nothing of them hides the
// others.
func shownGroups(s Slice) []Group {
	return slices.DeleteFunc(slices.Clone(s.Groups), func(g Group) bool { return g.N.Withheld })
}

func withheldGroups(s Slice) int { return len(s.Groups) - len(shownGroups(s)) }

// matrix leaves out groups whose number is withheld, and of a block the topics of which it would show no number.
func (p *page) matrix(s Slice) matrix {
	groups := shownGroups(s)
	m := matrix{Topics: min(len(p.Topics), matrixTopics)}
	m.Cut = m.Topics < len(p.Topics) || len(groups) < len(s.Groups)
	for _, g := range groups {
		for _, c := range g.Topics[:m.Topics] {
			if !c.N.Withheld {
				m.Most = math.Max(m.Most, c.N.Share)
			}
		}
	}
	for from := 0; from < len(groups); from += blockWidth {
		to := min(from+blockWidth, len(groups))
		b := block{From: from + 1, To: to, Of: len(groups), Groups: groups[from:to]}
		for i := range m.Topics {
			row, says := heatRow{Topic: &p.Topics[i]}, false
			for _, g := range b.Groups {
				row.Cells = append(row.Cells, p.shade(g.Topics[i], m.Most))
				says = says || !g.Topics[i].N.Withheld
			}
			if says {
				b.Rows = append(b.Rows, row)
			}
		}
		if m.Cut = m.Cut || len(b.Rows) < m.Topics; len(b.Rows) > 0 {
			m.Blocks = append(m.Blocks, b)
		}
	}
	return m
}

// shade leaves a withheld number without colour.
func (p *page) shade(c Cell, most float64) heatCell {
	h := heatCell{Cell: c}
	if !c.N.Withheld && most > 0 {
		h.Share = int(math.Ceil(shareShades * c.N.Share / most))
	}
	if shown(c.NPS) && shown(p.NPS) {
		switch difference := c.NPS.Value - p.NPS.Value; {
		case difference < -30:
			h.Score = 1
		case difference <= -10:
			h.Score = 2
		case difference < 10:
			h.Score = 3
		case difference <= 30:
			h.Score = 4
		default:
			h.Score = 5
		}
	}
	return h
}

// bubble is a topic drawn as a circle on the map that needs no script: 600 by 500.
type bubble struct {
	ID      int
	X, Y, R string
}

// bubbles leaves out topics of withheld size. The area of a circle is in proportion to the number of texts.
func (p *page) bubbles() []bubble {
	largest := 1
	for _, t := range p.Topics {
		if !t.N.Withheld {
			largest = max(largest, t.N.N)
		}
	}
	var out []bubble
	for _, t := range p.Topics {
		if t.N.Withheld {
			continue
		}
		out = append(out, bubble{
			ID: t.ID,
			X:  px(300 + 260*float64(t.Center[0])),
			Y:  px(250 - 215*float64(t.Center[1])),
			R:  px(math.Max(9, 34*math.Sqrt(float64(t.N.N)/float64(largest)))),
		})
	}
	return out
}
