package server_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"github.com/kaiku-analytics/kaiku/rpc/server"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Under mixed calls, of which some change, erase and fit again what is kept, neither memory nor goroutines grow: ten seconds
// of it, or an hour with KAIKU_LONG and -timeout 90m.
func TestSoak(t *testing.T) {
	lasts := 10 * time.Second
	if os.Getenv("KAIKU_LONG") != "" {
		lasts = time.Hour
	}
	engine, err := kaiku.Open(t.Context(), t.TempDir())
	ok(t, err)
	defer engine.Close()
	ok(t, engine.Add(t.Context(), records(0, 1000)))
	r := run(t, engine, func(c *server.Config) { c.Log = slog.New(slog.NewJSONHandler(io.Discard, nil)) })
	ctx, stop := context.WithTimeout(r.as(t.Context()), lasts)
	defer stop()
	list := kaikuv1.NewTopicsClient(r.conn)
	fit := func(ctx context.Context) error { _, err := list.Fit(ctx, &kaikuv1.FitRequest{MinSize: 3}); return err }
	ok(t, fit(ctx))

	var calls atomic.Int64
	var group sync.WaitGroup
	for c := range 4 {
		group.Go(func() {
			random := rand.New(rand.NewPCG(8, uint64(c)))
			for ctx.Err() == nil {
				err := soaking[kindOf(random)](ctx, r, random)
				switch status.Code(err) {
				// FAILED_PRECONDITION is before the first fit has ended, and ABORTED and NOT_FOUND are of what was erased meanwhile.
				case codes.OK, codes.FailedPrecondition, codes.Aborted, codes.NotFound, codes.DeadlineExceeded, codes.Canceled:
				default:
					t.Error(err)
					stop()
				}
				calls.Add(1)
			}
		})
	}
	// The last of five equal parts is compared with the second; the first is for what is made when it is first needed.
	const samples = 50
	heaps, routines := make([]int64, samples), make([]int, samples)
	for i := range samples {
		time.Sleep(lasts / (samples + 1))
		heaps[i], routines[i] = heap(), runtime.NumGoroutine()
	}
	<-ctx.Done()
	group.Wait()
	second, last := median(heaps[samples/5:samples*2/5]), median(heaps[samples*4/5:])
	t.Logf("%d calls; heap %d KiB and then %d KiB", calls.Load(), second>>10, last>>10)
	if last > second+8<<20 {
		t.Errorf("the heap grew from %d to %d bytes: %d", second, last, heaps)
	}
	if before, after := median(routines[samples/5:samples*2/5]), median(routines[samples*4/5:]); after > before+10 {
		t.Errorf("goroutines grew from %d to %d: %d", before, after, routines)
	}
}

func median[T int | int64](list []T) T {
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}

// soaking are the calls of the soak. Most read; the last few are rare.
var soaking = []func(context.Context, *running, *rand.Rand) error{
	func(ctx context.Context, r *running, random *rand.Rand) error {
		text := []string{"jono", "hoitaja", "kylmä ruoka", "puhelin"}[random.IntN(4)]
		_, err := kaikuv1.NewSearchClient(r.conn).Search(ctx, &kaikuv1.SearchRequest{Text: text})
		return err
	},
	func(ctx context.Context, r *running, random *rand.Rand) error {
		_, err := kaikuv1.NewSearchClient(r.conn).Similar(ctx, &kaikuv1.SimilarRequest{Id: someID(random)})
		return err
	},
	func(ctx context.Context, r *running, random *rand.Rand) error {
		_, err := kaikuv1.NewFeedbackClient(r.conn).Get(ctx, &kaikuv1.GetRequest{Ids: []string{someID(random)}})
		return err
	},
	func(ctx context.Context, r *running, _ *rand.Rand) error {
		_, err := kaikuv1.NewTextClient(r.conn).Redact(ctx, &kaikuv1.RedactRequest{Texts: []string{"soita 040 123 4567"}})
		return err
	},
	func(ctx context.Context, r *running, _ *rand.Rand) error {
		_, err := kaikuv1.NewEmbedClient(r.conn).Embed(ctx, &kaikuv1.EmbedRequest{Texts: []string{"jono oli pitkä"}})
		return err
	},
	func(ctx context.Context, r *running, random *rand.Rand) error {
		_, err := kaikuv1.NewTopicsClient(r.conn).Assign(ctx, &kaikuv1.AssignRequest{Ids: []string{someID(random)}})
		return err
	},
	func(ctx context.Context, r *running, _ *rand.Rand) error {
		_, err := kaikuv1.NewTopicsClient(r.conn).List(ctx, &kaikuv1.ListRequest{})
		return err
	},
	func(ctx context.Context, r *running, _ *rand.Rand) error {
		_, err := kaikuv1.NewStatsClient(r.conn).Nps(ctx, &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{unit, month}})
		return err
	},
	func(ctx context.Context, r *running, _ *rand.Rand) error {
		_, err := kaikuv1.NewFeedbackClient(r.conn).Get(ctx, &kaikuv1.GetRequest{})
		if status.Code(err) == codes.InvalidArgument {
			return nil
		}
		return err
	},
	func(ctx context.Context, r *running, random *rand.Rand) error { // a stream that is given up in the middle
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		stream, err := kaikuv1.NewTopicsClient(r.conn).AssignStream(ctx, &kaikuv1.AssignStreamRequest{})
		if err == nil {
			_, err = stream.Recv()
		}
		return err
	},
	func(ctx context.Context, r *running, random *rand.Rand) error { // the same records with other texts
		_, err := kaikuv1.NewFeedbackClient(r.conn).Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{
			{Id: someID(random), Text: fmt.Sprint("Jono oli pitkä, mutta hoitaja kuunteli ", random.IntN(100))}}})
		return err
	},
	func(ctx context.Context, r *running, random *rand.Rand) error {
		_, err := kaikuv1.NewFeedbackClient(r.conn).Erase(ctx, &kaikuv1.EraseRequest{
			Selection: &kaikuv1.EraseRequest_Ids{Ids: &kaikuv1.RecordIds{Ids: []string{someID(random)}}}})
		return err
	},
}

// kindOf chooses a call: an addition is one in thirty, an erasure, after which topics are fitted again, one in two thousand.
func kindOf(random *rand.Rand) int {
	switch n := random.IntN(2000); {
	case n == 0:
		return len(soaking) - 1
	case n < 66:
		return len(soaking) - 2
	default:
		return random.IntN(len(soaking) - 2)
	}
}

func someID(random *rand.Rand) string { return fmt.Sprint("r", random.IntN(1000)) }
