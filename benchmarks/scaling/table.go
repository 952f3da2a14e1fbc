package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"slices"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// readStages returns the stages of an earlier measurement, or none.
func readStages(path string) (stages []stage, err error) {
	r, err := measure.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	number := func(cell any) (x float64) {
		if n, ok := cell.(json.Number); ok {
			x, _ = n.Float64()
		}
		return x
	}
	for _, row := range r.Tables[0].Rows {
		stages = append(stages, stage{
			Run: row[0].(string), Records: int(number(row[1])), Name: row[2].(string),
			Wall: number(row[3]), Processor: number(row[4]), Peak: number(row[5]), Commit: row[6].(string),
		})
	}
	return stages, nil
}

// tabulate writes the stages and how they grow.
func tabulate(r *measure.Report, stages []stage) {
	t := r.Table("Time and memory by number of records; peak is that of the process's resident memory within the stage",
		"run", "records", "stage", "wall s", "processor s", "peak MB", "commit")
	blank := func(x float64, decimals int) any {
		if x == 0 {
			return ""
		}
		return measure.Round(x, decimals)
	}
	for _, s := range stages {
		t.Row(s.Run, s.Records, s.Name, measure.Round(s.Wall, 3), blank(s.Processor, 3), blank(s.Peak, 0), s.Commit)
	}
	growth(r, stages)
}

// growth adds the exponents: time and memory grow as the number of records to that power. Time is that of the processor,
// where it is known, which what else runs on the machine changes least.
func growth(r *measure.Report, stages []stage) {
	t := r.Table("Exponents: the cost of a stage grows as records^x, fitted to all sizes and between the last two",
		"run", "stage", "from", "to", "x of time", "x of time, last two", "x of peak memory", "x of peak memory, last two")
	type line struct{ run, stage string }
	var lines []line
	times, peaks := map[line][]point{}, map[line][]point{}
	for _, s := range stages {
		l := line{s.Run, s.Name}
		if !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
		cost := s.Processor
		if cost == 0 {
			cost = s.Wall
		}
		// Shorter times are those of starting, not of the records.
		if cost >= 0.02 {
			times[l] = append(times[l], point{float64(s.Records), cost})
		}
		if s.Peak > 0 {
			peaks[l] = append(peaks[l], point{float64(s.Records), s.Peak})
		}
	}
	for _, l := range lines {
		of := times[l]
		if len(of) < 2 {
			continue
		}
		row := []any{l.run, l.stage, int(of[0].n), int(of[len(of)-1].n)}
		for _, points := range [][]point{of, peaks[l]} {
			row = append(row, exponentCell(points), exponentCell(points[max(0, len(points)-2):]))
		}
		t.Row(row...)
	}
}

type point struct{ n, cost float64 }

func exponentCell(points []point) any {
	if len(points) < 2 {
		return ""
	}
	return measure.Round(exponent(points), 2)
}

// exponent is the slope of the least-squares line through the logarithms.
func exponent(points []point) float64 {
	var sumX, sumY, sumXX, sumXY float64
	for _, p := range points {
		x, y := math.Log(p.n), math.Log(p.cost)
		sumX, sumY, sumXX, sumXY = sumX+x, sumY+y, sumXX+x*x, sumXY+x*y
	}
	n := float64(len(points))
	return (n*sumXY - sumX*sumY) / (n*sumXX - sumX*sumX)
}
