package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/spf13/cobra"
)

// topicList is what list and show print from.
type topicList struct {
	model   *topics.Model
	docs    []index.Doc
	figures [][]topicFigures
	said    map[lineage.ID]lineage.Topic
}

func readTopics(cmd *cobra.Command, engine *keptEngine, minN int) (*topicList, error) {
	model, said, err := engine.Topics(cmd.Context())
	if err != nil {
		return nil, err
	}
	docs := engine.TopicDocs()
	list := &topicList{model, docs, figures(model, docs, minN), map[lineage.ID]lineage.Topic{}}
	for _, t := range said {
		list.said[t.ID] = t
	}
	return list, nil
}

// listColumns are those of the table that list writes.
var listColumns = []column{
	{"topic", whole}, {"level", words}, {"parent", whole}, {"n", whole}, {"share", real}, {"share_low", real}, {"share_high", real},
	{"nps", real}, {"nps_low", real}, {"nps_high", real}, {"scores", whole}, {"label_fi", words}, {"label_sv", words}, {"label_en", words},
	{"words", words}, {"quote_1", words}, {"quote_2", words}, {"quote_3", words}, {"pinned", whole}, {"renamed", whole}, {"hidden", whole},
}

// row returns the cells of a topic.
func (l *topicList) row(level, t int) []any {
	topic, f := &l.model.Levels[level].Topics[t], l.figures[level][t]
	said := l.said[lineage.ID(topic.ID)]
	row := []any{int(topic.ID), l.model.Levels[level].Name, nil, f.n, nil, nil, nil, nil, nil, nil, nil}
	if said.Parent != 0 {
		row[2] = int(said.Parent)
	}
	fill := func(at int, i *stats.Interval) {
		if i != nil {
			row[at], row[at+1], row[at+2] = i.Value, i.Low, i.High
		}
	}
	fill(4, f.share)
	fill(7, f.nps)
	if f.nps != nil {
		row[10] = f.nps.N
	}
	for _, language := range langs.All {
		row = append(row, labelOf(topic, language))
	}
	row = append(row, strings.Join(topic.Words, ", "))
	for i := range 3 {
		var quote any
		if i < len(topic.Quotes) {
			quote = l.docs[topic.Quotes[i]].Text
		}
		row = append(row, quote)
	}
	for _, is := range []bool{said.Pinned, said.Named != lineage.Labels{}, said.Hidden} {
		n := 0
		if is {
			n = 1
		}
		row = append(row, n)
	}
	return row
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
				list, err := readTopics(cmd, engine, minN)
				if err != nil {
					return err
				}
				if out == "" {
					return list.print(cmd.OutOrStdout(), level, shown, hidden)
				}
				return writeFile(out, 0o600, func(w io.Writer) error {
					table, err := newTable(w, listColumns)
					if err != nil {
						return err
					}
					for l := range list.model.Levels {
						for t := range list.model.Levels[l].Topics {
							if hidden || !list.said[lineage.ID(list.model.Levels[l].Topics[t].ID)].Hidden {
								if err := table.write(list.row(l, t)); err != nil {
									return err
								}
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

func (l *topicList) print(w io.Writer, name string, language langs.Language, hidden bool) error {
	at := slices.IndexFunc(l.model.Levels, func(level topics.Level) bool { return level.Name == name })
	if at < 0 {
		return fmt.Errorf("the last fit found no level of %s", name)
	}
	rows := [][]string{{"topic", "n", "share", "NPS (95 % interval)", "", "label"}}
	for t := range l.model.Levels[at].Topics {
		topic := &l.model.Levels[at].Topics[t]
		said := l.said[lineage.ID(topic.ID)]
		if said.Hidden && !hidden {
			continue
		}
		rows = append(rows, append([]string{strconv.Itoa(int(topic.ID))}, append(l.figures[at][t].text(), marks(said), labelOf(topic, language))...))
	}
	return printTable(w, rows)
}

// text returns the size, the share and the NPS as list prints them.
func (f topicFigures) text() []string {
	if f.n == nil {
		return []string{"withheld", "", ""}
	}
	nps := "withheld or no scores"
	if f.nps != nil {
		nps = fmt.Sprintf("%+.0f (%+.0f to %+.0f), n = %d", f.nps.Value, f.nps.Low, f.nps.High, f.nps.N)
	}
	return []string{fmt.Sprint(f.n), fmt.Sprintf("%.1f %% (%.1f to %.1f)", 100*f.share.Value, 100*f.share.Low, 100*f.share.High), nps}
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
				list, err := readTopics(cmd, engine, minN)
				if err != nil {
					return err
				}
				if err := list.show(cmd.OutOrStdout(), id); err != nil {
					return err
				}
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

func (l *topicList) show(w io.Writer, id lineage.ID) error {
	said, ok := l.said[id]
	if !ok {
		return fmt.Errorf("there is no topic %d now", id)
	}
	for at, level := range l.model.Levels {
		for t := range level.Topics {
			topic := &level.Topics[t]
			if lineage.ID(topic.ID) != id {
				continue
			}
			fmt.Fprintf(w, "topic %d of the %s %s\n", id, level.Name, marks(said))
			for _, label := range topic.Labels {
				fmt.Fprintf(w, "%s  %s\n", label.Language, label.Text)
			}
			text := l.figures[at][t].text()
			fmt.Fprintf(w, "n %s  share %s  NPS %s\n", text[0], text[1], text[2])
			fmt.Fprintf(w, "words  %s\n", strings.Join(topic.Words, ", "))
			for _, q := range topic.Quotes {
				fmt.Fprintf(w, "“%s”\n", l.docs[q].Text)
			}
			if said.Parent != 0 {
				fmt.Fprintf(w, "part of %d\n", said.Parent)
			}
			if len(said.Members) > 0 {
				fmt.Fprintf(w, "parts  %s\n", idList(said.Members))
			}
		}
	}
	return nil
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
