package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// system is a library and how it is asked.
type system struct {
	name    string
	command []string // its arguments follow: files of vectors and queries, and their length
	env     []string
	efs     []int
	queries int // of those that there are, for libraries that compare every vector
	largest int // number of vectors: more would take hours
}

var manyEfs = []int{10, 15, 20, 25, 30, 40, 50, 70, 100, 150, 200, 400}

// systems returns what is measured: kaiku first. Peers that are not there are left out, with a line that says so.
func systems(r *measure.Report) ([]system, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	python, script := "peers/venv/bin/python", "peers/vectors.py"
	requirements, err := os.ReadFile("peers/requirements.txt")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(requirements)) {
		if module, version, ok := strings.Cut(strings.TrimSpace(line), "=="); ok {
			r.Versions[module] = version
		}
	}
	all := []system{
		{name: kaikuName, command: []string{self, "-serve", "kaiku"}, efs: manyEfs, largest: 1_000_000},
		{name: "hnswlib 0.8.0, -march=native", command: []string{"peers/hnsw-native"}, efs: manyEfs, largest: 1_000_000},
		{name: kaikuName + ", KAIKU_VEC=avx2", command: []string{self, "-serve", "kaiku"}, env: []string{"KAIKU_VEC=avx2"}, efs: manyEfs, largest: 100_000},
		{name: "hnswlib 0.8.0, -march=haswell", command: []string{"peers/hnsw-haswell"}, efs: manyEfs, largest: 100_000},
		{name: "faiss HNSW16,Flat", command: []string{python, script, "faiss"}, efs: manyEfs, largest: 100_000},
		{name: "usearch f32", command: []string{python, script, "usearch-f32"}, efs: manyEfs, largest: 10_000},
		{name: "usearch bf16", command: []string{python, script, "usearch-bf16"}, efs: manyEfs, largest: 100_000},
		{name: "usearch i8", command: []string{python, script, "usearch-i8"}, efs: manyEfs, largest: 100_000},
		{name: "coder/hnsw", command: []string{self, "-serve", "coder"}, efs: []int{50, 200}, largest: 100_000},
		{name: "chromem-go, exact", command: []string{self, "-serve", "chromem"}, efs: []int{0}, queries: 30, largest: 100_000},
	}
	kept := all[:0]
	for _, s := range all {
		if _, err := exec.LookPath(s.command[0]); err != nil {
			r.Skip("%s: %v", s.name, err)
			continue
		}
		kept = append(kept, s)
	}
	return kept, nil
}

const kaikuName = "kaiku"

// peer is a running system.
type peer struct {
	system
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	tmp string

	buildSeconds float64
	bytes        float64
	seconds      [][]float64 // by ef and round, for one query
	recalls      []float64   // by ef
}

func (s system) start(d *dataset, tmp string) (*peer, error) {
	p := &peer{system: s, tmp: tmp, seconds: make([][]float64, len(s.efs)), recalls: make([]float64, len(s.efs))}
	arguments := append(s.command[1:len(s.command):len(s.command)], d.vectorFile, d.queryFile, fmt.Sprint(d.dim))
	p.cmd = exec.Command(s.command[0], arguments...)
	p.cmd.Env = append(append(os.Environ(), s.env...), "VECTORS_SAVE="+tmp, "OMP_NUM_THREADS=1")
	p.cmd.Stderr = os.Stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	return p, p.cmd.Start()
}

func (p *peer) ask(question string, answers ...any) error {
	if _, err := fmt.Fprintln(p.in, question); err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		return fmt.Errorf("%s: %.40q: %w", p.name, question, err)
	}
	if _, err := fmt.Sscan(line, answers...); err != nil {
		return fmt.Errorf("%s: answered %.40q: %w", p.name, strings.TrimSpace(line), err)
	}
	return nil
}

func (p *peer) build(n int) error {
	const m, ef = 16, 200
	start := time.Now()
	defer func() { fmt.Fprintf(os.Stderr, "built %s in %v\n", p.name, time.Since(start).Round(time.Second)) }()
	return p.ask(fmt.Sprintf("build %d %d %d", n, m, ef), &p.buildSeconds, &p.bytes)
}

// search looks for all queries with one ef, and takes the time that one takes.
func (p *peer) search(d *dataset, at int) error {
	count := d.queries()
	if p.queries > 0 {
		count = min(count, p.queries)
	}
	out := filepath.Join(p.tmp, "found")
	var seconds float64
	if err := p.ask(fmt.Sprintf("search %d %d %d %s", count, p.efs[at], neighbours, out), &seconds); err != nil {
		return err
	}
	p.seconds[at] = append(p.seconds[at], seconds/float64(count))
	if p.recalls[at] > 0 {
		return nil // a graph answers as it did before
	}
	ids, err := readIDs(out)
	if err != nil {
		return err
	}
	if len(ids) != count*neighbours {
		return fmt.Errorf("%s: found %d ids: expected %d", p.name, len(ids), count*neighbours)
	}
	p.recalls[at] = d.recall(ids)
	return nil
}

func (p *peer) stop() {
	p.in.Close()
	p.cmd.Wait()
}

// at returns the seconds that a query takes where the recall is as wanted, between the two efs next to it, in a round.
func (p *peer) at(recall float64, round int) (seconds float64, ok bool) {
	for i := range p.efs {
		if p.recalls[i] >= recall {
			if i == 0 {
				return p.seconds[0][round], true
			}
			part := (recall - p.recalls[i-1]) / (p.recalls[i] - p.recalls[i-1])
			return p.seconds[i-1][round] + part*(p.seconds[i][round]-p.seconds[i-1][round]), true
		}
	}
	return 0, false
}
