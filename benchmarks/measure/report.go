// Package measure keeps time of what is compared, round by round, and writes results with what they were made on.
package measure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"
	"time"
)

// Report is what a measurement found and what it was made on. The files results/*.json are reports, and ../publish makes
// RESULTS.md of them.
type Report struct {
	Measure   string            `json:"measure"`
	Date      string            `json:"date"`   // UTC
	Commit    string            `json:"commit"` // "+" after it: the working tree had changes
	Command   string            `json:"command"`
	Go        string            `json:"go"`
	Processor string            `json:"processor"`
	Cores     int               `json:"cores"`
	Memory    string            `json:"memory"`   // of the machine
	Load      string            `json:"load"`     // averages of 1, 5 and 15 minutes at the start
	Versions  map[string]string `json:"versions"` // of the peers
	Skipped   []string          `json:"skipped,omitempty"`
	Seconds   float64           `json:"seconds,omitempty"` // that measuring took
	Tables    []*Table          `json:"tables"`

	begin time.Time
}

// Table is a result. Cells are strings, integers and rounded float64s; after Read, strings and json.Numbers. The columns
// are known by name: ../publish/columns.go says in which of them more is better.
type Table struct {
	Title   string   `json:"title"`
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

// NewReport notes what this is running on. modules are the Go modules that are measured against.
func NewReport(measure string, modules ...string) *Report {
	r := &Report{
		Measure: measure, Date: time.Now().UTC().Format(time.DateTime), Commit: commit(), Command: command(), Go: runtime.Version(),
		Processor: Field("/proc/cpuinfo", "model name"), Cores: runtime.NumCPU(), Memory: Field("/proc/meminfo", "MemTotal"),
		Versions: map[string]string{}, begin: time.Now(),
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		r.Load = strings.Join(strings.Fields(string(load))[:3], " ")
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			for _, peer := range modules {
				if module.Path == peer {
					r.Versions[peer] = module.Version
				}
			}
		}
	}
	return r
}

// command is how this program was started, by "go run" in the folder benchmarks.
func command() string {
	return strings.Join(append([]string{"go run ./" + filepath.Base(os.Args[0])}, os.Args[1:]...), " ")
}

// commit is what the repository is at, with a "+" where files have changed since, other than those that measuring makes.
func commit() string {
	hash, err := exec.Command("git", "rev-parse", "--short=12", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	changes, err := exec.Command("git", "status", "--porcelain", "--", ":/", ":(top,exclude)benchmarks/results", ":(top,exclude)benchmarks/RESULTS.md").Output()
	if err != nil || len(changes) > 0 {
		return strings.TrimSpace(string(hash)) + "+"
	}
	return strings.TrimSpace(string(hash))
}

// Field returns the value of the first line of a file that reads "name : value".
func Field(path, name string) string {
	file, _ := os.ReadFile(path)
	for line := range strings.Lines(string(file)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// Table adds a table.
func (r *Report) Table(title string, columns ...string) *Table {
	t := &Table{Title: title, Columns: columns}
	r.Tables = append(r.Tables, t)
	return t
}

// Row adds a row.
func (t *Table) Row(cells ...any) { t.Rows = append(t.Rows, cells) }

// Skip notes what was not measured, and why.
func (r *Report) Skip(format string, arguments ...any) {
	line := fmt.Sprintf(format, arguments...)
	fmt.Fprintln(os.Stderr, "skipped:", line)
	r.Skipped = append(r.Skipped, line)
}

// Round keeps a number of decimals.
func Round(x float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(x*scale) / scale
}

// Path is where a result is: as it says, or in the folder that KAIKU_RESULTS names.
func Path(path string) string {
	if folder := os.Getenv("KAIKU_RESULTS"); folder != "" {
		return filepath.Join(folder, filepath.Base(path))
	}
	return path
}

// Write prints the report and writes it to the file at Path(path).
func (r *Report) Write(path string) error {
	if r.Seconds == 0 {
		r.Seconds = Round(time.Since(r.begin).Seconds(), 1)
	}
	r.print(os.Stdout)
	path = Path(path)
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(r); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o666)
}

// Read reads what Write wrote. Numbers are as they stand in the file.
func Read(path string) (*Report, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	var r Report
	if err := decoder.Decode(&r); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, missing := range []struct {
		field, value string
	}{{"measure", r.Measure}, {"date", r.Date}, {"commit", r.Commit}, {"go", r.Go}, {"processor", r.Processor}} {
		if missing.value == "" {
			return nil, fmt.Errorf("%s: no %s", path, missing.field)
		}
	}
	for _, t := range r.Tables {
		for i, row := range t.Rows {
			if len(row) != len(t.Columns) {
				return nil, fmt.Errorf("%s: table %q: row %d has %d cells, expected %d", path, t.Title, i+1, len(row), len(t.Columns))
			}
		}
	}
	return &r, nil
}

func (r *Report) print(w io.Writer) {
	for _, t := range r.Tables {
		fmt.Fprintf(w, "\n%s\n", t.Title)
		columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(columns, strings.Join(t.Columns, "\t"))
		for _, row := range t.Rows {
			for i, cell := range row {
				if i > 0 {
					fmt.Fprint(columns, "\t")
				}
				if x, ok := cell.(float64); ok && x >= 1000 {
					cell = int64(x)
				}
				fmt.Fprint(columns, cell)
			}
			fmt.Fprintln(columns)
		}
		columns.Flush()
	}
	fmt.Fprintf(w, "\n%s, %d cores, load %s, %s, commit %s\n", r.Processor, r.Cores, r.Load, r.Go, r.Commit)
}
