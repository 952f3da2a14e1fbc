package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/embed/hub"
	"github.com/kaiku-analytics/kaiku/embed/onnx"
	"github.com/spf13/cobra"
)

func newModel() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "model",
		Short: "List, fetch and check transformer models",
		Long: `model is about transformer models, which take the place of the built-in static one where --model names their folder. They
need ONNX Runtime: see "kaiku setup onnx".`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newModelList(), newModelPull(), newModelCheck())
	return cmd
}

func newModelList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List models that are known to serve, with what is known of them",
		Long: `list prints models whose makers or evaluators say that they serve one or more of the three languages: the elements of a
vector, the most tokens of a text, the number of weights and their size, languages, pooling, prefixes, whether there is an ONNX
file, and the licence. What nobody has read is left empty. --json adds where each fact was read. Others can be pulled too.`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				return printJSON(cmd.OutOrStdout(), hub.Models())
			}
			rows := [][]string{{"model", "dim", "tokens", "weights", "MB", "languages", "pooling", "prefixes", "onnx", "licence"}}
			for _, m := range hub.Models() {
				row := []string{m.Name}
				for _, name := range []string{"dim", "tokens", "parameters", "mb", "languages", "pooling"} {
					row = append(row, m.Fact(name))
				}
				row[3] = inMillions(row[3])
				prefixes := ""
				if query, passage := m.Fact("query"), m.Fact("passage"); query != "" || passage != "" {
					prefixes = fmt.Sprintf("%q, %q", query, passage)
				}
				licence := strings.Join(slices.DeleteFunc([]string{m.Fact("licence"), m.Fact("access")}, func(s string) bool { return s == "" }), ", ")
				rows = append(rows, append(row, prefixes, m.Fact("onnx"), licence))
			}
			return printTable(cmd.OutOrStdout(), rows)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the facts as JSON, each with its source")
	return cmd
}

// inMillions shortens a count such as 117653760 to 118M.
func inMillions(count string) string {
	n, err := strconv.ParseFloat(count, 64)
	if err != nil {
		return count
	}
	return strconv.FormatFloat(n/1e6, 'f', 0, 64) + "M"
}

func newModelPull() *cobra.Command {
	var p hub.Puller
	cmd := &cobra.Command{
		Use:   "pull NAME [DIR]",
		Short: "Fetch a model from a hub into a folder",
		Long: `pull fetches the files of a model that this program needs: the ONNX file, the tokenizer and the settings. NAME is
owner/name, or for a listed model the name alone; DIR is the name in the current folder if it is not given.

The first pull records the SHA-256 of each file in ` + hub.LockName + ` beside DIR, and every later one refuses a file that
differs. Keep that file with your own, and share it, to have the same model everywhere. An interrupted pull goes on where it
stopped. HTTP_PROXY, HTTPS_PROXY and NO_PROXY are honoured. Models whose makers want their licence accepted first cannot be
pulled; nor can those without an ONNX file.`,
		Example: `  kaiku model pull multilingual-e5-small
  kaiku model pull intfloat/multilingual-e5-base models/e5 --base-url https://hub.example.org`,
		Args: args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, words []string) error {
			name := words[0]
			if m, ok := hub.Find(name); ok {
				name = m.Name
			}
			dir := path.Base(name)
			if len(words) == 2 {
				dir = words[1]
			}
			bar := newProgress(os.Stderr)
			defer bar.finish()
			p.Progress = func(file string, done, total int64) { bar.stage(file+", kB", int(done>>10), int(total>>10)) }
			files, err := p.Pull(cmd.Context(), name, dir)
			bar.finish()
			if err != nil {
				return err
			}
			return printPulled(cmd.OutOrStdout(), files, dir)
		},
	}
	f := cmd.Flags()
	f.StringVar(&p.BaseURL, "base-url", hub.DefaultBaseURL, "address of the hub; a file is at BASE/NAME/resolve/REVISION/PATH")
	f.StringVar(&p.Revision, "revision", "main", "branch, tag or commit of the model's repository")
	f.StringVar(&p.ONNX, "onnx", "", "the ONNX file to fetch, such as onnx/model_quantized.onnx (default: onnx/model.onnx or model.onnx)")
	return cmd
}

func printPulled(w io.Writer, files []hub.File, dir string) error {
	rows := [][]string{}
	for _, f := range files {
		state := "as recorded"
		if f.New {
			state = "fetched"
		}
		rows = append(rows, []string{f.SHA256[:16], strconv.FormatInt(f.Size, 10), state, f.Path})
	}
	if err := printTable(w, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nTry it: kaiku model check %s\n", dir)
	return err
}

func newModelCheck() *cobra.Command {
	var variant string
	cmd := &cobra.Command{
		Use:   "check DIR",
		Short: "Say whether a model works, how fast it is and how well it serves the three languages",
		Long: `check opens the model in a folder, embeds short comments in Finnish, Swedish and English, and prints speed, how well
translations find each other, and whether a text's vector depends on the texts beside it. It takes some seconds.`,
		Example: `  kaiku model check multilingual-e5-small`,
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			return checkModel(cmd.Context(), cmd.OutOrStdout(), dirs[0], variant)
		},
	}
	cmd.Flags().StringVar(&variant, "variant", "", "fp32, fp16, int8 or an ONNX file in the folder (default: the first of fp32, int8 and fp16 that is there)")
	return cmd
}

func checkModel(ctx context.Context, w io.Writer, dir, variant string) error {
	m, err := openTransformer(dir, variant)
	if err != nil {
		return err
	}
	defer m.Close()
	report, err := onnx.Check(ctx, m)
	if err != nil {
		return err
	}
	return report.Write(w)
}
