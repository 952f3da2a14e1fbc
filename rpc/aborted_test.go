package rpc_test

import (
	"context"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/rpc"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc/codes"
)

// A call that needs topics after an erasure has them fitted again, and where another erasure comes before that is done, it is
// ABORTED and changes nothing: the same call, made again in quiet, does what was asked.
func TestErasedMeanwhileIsAborted(t *testing.T) {
	engine := sample(t)
	model, err := engine.FitTopics(t.Context(), topics.Options{MinSize: 3})
	ok(t, err)
	id := model.Levels[model.Default].Topics[0].ID
	conn := served(t, engine, rpc.Options{})
	list, search, stats := kaikuv1.NewTopicsClient(conn), kaikuv1.NewSearchClient(conn), kaikuv1.NewStatsClient(conn)
	feedback := kaikuv1.NewFeedbackClient(conn)
	pass := func() error { // a record comes and goes
		_, err := feedback.Add(t.Context(), &kaikuv1.AddRequest{Records: []*kaikuv1.Record{record("passing", "jono oli pitkä")}})
		if err == nil {
			_, err = feedback.Erase(t.Context(), &kaikuv1.EraseRequest{
				Selection: &kaikuv1.EraseRequest_Ids{Ids: &kaikuv1.RecordIds{Ids: []string{"passing"}}}})
		}
		return err
	}
	for name, call := range map[string]func(context.Context) error{
		"Topics.List": func(ctx context.Context) error {
			_, err := list.List(ctx, &kaikuv1.ListRequest{})
			return err
		},
		"Topics.Rename": func(ctx context.Context) error {
			_, err := list.Rename(ctx, &kaikuv1.RenameRequest{Id: id, English: "queues"})
			return err
		},
		"Topics.Assign": func(ctx context.Context) error {
			_, err := list.Assign(ctx, &kaikuv1.AssignRequest{Ids: []string{model.IDs[0]}})
			return err
		},
		"Topics.AssignStream": func(ctx context.Context) error {
			stream, err := list.AssignStream(ctx, &kaikuv1.AssignStreamRequest{})
			ok(t, err)
			_, err = stream.Recv()
			return err
		},
		"Topics.Emerging": func(ctx context.Context) error {
			_, err := list.Emerging(ctx, &kaikuv1.EmergingRequest{})
			return err
		},
		"Search.Facets": func(ctx context.Context) error {
			_, err := search.Facets(ctx, &kaikuv1.FacetsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_TOPIC}})
			return err
		},
		"Stats.Nps": func(ctx context.Context) error {
			_, err := stats.Nps(ctx, &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_TOPIC}})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			ok(t, pass())
			quiet, ended := make(chan struct{}), make(chan error)
			go func() {
				var err error
				for err == nil {
					select {
					case <-quiet:
						ended <- nil
						return
					default:
						err = pass()
					}
				}
				ended <- err
			}()
			err := call(t.Context())
			close(quiet)
			ok(t, <-ended)
			refused(t, err, codes.Aborted)
			ok(t, call(t.Context()))
		})
	}
}
