package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kaiku-analytics/kaiku/embed/cache"
	"github.com/spf13/cobra"
)

func newCache() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Forget vectors that --cache keeps",
		Long: `cache is about the directories in which --cache keeps the vectors of texts. They hold no texts, but a vector says much
about its text, so they deserve the same protection.`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newCacheForget())
	return cmd
}

func newCacheForget() *cobra.Command {
	var input inputFlags
	var lines, asJSON bool
	cmd := &cobra.Command{
		Use:   "forget DIR FILE...",
		Short: "Overwrite the vectors of the texts in a file, and print how many they were",
		Long: `forget reads files of feedback (CSV, JSONL, XLSX or Parquet; - is standard input), or with --lines any lines of text, as
"kaiku embed" does, and overwrites what the directory has of each text, whichever model it is by. Personal data is masked
before a text is looked up, as it was before it was embedded; a text that is there already masked is found too. When it is
done no file of the directory holds any of it. What was written with the vectors elsewhere is not its concern, nor is what
"kaiku add" keeps, for which there is "kaiku erase".`,
		Example: `  echo "Jono oli liian pitkä" | kaiku cache forget vectors-cache/ --lines -
  kaiku cache forget vectors-cache/ withdrawn.csv`,
		Args: args(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, names []string) error {
			source := &textSource{files: names[1:], lines: lines, options: input.options()}
			receipt, err := forgetTexts(cmd.Context(), names[0], source)
			if err != nil {
				return err
			}
			if asJSON {
				return errors.Join(printJSON(cmd.OutOrStdout(), receipt), source.report(io.Discard))
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d vectors of %d texts were in %s and are overwritten\n", receipt.Vectors, receipt.Texts, names[0])
			return source.report(cmd.OutOrStdout())
		},
	}
	input.register(cmd)
	f := cmd.Flags()
	f.BoolVar(&lines, "lines", false, "the files are lines of text, not feedback; empty lines are left out")
	f.BoolVar(&asJSON, "json", false, "print the receipt as JSON")
	return cmd
}

// forgotten is the receipt of "kaiku cache forget".
type forgotten struct {
	Texts   int `json:"texts"`   // in the files, those that occur again included
	Vectors int `json:"vectors"` // that were in the directory, of any model and role
}

// mustCache returns an error where dir is not a directory of vectors, before another is made there by mistake.
func mustCache(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "lock")); err != nil {
		return fmt.Errorf("no vectors are kept in %s: expected a directory that --cache has filled", dir)
	}
	return nil
}

// forgetTexts forgets the texts of files. Each million takes a pass over the directory and the memory for these texts.
func forgetTexts(ctx context.Context, dir string, source *textSource) (receipt forgotten, err error) {
	if err := mustCache(dir); err != nil {
		return receipt, err
	}
	kept, err := cache.Open(dir, cache.Options{})
	if err != nil {
		return receipt, err
	}
	const pass = 1 << 20
	var texts []string
	forget := func() error {
		maskAll(texts)
		n, err := kept.Forget(ctx, texts...)
		receipt.Vectors += n
		receipt.Texts += len(texts)
		texts = texts[:0]
		return err
	}
	for t, err := range source.all() {
		if err != nil {
			return receipt, err
		}
		if texts = append(texts, t.text); len(texts) == pass {
			if err := forget(); err != nil {
				return receipt, err
			}
		}
	}
	return receipt, forget()
}
