package server_test

import (
	"context"
	"testing"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs/detect"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
)

// BenchmarkClients is what serving adds to the latency of the library's own call for 50 clients, each with a connection: the
// same load, half as many calls a second as the server answers at most, is put on the server over loopback and then on the
// library in the server's process. The clients are in a process of their own (Apart), whose collector is kept quiet, since
// its pauses are not the server's, or in the server's (Within). Either way they have the processors in common with the
// server, which no server in use has. The overhead in a percentile is the difference of the two loads' percentiles; both
// count from when a call was due, so that neither is better for calls that began late. A served call is handed from thread
// to thread some six times, each of which waits for a processor where other programs have them: measure where none does.
func BenchmarkClients(b *testing.B) {
	engine := tenThousand(b)
	for _, kind := range []string{"Detect", "Search"} {
		measure := func(b *testing.B, connect func(caller) func(load) took) {
			r := run(b, engine, logsToFile(b))
			m, served := measured[kind], connect(caller{r.conn.Target(), r.token, kind})
			for b.Loop() {
				saturated := served(load{Calls: m.calls})
				half := load{saturated.Rate / 2, m.calls}
				over, own := served(half), half.run(func(int) { must(m.library(engine)) })
				b.ReportMetric(saturated.Rate, "calls/s-saturated")
				b.ReportMetric(over.Rate, "calls/s-half")
				b.ReportMetric(over.P50, "p50-µs")
				b.ReportMetric(over.P99, "p99-µs")
				b.ReportMetric(own.P50, "p50-library-µs")
				b.ReportMetric(own.P99, "p99-library-µs")
				b.ReportMetric(over.P50-own.P50, "p50-overhead-µs")
				b.ReportMetric(over.P99-own.P99, "p99-overhead-µs")
			}
		}
		b.Run(kind+"/Apart", func(b *testing.B) {
			measure(b, func(c caller) func(load) took { return c.apart(b) })
		})
		b.Run(kind+"/Within", func(b *testing.B) {
			measure(b, func(c caller) func(load) took {
				call := c.calls()
				return func(l load) took { return l.run(call) }
			})
		})
	}
}

// measured are the calls, over the library and over the server.
var measured = map[string]struct {
	calls   int // of each client
	library func(*kaiku.Engine) error
	served  func(context.Context, *grpc.ClientConn) error
}{
	"Detect": {400, func(*kaiku.Engine) error {
		detect.Default().Detect(detected)
		return nil
	}, func(ctx context.Context, conn *grpc.ClientConn) error {
		_, err := kaikuv1.NewTextClient(conn).Detect(ctx, &kaikuv1.DetectRequest{Texts: []string{detected}})
		return err
	}},
	"Search": {60, func(engine *kaiku.Engine) error {
		_, err := engine.Search(context.Background(), index.Query{Text: searched, Mode: index.ByWord})
		return err
	}, func(ctx context.Context, conn *grpc.ClientConn) error {
		_, err := kaikuv1.NewSearchClient(conn).Search(ctx, &kaikuv1.SearchRequest{Text: searched, Mode: kaikuv1.SearchMode_SEARCH_MODE_WORD})
		return err
	}},
}
