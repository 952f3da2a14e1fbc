package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/npy"
	"github.com/spf13/cobra"
)

var textRoles = map[string]embed.Role{"passage": embed.Passage, "query": embed.Query}

func newEmbed() *cobra.Command {
	var (
		input     inputFlags
		lines     bool
		output    string
		cacheDir  string
		role      string
		modelName string
		respelled bool
	)
	cmd := &cobra.Command{
		Use:   "embed FILE...",
		Short: "Write the vectors of texts for other programs to read",
		Long: `embed reads files of feedback (CSV, JSONL, XLSX or Parquet; - is standard input), or with --lines any lines of text, and
writes a vector for each text, in the order of the input, with the record's id. Personal data is masked before the text is
embedded, as everywhere. Records without a text are left out. With several files the ids of those without an id column are made
of the rows' content, and of lines they are FILE:LINE.

The extension of --out says what is written:
  .npy      float32, a row a text, and the ids beside it in a file of lines: F.npy and F.ids.txt
            numpy.load("F.npy", mmap_mode="r"); open("F.ids.txt").read().splitlines()
  .parquet  columns id (string) and vector (list of float)
  .jsonl    {"id": "...", "vector": [...]} a line

The vectors are those that the model gives to the texts as they are written. With --respell mistyped words are put right
first, as reports, search and topics have them.

A text that occurs again is not computed again. With --cache vectors are kept in a directory from run to run, until "kaiku
cache forget" removes those of given texts. The work so
far is in a file beside the output that ends in .part: after an interruption of any kind the same command goes on from there,
to the same output. Where another process is at that work the command fails.`,
		Example: `  kaiku embed feedback.csv --out vectors.npy
  kaiku embed 2024.csv 2025.csv --out vectors.parquet --cache vectors-cache/
  kaiku embed --lines questions.txt --role query --out questions.jsonl`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			format := filepath.Ext(output)
			if newSinks[format] == nil {
				return usageError{fmt.Errorf("--out %q: expected a file that ends in .npy, .parquet or .jsonl", output)}
			}
			for _, file := range files {
				if sameFile(file, output) || sameFile(file, idsOf(output)) || sameFile(file, partOf(output)) {
					return usageError{fmt.Errorf("--out %q: expected files other than the input", output)}
				}
			}
			open := openModel
			if respelled {
				open = openEmbedder
			}
			embedder, opened, err := cached(open, modelName, cacheDir)
			if err != nil {
				return err
			}
			defer opened.Close()
			bar := newProgress(os.Stderr)
			defer bar.finish()
			source := &textSource{files: files, lines: lines, options: input.options()}
			run := newEmbedRun(embedder, textRoles[role], func(rows int) { bar.stage("texts embedded", rows, -1) })
			err = run.write(cmd.Context(), source, output, format)
			bar.finish()
			if err != nil {
				if run.resumable() && !errors.Is(err, errOtherInput) {
					fmt.Fprintf(os.Stderr, "kaiku: what is done is in %s; the same command goes on from there\n", partOf(output))
				}
				return err
			}
			printEmbedded(cmd.OutOrStdout(), run, output, format)
			if opened.cache != nil {
				s := opened.cache.Stats()
				fmt.Fprintf(cmd.OutOrStdout(), "%d vectors came from %s, %d were computed\n", s.Hits, cacheDir, s.Misses)
			}
			return source.report(cmd.OutOrStdout())
		},
	}
	input.register(cmd)
	addModel(cmd, &modelName)
	f := cmd.Flags()
	f.BoolVar(&lines, "lines", false, "the files are lines of text, not feedback; a line's id is its number, and empty lines are left out")
	f.StringVarP(&output, "out", "o", "", "the file to write: F.npy, F.parquet or F.jsonl")
	f.BoolVar(&respelled, "respell", false, "embed texts as they were meant: hyva palvleu as hyvä palvelu")
	addCache(cmd, &cacheDir)
	addChoice(cmd, &role, "role", "passage", "what the texts are to models that tell them apart: passage (kept and found) or query (searched with)", "passage", "query")
	return cmd
}

func printEmbedded(w io.Writer, run *embedRun, output, format string) {
	fmt.Fprintf(w, "%d vectors of %d elements by %s written to %s", run.rows, run.embedder.Dim(), run.embedder.Fingerprint(), output)
	if format == ".npy" {
		fmt.Fprintf(w, ", their ids to %s", idsOf(output))
	}
	fmt.Fprintln(w)
	if run.resumed > 0 {
		fmt.Fprintf(w, "%d of them were there from an earlier run\n", run.resumed)
	}
}

// partOf names the file with the work so far, and idsOf the one with the ids of a .npy file.
func partOf(output string) string { return output + ".part" }
func idsOf(output string) string  { return strings.TrimSuffix(output, ".npy") + ".ids.txt" }

// write embeds the source's texts into a file. The rows grow in a file of their own, from which a later run can go on; a
// .npy file is that file at last, and the others are written beside it.
func (r *embedRun) write(ctx context.Context, source *textSource, output, format string) error {
	if info, err := os.Stat(output); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("cannot write %s: expected a file", output)
	}
	part := partOf(output)
	rows, err := npy.Open(part, r.origin(), r.embedder.Dim())
	if err != nil {
		return err
	}
	r.part, r.resumed = rows, rows.Rows()
	beside := output
	if format == ".npy" {
		beside = idsOf(output)
	}
	var failed error // other than in writing
	err = writeFile(beside, 0o600, func(w io.Writer) error {
		out := &checkedWriter{w: w}
		sink := newSinks[format](out, r)
		err := r.embedAll(ctx, source, sink)
		if err == nil {
			err = sink.close()
		}
		if out.err == nil {
			failed = err
		}
		return err
	})
	if failed != nil {
		err = failed
	}
	switch {
	case err != nil && rows.Rows() > 0:
		return errors.Join(err, rows.Close())
	case err != nil || format != ".npy":
		return errors.Join(err, rows.Discard())
	}
	if err := rows.Finish(); err != nil {
		return err
	}
	return os.Rename(part, output)
}
