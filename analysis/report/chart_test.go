package report

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/langs"
)

func pageOf(t *testing.T, d Data) *page {
	t.Helper()
	return newPage(d, locales(t)[langs.Finnish], "")
}

func TestTicksEncloseAndAreRound(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      []float64
	}{
		{0, 100, []float64{0, 50, 100}},
		{0, 1, []float64{0, 1}},
		{0, 0, []float64{0, 1}},
		{48.2, 75.6, []float64{40, 50, 60, 70, 80}},
		{-100, 100, []float64{-100, -50, 0, 50, 100}},
		{0, 1234, []float64{0, 500, 1000, 1500}},
	} {
		if got := ticks(c.low, c.high); !slices.Equal(got, c.want) {
			t.Errorf("ticks from %v to %v are %v, want %v", c.low, c.high, got, c.want)
		}
	}
}

func TestWhiskerComparesWithAllTheData(t *testing.T) {
	p := pageOf(t, Data{NPS: Figure{Interval: stats.Interval{N: 100, Value: 50, Low: 40, High: 60}}})
	for _, c := range []struct {
		low, high float64
		differs   bool
	}{{-20, 49, true}, {51, 80, true}, {49, 51, false}, {50, 70, false}} {
		w := p.whisker(Figure{Interval: stats.Interval{N: 20, Value: (c.low + c.high) / 2, Low: c.low, High: c.high}})
		if w.Differs != c.differs || w.All != "150" {
			t.Errorf("%v to %v against 50: %+v", c.low, c.high, w)
		}
	}
	if w := p.whisker(Figure{Withheld: true}); w != nil {
		t.Errorf("a withheld figure is drawn: %+v", w)
	}
	if w := p.whisker(Figure{}); w != nil {
		t.Errorf("a figure of no scores is drawn: %+v", w)
	}
}

func TestTrendIsBrokenWhereNumbersAreMissing(t *testing.T) {
	d := sample(900) // its thirteenth month is withheld
	got := pageOf(t, d).trend()
	if len(got.Bars) != 18 || len(got.Dots) != 17 || len(got.Lines) != 2 || len(got.Bands) != 2 {
		t.Errorf("%d bars, %d dots, %d lines, %d bands", len(got.Bars), len(got.Dots), len(got.Lines), len(got.Bands))
	}
	if !got.Bars[12].Withheld {
		t.Error("the bar of the withheld month is drawn as a number")
	}
}

func TestShades(t *testing.T) {
	p := pageOf(t, Data{NPS: Figure{Interval: stats.Interval{N: 100, Value: 60}}})
	cell := func(share, nps float64) Cell {
		return Cell{N: Count{N: 10, Share: share}, NPS: Figure{Interval: stats.Interval{N: 10, Value: nps}}}
	}
	for _, c := range []struct {
		cell         Cell
		share, score int
	}{
		{cell(.3, 60), 6, 3}, {cell(.04, 29), 1, 1}, {cell(.051, 31), 2, 2}, {cell(0, 69), 0, 3}, {cell(.15, 71), 3, 4}, {cell(.3, 91), 6, 5},
		{Cell{N: Count{Withheld: true, Share: .3}, NPS: Figure{Withheld: true}}, 0, 0},
	} {
		if h := p.shade(c.cell, .3); h.Share != c.share || h.Score != c.score {
			t.Errorf("%+v has the shades %d and %d, want %d and %d", c.cell, h.Share, h.Score, c.share, c.score)
		}
	}
}

func TestCloudHoldsEveryPointOnce(t *testing.T) {
	d := sample(100_000)
	c := pageOf(t, d).cloud()
	packed, err := base64.StdEncoding.DecodeString(c.XY)
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, r := range c.Runs {
		for _, want := range d.Map {
			if want.Topic != r.Topic {
				continue
			}
			x := float64(int16(binary.LittleEndian.Uint16(packed[at:]))) / math.MaxInt16
			y := float64(int16(binary.LittleEndian.Uint16(packed[at+2:]))) / math.MaxInt16
			if math.Abs(x-float64(want.X)) > 1e-4 || math.Abs(y-float64(want.Y)) > 1e-4 {
				t.Fatalf("a point of topic %d is at (%v, %v), want (%v, %v)", r.Topic, x, y, want.X, want.Y)
			}
			at += 4
		}
	}
	if at != len(packed) {
		t.Errorf("%d bytes, of which %d are points", len(packed), at)
	}
	if len(c.XY) > 1<<20 {
		t.Errorf("the map takes %d bytes", len(c.XY))
	}
	if last := d.Topics[len(d.Topics)-1]; slices.ContainsFunc(c.Runs, func(r run) bool { return r.Topic == last.ID }) != !last.N.Withheld {
		t.Error("a topic of withheld size is on the map")
	}
}

func BenchmarkWrite(b *testing.B) {
	d := sample(100_000)
	for b.Loop() {
		render(b, d, langs.Finnish)
	}
}
