package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestMeasureMachine(t *testing.T) {
	r, err := measureMachine(t.Context(), []int{200, 400}, "static", func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Runs) != 2 || r.Runs[1].Comments != 400 || r.CommentsPerMinute <= 0 || len(r.Stages) != 5 || r.Transformer.TextsPerSecond <= 0 {
		t.Errorf("%+v", r)
	}
	for _, s := range r.Stages {
		if s.CommentsPerSecond <= 0 {
			t.Errorf("%s: no speed", s.Name)
		}
	}
	var out bytes.Buffer
	if err := r.print(&out); err != nil || !strings.Contains(out.String(), "comments a minute") {
		t.Errorf("error %v\n%s", err, out.String())
	}
}

func TestBenchMemories(t *testing.T) {
	runs := []benchRun{{Comments: 30, PeakMB: 130}, {Comments: 100, PeakMB: 200}}
	got := benchMemories(runs, 100, 1000)
	if got[0] != (benchMemory{100, 200, true}) || got[1] != (benchMemory{1000, 1100, false}) {
		t.Errorf("%+v: expected 200 as measured, and 1100 on the line 100 + n", got)
	}
	if got := benchMemories(runs[:1], 100); got[0] != (benchMemory{100, 130, false}) {
		t.Errorf("%+v: of one run there is no line", got)
	}
}

func TestThousands(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 1234567.6: "1,234,568"} {
		if got := thousands(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
}
