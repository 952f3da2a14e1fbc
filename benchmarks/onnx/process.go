package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/kaiku-analytics/kaiku/embed/onnx/library"
)

// process is a program that embeds; peer.py describes the commands that it understands.
type process struct {
	name string
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
}

func startProcess(name string, environment []string, command ...string) (*process, error) {
	p := &process{name: name, cmd: exec.Command(command[0], command[1:]...)}
	p.cmd.Env = append(os.Environ(), environment...)
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if p.cmd.Stderr, err = os.CreateTemp("", "onnx-*.log"); err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	return p, p.cmd.Start()
}

// ask sends a command and reads the answer into v.
func (p *process) ask(v any, command ...any) error {
	line, err := json.Marshal(command)
	if err != nil {
		return err
	}
	_, err = p.in.Write(append(line, '\n'))
	var answer []byte
	if err == nil {
		answer, err = p.out.ReadBytes('\n')
	}
	if err != nil {
		log, _ := os.ReadFile(p.cmd.Stderr.(*os.File).Name())
		return fmt.Errorf("%s: %s: %w: %s", p.name, command[0], err, log[max(0, len(log)-400):])
	}
	return json.Unmarshal(answer, v)
}

func (p *process) pass(n int) (time.Duration, error) {
	var nanoseconds int64
	err := p.ask(&nanoseconds, "pass", n)
	return time.Duration(nanoseconds), err
}

// vectors returns the rows of the texts that were given last.
func (p *process) vectors(dim int) ([][]float32, error) {
	file := filepath.Join(os.TempDir(), fmt.Sprintf("onnx-%d.f32", os.Getpid()))
	defer os.Remove(file)
	var done bool
	if err := p.ask(&done, "vectors", file); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	values := make([]float32, len(data)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return slices.Collect(slices.Chunk(values, dim)), nil
}

func (p *process) stop() error {
	err := errors.Join(p.in.Close(), p.cmd.Wait())
	log := p.cmd.Stderr.(*os.File)
	return errors.Join(err, log.Close(), os.Remove(log.Name()))
}

// Names of what is compared.
const (
	kaiku32    = "kaiku, fp32"
	kaiku32old = "kaiku, fp32, library of onnxruntime-node"
	kaiku8     = "kaiku, int8"
	python32   = "onnxruntime (Python), fp32"
	packed32   = "onnxruntime (Python), fp32, batches as kaiku's"
	python8    = "onnxruntime (Python), int8"
	node32     = "onnxruntime-node, fp32, texts as ids"
	sentences  = "sentence-transformers, fp32"
	hugotORT   = "hugot, fp32"
	hugotGo    = "hugot, fp32, its backend in Go"
)

// candidate is a way to start one of them.
type candidate struct {
	name        string
	environment []string
	command     []string
}

// start starts what can run, and notes versions and what cannot.
func (r *run) start() error {
	candidates, err := r.candidates()
	if err != nil {
		return err
	}
	r.peers = map[string]*process{}
	for _, c := range candidates {
		p, err := startProcess(c.name, c.environment, c.command...)
		if err == nil {
			var version string
			if version, err = p.try(); err == nil {
				r.report.Versions[c.name] = version
				r.peers[c.name] = p
			}
		}
		if err != nil {
			r.report.Skip("%s: %v", c.name, err)
		}
	}
	if r.peers[kaiku32] == nil {
		return errors.New("kaiku itself cannot run")
	}
	return nil
}

// try asks for the version and has a word embedded, which some can open a model but not do.
func (p *process) try() (version string, err error) {
	if err := p.ask(&version, "version"); err != nil {
		return "", err
	}
	var done bool
	if p.name == node32 {
		err = p.ask(&done, "ids", [][]int32{{1, 2, 3}})
	} else {
		err = p.ask(&done, "texts", []string{"ok"})
	}
	if err == nil {
		_, err = p.pass(1)
	}
	return version, err
}

func (r *run) candidates() ([]candidate, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	newest, err := library.Find("")
	if err != nil {
		return nil, err
	}
	python := os.Getenv("KAIKU_PYTHON")
	if python == "" {
		python = "onnx/venv/bin/python"
	}
	worker := func(library string, file modelFile) []string {
		return []string{self, "worker", "-library", library, "-model", file.folder, "-variant", file.name}
	}
	r.own = worker(newest, r.fp32)
	candidates := []candidate{
		{kaiku32, nil, r.own},
		{python32, nil, []string{python, "onnx/peer.py", "onnxruntime", r.fp32.path()}},
		{packed32, nil, []string{python, "onnx/peer.py", "packed", r.fp32.path()}},
	}
	if r.int8 != (modelFile{}) {
		candidates = append(candidates, candidate{kaiku8, nil, worker(newest, r.int8)},
			candidate{python8, nil, []string{python, "onnx/peer.py", "onnxruntime", r.int8.path()}})
	}
	if filepath.Base(r.fp32.folder) == filepath.Base(minilm) {
		candidates = append(candidates, candidate{sentences, []string{"HF_HUB_OFFLINE=1"}, []string{python, "onnx/peer.py", "sentence-transformers"}})
	}
	node, err := nodeCandidates(r.fp32, worker)
	if err != nil {
		return nil, err
	}
	if node == nil {
		r.report.Skip("onnxruntime-node is not there: run onnx/setup.sh")
	}
	candidates = append(candidates, node...)
	hugot := os.Getenv("KAIKU_HUGOT")
	if hugot == "" {
		hugot = "onnx/hugot/bin"
	}
	candidates = append(candidates, candidate{hugotORT, nil, []string{filepath.Join(hugot, "hugot-ort"), "ort", r.fp32.folder, r.fp32.path(), newest}})
	if r.scratch, err = os.MkdirTemp("", "onnx-*"); err != nil {
		return nil, err
	}
	hidden := filepath.Join(r.scratch, "hidden.onnx")
	if out, err := exec.Command(python, "onnx/hidden.py", r.fp32.path(), hidden).CombinedOutput(); err != nil {
		r.report.Skip("%s: %v: %s", hugotGo, err, out[max(0, len(out)-200):])
		return candidates, nil
	}
	return append(candidates, candidate{hugotGo, []string{"GOMAXPROCS=1"}, []string{filepath.Join(hugot, "hugot-go"), "go", r.fp32.folder, hidden}}), nil
}

// nodeCandidates are onnxruntime-node and kaiku on its library, or none where the package is not there.
func nodeCandidates(fp32 modelFile, worker func(string, modelFile) []string) ([]candidate, error) {
	modules := os.Getenv("KAIKU_NODE_MODULES")
	if modules == "" {
		modules = "onnx/node_modules"
	}
	modules, err := filepath.Abs(modules)
	if err != nil {
		return nil, err
	}
	libraries, _ := filepath.Glob(modules + "/onnxruntime-node/bin/napi-v*/linux/x64/libonnxruntime.so.1")
	if len(libraries) == 0 {
		return nil, nil
	}
	return []candidate{
		{kaiku32old, nil, worker(libraries[0], fp32)},
		{node32, []string{"NODE_PATH=" + modules}, []string{"node", "onnx/peer.js", fp32.path()}},
	}, nil
}

func (r *run) stop() {
	os.RemoveAll(r.scratch)
	for _, p := range r.peers {
		p.stop()
	}
}

// give gives texts to all, as ids to the one that cannot read.
func (r *run) give(texts []string) error {
	var ids [][]int32
	if p := r.peers[python32]; p != nil {
		if err := r.giveOne(p, texts); err != nil {
			return err
		}
		if err := p.ask(&ids, "ids"); err != nil {
			return err
		}
	}
	for name, p := range r.peers {
		var done bool
		switch {
		case name == node32 && ids == nil:
			r.report.Skip("%s: needs the ids of %s", node32, python32)
			delete(r.peers, name)
			p.stop()
		case name == node32:
			if err := p.ask(&done, "ids", ids); err != nil {
				return err
			}
		default:
			if err := r.giveOne(p, texts); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) giveOne(p *process, texts []string) error {
	var done bool
	return p.ask(&done, "texts", texts)
}
