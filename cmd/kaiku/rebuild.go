package main

import (
	"fmt"

	"github.com/kaiku-analytics/kaiku"
	"github.com/spf13/cobra"
)

func newRebuild() *cobra.Command {
	var modelName, cacheDir string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "rebuild DIR",
		Short: "Make anew what is derived from a directory's records",
		Long: `rebuild makes anew all that is derived from the records of a directory that "kaiku add" made, their vectors above
all. It is needed after a change of the embedding model, which every other command refuses to mix with the one before, and
where "kaiku check" finds a derived file damaged. It can be interrupted and done again.`,
		Example: `  kaiku rebuild archive/
  kaiku rebuild archive/ --model models/e5-small/`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			engine, err := openKeptWith(cmd.Context(), words[0], modelName, cacheDir, kaiku.Rebuild)
			if err != nil {
				return err
			}
			fingerprint := engine.Embedder().Fingerprint()
			if err := engine.Close(); err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), struct {
					Fingerprint string `json:"fingerprint"`
				}{fingerprint})
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is rebuilt with the embedder %s\n", words[0], fingerprint)
			return err
		},
	}
	addModel(cmd, &modelName)
	addCache(cmd, &cacheDir)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	return cmd
}
