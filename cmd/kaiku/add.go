package main

import (
	"fmt"
	"os"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/spf13/cobra"
)

func newAdd() *cobra.Command {
	var input inputFlags
	var modelName, cacheDir string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "add DIR FILE",
		Short: "Keep a file's feedback in a directory",
		Long: `add reads a file of feedback into the directory, which is made if there is none. Only masked text is kept. A record
whose id is known replaces the one before, so that adding a file twice changes nothing; in a file without an id column the ids
are made of the rows' content. What was added survives a crash; one process at a time can hold the directory.`,
		Example: `  kaiku add archive/ feedback.csv`,
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, names []string) error {
			options := input.options()
			options.ContentIDs = true
			reader, err := feedback.Open(names[1], options)
			if err != nil {
				return err
			}
			defer reader.Close()
			embedder, closer, err := openCached(modelName, cacheDir)
			if err != nil {
				return err
			}
			defer closer.Close()
			engine, err := kaiku.Open(cmd.Context(), names[0], kaiku.WithEmbedder(embedder))
			if err != nil {
				return err
			}
			defer engine.Close()
			bar := newProgress(os.Stderr)
			q, err := engine.AddFrom(cmd.Context(), reader, func(added int) { bar.stage("records added", added, -1) })
			bar.finish()
			if err != nil {
				return err
			}
			if asJSON {
				err = printJSON(cmd.OutOrStdout(), q)
			} else {
				fmt.Fprintf(cmd.OutOrStdout(), "%d records added to %s\n", q.Records, names[0])
				err = printFaults(cmd.OutOrStdout(), q)
			}
			if err != nil {
				return err
			}
			return problemsIn(q)
		},
	}
	input.register(cmd)
	addModel(cmd, &modelName)
	addCache(cmd, &cacheDir)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the quality report of the load as JSON")
	return cmd
}
