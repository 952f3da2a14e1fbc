package stats

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSuppressList(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   []int // withheld
	}{
		{nil, nil},
		{[]int{10, 20, 30}, nil},
		{[]int{10, 0, 30}, nil},                         // beside shown counts a zero tells of nobody
		{[]int{10, 3, 30}, []int{10, 3}},                // 3 = 43 - 10 - 30, were 10 shown
		{[]int{10, 3, 4, 30}, []int{3, 4}},              // 7 can be parted in many ways
		{[]int{10, 1, 1, 30}, []int{10, 1, 1}},          // fewer than five together
		{[]int{10, 0, 2, 30}, []int{10, 0, 2}},          //
		{[]int{4, 1, 0, 0, 90}, []int{4, 1, 0, 0}},      //
		{[]int{1, 1, 1, 1, 1}, []int{1, 1, 1, 1, 1}},    //
		{[]int{2, 1}, []int{2, 1}},                      // the sum is to be withheld
		{[]int{0, 0}, nil},                              //
		{[]int{7}, nil},                                 //
		{[]int{4}, []int{4}},                            //
		{[]int{5, 4}, []int{5, 4}},                      //
		{[]int{0, 4, 0, 500, 400}, []int{0, 4, 0, 400}}, //
	} {
		var got []int
		for i, hidden := range SuppressList(c.counts, 5) {
			if hidden {
				got = append(got, c.counts[i])
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("of %v are withheld %v, want %v", c.counts, got, c.want)
		}
	}
	if got := SuppressList([]int{30, 10, 10, 2}, 5); !slices.Equal(got, []bool{false, true, false, true}) {
		t.Errorf("of equals is withheld %v", got)
	}
	// Net promoter scores of 9 and of 0 answers beside those of 40 and 300: from the total's and the others' follows only
	// the pooled score of 49.
	if got := SuppressList([]int{300, 9, 40, 0}, 10); !slices.Equal(got, []bool{false, true, true, true}) {
		t.Errorf("the scores withheld are %v", got)
	}
}

// bounds is what a reader finds out about a table: the least and greatest value of each cell, totals included, over all
// tables without negative counts that agree with what is shown. It tries every table.
func bounds(full *table) (low, high []int) {
	known := full.counts
	hidden := full.withheld
	rows, cols := full.rows, full.cols
	grand := known[full.cell(rows, cols)]
	low, high = slices.Repeat([]int{grand + 1}, len(known)), slices.Repeat([]int{-1}, len(known))
	try := make([]int, len(known))
	note := func(cell, value int) {
		low[cell], high[cell] = min(low[cell], value), max(high[cell], value)
	}
	var fill func(i, j, left int)
	fill = func(i, j, left int) {
		if i == rows {
			if left != 0 {
				return
			}
			for j := range cols {
				if total := full.cell(rows, j); !hidden[total] && try[total] != known[total] {
					return
				}
			}
			for cell, value := range try {
				note(cell, value)
			}
			note(full.cell(rows, cols), grand)
			return
		}
		rowTotal := full.cell(i, cols)
		if j == cols {
			if hidden[rowTotal] || try[rowTotal] == known[rowTotal] {
				fill(i+1, 0, left)
			}
			return
		}
		cell, colTotal := full.cell(i, j), full.cell(rows, j)
		from, to := known[cell], known[cell]
		if hidden[cell] {
			from, to = 0, left
			if rest := known[rowTotal] - try[rowTotal]; !hidden[rowTotal] {
				to = min(to, rest)
				if j == cols-1 {
					from = max(from, rest)
				}
			}
			if rest := known[colTotal] - try[colTotal]; !hidden[colTotal] {
				to = min(to, rest)
				if i == rows-1 {
					from = max(from, rest)
				}
			}
		}
		for value := from; value <= to && value <= left; value++ {
			try[cell] = value
			try[rowTotal] += value
			try[colTotal] += value
			fill(i, j+1, left-value)
			try[rowTotal] -= value
			try[colTotal] -= value
		}
		try[cell] = 0
	}
	fill(0, 0, grand)
	return low, high
}

// published returns the table as a reader gets it.
func published(rows, cols int, counts []int, least int) *table {
	cells, rowTotals, colTotals := SuppressTable(rows, cols, counts, least)
	t := newTable(rows, cols, counts)
	for i := range rows {
		copy(t.withheld[t.cell(i, 0):], cells[i*cols:(i+1)*cols])
		t.withheld[t.cell(i, cols)] = rowTotals[i]
	}
	copy(t.withheld[t.cell(rows, 0):], colTotals)
	return t
}

// check enumerates what a reader can hold possible and reports every count that is not protected.
func check(t *testing.T, rows, cols int, counts []int, least int) {
	t.Helper()
	shown := published(rows, cols, counts, least)
	if grand := shown.counts[shown.cell(rows, cols)]; grand < least {
		if small(grand, least) && slices.Contains(shown.withheld[:shown.cell(rows, cols)], false) {
			t.Errorf("%dx%d %v, least %d: a part of too small a sum is shown", rows, cols, counts, least)
		}
		return
	}
	low, high := bounds(shown)
	for cell, n := range shown.counts {
		switch {
		case small(n, least) && !shown.withheld[cell]:
			t.Errorf("%dx%d %v, least %d: %d in cell %d is shown", rows, cols, counts, least, n, cell)
		case low[cell] > n || high[cell] < n:
			t.Fatalf("%dx%d %v, least %d: cell %d is %d, but held to be %d to %d", rows, cols, counts, least, cell, n, low[cell], high[cell])
		case !shown.withheld[cell]:
		case low[cell] == high[cell], n < least && high[cell] < least:
			t.Errorf("%dx%d %v, least %d: %d in cell %d is known to be %d to %d (withheld %v)",
				rows, cols, counts, least, n, cell, low[cell], high[cell], shown.withheld)
		}
	}
}

func TestSuppressTableKeepsEveryCountOpen(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	shapes := [][2]int{{1, 1}, {1, 4}, {4, 1}, {2, 2}, {2, 3}, {3, 2}, {3, 3}, {2, 4}, {3, 4}, {4, 3}}
	for range 2000 {
		shape := shapes[r.IntN(len(shapes))]
		least, top := 2+r.IntN(4), 1+r.IntN(40/(shape[0]*shape[1])) // few enough to try every table
		counts := make([]int, shape[0]*shape[1])
		for i := range counts {
			if r.IntN(3) > 0 {
				counts[i] = r.IntN(top + 1)
			}
		}
		check(t, shape[0], shape[1], counts, least)
	}
}

func TestSuppressTable(t *testing.T) {
	for _, c := range []struct {
		what       string
		rows, cols int
		counts     []int
		want       string // cells, row totals, column totals; x is withheld
	}{
		{"nothing small", 2, 2, []int{10, 0, 20, 30}, ".... .. .."},
		{"one small cell needs a rectangle", 3, 3, []int{3, 20, 30, 40, 50, 60, 70, 80, 90}, "xx.xx.... ... ..."},
		{"a row of three hides all of two", 2, 3, []int{1, 1, 1, 99, 98, 97}, "xxxxxx xx ..."},
		{"too few in all", 2, 2, []int{1, 0, 2, 0}, "xxxx xx xx"},
		{"a small row hides its total and another's", 3, 2, []int{1, 1, 20, 30, 60, 50}, "xxxx.. xx. .."},
		{"an empty row stays empty", 2, 3, []int{0, 0, 0, 9, 8, 7}, "...... .. ..."},
		{"nobody", 1, 2, []int{0, 0}, ".. . .."},
		{"no rows", 0, 2, nil, "  .."},
	} {
		cells, rowTotals, colTotals := SuppressTable(c.rows, c.cols, c.counts, 5)
		text := func(flags []bool) string {
			b := make([]byte, len(flags))
			for i, hidden := range flags {
				b[i] = ".x"[map[bool]int{true: 1}[hidden]]
			}
			return string(b)
		}
		if got := fmt.Sprint(text(cells), " ", text(rowTotals), " ", text(colTotals)); got != c.want {
			t.Errorf("%s: %v has %q, want %q", c.what, c.counts, got, c.want)
		}
	}
}

func TestSuppressTableIsRepeatable(t *testing.T) {
	counts := bigTable(60, 20, 3)
	first, _, _ := SuppressTable(60, 20, counts, 5)
	second, _, _ := SuppressTable(60, 20, counts, 5)
	if !slices.Equal(first, second) {
		t.Error("the same table was withheld in two ways")
	}
}

// bigTable makes counts with a few large and many small ones, as topics by unit have.
func bigTable(rows, cols int, scale float64) []int {
	r := rand.New(rand.NewPCG(7, 7))
	counts := make([]int, rows*cols)
	rowSize := make([]float64, rows)
	for i := range rowSize {
		rowSize[i] = r.ExpFloat64()
	}
	for j := range cols {
		colSize := r.ExpFloat64()
		for i := range rows {
			counts[i*cols+j] = int(scale * rowSize[i] * colSize * (0.5 + r.Float64()))
		}
	}
	return counts
}

func FuzzSuppress(f *testing.F) {
	f.Add(uint8(5), uint8(2), []byte{1, 0, 2, 9, 9, 9})
	f.Add(uint8(3), uint8(3), []byte{0, 0, 3, 4, 1, 1, 2, 2, 2})
	f.Fuzz(func(t *testing.T, least, cols uint8, data []byte) {
		width := 1 + int(cols%3)
		height := min(len(data)/width, 3)
		counts := make([]int, height*width)
		for i := range counts {
			counts[i] = int(data[i] % 5)
		}
		check(t, height, width, counts, int(least%7))
	})
}

func BenchmarkSuppressTable(b *testing.B) {
	for _, scale := range []float64{1, 4, 30, 300} {
		counts := bigTable(400, 60, scale)
		b.Run(fmt.Sprint("scale", scale), func(b *testing.B) {
			hidden, few := 0, 0
			for b.Loop() {
				cells, _, _ := SuppressTable(400, 60, counts, 5)
				hidden, few = 0, 0
				for i, x := range cells {
					if x {
						hidden++
					}
					if counts[i] < 5 {
						few++
					}
				}
			}
			b.ReportMetric(float64(hidden), "withheld")
			b.ReportMetric(float64(few), "small")
		})
	}
}

func BenchmarkNPS(b *testing.B) {
	for b.Loop() {
		NPS(Scores{700, 200, 100})
	}
}
