package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// measures are what can be asked for; without a name, all of them.
var measures = []struct {
	name string
	run  func(*run) error
}{
	{"quality", (*run).quality},
	{"stability", (*run).stability},
	{"noise", (*run).noise},
	{"languages", (*run).translations},
	{"outliers", (*run).outliers},
	{"speed", (*run).speed},
	{"labels", (*run).labels},
}

// run is one measurement.
type run struct {
	data   string // folder of the corpora
	python string // with the peers' packages; "" where there is none
	quick  bool
	kept   bool // the peers' answers of earlier runs are taken again
	reused int  // how many were
	sizes  string
	limit  time.Duration
	judged string // folder of label words to judge
	report *measure.Report

	peers    *process          // nil while it is not started
	versions map[string]string // of the peers
}

func main() {
	var r run
	answer := flag.Bool("serve", false, "fit kaiku to what is asked for; for this program's own use")
	flag.BoolVar(&r.quick, "quick", false, "two sets, one run, few systems; writes results only where KAIKU_RESULTS names a folder")
	flag.BoolVar(&r.kept, "kept", false, "take the peers' answers of an earlier run where sets and versions are the same")
	flag.StringVar(&r.sizes, "sizes", "5000,10000,20000,50000,100000", "numbers of texts for speed")
	flag.DurationVar(&r.limit, "limit", 25*time.Minute, "processor time after which a fit of a peer is given up")
	flag.StringVar(&r.judged, "judge", "topics/sets/labels", "folder for the label words that a reader judges")
	flag.Usage = func() {
		fmt.Fprintf(os.Stderr, "usage: topics [flags] [%s]\n", strings.Join(names(), "|"))
		flag.PrintDefaults()
	}
	flag.Parse()
	var err error
	if *answer {
		err = serve()
	} else {
		err = r.measure(flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "topics:", err)
		os.Exit(1)
	}
}

func names() []string {
	var names []string
	for _, m := range measures {
		names = append(names, m.name)
	}
	return names
}

func (r *run) measure(wanted []string) error {
	if len(wanted) == 0 {
		wanted = names()
	}
	if r.data = os.Getenv("KAIKU_DATA"); r.data == "" {
		return errors.New("KAIKU_DATA must name the folder of the corpora")
	}
	missing := r.findPython()
	for _, name := range wanted {
		i := slices.Index(names(), name)
		if i < 0 {
			return fmt.Errorf("measure %.40q: expected one of %s", name, strings.Join(names(), ", "))
		}
		r.report = measure.NewReport("topics-" + name)
		if missing != nil {
			r.report.Skip("BERTopic and turftopic: %v: run topics/setup.sh", missing)
		}
		for k, v := range r.versions {
			r.report.Versions[k] = v
		}
		err := measures[i].run(r)
		if r.peers != nil {
			r.peers.stop()
			r.peers = nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if r.reused > 0 {
			r.report.Skip("%d fits of the peers: their figures are of an earlier run", r.reused)
			r.reused = 0
		}
		path := "results/topics-" + name + ".json"
		if r.quick && os.Getenv("KAIKU_RESULTS") == "" {
			path = os.DevNull
		}
		if err := r.report.Write(path); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) findPython() error {
	r.python = os.Getenv("KAIKU_PYTHON")
	if r.python == "" {
		r.python = "topics/venv/bin/python"
	}
	out, err := exec.Command(r.python, "topics/peer.py", "version").Output()
	if err == nil {
		err = json.Unmarshal(out, &r.versions)
	}
	if err != nil {
		r.python = ""
	}
	return err
}

// progress tells somebody who waits what is being done.
func progress(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format(time.TimeOnly)+" "+format+"\n", arguments...)
}

// The vectors that a set can have.
const (
	staticVectors = "static"
	miniLM        = "MiniLM"
)

// sets calls do with each labelled set: English ones with the vectors of all-MiniLM-L6-v2, where it is there, and all with
// those of kaiku's default model.
func (r *run) sets(do func(s *set, vectors string) error) error {
	for _, vectors := range []string{miniLM, staticVectors} {
		for _, l := range labelled {
			if vectors == miniLM && (!l.english || r.quick) || r.quick && l.name != "SIB-200 en" && l.name != "testdata" {
				continue
			}
			s := &set{name: l.name}
			err := l.read(s, r.data)
			if err == nil && vectors == staticVectors {
				err = s.embed()
			} else if err == nil {
				var ok bool
				if ok, err = r.embedMiniLM(s); err == nil && !ok {
					continue
				}
			}
			if err == nil {
				err = do(s, vectors)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", l.name, err)
			}
		}
	}
	return nil
}

// embedMiniLM gives the set vectors, which are kept for the next time, and reports whether it could.
func (r *run) embedMiniLM(s *set) (bool, error) {
	folder := filepath.Join("topics/sets/minilm", strings.ReplaceAll(strings.ToLower(s.name), " ", "-"))
	texts, vectors := filepath.Join(folder, "texts.tsv"), filepath.Join(folder, "vectors.f32")
	if before, _ := os.ReadFile(texts); !bytes.Equal(before, s.tsv()) {
		os.Remove(vectors)
		if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(texts, s.tsv(), 0o600)); err != nil {
			return false, err
		}
	}
	if _, err := os.Stat(vectors); err != nil {
		if r.python == "" {
			return false, nil
		}
		progress("%s: vectors of all-MiniLM-L6-v2", s.name)
		if out, err := exec.Command(r.python, "topics/minilm.py", folder).CombinedOutput(); err != nil {
			r.report.Skip("%s with all-MiniLM-L6-v2: %v: %.200s", s.name, err, out)
			return false, nil
		}
	}
	return true, s.readVectors(vectors)
}
