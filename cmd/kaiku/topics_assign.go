package main

import (
	"encoding/json"
	"io"
	"path/filepath"
	"strings"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/spf13/cobra"
)

func newTopicsAssign() *cobra.Command {
	var (
		out, language, modelName string
		ids, where               []string
	)
	cmd := &cobra.Command{
		Use:   "assign DIR",
		Short: "Say which topics each record is in",
		Long: `assign writes a row for each record: its id, its topic on each level with the label, how surely it is in the topic
(0 to 1) and which topic is next nearest. Records of the last fit are where it and people put them; later ones go to the
nearest topic, and stay in none where no topic is near. The table is CSV, on standard output, or what --out's extension
says: .csv, .jsonl, .parquet or .xlsx. state is topic, none (belongs to no topic) or empty (says nothing).

spans is a JSON list of the parts of the text that are about topics of the level topics, clause by clause: where each starts
and ends in the kept text, in bytes of UTF-8, the topic, its label and the confidence. A part that is the whole text says
that no clause alone is about the topic.`,
		Example: `  kaiku topics assign archive/ --out topics.parquet
  kaiku topics assign archive/ --where unit=Neuvola --lang sv > neuvola.csv`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			shown, err := langs.Parse(language)
			if err != nil {
				return usageError{err}
			}
			filter := index.Filter{IDs: ids}
			if filter.Fields, err = fieldFilters(where); err != nil {
				return err
			}
			newTable := newCSVTable
			if out != "" {
				if newTable, err = tableFor(out); err != nil {
					return err
				}
			}
			return withKept(cmd.Context(), words[0], modelName, func(engine *keptEngine) error {
				write := func(w io.Writer) error {
					return assignTable(cmd, engine, filter, shown, strings.EqualFold(filepath.Ext(out), ".jsonl"), w, newTable)
				}
				if out == "" {
					return write(cmd.OutOrStdout())
				}
				return writeFile(out, 0o600, write)
			})
		},
	}
	addModel(cmd, &modelName)
	addLabelLanguage(cmd, &language)
	f := cmd.Flags()
	f.StringVarP(&out, "out", "o", "", "the file to write (default: CSV on standard output)")
	f.StringArrayVar(&ids, "id", nil, "only the record with this id; may be given several times")
	f.StringArrayVar(&where, "where", nil, "only records with field=value; may be given several times")
	return cmd
}

// shownSpan is a span as the table has it.
type shownSpan struct {
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Topic      int32   `json:"topic"`
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

// spansCell returns the cell of some spans: JSON, as a value where nested says so and as text otherwise, or nil for none.
func spansCell(model *topics.Model, spans []topics.Span, language langs.Language, nested bool) (any, error) {
	if len(spans) == 0 {
		return nil, nil
	}
	list := make([]shownSpan, len(spans))
	for i, s := range spans {
		topic := &model.Topics[s.Topic]
		list[i] = shownSpan{s.Start, s.End, topic.ID, labelOf(topic, language), float64(s.Confidence)}
	}
	if nested {
		return list, nil
	}
	text, err := json.Marshal(list)
	return string(text), err
}

// assignTable writes the table of assign.
func assignTable(cmd *cobra.Command, engine *keptEngine, filter index.Filter, language langs.Language, nested bool, w io.Writer,
	newTable func(io.Writer, []column) (tableSink, error)) error {
	model, _, err := engine.Topics(cmd.Context())
	if err != nil {
		return err
	}
	columns := []column{{"id", words}, {"state", words}, {"fitted", whole}}
	for _, level := range model.Levels {
		name := strings.TrimSuffix(level.Name, "s")
		columns = append(columns, column{name, whole}, column{name + "_label", words}, column{name + "_confidence", real}, column{name + "_runner_up", whole})
	}
	columns = append(columns, column{"spans", words})
	table, err := newTable(w, columns)
	if err != nil {
		return err
	}
	row := make([]any, 0, len(columns))
	err = engine.AssignTopics(cmd.Context(), filter, func(model *topics.Model, a kaiku.TopicAssignment) error {
		state, fitted := "topic", 0
		switch t := a.Places[model.Default].Topic; {
		case t == topics.NoContent:
			state = "empty"
		case t < 0:
			state = "none"
		}
		if a.Fitted {
			fitted = 1
		}
		row = append(row[:0], a.ID, state, fitted)
		for l, place := range a.Places {
			list := model.Levels[l].Topics
			cells := []any{nil, nil, nil, nil}
			if place.Topic >= 0 {
				topic := &list[place.Topic]
				cells[0], cells[1], cells[2] = int(topic.ID), labelOf(topic, language), float64(place.Confidence)
			}
			if place.RunnerUp >= 0 {
				cells[3] = int(list[place.RunnerUp].ID)
			}
			row = append(row, cells...)
		}
		spans, err := spansCell(model, a.Spans, language, nested)
		if err != nil {
			return err
		}
		return table.write(append(row, spans))
	})
	if err != nil {
		return err
	}
	return table.close()
}
