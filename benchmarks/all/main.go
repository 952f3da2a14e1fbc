package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// part is one measurement.
type part struct {
	name  string // of its result, and of its program before the first "-"
	args  string
	quick string // arguments where it has to be quick; "-": it cannot be
	needs string // a folder that a script of environments makes, without which it cannot run at all
	data  bool   // it needs KAIKU_DATA

	reads []string // files and folders of the repository that its program opens
}

var parts = []part{
	{name: "words-lemma", args: "lemma", quick: "lemma", data: true},
	{name: "words-compounds", args: "compounds", quick: "compounds", data: true},
	{name: "words-language", args: "-rounds 7 language", quick: "-rounds 5 language", data: true},
	{name: "words-redact", args: "-rounds 7 redact", quick: "-rounds 5 redact", data: true, reads: []string{"langs/redact/testdata/gold", "testdata"}},
	{name: "words-speed", args: "-rounds 7 speed", quick: "-rounds 5 speed", data: true},
	{name: "search", reads: []string{"testdata"}},
	{name: "embedding", data: true},
	{name: "tokens", args: "-rounds 7", quick: "-rounds 5", data: true, reads: []string{"embed/tokenizer/testdata"}},
	{name: "onnx", args: "-rounds 7", quick: "-rounds 5", needs: "onnx/models", data: true},
	{name: "topics-quality", args: "quality", quick: "-quick quality", data: true, reads: []string{"testdata/feedback.csv"}},
	{name: "topics-stability", args: "stability", quick: "-", data: true, reads: []string{"testdata/feedback.csv"}},
	{name: "topics-noise", args: "noise", quick: "-", data: true, reads: []string{"testdata/feedback.csv"}},
	{name: "topics-languages", args: "languages", quick: "-", data: true},
	{name: "topics-outliers", args: "outliers", quick: "-", data: true},
	{name: "topics-speed", args: "speed", quick: "-", data: true},
	{name: "vectors-mixture", args: "-rounds 5 -data mixture", quick: "-rounds 1 -sizes 10000 -data mixture"},
	{name: "vectors-texts", args: "-rounds 5 -data texts", quick: "-", data: true},
	{name: "vectors-million", args: "-rounds 5 -million", quick: "-"},
	{name: "scaling", args: "-n 1000,10000,100000,1000000", quick: "-n 1000,10000"},
}

// program is the folder of a part's program.
func (p *part) program() string {
	if p.name == "embedding" {
		return "quality"
	}
	name, _, _ := strings.Cut(p.name, "-")
	return name
}

// environments are the scripts that make the peers, each with what is there when it has run.
var environments = []struct{ script, makes string }{
	{"peers/setup.sh", "peers/venv"},
	{"onnx/setup.sh", "onnx/models"},
	{"topics/setup.sh", "topics/venv"},
}

func main() {
	quick := flag.Bool("quick", false, "small sizes, no peers installed, results and RESULTS.md into a folder of their own")
	only := flag.String("only", "", "parts to measure, by the beginnings of their names, with commas between")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *quick, *only); err != nil {
		fmt.Fprintln(os.Stderr, "all:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, quick bool, only string) (err error) {
	bin, err := os.MkdirTemp("", "benchmarks")
	if err != nil {
		return err
	}
	defer os.RemoveAll(bin)
	results := "results"
	if quick {
		if results, err = quickFolder(); err != nil {
			return err
		}
	} else {
		makePeers(ctx)
	}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", bin, "./...").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	os.Setenv("KAIKU_RESULTS", results)
	report := measure.NewReport("all")
	table := report.Table("How long each part took, in this run or an earlier one", "part", "seconds", "outcome")
	earlier := earlierRuns(filepath.Join(results, "all.json"))
	var failed []string
	total := 0.
	for _, p := range parts {
		if !chosen(p.name, only) {
			if e, ok := earlier[p.name]; ok {
				table.Row(p.name, e.seconds, e.outcome)
				total += e.seconds
			}
			continue
		}
		begin := time.Now()
		outcome, err := p.measure(ctx, bin, results, report.Commit, quick)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed, outcome = append(failed, p.name), err.Error()
		}
		took := time.Since(begin).Seconds()
		if strings.HasPrefix(outcome, measuredAlready) {
			if took = earlier[p.name].seconds; took == 0 { // it was measured by its own command
				if r, err := measure.Read(filepath.Join(results, p.name+".json")); err == nil {
					took = r.Seconds
				}
			}
		}
		total += took
		fmt.Fprintf(os.Stderr, "%-16s %6.0f s  %s\n", p.name, took, outcome)
		first, _, _ := strings.Cut(outcome, "\n")
		table.Row(p.name, measure.Round(took, 0), first)
	}
	table.Row("in all", measure.Round(total, 0), "")
	if err := report.Write("results/all.json"); err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, filepath.Join(bin, "publish"), "-results", results).CombinedOutput(); err != nil {
		return fmt.Errorf("publish: %w\n%s", err, out)
	}
	fmt.Fprintln(os.Stderr, "written:", filepath.Join(filepath.Dir(results), "RESULTS.md"))
	if len(failed) > 0 {
		return fmt.Errorf("without %s", strings.Join(failed, ", "))
	}
	return nil
}

// earlierRun is what an earlier run said of a part.
type earlierRun struct {
	seconds float64
	outcome string
}

// earlierRuns reads what earlier runs, also of some parts alone, wrote; nothing where there was none.
func earlierRuns(path string) map[string]earlierRun {
	r, err := measure.Read(path)
	if err != nil || len(r.Tables) == 0 {
		return nil
	}
	runs := map[string]earlierRun{}
	for _, row := range r.Tables[0].Rows {
		if len(row) == 3 {
			name, _ := row[0].(string)
			outcome, _ := row[2].(string)
			seconds, _ := strconv.ParseFloat(fmt.Sprint(row[1]), 64)
			runs[name] = earlierRun{seconds, outcome}
		}
	}
	return runs
}

// chosen reports whether a part is among those asked for.
func chosen(name, only string) bool {
	return slices.ContainsFunc(strings.Split(only, ","), func(s string) bool { return strings.HasPrefix(name, s) })
}

// quickFolder is a copy of the results, so that RESULTS.md can be made of those that a quick run renews and the others.
func quickFolder() (string, error) {
	dir, err := os.MkdirTemp("", "benchmarks-quick")
	if err != nil {
		return "", err
	}
	results := filepath.Join(dir, "results")
	return results, os.CopyFS(results, os.DirFS("results"))
}

// makePeers runs the scripts of the environments that are not there.
func makePeers(ctx context.Context) {
	for _, e := range environments {
		if _, err := os.Stat(e.script); err != nil {
			continue
		}
		if _, err := os.Stat(e.makes); err == nil {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s ...\n", e.script)
		if out, err := exec.CommandContext(ctx, "sh", e.script).CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v: its peers are left out\n%s\n", e.script, err, lastLines(out))
		}
	}
}

// made reports whether a result was made by the part's command, with the same Go.
func (p *part) made(r *measure.Report) bool {
	want := strings.TrimSpace("go run ./" + p.program() + " " + p.args)
	command := strings.Replace(r.Command, " -kept", "", 1) // peers' answers in the same versions
	return r.Go == runtime.Version() && (command == want || p.name == "scaling")
}

// measuredAlready begins the outcome of a part that an earlier run has measured.
const measuredAlready = "measured already, at commit "

// measure runs a part's program and says how that went.
func (p *part) measure(ctx context.Context, bin, results, commit string, quick bool) (outcome string, err error) {
	args := p.args
	if quick {
		args = p.quick
	}
	switch {
	case args == "-":
		return "skipped: not quick", nil
	case p.data && os.Getenv("KAIKU_DATA") == "":
		return "skipped: KAIKU_DATA does not name the folder of the corpora", nil
	}
	if _, err := os.Stat(p.needs); p.needs != "" && err != nil {
		return fmt.Sprintf("skipped: %s is not there", p.needs), nil
	}
	if _, err := os.Stat(filepath.Join(bin, p.program())); errors.Is(err, fs.ErrNotExist) {
		return "skipped: there is no such program", nil
	}
	old, err := measure.Read(filepath.Join(results, p.name+".json"))
	if err == nil && !quick && !strings.HasSuffix(commit, "+") && p.made(old) && unchanged(ctx, p.program(), old.Commit, p.reads...) {
		return measuredAlready + old.Commit, nil
	}
	cmd := exec.CommandContext(ctx, filepath.Join(bin, p.program()), strings.Fields(args)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("failed: %w: %s", err, lastLines(out))
	}
	outcome = "done"
	for line := range strings.Lines(string(out)) {
		if why, ok := strings.CutPrefix(line, "skipped: "); ok {
			outcome += "; left out: " + strings.TrimSpace(why)
		}
	}
	return outcome, nil
}

// lastLines is the end of what a program printed.
func lastLines(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return strings.Join(lines[max(0, len(lines)-3):], "; ")
}
