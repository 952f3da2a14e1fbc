package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/feedback/recombine"
	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/testdata"
)

// stage is what one step of a run took.
type stage struct {
	Run       string  `json:"run"`
	Records   int     `json:"records"`
	Name      string  `json:"stage"`
	Wall      float64 `json:"wall"`      // seconds
	Processor float64 `json:"processor"` // seconds of all cores
	Peak      float64 `json:"peak"`      // MB of resident memory, 0 where the system does not tell
	Commit    string  `json:"-"`
}

// whole is the name of the stage that sums up a run.
const whole = "in all"

func main() {
	sizes := flag.String("n", "1000,10000,100000", "numbers of records")
	worker := flag.String("worker", "", "make one run, report or kept, of a FILE into a new DIR, and print its stages as JSON")
	profile := flag.String("cpuprofile", "", "write a processor profile of -worker to this file")
	flag.Parse()
	var err error
	if *worker != "" {
		err = work(*worker, *profile, flag.Arg(0), flag.Arg(1))
	} else {
		err = measureSizes(*sizes)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "scaling:", err)
		os.Exit(1)
	}
}

func measureSizes(sizes string) error {
	const path = "results/scaling.json"
	stages, err := readStages(measure.Path(path))
	if err != nil {
		return err
	}
	for _, s := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 100 {
			return fmt.Errorf("-n %.40q: expected numbers from 100 on, with commas between", s)
		}
		report := measure.NewReport("scaling")
		known := func(s stage) bool { return s.Records == n }
		if i := slices.IndexFunc(stages, known); i >= 0 && stages[i].Commit == report.Commit && !strings.HasSuffix(report.Commit, "+") {
			fmt.Fprintf(os.Stderr, "%d records: measured already at commit %s\n", n, report.Commit)
			continue
		}
		measured, err := measureSize(n)
		if err != nil {
			return fmt.Errorf("%d records: %w", n, err)
		}
		for i := range measured {
			measured[i].Commit = report.Commit
		}
		stages = append(slices.DeleteFunc(stages, known), measured...)
		slices.SortStableFunc(stages, func(a, b stage) int {
			if a.Run != b.Run {
				return strings.Compare(b.Run, a.Run)
			}
			return a.Records - b.Records
		})
		tabulate(report, stages)
		report.Seconds = 0
		for _, s := range stages {
			if s.Name == whole && s.Commit == report.Commit {
				report.Seconds += s.Wall
			}
		}
		if err := report.Write(path); err != nil {
			return err
		}
	}
	return nil
}

// measureSize makes all runs over n records, each in a process of its own.
func measureSize(n int) ([]stage, error) {
	dir, err := os.MkdirTemp("", "scaling")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "feedback.csv")
	if err := writeRecords(file, n); err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var stages []stage
	for _, r := range runs {
		fmt.Fprintf(os.Stderr, "%d records, %s ...\n", n, r.name)
		cmd := exec.Command(program, "-worker", r.name, file, filepath.Join(dir, r.name))
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.name, err)
		}
		var of []stage
		if err := json.Unmarshal(bytes.TrimSpace(out), &of); err != nil {
			return nil, fmt.Errorf("%s: %w", r.name, err)
		}
		for _, s := range of {
			s.Run, s.Records = r.name, n
			stages = append(stages, s)
		}
	}
	return stages, nil
}

func writeRecords(path string, n int) error {
	sample, err := recombine.Read(strings.NewReader(testdata.Feedback))
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := sample.Write(f, n, 1); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
