package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// stopwatch collects how long the stages of a run took.
type stopwatch struct {
	begin, last time.Time
	names       []string
	times       []time.Duration
}

func newStopwatch() *stopwatch {
	now := time.Now()
	return &stopwatch{begin: now, last: now}
}

// lap ends a stage and starts the next.
func (s *stopwatch) lap(name string) {
	s.add(name, time.Since(s.last))
	s.skip()
}

// add notes a stage that was timed elsewhere.
func (s *stopwatch) add(name string, d time.Duration) {
	s.names = append(s.names, name)
	s.times = append(s.times, d)
}

// skip starts the next stage without noting the last.
func (s *stopwatch) skip() { s.last = time.Now() }

func (s *stopwatch) print(w io.Writer) {
	for i, name := range s.names {
		fmt.Fprintf(w, "%9.2f s  %s\n", s.times[i].Seconds(), name)
	}
	fmt.Fprintf(w, "%9.2f s  in all; peak memory %s\n", time.Since(s.begin).Seconds(), peakMemory())
}

// peakMemory reads the high-water mark of resident memory where the system tells it (Linux).
func peakMemory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(size)
		}
	}
	return "unknown"
}
