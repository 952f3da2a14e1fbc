package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/spf13/cobra"
)

func newReport() *cobra.Command {
	var (
		input     inputFlags
		modelName string
		cacheDir  string
		output    string
		uiLang    string
		minN      int
		withTexts bool
		taxonomy  string
		asJSON    bool
		timings   bool
	)
	cmd := &cobra.Command{
		Use:   "report FILE",
		Short: "Say what a file of feedback is about: a summary here, and report.html",
		Long: `report reads a file of feedback (CSV, JSONL, XLSX or Parquet; - is standard input), groups the texts into topics
without being told how many, and writes one self-contained HTML file: topics with labels, quotes and NPS, by service,
unit, channel, customer group, language and month, with a map. Counts under 5 and NPS of fewer than 10 scores are
withheld; --min-n N raises or lowers the first to N and the second to twice N.`,
		Example: `  kaiku report feedback.csv
  kaiku report palautteet.xlsx --ui-lang fi -o raportti.html
  kaiku report survey.csv --text "What was good?" --text "What could we do better?"
  cat feedback.jsonl | kaiku report - --format jsonl --json > report.json`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			language, err := langs.Parse(uiLang)
			if err != nil {
				return usageError{err}
			}
			if output == "" || output == "-" || sameFile(files[0], output) {
				return usageError{fmt.Errorf("--output %q: expected a file to write to, other than the input", output)}
			}
			if minN < 1 {
				return usageError{fmt.Errorf("--min-n %d: expected a whole number of at least 1", minN)}
			}
			limits := report.Limits{MinCount: minN, MinMean: 2 * minN, WithTexts: withTexts}
			clock := newStopwatch()
			data, err := analyse(cmd.Context(), files[0], input, modelName, cacheDir, taxonomy, limits, clock)
			if err != nil {
				return err
			}
			if language == langs.Undetermined {
				language = mainLanguage(data)
			}
			if !asJSON || cmd.Flags().Changed("output") {
				err = writeFile(output, fileMode(withTexts), func(w io.Writer) error {
					return report.Write(w, data, report.Options{Language: language})
				})
				if err != nil {
					return err
				}
			}
			clock.lap("write")
			if timings {
				clock.print(os.Stderr)
			}
			if asJSON {
				err = printJSON(cmd.OutOrStdout(), data)
			} else {
				err = printSummary(cmd.OutOrStdout(), data, language, output)
			}
			if err != nil {
				return err
			}
			return problemsIn(data.Quality)
		},
	}
	input.register(cmd)
	addModel(cmd, &modelName)
	addCache(cmd, &cacheDir)
	addTaxonomy(cmd, &taxonomy)
	f := cmd.Flags()
	f.StringVarP(&output, "output", "o", "report.html", "the HTML file to write")
	addChoice(cmd, &uiLang, "ui-lang", "", "language of the report's own texts: fi, sv or en (default: that of most comments)", "fi", "sv", "en")
	f.IntVar(&minN, "min-n", report.DefaultLimits.MinCount, "withhold counts below this, and NPS of fewer than twice as many scores")
	f.BoolVar(&withTexts, "with-texts", false, "put every (redacted) text into the report, not the quotes alone")
	f.BoolVar(&asJSON, "json", false, "print the figures as JSON in place of the summary, and write the HTML only to a file named with -o")
	f.BoolVar(&timings, "timings", false, "say on standard error how long each stage took and how much memory it needed")
	return cmd
}

// mainLanguage is the language of most texts, English where there are none in the three.
func mainLanguage(d report.Data) langs.Language {
	best, most := langs.English, 0
	for _, c := range d.Languages {
		if l, err := langs.Parse(c.Name); err == nil && slices.Contains(langs.All[:], l) && c.N > most {
			best, most = l, c.N
		}
	}
	return best
}

// fileMode is the mode of a new report. One that holds every text is the owner's alone.
func fileMode(withTexts bool) fs.FileMode {
	if withTexts {
		return 0o600
	}
	return 0o666
}

// analyse runs a file through an engine in memory, from reading to the figures of a report.
func analyse(ctx context.Context, file string, input inputFlags, modelName, cacheDir, taxonomy string, limits report.Limits, clock *stopwatch) (report.Data, error) {
	options := input.options()
	options.Detect = feedback.Undetected // the engine detects the languages that are shown
	reader, err := feedback.Open(file, options)
	if err != nil {
		return report.Data{}, err
	}
	defer reader.Close()
	if err := requireText(reader.Quality().Columns); err != nil {
		return report.Data{}, err
	}
	embedder, closer, err := openCached(modelName, cacheDir)
	if err != nil {
		return report.Data{}, err
	}
	defer closer.Close()
	guides, err := openTaxonomy(ctx, taxonomy, embedder)
	if err != nil {
		return report.Data{}, err
	}
	engine, err := kaiku.Open(ctx, "", kaiku.WithEmbedder(embedder))
	if err != nil {
		return report.Data{}, err
	}
	defer engine.Close()
	bar := newProgress(os.Stderr)
	defer bar.finish()
	clock.lap("open")
	quality, err := engine.AddFrom(ctx, reader, func(added int) { bar.stage("records read", added, -1) })
	if err != nil {
		return report.Data{}, err
	}
	if quality.Records == 0 {
		return report.Data{}, fmt.Errorf("%s: no feedback to report: of %d rows %d were rejected; kaiku inspect says why", file, quality.Rows, quality.Rejected)
	}
	clock.lap("read, redact, detect, embed")
	model, err := engine.FitTopics(ctx, topics.Options{Guides: guides, Progress: bar.stage})
	if err != nil {
		return report.Data{}, err
	}
	bar.finish()
	for _, stage := range model.Stats.Stages {
		clock.add("topics: "+stage.Name, stage.Time)
	}
	clock.skip()
	data, err := engine.Stats(ctx, limits)
	if err == nil {
		err = addNews(ctx, engine, &data)
	}
	quality.Languages = map[string]int{} // Data.Languages has them, small numbers withheld
	data.Source, data.Quality = quality.Source, quality
	clock.lap("count")
	return data, err
}

// requireText returns an error that names the columns when none was taken for the comments.
func requireText(columns []feedback.Column) error {
	var names []string
	for _, c := range columns {
		if c.Role == feedback.Text {
			return nil
		}
		names = append(names, strconv.Quote(c.Name))
	}
	const most = 12
	if more := len(names) - most; more > 0 {
		names = append(names[:most], fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("no column is known to hold the comments; name it with --text; there are %s", strings.Join(names, ", "))
}

// problemsIn turns the faults of a load into the error that sets the exit code.
func problemsIn(q feedback.Quality) error {
	if len(q.Problems) > 0 {
		return errProblems
	}
	return nil
}

// printSummary writes what fits a terminal: the main figures and the largest topics.
func printSummary(w io.Writer, d report.Data, ui langs.Language, output string) error {
	fmt.Fprintf(w, "%s: %d records, %d texts", d.Source, d.Records, d.Texts)
	if !d.From.IsZero() {
		fmt.Fprintf(w, ", %s to %s", d.From.Format(time.DateOnly), d.To.Format(time.DateOnly))
	}
	fmt.Fprintf(w, "\nNPS %s\n", npsText(d.NPS))
	fmt.Fprintf(w, "%d topics; %d texts say nothing, %d belong to no topic\n\n", len(d.Topics), d.NoContent, d.NoTopic.N)
	rows := [][]string{{"", "n", "NPS (95 % interval)", "topic"}}
	const most = 15
	for _, t := range d.Topics[:min(most, len(d.Topics))] {
		rows = append(rows, []string{strconv.Itoa(t.ID), countText(t.N), npsText(t.NPS), labelIn(t, ui)})
	}
	if err := printTable(w, rows); err != nil {
		return err
	}
	if more := len(d.Topics) - most; more > 0 {
		fmt.Fprintf(w, "... and %d smaller ones\n", more)
	}
	if slices.ContainsFunc(d.Topics, func(t report.Topic) bool { return strings.HasSuffix(labelIn(t, ui), "*") }) {
		fmt.Fprintf(w, "* too few comments in this language; the words are another language's\n")
	}
	fmt.Fprintln(w)
	printFaults(w, d.Quality)
	_, err := fmt.Fprintf(w, "Written: %s\n", output)
	return err
}

// labelIn is the topic's label in a language, marked where its words are borrowed from another.
func labelIn(t report.Topic, l langs.Language) string {
	for _, label := range t.Labels {
		switch {
		case label.Language != l:
		case label.Borrowed:
			return label.Text + " *"
		default:
			return label.Text
		}
	}
	return ""
}

func countText(c report.Count) string {
	if c.Withheld {
		return "withheld"
	}
	return strconv.Itoa(c.N)
}

func npsText(f report.Figure) string {
	switch {
	case f.Withheld:
		return "withheld"
	case f.N == 0:
		return "no scores"
	}
	return fmt.Sprintf("%+.0f (%+.0f to %+.0f), n = %d", f.Value, f.Low, f.High, f.N)
}
