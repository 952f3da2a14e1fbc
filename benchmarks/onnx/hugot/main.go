// Hugot is a peer of ..: it embeds texts with github.com/knights-analytics/hugot on one thread. It is a module of its own,
// because it needs another version of the binding to ONNX Runtime than kaiku, and a program of its own for the same reason.
//
//	hugot ort FOLDER FILE LIBRARY   a model's folder and network on ONNX Runtime, tokens by the Rust library; -tags ORT
//	hugot go FOLDER FILE            on hugot's own backend in Go, tokens by sugarme/tokenizer
//
// It understands the commands of ../peer.py but for "ids". Texts are sorted by length and given 32 at a time, as hugot's
// README advises.
package main

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"syscall"

	"github.com/knights-analytics/hugot"
	"github.com/knights-analytics/hugot/options"
	"github.com/knights-analytics/hugot/pipelines"
)

const batch = 32

type peer struct {
	pipeline *pipelines.FeatureExtractionPipeline
	texts    []string
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "hugot:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) < 3 || arguments[0] == "ort" && len(arguments) < 4 {
		return errors.New("expected: ort FOLDER FILE LIBRARY, or go FOLDER FILE")
	}
	folder, err := os.MkdirTemp("", "hugot-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := prepare(folder, arguments[1], arguments[2]); err != nil {
		return err
	}
	session, err := open(folder, arguments)
	if err != nil {
		return err
	}
	defer session.Destroy()
	p := peer{}
	p.pipeline, err = hugot.NewPipeline(session, hugot.FeatureExtractionConfig{
		ModelPath: folder, Name: "peer", OnnxFilename: "model.onnx",
		Options: []hugot.FeatureExtractionOption{pipelines.WithNormalization()},
	})
	if err != nil {
		return err
	}
	in, out := bufio.NewReader(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return nil // the end of the input
		}
		var command []json.RawMessage
		if err := json.Unmarshal(line, &command); err != nil {
			return err
		}
		answer, err := p.answer(command)
		if err != nil {
			return err
		}
		if err := out.Encode(answer); err != nil {
			return err
		}
	}
}

func open(folder string, arguments []string) (*hugot.Session, error) {
	if arguments[0] == "go" {
		return hugot.NewGoSession()
	}
	library, err := filepath.Abs(arguments[3])
	if err != nil {
		return nil, err
	}
	if err := os.Symlink(library, filepath.Join(folder, "libonnxruntime.so")); err != nil {
		return nil, err
	}
	return hugot.NewORTSession(options.WithOnnxLibraryPath(folder), options.WithIntraOpNumThreads(1),
		options.WithInterOpNumThreads(1), options.WithIntraOpSpinning(false))
}

// prepare copies what hugot reads of a model into a folder of its own, where tokenizer.json cuts texts as the others' does
// and pads none.
func prepare(folder, model, network string) error {
	tokenizer, err := read(filepath.Join(model, "tokenizer.json"))
	if err != nil {
		return err
	}
	sentence, err := read(filepath.Join(model, "sentence_bert_config.json"))
	if err != nil {
		return err
	}
	tokenizer["padding"] = nil
	tokenizer["truncation"] = map[string]any{
		"max_length": sentence["max_seq_length"], "strategy": "LongestFirst", "stride": 0, "direction": "Right",
	}
	content, err := json.Marshal(tokenizer)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "tokenizer.json"), content, 0o600); err != nil {
		return err
	}
	for to, from := range map[string]string{"config.json": filepath.Join(model, "config.json"), "model.onnx": network} {
		content, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, to), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func read(path string) (object map[string]any, err error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return object, json.Unmarshal(content, &object)
}

func (p *peer) answer(command []json.RawMessage) (any, error) {
	var name string
	if err := json.Unmarshal(command[0], &name); err != nil {
		return nil, err
	}
	switch name {
	case "texts":
		p.texts = nil
		return true, json.Unmarshal(command[1], &p.texts)
	case "pass":
		var n int
		if err := json.Unmarshal(command[1], &n); err != nil {
			return nil, err
		}
		start := processorTime()
		for range n {
			if _, err := p.embed(); err != nil {
				return nil, err
			}
		}
		return processorTime() - start, nil
	case "vectors":
		var path string
		if err := json.Unmarshal(command[1], &path); err != nil {
			return nil, err
		}
		rows, err := p.embed()
		if err != nil {
			return nil, err
		}
		f, err := os.Create(path)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if err := binary.Write(f, binary.LittleEndian, row); err != nil {
				return nil, err
			}
		}
		return true, f.Close()
	case "version":
		return version(), nil
	}
	return nil, fmt.Errorf("command %.40q", name)
}

func (p *peer) embed() ([][]float32, error) {
	order := make([]int, len(p.texts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(p.texts[b]), len(p.texts[a])) })
	rows := make([][]float32, len(p.texts))
	texts := make([]string, 0, batch)
	for chunk := range slices.Chunk(order, batch) {
		texts = texts[:0]
		for _, i := range chunk {
			texts = append(texts, p.texts[i])
		}
		output, err := p.pipeline.RunPipeline(texts)
		if err != nil {
			return nil, err
		}
		for n, i := range chunk {
			rows[i] = output.Embeddings[n]
		}
	}
	return rows, nil
}

// processorTime is that of the process so far, in nanoseconds.
func processorTime() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // only for arguments that are not these
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	versions := map[string]string{}
	for _, module := range info.Deps {
		versions[module.Path] = module.Version
	}
	return fmt.Sprintf("%s with onnxruntime_go %s, gomlx %s", versions["github.com/knights-analytics/hugot"],
		versions["github.com/yalue/onnxruntime_go"], versions["github.com/gomlx/gomlx"])
}
