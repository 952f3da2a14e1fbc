package server_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs/detect"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"github.com/kaiku-analytics/kaiku/rpc/server"
)

// BenchmarkSearch compares a search of 10,000 records through a whole server, with a token, over loopback with the library's
// own, one client at a time, call by call in turn.
func BenchmarkSearch(b *testing.B) {
	engine, err := kaiku.Open(b.Context(), "")
	ok(b, err)
	defer engine.Close()
	words := []string{"jono", "hoitaja", "puhelin", "aika", "lääkäri", "ruoka", "odotus", "kiitos", "parkki", "siisti"}
	var records []feedback.Record
	for i := range 10_000 {
		records = append(records, feedback.Record{ID: fmt.Sprint(i), Text: words[i%10] + " " + words[i/10%10] + " " + words[i/100%10]})
	}
	ok(b, engine.Add(b.Context(), records))
	r := run(b, engine, logsToFile(b))
	ctx, client := r.as(context.Background()), kaikuv1.NewSearchClient(r.conn)
	library := func() {
		_, err := engine.Search(ctx, index.Query{Text: "jono", Mode: index.ByWord})
		ok(b, err)
	}
	call := func() {
		_, err := client.Search(ctx, &kaikuv1.SearchRequest{Text: "jono", Mode: kaikuv1.SearchMode_SEARCH_MODE_WORD})
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

// BenchmarkClients is the detection of a text by 50 clients, first as fast as they are answered and then at half that rate,
// and the library's own by as many at the same rate: how late a machine with other work lets either begin is in both.
func BenchmarkClients(b *testing.B) {
	engine, err := kaiku.Open(b.Context(), "")
	ok(b, err)
	defer engine.Close()
	r := run(b, engine, logsToFile(b))
	ctx := r.as(context.Background())
	const clients = 50
	const text = "jono oli pitkä"
	var connected [clients]kaikuv1.TextClient
	for c := range connected {
		connected[c] = kaikuv1.NewTextClient(dial(b, r))
	}
	library := func(int) { detect.Default().Detect(text) }
	call := func(c int) {
		_, err := connected[c].Detect(ctx, &kaikuv1.DetectRequest{Texts: []string{text}})
		ok(b, err)
	}
	for c := range clients {
		call(c)
	}
	each := func(do func(client int), calls int, pause time.Duration) (all []time.Duration, rate float64) {
		var mu sync.Mutex
		var group sync.WaitGroup
		began := time.Now()
		for c := range clients {
			group.Go(func() {
				var own []time.Duration
				next := began.Add(pause * time.Duration(c) / clients)
				for range calls {
					time.Sleep(time.Until(next))
					own = append(own, timed(func() { do(c) }))
					next = next.Add(pause)
				}
				mu.Lock()
				defer mu.Unlock()
				all = append(all, own...)
			})
		}
		group.Wait()
		return all, float64(len(all)) / time.Since(began).Seconds()
	}
	for b.Loop() {
		_, saturated := each(call, 400, 0)
		pause := time.Duration(2 * clients / saturated * 1e9)
		half, rate := each(call, 200, pause)
		own, _ := each(library, 200, pause)
		b.ReportMetric(saturated, "calls/s-saturated")
		b.ReportMetric(rate, "calls/s-half")
		b.ReportMetric(microseconds(half, 0.5), "p50-half-µs")
		b.ReportMetric(microseconds(half, 0.99), "p99-half-µs")
		b.ReportMetric(microseconds(own, 0.99), "p99-library-µs")
	}
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
