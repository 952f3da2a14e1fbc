package server_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/rpc/access"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"github.com/kaiku-analytics/kaiku/rpc/server"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// tokened is a context whose calls have a new token with a scope, made before the server starts.
func tokened(t testing.TB, c *server.Config, scope string) context.Context {
	t.Helper()
	set, err := access.ParseScopes([]string{scope})
	ok(t, err)
	token, _, err := access.Issue(t.Context(), c.Tokens, "tester of "+scope, set, time.Time{})
	ok(t, err)
	return metadata.AppendToOutgoingContext(context.Background(), "authorization", "Bearer "+token)
}

// sample returns an engine with the sample records and their topics.
func sample(t testing.TB) *kaiku.Engine {
	t.Helper()
	engine, err := kaiku.Open(t.Context(), "")
	ok(t, err)
	t.Cleanup(func() { engine.Close() })
	file, err := os.Open("../../testdata/feedback.csv")
	ok(t, err)
	defer file.Close()
	reader, err := feedback.NewReader(file, "feedback.csv", feedback.Options{})
	ok(t, err)
	_, err = engine.AddFrom(t.Context(), reader, nil)
	ok(t, err)
	_, err = engine.FitTopics(t.Context(), topics.Options{})
	ok(t, err)
	return engine
}

// The scope figures gives counts with small ones withheld, and no record, no text and no counts of a text of the caller's.
func TestFiguresShowNoRecord(t *testing.T) {
	var figures, reads, writes context.Context
	r := run(t, sample(t), func(c *server.Config) {
		figures, reads, writes = tokened(t, c, "figures"), tokened(t, c, "read"), tokened(t, c, "write")
	})
	search, list, stats := kaikuv1.NewSearchClient(r.conn), kaikuv1.NewTopicsClient(r.conn), kaikuv1.NewStatsClient(r.conn)
	byUnit := []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_UNIT}
	for name, call := range map[string]struct {
		do                     func(context.Context) error
		figures, reads, writes codes.Code
	}{
		"nps":  {func(ctx context.Context) error { _, err := stats.Nps(ctx, &kaikuv1.NpsRequest{By: byUnit}); return err }, codes.OK, codes.OK, codes.PermissionDenied},
		"list": {func(ctx context.Context) error { _, err := list.List(ctx, &kaikuv1.ListRequest{}); return err }, codes.OK, codes.OK, codes.PermissionDenied},
		"facets": {func(ctx context.Context) error {
			_, err := search.Facets(ctx, &kaikuv1.FacetsRequest{By: byUnit})
			return err
		}, codes.OK, codes.OK, codes.PermissionDenied},
		"facets of a text": {func(ctx context.Context) error {
			_, err := search.Facets(ctx, &kaikuv1.FacetsRequest{By: byUnit, Text: "jono"})
			return err
		}, codes.PermissionDenied, codes.OK, codes.PermissionDenied},
		"search": {func(ctx context.Context) error { _, err := search.Search(ctx, &kaikuv1.SearchRequest{}); return err }, codes.PermissionDenied, codes.OK, codes.PermissionDenied},
		"topic":  {func(ctx context.Context) error { _, err := list.Get(ctx, &kaikuv1.TopicsGetRequest{Id: 1}); return err }, codes.PermissionDenied, codes.OK, codes.PermissionDenied},
	} {
		for who, as := range map[string]struct {
			ctx  context.Context
			want codes.Code
		}{"figures": {figures, call.figures}, "read": {reads, call.reads}, "write": {writes, call.writes}} {
			if err := call.do(as.ctx); status.Code(err) != as.want {
				t.Errorf("%s with the scope %s: %v; want %v", name, who, err, as.want)
			}
		}
	}
	quotes := func(ctx context.Context) (n int) {
		res, err := list.List(ctx, &kaikuv1.ListRequest{})
		ok(t, err)
		for _, topic := range res.Topics {
			n += len(topic.Quotes)
			topic.Quotes = nil
		}
		return n
	}
	if shown, hidden := quotes(reads), quotes(figures); shown == 0 || hidden != 0 {
		t.Errorf("%d quotes with the scope read, %d with figures", shown, hidden)
	}
}
