package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
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

// peakMemory writes peakBytes for a person.
func peakMemory() string { return fmt.Sprintf("%d MiB", peakBytes()>>20) }

// peakBytes is the high-water mark of resident memory where the system tells it (Linux), and elsewhere all memory that the
// program has asked for, mapped files left out.
func peakBytes() uint64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		var kB uint64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kB); n == 1 {
			return kB << 10
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}
