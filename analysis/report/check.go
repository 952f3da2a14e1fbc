package report

import (
	"cmp"
	"fmt"
	"math"
)

// check reports the first place where the parts of the data do not fit together, so that a page is never drawn with
// numbers in the wrong column.
func (d *Data) check() error {
	ids := make(map[int]bool, len(d.Topics))
	for i, t := range d.Topics {
		if t.ID <= 0 || ids[t.ID] {
			return fmt.Errorf("topic %d in order has the id %d: expected a positive number used once", i+1, t.ID)
		}
		ids[t.ID] = true
		if len(t.Months) != len(d.Periods) {
			return fmt.Errorf("topic %d has %d months: expected %d, one for each period", t.ID, len(t.Months), len(d.Periods))
		}
		if err := d.checkFigure(t.NPS); err != nil {
			return fmt.Errorf("topic %d: %w", t.ID, err)
		}
		if !onMap(t.Center[0]) || !onMap(t.Center[1]) {
			return fmt.Errorf("topic %d has its center at %v: expected coordinates from -1 to 1", t.ID, t.Center)
		}
	}
	if err := d.checkAreas(ids); err != nil {
		return err
	}
	for _, s := range d.Slices {
		for i, g := range s.Groups {
			if len(g.Topics) != len(d.Topics) {
				return fmt.Errorf("slice %.40q, group %d: %d cells for %d topics", s.By, i+1, len(g.Topics), len(d.Topics))
			}
			for _, f := range append([]Figure{g.NPS}, figures(g.Topics)...) {
				if err := d.checkFigure(f); err != nil {
					return fmt.Errorf("slice %.40q, group %d: %w", s.By, i+1, err)
				}
			}
		}
	}
	for _, p := range d.Periods {
		if err := d.checkFigure(p.NPS); err != nil {
			return fmt.Errorf("period %s: %w", p.Start.Format("2006-01"), err)
		}
	}
	for i, p := range d.Map {
		if !onMap(p.X) || !onMap(p.Y) {
			return fmt.Errorf("point %d of the map is at (%v, %v): expected coordinates from -1 to 1", i, p.X, p.Y)
		}
		if p.Topic != 0 && !ids[p.Topic] {
			return fmt.Errorf("point %d of the map belongs to topic %d: expected 0 or the id of a topic", i, p.Topic)
		}
	}
	return cmp.Or(d.checkNews(ids), d.checkFigure(d.NPS))
}

// checkAreas accepts areas that every topic is in one of.
func (d *Data) checkAreas(ids map[int]bool) error {
	in := make(map[int]bool, len(ids))
	for i, a := range d.Areas {
		for _, id := range a.Topics {
			if !ids[id] || in[id] {
				return fmt.Errorf("area %d in order has the topic %d: expected the id of a topic that is in no other", i+1, id)
			}
			in[id] = true
		}
		if err := d.checkFigure(a.NPS); err != nil {
			return fmt.Errorf("area %d in order: %w", i+1, err)
		}
	}
	if len(d.Areas) > 0 && len(in) < len(ids) {
		return fmt.Errorf("%d of %d topics are in an area: expected all or none", len(in), len(ids))
	}
	return nil
}

// checkNews accepts news of topics that there are.
func (d *Data) checkNews(ids map[int]bool) error {
	if d.News == nil {
		return nil
	}
	for i, f := range d.News.Found {
		if f.Topic != 0 && !ids[f.Topic] {
			return fmt.Errorf("finding %d is of topic %d: expected 0 or the id of a topic", i+1, f.Topic)
		}
	}
	for i, g := range d.News.Rising {
		if !ids[g.Topic] {
			return fmt.Errorf("rising topic %d in order has the id %d: expected that of a topic", i+1, g.Topic)
		}
	}
	return nil
}

// checkFigure accepts a shown NPS only if it can be one.
func (d *Data) checkFigure(f Figure) error {
	if f.Withheld || f.N == 0 {
		return nil
	}
	for _, v := range [...]float64{f.Value, f.Low, f.High} {
		if !(math.Abs(v) <= 100) {
			return fmt.Errorf("NPS %v with the interval %v to %v: expected numbers from -100 to 100", f.Value, f.Low, f.High)
		}
	}
	return nil
}

// onMap is false for NaN too.
func onMap(v float32) bool { return v >= -1 && v <= 1 }

func figures(cells []Cell) []Figure {
	out := make([]Figure, len(cells))
	for i, c := range cells {
		out[i] = c.NPS
	}
	return out
}
