package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// run is one measurement.
type run struct {
	data       string
	fp32, int8 modelFile // int8 may be empty
	rounds     int
	report     *measure.Report
	own        []string            // the command of kaiku in float32
	peers      map[string]*process // those that can run, by name
	scratch    string              // a folder
}

// modelFile is a network in the folder of its model.
type modelFile struct{ folder, name string }

func (f modelFile) path() string { return filepath.Join(f.folder, f.name) }

// minilm is the model that everyone can run.
const minilm = "models/all-MiniLM-L6-v2"

func main() {
	var r run
	var model, fp32 string
	flag.IntVar(&r.rounds, "rounds", 7, "rounds of a measurement of time")
	flag.StringVar(&model, "model", filepath.Join("onnx", minilm), "a model's folder: that which export.py makes, or any of 384 dimensions that is pooled by the mean")
	flag.StringVar(&fp32, "fp32", "", "the folder of the same model in fp32, where -model has it in int8 alone")
	flag.Parse()
	var err error
	if flag.Arg(0) == "worker" { // this program itself, as one of the compared
		err = work(flag.Args()[1:])
	} else if err = r.choose(model, fp32); err == nil {
		err = r.measure(filepath.Base(filepath.Clean(model)))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "onnx:", err)
		os.Exit(1)
	}
}

// choose finds the networks.
func (r *run) choose(model, fp32 string) error {
	const whole, quantized = "onnx/model.onnx", "onnx/model_quantized.onnx"
	r.fp32 = modelFile{model, whole}
	if fp32 != "" {
		r.fp32, r.int8 = modelFile{fp32, whole}, modelFile{model, whole}
	} else if _, err := os.Stat(filepath.Join(model, quantized)); err == nil {
		r.int8 = modelFile{model, quantized}
	}
	for _, f := range []modelFile{r.fp32, r.int8} {
		if f == (modelFile{}) {
			continue
		}
		if _, err := os.Stat(f.path()); err != nil {
			return fmt.Errorf("%w: run onnx/setup.sh, or name the model's folder", err)
		}
	}
	return nil
}

func (r *run) measure(model string) error {
	if r.data = os.Getenv("KAIKU_DATA"); r.data == "" {
		return errors.New("KAIKU_DATA must name the folder of the corpora")
	}
	r.report = measure.NewReport("onnx", "github.com/yalue/onnxruntime_go")
	if err := r.start(); err != nil {
		return err
	}
	defer r.stop()
	for _, step := range []func() error{r.vectors, r.alone, r.speed, r.memory} {
		if err := step(); err != nil {
			return err
		}
	}
	name := "onnx"
	if model != filepath.Base(minilm) {
		name += "-" + model
	}
	return r.report.Write("results/" + name + ".json")
}
