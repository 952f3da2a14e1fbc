package kaiku

import (
	"context"
	"fmt"

	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
)

// Stats counts the feedback: volume, NPS with intervals, and topics by service, unit, channel, customer group, language
// and month, small numbers withheld as o says. The result holds everything that a report shows, so it can be printed as
// JSON or given to report.Write. After FitTopics it describes the feedback that the topics were fitted to, as they were
// edited since, hidden ones counted but not listed; before, all feedback and no topics.
func (e *Engine) Stats(ctx context.Context, o report.Limits) (report.Data, error) {
	model, view, err := e.keptTopics(ctx)
	if err != nil {
		return report.Data{}, err
	}
	if model == nil {
		if view, err = e.index.Snapshot(ctx); err != nil {
			return report.Data{}, fmt.Errorf("kaiku: %w", err)
		}
	}
	hidden := map[int32]bool{}
	err = e.TopicHistory(func(l *lineage.Lineage) error {
		for _, t := range l.Topics() {
			hidden[int32(t.ID)] = t.Hidden
		}
		return nil
	})
	if err != nil {
		return report.Data{}, err
	}
	data := report.Collect(view.Docs, model, hidden, o)
	data.Notes.Version = Version
	data.Notes.Embedder = e.embedder.Fingerprint()
	return data, nil
}
