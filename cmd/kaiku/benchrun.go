package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/feedback/recombine"
	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/onnx"
	"github.com/kaiku-analytics/kaiku/embed/onnx/library"
	"github.com/kaiku-analytics/kaiku/embed/respell"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect"
	"github.com/kaiku-analytics/kaiku/langs/redact"
	"github.com/kaiku-analytics/kaiku/testdata"
)

// benchWhole takes n comments from a file to a report.
func benchWhole(ctx context.Context, n int, progress func(step string, done int)) (benchRun, error) {
	path, err := writeRecombined(n)
	if err != nil {
		return benchRun{}, err
	}
	defer os.Remove(path)
	debug.FreeOSMemory() // what the run before left does not count
	clock, start := newStopwatch(), processorTime()
	file, err := feedback.Open(path, feedback.Options{Detect: feedback.Undetected})
	if err != nil {
		return benchRun{}, err
	}
	defer file.Close()
	engine, err := kaiku.Open(ctx, "")
	if err != nil {
		return benchRun{}, err
	}
	defer engine.Close()
	if _, err := engine.AddFrom(ctx, file, func(added int) { progress("read, mask, detect, embed", added) }); err != nil {
		return benchRun{}, err
	}
	clock.lap("read, mask, detect, embed")
	if _, err := engine.Search(ctx, index.Query{Text: "jono", Mode: index.ByWord}); err != nil { // the first one makes the word index
		return benchRun{}, err
	}
	clock.lap("word index")
	topicStep := func(stage string, done, _ int) { progress("topics: "+stage, done) }
	if _, err := engine.FitTopics(ctx, topics.Options{Progress: topicStep}); err != nil {
		return benchRun{}, err
	}
	clock.lap("topics")
	data, err := engine.Stats(ctx, report.DefaultLimits)
	if err == nil {
		err = report.Write(io.Discard, data, report.Options{Language: langs.English})
	}
	if err != nil {
		return benchRun{}, err
	}
	clock.lap("report")
	run := benchRun{
		Comments: n, Seconds: time.Since(clock.begin).Seconds(), ProcessorSeconds: (processorTime() - start).Seconds(),
		PeakMB: float64(peakBytes()) / 1e6,
	}
	for i, name := range clock.names {
		run.Steps = append(run.Steps, benchStep{name, clock.times[i].Seconds()})
	}
	run.QueriesPerSecond, err = searchSpeed(ctx, engine)
	return run, err
}

// writeRecombined writes n comments to a temporary file.
func writeRecombined(n int) (path string, err error) {
	sample, err := recombine.Read(strings.NewReader(testdata.Feedback))
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp("", "kaiku-bench-*.csv")
	if err != nil {
		return "", err
	}
	if err = errors.Join(sample.Write(f, n, 1), f.Close()); err != nil {
		os.Remove(f.Name())
	}
	return f.Name(), err
}

// searchSpeed asks what people ask, by word and by meaning, one query after the other.
func searchSpeed(ctx context.Context, engine *kaiku.Engine) (perSecond float64, err error) {
	queries := []string{"pitkä jono", "ystävällinen henkilökunta", "väntetid", "parking", "ruoka", "svårt att boka tid", "kind nurse", "ajanvaraus"}
	return rate(len(queries), func() error {
		for _, text := range queries {
			if _, err := engine.Search(ctx, index.Query{Text: text}); err != nil {
				return err
			}
		}
		return nil
	})
}

// rate repeats what does some work for half a second, and returns how much of it is done in a second of the processor. The
// first time, which fills caches, does not count.
func rate(work int, once func() error) (perSecond float64, err error) {
	if err := once(); err != nil {
		return 0, err
	}
	begin, start := time.Now(), processorTime()
	for times := 1; ; times++ {
		if err := once(); err != nil {
			return 0, err
		}
		if time.Since(begin) > time.Second/2 {
			return float64(work*times) / max(processorTime()-start, time.Microsecond).Seconds(), nil
		}
	}
}

// benchStages measures each stage by itself, on one core, over n comments.
func benchStages(ctx context.Context, n int, progress func(stage string)) ([]benchStage, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	path, err := writeRecombined(n)
	if err != nil {
		return nil, err
	}
	defer os.Remove(path)
	var texts []string
	read := func() error {
		texts = texts[:0]
		for record, err := range recordsOf(path) {
			if err != nil {
				return err
			}
			texts = append(texts, record.Text)
		}
		return nil
	}
	embedder := respell.New(model.Default())
	vectors := make([]float32, n*embedder.Dim())
	var tokens langs.Tokens
	var stages []benchStage
	for _, stage := range []struct {
		name string
		once func() error
	}{
		{"read", read},
		{"mask personal data", each(&texts, func(text string) { redact.Text(text) })},
		{"detect the language", each(&texts, func(text string) { detect.Default().Detect(text) })},
		{"respell and embed", func() error { return embedder.Embed(ctx, embed.Passage, texts, vectors[:len(texts)*embedder.Dim()]) }},
		{"lemmas", each(&texts, func(text string) {
			tokens.Reset()
			langs.For(langs.Finnish).Analyze(&tokens, []byte(text))
		})},
	} {
		progress(stage.name)
		perSecond, err := rate(n, stage.once)
		if err != nil {
			return nil, err
		}
		stages = append(stages, benchStage{stage.name, perSecond})
	}
	return stages, nil
}

func each(texts *[]string, f func(text string)) func() error {
	return func() error {
		for _, text := range *texts {
			f(text)
		}
		return nil
	}
}

// recordsOf reads a file without detecting languages, which is a stage of its own.
func recordsOf(path string) iter.Seq2[feedback.Record, error] {
	return func(yield func(feedback.Record, error) bool) {
		file, err := feedback.Open(path, feedback.Options{Detect: feedback.Undetected})
		if err != nil {
			yield(feedback.Record{}, err)
			return
		}
		defer file.Close()
		file.Records()(yield)
	}
}

// On one core of an AMD EPYC (Zen 5) all-MiniLM-L6-v2 in float32 embeds 327 comments a second, and vec.DotMatrix makes
// referenceProducts multiplications a second; see onnx.json in benchmarks/results.
const (
	referenceTexts    = 327
	referenceProducts = 35.5e9
)

// transformerSpeed measures the transformer model in a folder, or estimates that of all-MiniLM-L6-v2.
func transformerSpeed(ctx context.Context, modelName string) (benchTransformer, error) {
	t := benchTransformer{Model: "all-MiniLM-L6-v2, float32"}
	path, err := library.Find("")
	if err != nil && !errors.Is(err, library.ErrNotFound) {
		return t, err
	}
	t.Library = path
	if modelName != "static" {
		embedder, closer, err := openModel(modelName)
		if err != nil {
			return t, err
		}
		defer closer.Close()
		checked, err := onnx.Check(ctx, embedder.(*onnx.Model))
		t.Model, t.TextsPerSecond, t.Measured = modelName, checked.TextsPerSecond, true
		return t, err
	}
	const rows, dim = 256, 384
	a, out := make([]float32, rows*dim), make([]float32, rows*rows)
	for i := range a {
		a[i] = float32(i%7) - 3
	}
	products, err := rate(rows*rows*dim, func() error { vec.DotMatrix(a, a, dim, out); return nil }) // on one core
	t.TextsPerSecond = referenceTexts * products / referenceProducts * float64(runtime.GOMAXPROCS(0))
	return t, err
}
