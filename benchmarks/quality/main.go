package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/onnx"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
)

// run is one measurement.
type run struct {
	data     string // folder of the sets
	system   string
	embedder embed.Embedder
	report   *measure.Report
}

func main() {
	folder := flag.String("model", "", "folder of a transformer model in place of the built-in static one")
	flag.Parse()
	if err := measureQuality(context.Background(), *folder); err != nil {
		fmt.Fprintln(os.Stderr, "quality:", err)
		os.Exit(1)
	}
}

func measureQuality(ctx context.Context, folder string) error {
	r := run{data: os.Getenv("KAIKU_DATA"), system: "kaiku static", embedder: model.Default()}
	if r.data == "" {
		return errors.New("KAIKU_DATA must name the folder of the sets")
	}
	name := "embedding"
	var closer io.Closer = io.NopCloser(nil)
	if folder != "" {
		m, err := onnx.Open(folder, onnx.Options{})
		if err != nil {
			return err
		}
		r.embedder, closer, r.system = m, m, "kaiku "+filepath.Base(folder)
		name += "-" + filepath.Base(folder)
	}
	defer closer.Close()
	r.report = measure.NewReport("embedding")
	r.report.Versions[r.system] = r.embedder.Fingerprint()
	if err := r.sets(ctx); err != nil {
		return err
	}
	if err := r.own(ctx); err != nil {
		return err
	}
	return r.report.Write("results/" + name + ".json")
}

// vectors embeds texts.
func (r *run) vectors(ctx context.Context, texts []string) (matrix, error) {
	m := matrix{dim: r.embedder.Dim()}
	m.values = make([]float32, len(texts)*m.dim)
	return m, r.embedder.Embed(ctx, embed.Passage, texts, m.values)
}

// matrix is n rows of unit length.
type matrix struct {
	dim    int
	values []float32
}

func (m matrix) n() int               { return len(m.values) / m.dim }
func (m matrix) row(i int) []float32  { return m.values[i*m.dim : (i+1)*m.dim] }
func (m matrix) rows(i, j int) matrix { return matrix{m.dim, m.values[i*m.dim : j*m.dim]} }
