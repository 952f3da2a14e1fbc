package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

const heading = `# Results

Made by ` + "`go run ./publish`" + ` of results/*.json; do not edit. [README.md](README.md) says what each measure is. In tables with
peers the last column says which of them are better than kaiku, and in what; those rows come first.

`

// writeResult writes a measurement: what it was made on, its plots and its tables.
func writeResult(b *strings.Builder, name string, r *measure.Report, plots []plotted) error {
	fmt.Fprintf(b, "## %s\n\n", name)
	command := r.Command
	if command == "" {
		command = "go run ./" + strings.Replace(name, "-", " ", 1)
	}
	fmt.Fprintf(b, "`%s`, %s UTC, commit %s, %s, %s, %d cores", command, r.Date, r.Commit, r.Go, r.Processor, r.Cores)
	if r.Memory != "" {
		fmt.Fprintf(b, ", %s of memory", r.Memory)
	}
	if r.Load != "" {
		fmt.Fprintf(b, ", load %s", r.Load)
	}
	b.WriteString(".\n\n")
	var versions []string
	for _, peer := range slices.Sorted(maps.Keys(r.Versions)) {
		versions = append(versions, peer+" "+r.Versions[peer])
	}
	if len(versions) > 0 {
		fmt.Fprintf(b, "Versions: %s.\n\n", strings.Join(versions, "; "))
	}
	for _, s := range r.Skipped {
		fmt.Fprintf(b, "Not measured: %s.\n\n", s)
	}
	for _, p := range plots {
		fmt.Fprintf(b, "![%s](%s)\n\n", p.title, p.path)
	}
	for _, t := range r.Tables {
		if err := writeTable(b, t); err != nil {
			return err
		}
	}
	return nil
}

// writeTable writes a table in Markdown, rows in which a peer is better first.
func writeTable(b *strings.Builder, t *measure.Table) error {
	lost, compared, err := losses(t)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "**%s**\n\n", t.Title)
	header := slices.Clone(t.Columns)
	if compared {
		header = append(header, "peers that are better")
	}
	writeRow(b, header)
	b.WriteString(strings.Repeat("|---", len(header)) + "|\n")
	for _, losing := range []bool{true, false} {
		for i, row := range t.Rows {
			if (lost[i] != "") != losing {
				continue
			}
			cells := make([]string, 0, len(header))
			for _, cell := range row {
				cells = append(cells, cellText(cell))
			}
			if compared {
				cells = append(cells, lost[i])
			}
			writeRow(b, cells)
		}
	}
	b.WriteString("\n")
	return nil
}

func writeRow(b *strings.Builder, cells []string) {
	for _, cell := range cells {
		fmt.Fprintf(b, "| %s ", strings.ReplaceAll(cell, "|", `\|`))
	}
	b.WriteString("|\n")
}

// cellText is a cell as it stands in the result, digits of large numbers in groups of three.
func cellText(cell any) string {
	n, ok := cell.(json.Number)
	if !ok {
		return fmt.Sprint(cell)
	}
	return grouped(n.String())
}

// grouped sets commas between groups of three digits from 10,000 on.
func grouped(digits string) string {
	if whole, _, _ := strings.Cut(digits, "."); len(whole) < 5 {
		return digits
	}
	return commas(digits)
}

// commas sets commas between groups of three digits before the decimal point.
func commas(digits string) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	if strings.Trim(whole, "0123456789") != "" {
		return digits
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return whole
}
