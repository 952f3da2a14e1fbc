package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"strconv"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/spf13/cobra"
)

func newTopics() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "topics",
		Short: "Find the topics of kept feedback, and make them one's own",
		Long: `topics works on a directory that "kaiku add" made. A fit groups its texts into topics without being told how many, on
up to four levels: areas, themes, topics and details. Each topic has a number that it keeps when topics are fitted again,
and so does what people made of them: topics renamed, merged, split, pinned or hidden, and records put elsewhere. Every
such edit is kept with who made it, when and why, and can be undone.`,
		Example: `  kaiku topics fit archive/
  kaiku topics list archive/
  kaiku topics rename archive/ 12 --fi Jonotus --sv Köande --en Waiting --why "clearer"
  kaiku topics assign archive/ --out topics.parquet`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTopicsFit(), newTopicsAssign(), newTopicsList(), newTopicsShow(), newTopicsRename(), newTopicsMerge(),
		newTopicsSplit(), newTopicsPin(), newTopicsHide(), newTopicsReassign(), newTopicsLineage(), newTopicsDiff(), newTopicsUndo(),
		newTopicsEmerging(), newTopicsTaxonomy())
	return cmd
}

// byFlags say who does something, and why.
type byFlags struct{ who, why string }

func (b *byFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&b.who, "who", "", "who does this (default: this user)")
	cmd.Flags().StringVar(&b.why, "why", "", "why, for those who read the history")
}

func (b *byFlags) by() lineage.By {
	who := b.who
	if who == "" {
		who = os.Getenv("USER")
		if u, err := user.Current(); err == nil {
			who = u.Username
		}
	}
	return lineage.By{Who: who, Why: b.why}
}

// withKept opens a directory, does something with it and closes it.
func withKept(ctx context.Context, dir, modelName string, do func(*keptEngine) error) error {
	engine, err := openKept(ctx, dir, modelName)
	if err != nil {
		return err
	}
	err = errors.Join(do(engine), engine.Close())
	if errors.Is(err, lineage.ErrNoFit) {
		return fmt.Errorf("no topics have been fitted in %s: do that with: kaiku topics fit %s", dir, dir)
	}
	return err
}

// topicID reads the number of a topic.
func topicID(word string) (lineage.ID, error) {
	n, err := strconv.ParseInt(word, 10, 32)
	if err != nil || n < 1 {
		return 0, usageError{fmt.Errorf("topic %q: expected its number, which kaiku topics list shows", word)}
	}
	return lineage.ID(n), nil
}

func newTopicsFit() *cobra.Command {
	var (
		by        byFlags
		o         topics.Options
		modelName string
		taxonomy  string
		cold      bool
		asJSON    bool
	)
	cmd := &cobra.Command{
		Use:   "fit DIR",
		Short: "Group the texts of a directory into topics",
		Long: `fit groups all texts of a directory into topics. Where topics were fitted before, the search begins with those, so that
texts stay where they are unless there is a reason, and topics keep their numbers; --cold begins anew, and only topics that
are found again keep theirs. It prints what became of the topics.`,
		Example: `  kaiku topics fit archive/
  kaiku topics fit archive/ --topics 40 --outliers 0.1`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			return withKept(cmd.Context(), words[0], modelName, func(engine *keptEngine) error {
				if cold {
					o.Previous = &topics.Model{}
				}
				var err error
				if o.Guides, err = openTaxonomy(cmd.Context(), taxonomy, engine.Embedder()); err != nil {
					return err
				}
				bar := newProgress(os.Stderr)
				defer bar.finish()
				o.Progress = bar.stage
				model, err := engine.FitTopicsBy(cmd.Context(), by.by(), o)
				if err != nil {
					return err
				}
				bar.finish()
				var last lineage.Event
				err = engine.TopicHistory(func(l *lineage.Lineage) error {
					last = l.LastFit()
					return nil
				})
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), asEvent(last, false))
				}
				out := cmd.OutOrStdout()
				fmt.Fprintf(out, "%d texts: %d say nothing, %d belong to no topic\n", model.Stats.Texts, model.Stats.NoContent, model.Stats.Unassigned)
				for _, level := range model.Levels {
					fmt.Fprintf(out, "%d %s\n", len(level.Topics), level.Name)
				}
				printChanges(out, last.Fit.Changes)
				return nil
			})
		},
	}
	by.register(cmd)
	addModel(cmd, &modelName)
	addTaxonomy(cmd, &taxonomy)
	f := cmd.Flags()
	f.IntVar(&o.Topics, "topics", 0, "how many topics there shall be (default: as many as the texts say)")
	f.Float64Var(&o.Outliers, "outliers", 0, "share of the texts that shall be in no topic, 0 to 1 (default: those that fit nowhere)")
	f.Float64Var(&o.Resolution, "resolution", 0, "more topics with a higher one (default: by the number of texts, 1 to 2)")
	f.TextVar(&o.Method, "method", topics.Leiden, "how texts are divided: leiden (communities of near texts) or kmeans (mean directions)")
	f.IntVar(&o.Sample, "sample", 0, "how many texts are divided, the rest joining their nearest (default: 300,000)")
	f.BoolVar(&cold, "cold", false, "do not begin with the topics of the last fit")
	f.BoolVar(&asJSON, "json", false, "print what became of the topics as JSON")
	return cmd
}

// labelOf returns a topic's label in a language.
func labelOf(t *topics.Topic, l langs.Language) string {
	for _, label := range t.Labels {
		if label.Language == l {
			return label.Text
		}
	}
	return ""
}

// addLabelLanguage gives the command the flag that chooses which of a topic's labels is shown.
func addLabelLanguage(cmd *cobra.Command, value *string) {
	addChoice(cmd, value, "lang", "fi", "language of the labels: fi, sv or en", "fi", "sv", "en")
}
