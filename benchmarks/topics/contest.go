package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"unsafe"

	"github.com/kaiku-analytics/kaiku/langs"
)

// The systems, as they are called in the tables.
const (
	kaiku      = "kaiku"
	bertopic   = "BERTopic"
	nnDescent  = "BERTopic, NN-descent"
	reduced    = "BERTopic, reduce_outliers"
	reducedToo = "BERTopic, reduce_outliers by vectors"
	topeax     = "turftopic Topeax"
	sensTopic  = "turftopic SensTopic"
	toldK      = "turftopic GMM, told k"
)

// request asks for a fit; peer.py describes it and the answer.
type request struct {
	Folder string `json:"folder"`
	System string `json:"system"`
	Seed   int    `json:"seed"`
	Topics int    `json:"topics"`
	Reduce bool   `json:"reduce"`
	Drop   []int  `json:"drop"` // rising
	Limit  int    `json:"limit"`
}

type answer struct {
	System   string        `json:"system"`
	Error    string        `json:"error,omitempty"`
	Assign   []int32       `json:"assign"`
	Words    [][]string    `json:"words"`            // of each topic, strongest first
	Labels   [][]string    `json:"labels,omitempty"` // kaiku's, in each language in which a topic has one of its own
	Levels   []levelAnswer `json:"levels,omitempty"` // kaiku's
	CPU      float64       `json:"cpu"`
	Spectral float64       `json:"spectral"`
	Before   int64         `json:"before"`
	Peak     int64         `json:"peak"`
}

type levelAnswer struct {
	Name    string  `json:"name"`
	Default bool    `json:"default"`
	Topics  int     `json:"topics"`
	Assign  []int32 `json:"assign"`
}

// labels are what people are shown of the topics: kaiku's labels, and the four words that BERTopic makes a name of.
func (a *answer) labels() [][]string {
	if a.Labels != nil {
		return a.Labels
	}
	list := make([][]string, len(a.Words))
	for i, words := range a.Words {
		list[i] = words[:min(4, len(words))]
	}
	return list
}

// contest is a set in a folder, and kaiku in a process of its own to fit it. The peers, which take minutes to start, have one
// process for all sets.
type contest struct {
	folder string
	texts  int
	digest [32]byte // of the set and the peers' versions
	own    *process
	run    *run
}

func (r *run) contest(s *set) (*contest, error) {
	folder, err := os.MkdirTemp("", "topics-*")
	if err == nil {
		err = s.write(folder)
	}
	versions, _ := json.Marshal(r.versions) // a map of strings, by rising keys
	digest := sha256.Sum256(slices.Concat(s.tsv(), bytesIn(s.vectors), versions))
	return &contest{folder: folder, texts: len(s.texts), digest: digest, run: r}, err
}

// fit asks a system for a fit. Peers that cannot run, that fail or that take too long are noted as skipped and not among the
// answers.
func (c *contest) fit(r request) (answers []answer, err error) {
	if r.System == kaiku {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		return answers, c.ask(&c.own, r, &answers, self, "-serve")
	}
	question, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	kept := filepath.Join("topics/sets/answers", fmt.Sprintf("%x.json", sha256.Sum256(append(question, c.digest[:]...))))
	b, err := os.ReadFile(kept)
	switch {
	case c.run.kept && err == nil:
		c.run.reused++
		if err := json.Unmarshal(b, &answers); err != nil {
			return nil, fmt.Errorf("%s: %w", kept, err)
		}
	case c.run.python == "":
		return nil, nil
	default:
		if err := c.ask(&c.run.peers, r, &answers, c.run.python, "topics/peer.py"); err != nil {
			c.run.report.Skip("%s, %d texts: %v", r.System, c.texts, err)
			return nil, nil
		}
		b, err := json.Marshal(answers)
		if err = errors.Join(err, os.MkdirAll(filepath.Dir(kept), 0o700), os.WriteFile(kept, b, 0o600)); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(answers, func(a answer) bool {
		if a.Error != "" {
			c.run.report.Skip("%s, %d texts, seed %d: %s", a.System, c.texts, r.Seed, a.Error)
		}
		return a.Error != ""
	}), nil
}

// ask asks a process, which is started where it is not yet.
func (c *contest) ask(p **process, r request, answers *[]answer, command ...string) (err error) {
	if *p == nil {
		if *p, err = startProcess(command); err != nil {
			return err
		}
	}
	asked := *p
	r.Folder, r.Limit = c.folder, int(c.run.limit.Seconds())
	if err = asked.ask(r, answers); err != nil {
		asked.stop()
		*p = nil // the next one starts again
		return fmt.Errorf("%v: %w", asked.cmd.ProcessState, err)
	}
	return nil
}

func (c *contest) close() {
	if c.own != nil {
		c.own.stop()
	}
	os.RemoveAll(c.folder)
}

// write writes what everyone is given: texts.tsv (language, text) and vectors.f32.
func (s *set) write(folder string) error {
	return errors.Join(os.WriteFile(filepath.Join(folder, "texts.tsv"), s.tsv(), 0o600),
		os.WriteFile(filepath.Join(folder, "vectors.f32"), bytesIn(s.vectors), 0o600))
}

func bytesIn(vectors []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(vectors))), 4*len(vectors))
}

func (s *set) tsv() []byte {
	var b bytes.Buffer
	for i, text := range s.texts {
		fmt.Fprintf(&b, "%v\t%s\n", s.languages[i], text)
	}
	return b.Bytes()
}

// readSet reads what write wrote.
func readSet(folder string) (*set, error) {
	s := &set{}
	var bad error
	err := eachLine(filepath.Join(folder, "texts.tsv"), func(columns []string) {
		l, err := langs.Parse(columns[0])
		bad = errors.Join(bad, err)
		s.add(columns[1], l, "")
	})
	if err = errors.Join(err, bad); err != nil {
		return nil, err
	}
	return s, s.readVectors(filepath.Join(folder, "vectors.f32"))
}

func (s *set) readVectors(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(s.texts) == 0 || len(b) == 0 || len(b)%(4*len(s.texts)) != 0 {
		return fmt.Errorf("%s: %d bytes: expected float32 for each of %d texts", path, len(b), len(s.texts))
	}
	s.vectors = unsafe.Slice((*float32)(unsafe.Pointer(&b[0])), len(b)/4)
	s.dim = len(s.vectors) / len(s.texts)
	return nil
}

// process is a program that answers each line with a line.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	log *os.File
}

func startProcess(command []string) (p *process, err error) {
	p = &process{cmd: exec.Command(command[0], command[1:]...)}
	p.cmd.Env = append(os.Environ(), "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", "MKL_NUM_THREADS=1", "NUMBA_NUM_THREADS=1",
		"TOKENIZERS_PARALLELISM=false", "HF_HUB_OFFLINE=1")
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if p.log, err = os.CreateTemp("", "topics-*.log"); err != nil {
		return nil, err
	}
	p.cmd.Stderr = p.log
	p.out = bufio.NewReader(out)
	return p, p.cmd.Start()
}

func (p *process) ask(question, answer any) error {
	line, err := json.Marshal(question)
	if err != nil {
		return err
	}
	var b []byte
	if _, err = p.in.Write(append(line, '\n')); err == nil {
		b, err = p.out.ReadBytes('\n')
	}
	if err != nil {
		log, _ := os.ReadFile(p.log.Name())
		return fmt.Errorf("%w: %s", err, log[max(0, len(log)-400):])
	}
	return json.Unmarshal(b, answer)
}

func (p *process) stop() {
	p.in.Close()
	p.cmd.Wait()
	p.log.Close()
	os.Remove(p.log.Name())
}
