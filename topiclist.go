package kaiku

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
)

// UnknownTopicError says that there is no topic with an id now.
type UnknownTopicError struct{ ID lineage.ID }

func (e *UnknownTopicError) Error() string {
	return fmt.Sprintf("kaiku: there is no topic %d now", e.ID)
}

// TopicLevel is a level of topics with its figures.
type TopicLevel struct {
	Name   string
	Topics []TopicSummary // by falling size, those of withheld size last, by id
	None   report.Count   // records in none of them: they say nothing, nothing is near, or they came after the last fit
}

// TopicSummary is a topic with its figures, small numbers withheld as in Figures.
type TopicSummary struct {
	*topics.Topic
	Level  string
	Said   lineage.Topic  // what its history says
	N      report.Count   // records; the share is of the last fit's texts with content
	Share  stats.Interval // Wilson's; zero where the number is withheld
	NPS    report.Figure
	Quotes []string // representative texts; none where the number is withheld
}

// TopicLevels returns all topics with their figures. minN is as in Figures.
func (e *Engine) TopicLevels(ctx context.Context, minN int) ([]TopicLevel, error) {
	f, err := e.columnsOf(ctx, []Dimension{ByTopic})
	if err != nil {
		return nil, err
	}
	said := map[lineage.ID]lineage.Topic{}
	err = e.TopicHistory(func(l *lineage.Lineage) error {
		for _, t := range l.Topics() {
			said[t.ID] = t
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	content := 0
	for _, t := range f.model.Assign {
		if t != topics.NoContent {
			content++
		}
	}
	s := f.shown(minN)
	var levels []TopicLevel
	for l := range f.model.Levels {
		level := &f.model.Levels[l]
		out := TopicLevel{Name: level.Name}
		groups := map[string]Group{}
		for d := ByArea; int(d) < dimensions; d++ {
			if d.String() == level.Name {
				for _, g := range s.totals(d) {
					groups[g.N.Name] = g
				}
			}
		}
		out.None = count("", groups[""].N.N, groups[""].N.Withheld)
		for t := range level.Topics {
			topic := &level.Topics[t]
			g := groups[strconv.Itoa(int(topic.ID))]
			sum := TopicSummary{Topic: topic, Level: level.Name, Said: said[lineage.ID(topic.ID)], N: g.N, NPS: g.NPS}
			if !g.N.Withheld {
				sum.Share = stats.Wilson(min(g.N.N, content), content)
				sum.N.Share = sum.Share.Value
				if sum.Quotes, err = e.quotes(ctx, f.model, topic); err != nil {
					return nil, err
				}
			}
			out.Topics = append(out.Topics, sum)
		}
		slices.SortFunc(out.Topics, func(a, b TopicSummary) int {
			return cmp.Or(cmp.Compare(b.N.N, a.N.N), cmp.Compare(a.ID, b.ID))
		})
		levels = append(levels, out)
	}
	return levels, nil
}

// quotes returns the representative texts of a topic that are still there.
func (e *Engine) quotes(ctx context.Context, model *topics.Model, topic *topics.Topic) ([]string, error) {
	ids := make([]string, len(topic.Quotes))
	for i, row := range topic.Quotes {
		ids[i] = model.IDs[row]
	}
	docs, err := e.index.Get(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	texts := make([]string, len(docs))
	for i := range docs {
		texts[i] = docs[i].Text
	}
	return texts, nil
}

// Topic returns a topic with its figures. minN is as in Figures. The error is an *UnknownTopicError where there is none.
func (e *Engine) Topic(ctx context.Context, id lineage.ID, minN int) (TopicSummary, error) {
	levels, err := e.TopicLevels(ctx, minN)
	if err != nil {
		return TopicSummary{}, err
	}
	for _, level := range levels {
		for _, t := range level.Topics {
			if lineage.ID(t.ID) == id {
				return t, nil
			}
		}
	}
	return TopicSummary{}, &UnknownTopicError{id}
}
