package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// ratioColumns are those that a second run should find again. Speeds alone move with the load of the machine.
var ratioColumns = []string{"ratio", "the first is x times as fast", "share of hnswlib's", "share"}

// printMoves prints how far each ratio moved from one run to another, the share by which the larger exceeds the smaller, and
// returns a summary.
func printMoves(w io.Writer, before, after string) (*measure.Report, error) {
	old, _, err := readResults(before)
	if err != nil {
		return nil, err
	}
	now, names, err := readResults(after)
	if err != nil {
		return nil, err
	}
	report := measure.NewReport("moves")
	report.Command = "go run ./publish -against COPY" // wherever the copy was
	summary := report.Table("A second run of the same programs: by how much the greater of the two figures of a ratio exceeds the smaller, percent",
		"measurement", "first run", "second run", "ratios", "half of them at most", "all at most")
	var all []float64
	for _, name := range names {
		if old[name] == nil || name == report.Measure {
			continue
		}
		from := len(all)
		for _, t := range now[name].Tables {
			for i, column := range t.Columns {
				if !slices.Contains(ratioColumns, column) {
					continue
				}
				for _, row := range t.Rows {
					a, b, ok := ratioBefore(old[name], t, row, i)
					if !ok || a == 1 && b == 1 {
						continue
					}
					move := max(a, b)/min(a, b) - 1
					all = append(all, move)
					fmt.Fprintf(w, "%s: %s: %.2f, was %.2f (%.0f %%)\n", name, strings.Join(texts(row), ", "), b, a, 100*move)
				}
			}
		}
		if moved := slices.Sorted(slices.Values(all[from:])); len(moved) > 0 {
			summary.Row(name, old[name].Date, now[name].Date, len(moved), percent(moved[len(moved)/2]), percent(moved[len(moved)-1]))
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no ratio is in both %s and %s", before, after)
	}
	slices.Sort(all)
	half, most := percent(all[len(all)/2]), percent(all[len(all)-1])
	summary.Row("all", "", "", len(all), half, most)
	_, err = fmt.Fprintf(w, "%d ratios, of which half moved by %v %% or less, and one by %v %%\n", len(all), half, most)
	return report, err
}

func percent(x float64) float64 { return math.Round(100 * x) }

// ratioBefore finds the ratio in a column of a row in an earlier run of the same measurement.
func ratioBefore(old *measure.Report, t *measure.Table, row []any, column int) (before, now float64, ok bool) {
	now, ok = number(row[column])
	if !ok || now <= 0 || math.IsInf(now, 0) {
		return 0, 0, false
	}
	kinds, err := kindsOf(t)
	if err != nil {
		return 0, 0, false
	}
	for _, table := range old.Tables {
		if table.Title != t.Title || !slices.Equal(table.Columns, t.Columns) {
			continue
		}
		for _, r := range table.Rows {
			same := true
			for i, k := range kinds {
				same = same && (k != key || fmt.Sprint(r[i]) == fmt.Sprint(row[i]))
			}
			if before, ok := number(r[column]); same && ok && before > 0 {
				return before, now, true
			}
		}
	}
	return 0, 0, false
}

// texts are the cells of a row that are no numbers.
func texts(row []any) (texts []string) {
	for _, cell := range row {
		if s, ok := cell.(string); ok {
			texts = append(texts, s)
		}
	}
	return texts
}
