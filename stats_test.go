package kaiku_test

import (
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
)

func TestStatsCountHiddenTopicsApart(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	engine := open(t, dir)
	ok(t, engine.Add(ctx, someFeedback(0, 90)))
	model, err := engine.FitTopics(ctx, topics.Options{})
	ok(t, err)
	_, err = engine.HideTopic(ctx, lineage.By{Who: "ann"}, lineage.ID(model.Topics[0].ID))
	ok(t, err)
	ok(t, engine.Close())

	engine = open(t, dir)
	defer func() { ok(t, engine.Close()) }()
	data, err := engine.Stats(ctx, report.DefaultLimits)
	ok(t, err)
	sum := data.Hidden.N + data.NoTopic.N + data.NoContent
	for _, topic := range data.Topics {
		sum += topic.N.N
	}
	if data.Hidden.N != model.Topics[0].Size || len(data.Topics) != len(model.Topics)-1 || sum != 90 {
		t.Errorf("%d texts in hidden topics, %d topics, %d texts in all", data.Hidden.N, len(data.Topics), sum)
	}
}
