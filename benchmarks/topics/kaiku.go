package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// corpus returns the set as kaiku takes it, without some of its texts. There is no seed; what differs between runs are the
// ids, whose hashes decide in which order texts are looked at.
func (s *set) corpus(run int, drop []int) topics.Corpus {
	c := topics.Corpus{Dim: s.dim}
	for i, text := range s.texts {
		if _, dropped := slices.BinarySearch(drop, i); !dropped {
			c.IDs = append(c.IDs, fmt.Sprintf("%d/%d", run, i))
			c.Texts = append(c.Texts, text)
			c.Languages = append(c.Languages, s.languages[i])
			c.Vectors = append(c.Vectors, s.vectors[i*s.dim:(i+1)*s.dim]...)
		}
	}
	return c
}

// fit fits topics to a set with kaiku's defaults but for what o says.
func (s *set) fit(run int, drop []int, o topics.Options) (*topics.Model, error) {
	return topics.Fit(context.Background(), s.corpus(run, drop), o)
}

// serve fits kaiku to sets, as peer.py does with its systems, in a process of its own.
func serve() error {
	runtime.GOMAXPROCS(1)
	requests, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	for requests.More() {
		var r request
		if err := requests.Decode(&r); err != nil {
			return err
		}
		s, err := readSet(r.Folder)
		if err != nil {
			return err
		}
		c := s.corpus(r.Seed, r.Drop)
		debug.FreeOSMemory()
		if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // VmHWM starts again
			return err
		}
		before, start := measure.Field("/proc/self/status", "VmRSS"), measure.ProcessorTime()
		m, err := topics.Fit(context.Background(), c, topics.Options{Threads: 1})
		if err != nil {
			return err
		}
		a := answer{System: r.System, CPU: (measure.ProcessorTime() - start).Seconds(), Assign: m.Assign}
		a.Before, a.Peak = bytesOf(before), bytesOf(measure.Field("/proc/self/status", "VmHWM"))
		for _, t := range m.Topics {
			a.Words = append(a.Words, t.Words)
			for _, l := range t.Labels {
				if l.Origin == topics.OwnWords {
					a.Labels = append(a.Labels, strings.Split(l.Text, ", "))
				}
			}
		}
		for i, l := range m.Levels {
			a.Levels = append(a.Levels, levelAnswer{l.Name, i == m.Default, len(l.Topics), l.Assign})
		}
		if err := out.Encode([]answer{a}); err != nil {
			return err
		}
	}
	return nil
}

// bytesOf reads what /proc/self/status writes: "12345 kB".
func bytesOf(field string) (n int64) {
	fmt.Sscanf(field, "%d kB", &n)
	return n * 1024
}
