package server_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/index"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
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
	r := run(b, engine, nil)
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

// BenchmarkClients is the detection of a text by 50 clients, first as fast as they are answered and then at half that rate.
func BenchmarkClients(b *testing.B) {
	engine, err := kaiku.Open(b.Context(), "")
	ok(b, err)
	defer engine.Close()
	r := run(b, engine, nil)
	ctx, client := r.as(context.Background()), kaikuv1.NewTextClient(r.conn)
	call := func() {
		_, err := client.Detect(ctx, &kaikuv1.DetectRequest{Texts: []string{"jono oli pitkä"}})
		ok(b, err)
	}
	call()
	const clients = 50
	each := func(calls int, pause time.Duration) (all []time.Duration, rate float64) {
		var mu sync.Mutex
		var group sync.WaitGroup
		began := time.Now()
		for c := range clients {
			group.Go(func() {
				var own []time.Duration
				next := began.Add(pause * time.Duration(c) / clients)
				for range calls {
					time.Sleep(time.Until(next))
					own = append(own, timed(call))
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
		_, saturated := each(400, 0)
		half, rate := each(200, time.Duration(2*clients/saturated*1e9))
		b.ReportMetric(saturated, "calls/s-saturated")
		b.ReportMetric(rate, "calls/s-half")
		b.ReportMetric(microseconds(half, 0.5), "p50-half-µs")
		b.ReportMetric(microseconds(half, 0.99), "p99-half-µs")
	}
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
