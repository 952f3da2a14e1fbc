package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// TestPartsAndResults checks that every part has its program, and every result its part.
func TestPartsAndResults(t *testing.T) {
	for _, p := range parts {
		if _, err := os.Stat(filepath.Join("..", p.program(), "main.go")); err != nil {
			t.Errorf("%s: %v", p.name, err)
		}
	}
	results, err := filepath.Glob("../results/*.json")
	if err != nil || len(results) == 0 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	for _, path := range results {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		program, _, _ := strings.Cut(name, "-")
		known := func(p part) bool { return p.program() == program || p.name == program }
		if name != "all" && name != "moves" && !slices.ContainsFunc(parts, known) {
			t.Errorf("%s is the result of no part", path)
		}
	}
}

func TestChosen(t *testing.T) {
	for name, want := range map[string]bool{"words-lemma": true, "search": true, "scaling": false} {
		if got := chosen(name, "words,search"); got != want {
			t.Errorf("%s: %v", name, got)
		}
		if !chosen(name, "") {
			t.Errorf("%s is not among all", name)
		}
	}
}

// TestWithoutCorpora checks that a part that needs them is left out with a line that says so.
func TestWithoutCorpora(t *testing.T) {
	t.Setenv("KAIKU_DATA", "")
	p := part{name: "words-lemma", data: true}
	if outcome, err := p.measure(t.Context(), t.TempDir(), t.TempDir(), "abc", false); err != nil || !strings.HasPrefix(outcome, "skipped: KAIKU_DATA") {
		t.Errorf("%q, %v", outcome, err)
	}
}

// TestUnchanged checks that a program is as it was at the last commit unless its files have changes, and that what is not
// known counts as changed.
func TestUnchanged(t *testing.T) {
	t.Chdir("..")
	changes, err := exec.Command("git", "status", "--porcelain", "--", ":/").Output()
	if err != nil {
		t.Skip("there is no git repository here")
	}
	if len(changes) == 0 && !unchanged(t.Context(), "search", "HEAD") {
		t.Error("search has changed since HEAD, though nothing has")
	}
	first, err := exec.Command("git", "rev-list", "--max-parents=0", "HEAD").Output()
	if err != nil {
		t.Skip("there is no git repository here")
	}
	for _, since := range []string{strings.TrimSpace(string(first)), "0123456789ab", "HEAD+", ""} {
		if unchanged(t.Context(), "search", since) {
			t.Errorf("search is said to be what it was at %q", since)
		}
	}
}

func TestSameModules(t *testing.T) {
	const mod = "module m\n\nrequire example.org/a v1.2.3\n\nrequire (\n\texample.org/b v0.1.0\n\texample.org/c v2.0.0 // indirect\n)\n"
	for used, want := range map[string]bool{
		"example.org/a v1.2.3\nexample.org/c v2.0.0\nexample.org/a v1.2.3": true, "m": true, "": true,
		"example.org/b v0.2.0": false, "example.org/d v1.0.0": false,
	} {
		if got := sameModules(mod, used); got != want {
			t.Errorf("%q: %v", used, got)
		}
	}
}

// TestMade checks that a result of other arguments, or of another Go, is not that of a part.
func TestMade(t *testing.T) {
	p := part{name: "topics-speed", args: "speed"}
	for command, want := range map[string]bool{"go run ./topics speed": true, "go run ./topics -kept speed": true, "go run ./topics -sizes 1000 speed": false} {
		if got := p.made(&measure.Report{Command: command, Go: runtime.Version()}); got != want {
			t.Errorf("%s: %v", command, got)
		}
	}
	if p.made(&measure.Report{Command: "go run ./topics speed", Go: "go1.0"}) {
		t.Error("measured with Go 1.0")
	}
}

// TestReads checks that what parts say they read is there.
func TestReads(t *testing.T) {
	for _, p := range parts {
		for _, path := range p.reads {
			if _, err := os.Stat(filepath.Join("../..", path)); err != nil {
				t.Errorf("%s: %v", p.name, err)
			}
		}
	}
}
