package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/spf13/cobra"
)

// benchSizes are the numbers of comments that bench goes through, as far as benchTime allows.
var benchSizes = []int{10_000, 30_000, 100_000}

// benchTime is how long the end-to-end runs may take together; a size that is expected to go beyond is left out.
const benchTime = 100 * time.Second

func newBench() *cobra.Command {
	var (
		modelName string
		asJSON    bool
	)
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure what this machine can do: comments a minute, memory, speed of each stage",
		Long: `bench makes up to 100,000 comments out of a small sample, the same ones on every machine, and takes them the whole way:
read, mask, detect the language, embed, index, group into topics, report. It says how many comments a minute that makes, how
much memory it needs, how fast each stage is on one core (by processor time), which kernels this processor runs, and how fast a transformer
model would be. It takes less than two minutes, reads no file and leaves none behind.

Memory at 1,000,000 is not measured but drawn as a straight line through the two largest sizes that were. With --model DIR
the speed of that transformer model is measured; else it is estimated for all-MiniLM-L6-v2 (22 million weights) from the
speed of matrix products, which is right within a factor of two.`,
		Example: `  kaiku bench
  kaiku bench --json > bench.json
  kaiku bench --model e5-small/`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			bar := newProgress(os.Stderr)
			defer bar.finish()
			result, err := measureMachine(cmd.Context(), benchSizes, modelName, bar.stage)
			bar.finish()
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), result)
			}
			return result.print(cmd.OutOrStdout())
		},
	}
	addModel(cmd, &modelName)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the figures as JSON")
	return cmd
}

// benchResult is what bench found out.
type benchResult struct {
	Version           string           `json:"version"`
	System            string           `json:"system"`
	Cores             int              `json:"cores"`
	Kernels           string           `json:"kernels"`
	CommentsPerMinute int              `json:"comments_per_minute"` // of the largest run
	Runs              []benchRun       `json:"runs"`
	Memory            []benchMemory    `json:"memory"`
	Stages            []benchStage     `json:"stages"`
	Transformer       benchTransformer `json:"transformer"`
}

// benchRun is some comments taken the whole way.
type benchRun struct {
	Comments         int         `json:"comments"`
	Seconds          float64     `json:"seconds"`
	ProcessorSeconds float64     `json:"processor_seconds"` // of all cores
	Steps            []benchStep `json:"steps"`
	QueriesPerSecond float64     `json:"queries_per_second"` // by word and meaning, a processor second
	PeakMB           float64     `json:"peak_mb"`            // of the process, until the end of the run
}

type benchStep struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"`
}

// benchMemory is the peak memory at a number of comments.
type benchMemory struct {
	Comments int     `json:"comments"`
	MB       float64 `json:"mb"`
	Measured bool    `json:"measured"` // else drawn as a line through the two largest runs
}

// benchStage is the speed of one stage alone on one core.
type benchStage struct {
	Name              string  `json:"name"`
	CommentsPerSecond float64 `json:"comments_per_second"`
}

// benchTransformer is what embedding with a transformer would cost.
type benchTransformer struct {
	Library        string  `json:"library"` // path of ONNX Runtime, or ""
	Model          string  `json:"model"`
	TextsPerSecond float64 `json:"texts_per_second"` // on all cores
	Measured       bool    `json:"measured"`         // else estimated from the speed of matrix products
}

// measureMachine makes all measurements, the end-to-end runs first: peak memory is that of the process since its start.
func measureMachine(ctx context.Context, sizes []int, modelName string, progress func(name string, done, total int)) (*benchResult, error) {
	r := &benchResult{
		Version: kaiku.Version, System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.GOMAXPROCS(0), Kernels: vec.Kernels(),
	}
	begin := time.Now()
	for i, n := range sizes {
		if last := len(r.Runs) - 1; last >= 0 {
			// A little more than in proportion, as topics are.
			expected := time.Duration(r.Runs[last].Seconds * 1.1 * float64(n) / float64(sizes[i-1]) * float64(time.Second))
			if time.Since(begin)+expected > benchTime {
				break
			}
		}
		run, err := benchWhole(ctx, n, func(step string, done int) { progress(fmt.Sprintf("%d comments: %s", n, step), done, -1) })
		if err != nil {
			return nil, err
		}
		r.Runs = append(r.Runs, run)
	}
	largest := r.Runs[len(r.Runs)-1]
	r.CommentsPerMinute = int(float64(largest.Comments) / largest.Seconds * 60)
	r.Memory = benchMemories(r.Runs, 100_000, 1_000_000)
	var err error
	if r.Stages, err = benchStages(ctx, sizes[0], func(stage string) { progress("one core: "+stage, 0, -1) }); err != nil {
		return nil, err
	}
	progress("transformer", 0, -1)
	r.Transformer, err = transformerSpeed(ctx, modelName)
	return r, err
}

// benchMemories says what is needed for so many comments: what was measured, or the line through the last two runs.
func benchMemories(runs []benchRun, comments ...int) []benchMemory {
	var memories []benchMemory
	b := runs[len(runs)-1]
	a := runs[max(0, len(runs)-2)]
	for _, n := range comments {
		m := benchMemory{Comments: n, MB: b.PeakMB, Measured: n == b.Comments}
		if !m.Measured && a.Comments < b.Comments {
			m.MB += (b.PeakMB - a.PeakMB) / float64(b.Comments-a.Comments) * float64(n-b.Comments)
		}
		memories = append(memories, m)
	}
	return memories
}

func (r *benchResult) print(w io.Writer) error {
	fmt.Fprintf(w, "kaiku %s, %s, %d cores, kernels %s\n\n", r.Version, r.System, r.Cores, r.Kernels)
	fmt.Fprintf(w, "%s comments a minute, end to end\n\n", thousands(float64(r.CommentsPerMinute)))
	header, total, processor := []string{"seconds"}, []string{"in all"}, []string{"processor time"}
	peak, queries := []string{"peak memory, MB"}, []string{"searches a processor second"}
	steps := make([][]string, len(r.Runs[0].Steps))
	for _, run := range r.Runs {
		header = append(header, thousands(float64(run.Comments)))
		for i, step := range run.Steps {
			if len(steps[i]) == 0 {
				steps[i] = []string{step.Name}
			}
			steps[i] = append(steps[i], strconv.FormatFloat(step.Seconds, 'f', 2, 64))
		}
		total = append(total, strconv.FormatFloat(run.Seconds, 'f', 2, 64))
		processor = append(processor, strconv.FormatFloat(run.ProcessorSeconds, 'f', 2, 64))
		peak = append(peak, thousands(run.PeakMB))
		queries = append(queries, thousands(run.QueriesPerSecond))
	}
	rows := append([][]string{header}, steps...)
	if err := printTable(w, append(rows, total, processor, peak, queries)); err != nil {
		return err
	}
	fmt.Fprintln(w)
	for _, m := range r.Memory {
		how := "measured"
		if !m.Measured {
			how = "not measured: the line through the two largest sizes"
		}
		fmt.Fprintf(w, "memory for %s comments: %s MB (%s)\n", thousands(float64(m.Comments)), thousands(m.MB), how)
	}
	fmt.Fprintln(w, "\ncomments a second on one core, a stage at a time")
	rows = nil
	for _, s := range r.Stages {
		rows = append(rows, []string{s.Name, thousands(s.CommentsPerSecond)})
	}
	if err := printTable(w, rows); err != nil {
		return err
	}
	return r.Transformer.print(w)
}

func (t *benchTransformer) print(w io.Writer) error {
	where := "ONNX Runtime is not here (\"kaiku setup onnx\" fetches it)"
	if t.Library != "" {
		where = "ONNX Runtime: " + t.Library
	}
	how := "an estimate"
	if t.Measured {
		how = "measured"
	}
	_, err := fmt.Fprintf(w, "\n%s\n%s: %s texts a second on all cores (%s), %s for 100,000 different texts\n", where, t.Model,
		thousands(t.TextsPerSecond), how, time.Duration(1e5/t.TextsPerSecond*float64(time.Second)).Round(time.Second))
	return err
}

// thousands writes a number without decimals, its digits in groups of three: 12,345.
func thousands(x float64) string {
	digits := strconv.FormatFloat(x, 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
