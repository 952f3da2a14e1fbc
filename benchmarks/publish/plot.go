package main

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// drawing says how tables with certain columns are drawn: a plot for all rows that agree in the columns each, a line for
// all of these that agree in the column line.
type drawing struct {
	name       string
	each       []string
	line, x, y string
	logX, logY bool
}

var drawings = []drawing{
	{name: "recall", each: []string{"data", "vectors"}, line: "system", x: "recall@10", y: "queries/s", logY: true},
	{name: "time", each: []string{"run"}, line: "stage", x: "records", y: "processor s", logX: true, logY: true},
	{name: "memory", each: []string{"run"}, line: "stage", x: "records", y: "peak MB", logX: true, logY: true},
}

// lowestRecall is where plots of recall begin: what is below is of no use.
const lowestRecall = 0.9

// plotted is a plot that is made.
type plotted struct {
	title, path string
	svg         []byte
}

// plotsOf draws a measurement's tables.
func plotsOf(name string, r *measure.Report) (plots []plotted, err error) {
	for _, t := range r.Tables {
		for _, d := range drawings {
			if !d.fits(t) {
				continue
			}
			for _, group := range d.groups(t) {
				title := strings.Join(append([]string{name, d.name}, group...), ", ")
				p := plotted{title: title, path: "results/" + strings.ReplaceAll(title, ", ", "-") + ".svg"}
				if p.svg, err = d.draw(t, title, group); err != nil {
					return nil, err
				}
				plots = append(plots, p)
			}
		}
	}
	return plots, nil
}

func (d *drawing) fits(t *measure.Table) bool {
	for _, column := range append([]string{d.line, d.x, d.y}, d.each...) {
		if !slices.Contains(t.Columns, column) {
			return false
		}
	}
	return len(t.Rows) > 0
}

// groups lists the plots to draw, each by its values of the columns each.
func (d *drawing) groups(t *measure.Table) (groups [][]string) {
	for _, row := range t.Rows {
		if group := d.groupOf(t, row); !slices.ContainsFunc(groups, func(g []string) bool { return slices.Equal(g, group) }) {
			groups = append(groups, group)
		}
	}
	return groups
}

func (d *drawing) groupOf(t *measure.Table, row []any) []string {
	group := []string{}
	for _, column := range d.each {
		group = append(group, fmt.Sprint(row[slices.Index(t.Columns, column)]))
	}
	return group
}

// draw makes the plot of a group of rows.
func (d *drawing) draw(t *measure.Table, title string, group []string) ([]byte, error) {
	plot.DefaultFont.Variant = "Sans"
	p := plot.New()
	p.Title.Text = title
	p.X.Label.Text, p.Y.Label.Text = d.x, d.y
	p.BackgroundColor = color.White
	p.Legend.Left, p.Legend.Top = true, d.logX // where no line is: costs rise, and speed falls with recall
	if d.logX {
		p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, powers{}
	}
	if d.logY {
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, powers{}
	}
	p.Add(plotter.NewGrid())
	var lines []string
	points := map[string]plotter.XYs{}
	column := func(name string) int { return slices.Index(t.Columns, name) }
	for _, row := range t.Rows {
		x, okX := number(row[column(d.x)])
		y, okY := number(row[column(d.y)])
		if !slices.Equal(d.groupOf(t, row), group) || !okX || !okY || d.logY && y <= 0 || d.x == "recall@10" && x < lowestRecall {
			continue
		}
		line := fmt.Sprint(row[column(d.line)])
		if points[line] == nil {
			lines = append(lines, line)
		}
		points[line] = append(points[line], plotter.XY{X: x, Y: y})
	}
	for i, line := range lines {
		l, s, err := plotter.NewLinePoints(points[line])
		if err != nil {
			return nil, err
		}
		l.Color, l.Width, l.Dashes = plotutil.DarkColors[i%len(plotutil.DarkColors)], vg.Points(1.2), plotutil.Dashes(i/len(plotutil.DarkColors))
		s.Color, s.Shape = l.Color, plotutil.Shape(i)
		p.Add(l, s)
		p.Legend.Add(line, l, s)
	}
	canvas := vgsvg.NewWith(vgsvg.UseWH(7*vg.Inch, 5*vg.Inch))
	p.Draw(draw.New(canvas))
	var b bytes.Buffer
	_, err := canvas.WriteTo(&b)
	return b.Bytes(), err
}

// powers are ticks at 1, 2 and 5 times the powers of ten.
type powers struct{}

func (powers) Ticks(least, most float64) (ticks []plot.Tick) {
	for exponent := math.Floor(math.Log10(least)); exponent <= math.Ceil(math.Log10(most)); exponent++ {
		for _, digit := range []float64{1, 2, 5} {
			if x := digit * math.Pow(10, exponent); x >= least*0.999 && x <= most*1.001 {
				ticks = append(ticks, plot.Tick{Value: x, Label: grouped(strconv.FormatFloat(x, 'g', 12, 64))})
			}
		}
	}
	return ticks
}
