package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/spf13/cobra"
)

// listColumns are those of the table that list writes.
var listColumns = []column{
	{"topic", whole}, {"level", words}, {"parent", whole}, {"n", whole}, {"share", real}, {"share_low", real}, {"share_high", real},
	{"nps", real}, {"nps_low", real}, {"nps_high", real}, {"scores", whole}, {"label_fi", words}, {"label_sv", words}, {"label_en", words},
	{"words", words}, {"quote_1", words}, {"quote_2", words}, {"quote_3", words}, {"pinned", whole}, {"renamed", whole}, {"hidden", whole},
}

// row returns the cells of a topic.
func row(t *kaiku.TopicSummary) []any {
	row := []any{int(t.ID), t.Level, nil, nil, nil, nil, nil, nil, nil, nil, nil}
	if t.Said.Parent != 0 {
		row[2] = int(t.Said.Parent)
	}
	fill := func(at int, i stats.Interval) { row[at], row[at+1], row[at+2] = i.Value, i.Low, i.High }
	if !t.N.Withheld {
		row[3] = t.N.N
		fill(4, t.Share)
	}
	if t.NPS.N > 0 {
		fill(7, t.NPS.Interval)
		row[10] = t.NPS.N
	}
	for _, language := range langs.All {
		row = append(row, labelOf(t.Topic, language))
	}
	row = append(row, strings.Join(t.Words, ", "))
	for i := range 3 {
		var quote any
		if i < len(t.Quotes) {
			quote = t.Quotes[i]
		}
		row = append(row, quote)
	}
	for _, is := range []bool{t.Said.Pinned, t.Said.Named != lineage.Labels{}, t.Said.Hidden} {
		n := 0
		if is {
			n = 1
		}
		row = append(row, n)
	}
	return row
}

// addMinN gives the command the flag that says below what counts are withheld.
func addMinN(cmd *cobra.Command, minN *int) {
	cmd.Flags().IntVar(minN, "min-n", 5, "withhold counts below this, and NPS of fewer than twice as many scores")
}

func newTopicsList() *cobra.Command {
	var (
		level, language, out, modelName string
		minN                            int
		hidden                          bool
	)
	cmd := &cobra.Command{
		Use:   "list DIR",
		Short: "List the topics with their figures",
		Long: `list prints the topics of a level with their sizes, shares with 95 % intervals (Wilson), NPS with intervals, and labels.
With --out it writes all levels as CSV, JSONL, Parquet or XLSX, by the name's extension: labels in three languages, words
and quotes too. Counts below --min-n and NPS of fewer than twice as many scores are withheld, and what would give them away.`,
		Example: `  kaiku topics list archive/
  kaiku topics list archive/ --out topics.xlsx`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			shown, err := langs.Parse(language)
			if err != nil {
				return usageError{err}
			}
			if minN < 1 {
				return usageError{fmt.Errorf("--min-n %d: expected a whole number of at least 1", minN)}
			}
			newTable := newCSVTable
			if out != "" {
				if newTable, err = tableFor(out); err != nil {
					return err
				}
			}
			return withKept(cmd.Context(), words[0], modelName, func(engine *keptEngine) error {
				levels, err := engine.TopicLevels(cmd.Context(), minN)
				if err != nil {
					return err
				}
				if !hidden {
					for l := range levels {
						levels[l].Topics = slices.DeleteFunc(levels[l].Topics, func(t kaiku.TopicSummary) bool { return t.Said.Hidden })
					}
				}
				if out == "" {
					return printTopics(cmd.OutOrStdout(), levels, level, shown)
				}
				return writeFile(out, 0o600, func(w io.Writer) error {
					table, err := newTable(w, listColumns)
					if err != nil {
						return err
					}
					for l := range levels {
						for t := range levels[l].Topics {
							if err := table.write(row(&levels[l].Topics[t])); err != nil {
								return err
							}
						}
					}
					return table.close()
				})
			})
		},
	}
	addModel(cmd, &modelName)
	addLabelLanguage(cmd, &language)
	addMinN(cmd, &minN)
	f := cmd.Flags()
	addChoice(cmd, &level, "level", "topics", "areas, themes, topics or details", "areas", "themes", "topics", "details")
	f.StringVarP(&out, "out", "o", "", "the file to write")
	f.BoolVar(&hidden, "hidden", false, "list hidden topics too")
	return cmd
}

func printTopics(w io.Writer, levels []kaiku.TopicLevel, name string, language langs.Language) error {
	at := slices.IndexFunc(levels, func(level kaiku.TopicLevel) bool { return level.Name == name })
	if at < 0 {
		return fmt.Errorf("the last fit found no level of %s", name)
	}
	rows := [][]string{{"topic", "n", "share", "NPS (95 % interval)", "", "label"}}
	for i := range levels[at].Topics {
		t := &levels[at].Topics[i]
		rows = append(rows, append([]string{strconv.Itoa(int(t.ID))}, append(figures(t), marks(t.Said), labelOf(t.Topic, language))...))
	}
	return printTable(w, rows)
}

// figures returns the size, the share and the NPS of a topic as list prints them.
func figures(t *kaiku.TopicSummary) []string {
	if t.N.Withheld {
		return []string{"withheld", "", ""}
	}
	nps := "withheld or no scores"
	if t.NPS.N > 0 {
		nps = fmt.Sprintf("%+.0f (%+.0f to %+.0f), n = %d", t.NPS.Value, t.NPS.Low, t.NPS.High, t.NPS.N)
	}
	return []string{strconv.Itoa(t.N.N), fmt.Sprintf("%.1f %% (%.1f to %.1f)", 100*t.Share.Value, 100*t.Share.Low, 100*t.Share.High), nps}
}

func newTopicsShow() *cobra.Command {
	var (
		modelName string
		minN      int
	)
	cmd := &cobra.Command{
		Use:   "show DIR TOPIC",
		Short: "Show one topic",
		Long:  `show prints a topic's labels, figures, words and quotes, the topics above and below it, and its history.`,
		Args:  args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, words []string) error {
			id, err := topicID(words[1])
			if err != nil {
				return err
			}
			return withKept(cmd.Context(), words[0], modelName, func(engine *keptEngine) error {
				t, err := engine.Topic(cmd.Context(), id, minN)
				if err != nil {
					return err
				}
				showTopic(cmd.OutOrStdout(), &t)
				return engine.TopicHistory(func(l *lineage.Lineage) error {
					for _, e := range l.Events() {
						if e.Concerns(id) && !l.Undone(e.N) {
							fmt.Fprintf(cmd.OutOrStdout(), "event %d  %s\n", e.N, describeEvent(e))
						}
					}
					return nil
				})
			})
		},
	}
	addModel(cmd, &modelName)
	addMinN(cmd, &minN)
	return cmd
}

func showTopic(w io.Writer, t *kaiku.TopicSummary) {
	fmt.Fprintf(w, "topic %d of the %s %s\n", t.ID, t.Level, marks(t.Said))
	for _, label := range t.Labels {
		fmt.Fprintf(w, "%s  %s\n", label.Language, label.Text)
	}
	text := figures(t)
	fmt.Fprintf(w, "n %s  share %s  NPS %s\n", text[0], text[1], text[2])
	fmt.Fprintf(w, "words  %s\n", strings.Join(t.Words, ", "))
	for _, quote := range t.Quotes {
		fmt.Fprintf(w, "“%s”\n", quote)
	}
	if t.Said.Parent != 0 {
		fmt.Fprintf(w, "part of %d\n", t.Said.Parent)
	}
	if len(t.Said.Members) > 0 {
		fmt.Fprintf(w, "parts  %s\n", idList(t.Said.Members))
	}
}

// marks says in words what people did with a topic.
func marks(t lineage.Topic) string {
	var list []string
	if t.Pinned {
		list = append(list, "pinned")
	}
	if t.Named != (lineage.Labels{}) {
		list = append(list, "renamed")
	}
	if t.Hidden {
		list = append(list, "hidden")
	}
	return strings.Join(list, ", ")
}
