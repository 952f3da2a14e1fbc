package server_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/index"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"github.com/kaiku-analytics/kaiku/rpc/server"
)

// What is asked for in BenchmarkSearch and BenchmarkClients.
const (
	searched = "jono"
	detected = "jono oli pitkä"
)

// BenchmarkSearch compares a search of 10,000 records through a whole server, with a token, over loopback with the library's
// own, one client at a time, call by call in turn.
func BenchmarkSearch(b *testing.B) {
	engine := tenThousand(b)
	r := run(b, engine, logsToFile(b))
	ctx, client := r.as(context.Background()), kaikuv1.NewSearchClient(r.conn)
	library := func() {
		_, err := engine.Search(ctx, index.Query{Text: searched, Mode: index.ByWord})
		ok(b, err)
	}
	call := func() {
		_, err := client.Search(ctx, &kaikuv1.SearchRequest{Text: searched, Mode: kaikuv1.SearchMode_SEARCH_MODE_WORD})
		ok(b, err)
	}
	call()
	var own, served []time.Duration
	for b.Loop() {
		own, served = append(own, timed(library)), append(served, timed(call))
	}
	b.ReportMetric(microseconds(own, 0.5), "p50-library-µs")
	b.ReportMetric(microseconds(served, 0.5), "p50-µs")
	b.ReportMetric(microseconds(served, 0.5)-microseconds(own, 0.5), "p50-overhead-µs")
}

// tenThousand returns an engine with 10,000 records.
func tenThousand(b *testing.B) *kaiku.Engine {
	b.Helper()
	engine, err := kaiku.Open(b.Context(), "")
	ok(b, err)
	b.Cleanup(func() { engine.Close() })
	words := []string{"jono", "hoitaja", "puhelin", "aika", "lääkäri", "ruoka", "odotus", "kiitos", "parkki", "siisti"}
	var records []feedback.Record
	for i := range 10_000 {
		records = append(records, feedback.Record{ID: fmt.Sprint(i), Text: words[i%10] + " " + words[i/10%10] + " " + words[i/100%10]})
	}
	ok(b, engine.Add(b.Context(), records))
	return engine
}

// logsToFile has the log go to a file, as that of a server in use does, and not to memory.
func logsToFile(b *testing.B) func(*server.Config) {
	b.Helper()
	file, err := os.Create(filepath.Join(b.TempDir(), "log"))
	ok(b, err)
	b.Cleanup(func() { file.Close() })
	return func(c *server.Config) { c.Log = slog.New(slog.NewJSONHandler(file, nil)) }
}

func timed(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}

func microseconds(all []time.Duration, share float64) float64 {
	slices.Sort(all)
	return float64(all[int(share*float64(len(all)-1))].Nanoseconds()) / 1000
}
