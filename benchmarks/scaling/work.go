package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/KimMachineGun/automemlimit/memlimit"
	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
)

// runs are the ways that records are taken.
var runs = []struct {
	name string
	make func(ctx context.Context, c *clock, file, dir string) error
}{
	{"report", makeReport}, // as "kaiku report" does
	{"kept", keep},         // as "kaiku add", searches, "kaiku optimize" and "kaiku topics fit" do
}

// work makes a run and prints its stages as JSON.
func work(run, profile, file, dir string) error {
	for _, r := range runs {
		if r.name != run {
			continue
		}
		if profile != "" {
			f, err := os.Create(profile)
			if err != nil {
				return err
			}
			defer f.Close()
			if err := pprof.StartCPUProfile(f); err != nil {
				return err
			}
			defer pprof.StopCPUProfile()
		}
		// As the program does: near the end of the memory garbage is collected before more is asked for.
		if _, err := memlimit.SetGoMemLimitWithOpts(memlimit.WithRatio(0.85), memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem))); err != nil {
			fmt.Fprintln(os.Stderr, "no limit of memory:", err)
		}
		c := newClock()
		if err := r.make(context.Background(), c, file, dir); err != nil {
			return err
		}
		c.finish()
		return json.NewEncoder(os.Stdout).Encode(c.stages)
	}
	return fmt.Errorf("-worker %.40q: expected a run", run)
}

func makeReport(ctx context.Context, c *clock, file, _ string) error {
	reader, err := feedback.Open(file, feedback.Options{Detect: feedback.Undetected})
	if err != nil {
		return err
	}
	defer reader.Close()
	engine, err := kaiku.Open(ctx, "")
	if err != nil {
		return err
	}
	defer engine.Close()
	if _, err := engine.AddFrom(ctx, reader, nil); err != nil {
		return err
	}
	c.lap("read, mask, detect, embed")
	model, err := engine.FitTopics(ctx, topics.Options{})
	if err != nil {
		return err
	}
	c.lap("topics")
	for _, s := range model.Stats.Stages {
		c.stages = append(c.stages, stage{Name: "topics: " + s.Name, Wall: s.Time.Seconds()})
	}
	data, err := engine.Stats(ctx, report.DefaultLimits)
	if err != nil {
		return err
	}
	if err := report.Write(io.Discard, data, report.Options{Language: langs.Finnish}); err != nil {
		return err
	}
	c.lap("count, page")
	return nil
}

// queries are what is looked for.
var queries = []string{
	"pitkä jono", "ystävällinen henkilökunta", "väntetid", "parking", "ruoka", "svårt att boka tid", "kind nurse", "ajanvaraus",
	"puhelimeen ei vastata", "tandläkare", "cleaning", "kotihoidon kiire",
}

func keep(ctx context.Context, c *clock, file, dir string) error {
	reader, err := feedback.Open(file, feedback.Options{Detect: feedback.Undetected})
	if err != nil {
		return err
	}
	defer reader.Close()
	engine, err := kaiku.Open(ctx, dir)
	if err != nil {
		return err
	}
	if _, err := engine.AddFrom(ctx, reader, nil); err != nil {
		return err
	}
	c.lap("add")
	search := func(name string, mode index.Mode) error {
		for _, text := range queries {
			if _, err := engine.Search(ctx, index.Query{Text: text, Mode: mode}); err != nil {
				return err
			}
		}
		c.lap(name)
		return nil
	}
	if _, err := engine.Search(ctx, index.Query{Text: queries[0], Mode: index.ByWord}); err != nil {
		return err
	}
	c.lap("word index")
	if err := search("12 searches by word", index.ByWord); err != nil {
		return err
	}
	if err := search("12 searches by meaning", index.ByMeaning); err != nil {
		return err
	}
	if err := engine.Optimize(ctx); err != nil {
		return err
	}
	c.lap("graph")
	if err := search("12 searches by meaning, with the graph", index.ByMeaning); err != nil {
		return err
	}
	if _, err := engine.FitTopics(ctx, topics.Options{}); err != nil {
		return err
	}
	c.lap("topics")
	if err := engine.Close(); err != nil {
		return err
	}
	c.lap("close")
	if engine, err = kaiku.Open(ctx, dir); err != nil {
		return err
	}
	defer engine.Close()
	c.lap("open again")
	return nil
}

// clock notes what stages take.
type clock struct {
	stages        []stage
	begin, last   time.Time
	beginCPU, cpu time.Duration
	peak          float64 // of all stages so far
}

func newClock() *clock {
	now, cpu := time.Now(), measure.ProcessorTime()
	resetPeak()
	return &clock{begin: now, last: now, beginCPU: cpu, cpu: cpu}
}

// lap ends a stage.
func (c *clock) lap(name string) {
	now, cpu, peak := time.Now(), measure.ProcessorTime(), peakMB()
	c.stages = append(c.stages, stage{Name: name, Wall: now.Sub(c.last).Seconds(), Processor: (cpu - c.cpu).Seconds(), Peak: peak})
	c.peak = max(c.peak, peak)
	resetPeak()
	c.last, c.cpu = time.Now(), measure.ProcessorTime()
}

func (c *clock) finish() {
	c.stages = append(c.stages, stage{
		Name: whole, Wall: time.Since(c.begin).Seconds(), Processor: (measure.ProcessorTime() - c.beginCPU).Seconds(), Peak: max(c.peak, peakMB()),
	})
}

// resetPeak sets the high-water mark of resident memory to what it is now (Linux; elsewhere marks are of the whole run).
func resetPeak() { os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// peakMB is the high-water mark of resident memory in MB, 0 where the system does not tell.
func peakMB() float64 {
	var kB float64
	fmt.Sscanf(strings.TrimSpace(measure.Field("/proc/self/status", "VmHWM")), "%f kB", &kB)
	return kB * 1024 / 1e6
}
