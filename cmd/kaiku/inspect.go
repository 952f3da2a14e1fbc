package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/spf13/cobra"
)

func newInspect() *cobra.Command {
	var input inputFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Say how a file is understood and what is wrong in it",
		Long: `inspect reads a file of feedback as report does and prints its quality report: format and encoding as found, what
each column was taken for, how many rows were read and rejected, and every fault with its line, column and value. It
prints no comment's text.`,
		Example: `  kaiku inspect feedback.csv
  kaiku inspect palautteet.csv --score "Arvosana 0-10" --json`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			reader, err := feedback.Open(files[0], input.options())
			if err != nil {
				return err
			}
			defer reader.Close()
			for _, err := range reader.Records() {
				if err != nil {
					return err
				}
				if err := cmd.Context().Err(); err != nil {
					return err
				}
			}
			q := reader.Quality()
			if asJSON {
				err = printJSON(cmd.OutOrStdout(), q)
			} else {
				err = printQuality(cmd.OutOrStdout(), q)
			}
			if err != nil {
				return err
			}
			return problemsIn(q)
		},
	}
	input.register(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

// printQuality writes a quality report for a person to read.
func printQuality(w io.Writer, q feedback.Quality) error {
	format := []string{q.Format.Kind}
	for _, part := range []string{q.Format.Encoding, separatorName(q.Format.Separator)} {
		if part != "" {
			format = append(format, part)
		}
	}
	if !q.Format.Header {
		format = append(format, "no header")
	}
	fmt.Fprintf(w, "%s: %s\n\n", q.Source, strings.Join(format, ", "))
	columns := [][]string{{"column", "read as"}}
	for _, c := range q.Columns {
		columns = append(columns, []string{c.Name, string(c.Role)})
	}
	if err := printTable(w, columns); err != nil {
		return err
	}
	fmt.Fprintln(w)
	counts := [][]string{}
	for _, c := range []struct {
		n    int
		what string
	}{
		{q.Rows, "rows"}, {q.Records, "records read"}, {q.Rejected, "rows rejected"}, {q.EmptyTexts, "records without a text"},
		{q.NoContent, "texts that say nothing"}, {q.Duplicates, "repeated texts"}, {q.LongTexts, "very long texts, kept"},
		{q.NoScore, "records without a score"}, {q.NoTime, "records without a time"},
		{q.Repaired, "fields whose double encoding was undone"}, {q.RepairedNUL, "texts that had NUL bytes"},
	} {
		counts = append(counts, []string{strconv.Itoa(c.n), c.what})
	}
	codes := make([]string, 0, len(q.Languages))
	for code := range q.Languages {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		counts = append(counts, []string{strconv.Itoa(q.Languages[code]), "texts in " + code})
	}
	if err := printTable(w, counts); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return printFaults(w, q)
}

// printFaults lists the first faults of a load, and nothing when there were none.
func printFaults(w io.Writer, q feedback.Quality) error {
	const most = 20
	total := len(q.Problems) + q.MoreProblem
	if total == 0 {
		return nil
	}
	fmt.Fprintf(w, "%d faults; %d rows rejected\n", total, q.Rejected)
	for _, p := range q.Problems[:min(most, len(q.Problems))] {
		fmt.Fprintf(w, "  line %d", p.Line)
		if p.Column != "" {
			fmt.Fprintf(w, ", %s", p.Column)
		}
		if p.Value != "" {
			fmt.Fprintf(w, " %q", p.Value)
		}
		fmt.Fprintf(w, ": expected %s", p.Expected)
		if p.Rejected {
			fmt.Fprint(w, "; row rejected")
		}
		fmt.Fprintln(w)
	}
	if more := total - most; more > 0 {
		fmt.Fprintf(w, "  ... and %d more; inspect --json lists them\n", more)
	}
	_, err := fmt.Fprintln(w)
	return err
}

func separatorName(separator string) string {
	switch separator {
	case "":
		return ""
	case "\t":
		return "separated by tabs"
	}
	return "separated by " + separator
}
