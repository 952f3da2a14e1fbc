package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/spf13/cobra"
)

// shownEvent is an event as lineage prints it: without what would let records be found.
type shownEvent struct {
	N       int                  `json:"n"`
	Op      lineage.Op           `json:"op"`
	Who     string               `json:"who"`
	Why     string               `json:"why"`
	When    time.Time            `json:"when"`
	Undone  bool                 `json:"undone"`
	What    string               `json:"what"`
	Changes []lineage.Transition `json:"changes,omitempty"`
}

func asEvent(e lineage.Event, undone bool) shownEvent {
	shown := shownEvent{N: e.N, Op: e.Op, Who: e.Who, Why: e.Why, When: e.When, Undone: undone, What: describeEvent(e)}
	if e.Fit != nil {
		shown.Changes = e.Fit.Changes
	}
	return shown
}

// describeEvent says in a line what an event does.
func describeEvent(e lineage.Event) string {
	switch e.Op {
	case lineage.OpFit:
		var levels []string
		for _, l := range e.Fit.Levels {
			levels = append(levels, fmt.Sprintf("%d %s", len(l.IDs), l.Name))
		}
		return fmt.Sprintf("%d texts fitted: %s", e.Fit.Texts, strings.Join(levels, ", "))
	case lineage.OpRename:
		var names []string
		for i, code := range []string{"fi", "sv", "en"} {
			if name := e.Labels[0][i]; name != "" {
				names = append(names, fmt.Sprintf("%s %q", code, name))
			}
		}
		return fmt.Sprintf("topic %d renamed: %s", e.Topic, strings.Join(names, ", "))
	case lineage.OpMerge:
		return fmt.Sprintf("topics %s merged into topic %d", idList(e.Topics), e.Topic)
	case lineage.OpSplit:
		if len(e.Topics) > 0 {
			return fmt.Sprintf("topic %d split: %s made of its parts %s", e.Topic, idList(e.Made), idList(e.Topics))
		}
		return fmt.Sprintf("topic %d split: topic %s made of %d of its records", e.Topic, idList(e.Made), len(e.Records))
	case lineage.OpReassign:
		return fmt.Sprintf("%d records put into topic %d", len(e.Records), e.Topic)
	case lineage.OpPin:
		return fmt.Sprintf("topic %d pinned", e.Topic)
	case lineage.OpHide:
		return fmt.Sprintf("topic %d hidden", e.Topic)
	case lineage.OpUndo:
		return fmt.Sprintf("event %d undone", e.Undo)
	}
	return string(e.Op)
}

func idList(ids []lineage.ID) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = strconv.Itoa(int(id))
	}
	return strings.Join(list, ", ")
}

// printChanges says what became of topics at a fit.
func printChanges(w io.Writer, changes []lineage.Transition) {
	born := map[string][]lineage.ID{}
	var levels []string
	for _, c := range changes {
		switch c.Kind {
		case lineage.Birth:
			if born[c.Level] == nil {
				levels = append(levels, c.Level)
			}
			born[c.Level] = append(born[c.Level], c.To...)
		case lineage.Death:
			fmt.Fprintf(w, "  %s: %s is no more\n", c.Level, idList(c.From))
		case lineage.Split:
			fmt.Fprintf(w, "  %s: %s is now %s\n", c.Level, idList(c.From), idList(c.To))
		case lineage.Merge:
			fmt.Fprintf(w, "  %s: %s is part of %s\n", c.Level, idList(c.From), idList(c.To))
		}
	}
	for _, level := range levels {
		fmt.Fprintf(w, "  %s: new: %s\n", level, idList(born[level]))
	}
}

func newTopicsLineage() *cobra.Command {
	var (
		topic     int
		modelName string
		asJSON    bool
	)
	cmd := &cobra.Command{
		Use:   "lineage DIR",
		Short: "Show the history of the topics",
		Long: `lineage prints every fit and every edit, who did it, when and why, and at each fit which topics came, went, split and
merged.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			return withKept(cmd.Context(), words[0], modelName, func(engine *keptEngine) error {
				return engine.TopicHistory(func(l *lineage.Lineage) error {
					out := cmd.OutOrStdout()
					shown := []shownEvent{}
					for _, e := range l.Events() {
						if topic != 0 && !e.Concerns(lineage.ID(topic)) {
							continue
						}
						if s := asEvent(e, l.Undone(e.N)); asJSON {
							shown = append(shown, s)
						} else {
							fmt.Fprintf(out, "%d  %s  %s  %s", s.N, s.When.Format(time.DateTime), s.Who, s.What)
							if s.Undone {
								fmt.Fprint(out, " (undone)")
							}
							if s.Why != "" {
								fmt.Fprintf(out, "  -- %s", s.Why)
							}
							fmt.Fprintln(out)
							printChanges(out, s.Changes)
						}
					}
					if asJSON {
						return printJSON(out, shown)
					}
					return nil
				})
			})
		},
	}
	addModel(cmd, &modelName)
	cmd.Flags().IntVar(&topic, "topic", 0, "only what concerns this topic")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the history as JSON")
	return cmd
}

func newTopicsDiff() *cobra.Command {
	var (
		from, to  int
		level     string
		modelName string
		minN      int
		asJSON    bool
	)
	cmd := &cobra.Command{
		Use:   "diff DIR",
		Short: "Compare the topics of two fits",
		Long: `diff says of each topic how many texts it had after one event of the history and after a later one, and where those
went that were there both times. Without events it compares the last two fits, the edits between them included. Counts
below --min-n are withheld.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			return withKept(cmd.Context(), words[0], modelName, func(engine *keptEngine) error {
				return engine.TopicHistory(func(l *lineage.Lineage) error {
					a, b := lastFits(l)
					if cmd.Flags().Changed("from") {
						a = from
					}
					if cmd.Flags().Changed("to") {
						b = to
					}
					list, err := l.Diff(a, b)
					if err != nil {
						return err
					}
					list = slices.DeleteFunc(list, func(d lineage.Difference) bool { return d.Level != level })
					return printDifferences(cmd.OutOrStdout(), list, minN, asJSON)
				})
			})
		},
	}
	addModel(cmd, &modelName)
	f := cmd.Flags()
	f.IntVar(&from, "from", 0, "the event to compare from (default: the fit before the last)")
	f.IntVar(&to, "to", 0, "the event to compare with (default: the last fit)")
	addChoice(cmd, &level, "level", "topics", "areas, themes, topics or details", "areas", "themes", "topics", "details")
	addMinN(cmd, &minN)
	f.BoolVar(&asJSON, "json", false, "print the differences as JSON")
	return cmd
}

// lastFits returns the numbers of the last two fits; 0 where there was none.
func lastFits(l *lineage.Lineage) (before, last int) {
	for _, e := range l.Events() {
		if e.Op == lineage.OpFit {
			before, last = last, e.N
		}
	}
	return before, last
}

func printDifferences(w io.Writer, list []lineage.Difference, minN int, asJSON bool) error {
	small := func(n int) any {
		if 0 < n && n < minN {
			return nil
		}
		return n
	}
	flows := func(all []lineage.Flow) (kept []lineage.Flow) {
		for _, f := range all {
			if f.Texts >= minN {
				kept = append(kept, f)
			}
		}
		return kept
	}
	if asJSON {
		rows := []map[string]any{}
		for _, d := range list {
			rows = append(rows, map[string]any{
				"topic": d.ID, "before": small(d.Before), "after": small(d.After), "stayed": small(d.Stayed), "came": flows(d.Came), "went": flows(d.Went),
			})
		}
		return printJSON(w, rows)
	}
	text := func(n int) string {
		if small(n) == nil {
			return "withheld"
		}
		return strconv.Itoa(n)
	}
	line := func(all []lineage.Flow) string {
		var parts []string
		for _, f := range flows(all) {
			name := strconv.Itoa(int(f.ID))
			if f.ID == 0 {
				name = "none"
			}
			parts = append(parts, fmt.Sprintf("%s: %d", name, f.Texts))
		}
		return strings.Join(parts, ", ")
	}
	rows := [][]string{{"topic", "before", "after", "stayed", "came from", "went to"}}
	for _, d := range list {
		rows = append(rows, []string{strconv.Itoa(int(d.ID)), text(d.Before), text(d.After), text(d.Stayed), line(d.Came), line(d.Went)})
	}
	return printTable(w, rows)
}
