package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/spf13/cobra"
)

func newErase() *cobra.Command {
	var (
		ids           []string
		field, before string
		modelName     string
		cacheDir      string
		dryRun        bool
		asJSON        bool
	)
	cmd := &cobra.Command{
		Use:   "erase DIR",
		Short: "Remove feedback for good, and print a receipt",
		Long: `erase removes records from a directory that "kaiku add" made, so that no file in it holds anything of them, earlier
versions included, and prints a receipt. It takes records by id, by the value of a field, such as everything of one
subject, or those older than a date; those without a date stay. The receipt names nobody: ids are hashed with the key that
is printed with it and kept nowhere else, and by which its holder can show what it was for. A copy without the key is kept
in the directory, in erasures.jsonl. It does not ask; --dry-run says what it would do. Copies of the directory, reports,
vectors that --cache keeps unless it is given here too, and the file that the records came from are not its concern.`,
		Example: `  kaiku erase archive/ --field subject=P-1041 --dry-run
  kaiku erase archive/ --id 2024-000123 --id 2024-000124
  kaiku erase archive/ --before 2016-01-01 --json > receipt.json`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			s, err := selection(ids, field, before)
			if err != nil {
				return err
			}
			if cacheDir != "" {
				if err := mustCache(cacheDir); err != nil {
					return err
				}
			}
			engine, err := openKeptWith(cmd.Context(), words[0], modelName, cacheDir, kaiku.Open)
			if err != nil {
				return err
			}
			defer engine.Close()
			if dryRun {
				found, err := engine.Selected(cmd.Context(), s)
				if err != nil {
					return err
				}
				return printSelected(cmd.OutOrStdout(), found, asJSON)
			}
			receipt, err := engine.Erase(cmd.Context(), s)
			if err != nil && receipt.SHA256 == "" {
				return err
			}
			if asJSON {
				if err := printJSON(cmd.OutOrStdout(), receipt); err != nil {
					return err
				}
			} else {
				printReceipt(cmd.OutOrStdout(), receipt)
			}
			return err
		},
	}
	addModel(cmd, &modelName)
	cmd.Flags().StringVar(&cacheDir, "cache", "", "forget the texts in this directory of vectors too, which --cache of other commands filled")
	f := cmd.Flags()
	f.StringArrayVar(&ids, "id", nil, "the record with this id; may be given several times")
	f.StringVar(&field, "field", "", "records with field=value, such as subject=P-1041")
	f.StringVar(&before, "before", "", "records from before this date, 2016-01-31, or time, 2016-01-31T12:00:00Z")
	f.BoolVar(&dryRun, "dry-run", false, "change nothing; print the ids of the records that would be removed")
	f.BoolVar(&asJSON, "json", false, "print the receipt as JSON")
	return cmd
}

// selection is what the flags say.
func selection(ids []string, field, before string) (s index.Selection, err error) {
	s.IDs = ids
	if field != "" {
		if s.Field, err = fieldValue("--field", field); err != nil {
			return s, err
		}
	}
	if before != "" {
		if s.Before, err = time.Parse(time.DateOnly, before); err != nil {
			s.Before, err = time.Parse(time.RFC3339, before)
		}
		if err != nil {
			return s, usageError{fmt.Errorf("--before %q: expected a date such as 2016-01-31", before)}
		}
	}
	if s.Check() != nil {
		return s, usageError{errors.New("expected one of --id, --field and --before")}
	}
	return s, nil
}

func printSelected(w io.Writer, ids []string, asJSON bool) error {
	if asJSON {
		if ids == nil {
			ids = []string{} // an empty list in JSON, not null
		}
		return printJSON(w, struct {
			Matched int      `json:"matched"`
			IDs     []string `json:"ids"`
		}{len(ids), ids})
	}
	fmt.Fprintf(w, "%d records would be removed, with every earlier version of them; nothing was changed\n", len(ids))
	for _, id := range ids {
		fmt.Fprintln(w, id)
	}
	return nil
}

func printReceipt(w io.Writer, r index.Receipt) {
	fmt.Fprintf(w, "%d records were removed; with earlier versions and deletions %d entries of the log\n", r.Matched, r.Removed)
	fmt.Fprintf(w, "time    %s\n", r.Time.Format(time.RFC3339))
	for _, file := range r.Files {
		fmt.Fprintf(w, "file    %s was written anew and removed\n", file)
	}
	fmt.Fprintf(w, "sha256  %s\nkey     %s\n", r.SHA256, hex.EncodeToString(r.Key))
	fmt.Fprintln(w, "Keep the key: it alone shows which ids the receipt in erasures.jsonl is for.")
}
