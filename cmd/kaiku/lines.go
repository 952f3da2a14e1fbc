package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect"
	"github.com/kaiku-analytics/kaiku/langs/redact"
	"github.com/spf13/cobra"
)

func newRedact() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "redact",
		Short: "Mask personal data in lines of text",
		Long: `redact copies standard input to standard output, a text a line, with personal data replaced by its kind: [HETU],
[PERSONNUMMER], [PHONE], [EMAIL], [ADDRESS], [IBAN], [NAME], [URL], [PLATE], [HANDLE]. Of names some slip through.`,
		Example: `  kaiku redact < comments.txt > masked.txt`,
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return eachLine(cmd, func(w io.Writer, line string) error {
				masked, spans := redact.Text(line)
				if spans == nil {
					spans = []redact.Span{} // an empty list in JSON, not null
				}
				if !asJSON {
					_, err := fmt.Fprintln(w, masked)
					return err
				}
				return printJSONLine(w, struct {
					Text  string        `json:"text"`
					Spans []redact.Span `json:"spans"`
				}{masked, spans})
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object a line: the masked text, and the spans in the original")
	return cmd
}

func newDetect() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "detect",
		Short: "Say which language each line of text is in",
		Long: `detect reads standard input, a text a line, and prints the language of each (fi, sv, en; mis is another, und is not
enough to say) with its probability.`,
		Example: `  kaiku detect < comments.txt`,
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return eachLine(cmd, func(w io.Writer, line string) error {
				language, probability := detect.Default().Detect(line)
				if !asJSON {
					_, err := fmt.Fprintf(w, "%s\t%.3f\n", language, probability)
					return err
				}
				return printJSONLine(w, struct {
					Language    langs.Language `json:"language"`
					Probability float64        `json:"probability"`
				}{language, probability})
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object a line")
	return cmd
}

// eachLine calls f with every line of standard input.
func eachLine(cmd *cobra.Command, f func(w io.Writer, line string) error) error {
	in, out := bufio.NewReader(cmd.InOrStdin()), bufio.NewWriter(cmd.OutOrStdout())
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			if err := f(out, strings.TrimRight(line, "\r\n")); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		if err := cmd.Context().Err(); err != nil {
			return err
		}
	}
}
