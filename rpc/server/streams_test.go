package server_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/embed"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"github.com/kaiku-analytics/kaiku/rpc/server"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
)

// counting is an embedder that counts its calls.
type counting struct {
	embed.Embedder
	calls atomic.Int64
}

func (c *counting) Embed(ctx context.Context, role embed.Role, texts []string, out []float32) error {
	c.calls.Add(1)
	return c.Embedder.Embed(ctx, role, texts, out)
}

// dial returns another connection to a server.
func dial(t testing.TB, r *running) *grpc.ClientConn {
	t.Helper()
	// A window that is stated is one that does not grow.
	conn, err := grpc.NewClient(r.conn.Target(), grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithInitialWindowSize(1<<16), grpc.WithInitialConnWindowSize(1<<16))
	ok(t, err)
	t.Cleanup(func() { conn.Close() })
	return conn
}

// stalled waits until a number has not changed for half a second, and returns it.
func stalled(number func() int64) int64 {
	last := number()
	for same := 0; same < 25; same++ {
		time.Sleep(20 * time.Millisecond)
		if now := number(); now != last {
			last, same = now, 0
		}
	}
	return last
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// A client that does not read what it is sent holds up its own stream, and no memory grows for it; when it reads, all comes.
func TestASlowClientHoldsUpItsOwnStream(t *testing.T) {
	const bound = 40 << 20 // of bytes, far below what each stream would send
	engine, counter := memory(t), &counting{}
	counter.Embedder = engine.Embedder()
	engine = memory(t, kaiku.WithEmbedder(counter))
	ok(t, engine.Add(t.Context(), records(0, 300)))
	_, err := engine.FitTopics(t.Context(), topics.Options{MinSize: 3})
	ok(t, err)
	ok(t, engine.Add(t.Context(), records(300, 30_000)))
	r := run(t, engine, nil)
	ctx, cancel := context.WithCancel(r.as(t.Context()))
	defer cancel()

	t.Run("EmbedStream", func(t *testing.T) {
		const requests = 2000
		texts := make([]string, 1000) // a megabyte of answer
		for i := range texts {
			texts[i] = "jono oli pitkä"
		}
		stream, err := kaikuv1.NewEmbedClient(dial(t, r)).EmbedStream(ctx)
		ok(t, err)
		before, began := heap(), counter.calls.Load()
		var sent atomic.Int64
		go func() {
			for range requests {
				if stream.Send(&kaikuv1.EmbedStreamRequest{Texts: texts}) != nil {
					return
				}
				sent.Add(1)
			}
			stream.CloseSend()
		}()
		n := stalled(sent.Load)
		if done := counter.calls.Load() - began; n == requests || done > 100 {
			t.Errorf("%d requests were sent and %d worked on", n, done)
		}
		if grown := heap() - before; grown > bound {
			t.Errorf("%d bytes are held", grown)
		}
		for range 50 { // and it goes on where the client reads
			_, err := stream.Recv()
			ok(t, err)
		}
	})

	t.Run("AddStream", func(t *testing.T) {
		const requests = 1_000_000
		stream, err := kaikuv1.NewFeedbackClient(dial(t, r)).AddStream(ctx)
		ok(t, err)
		before := heap()
		var sent atomic.Int64
		again := &kaikuv1.AddStreamRequest{Records: []*kaikuv1.Record{{Id: "again", Text: "jono"}}}
		go func() {
			for range requests {
				if stream.Send(again) != nil {
					return
				}
				sent.Add(1)
			}
		}()
		n := stalled(sent.Load)
		if n == requests {
			t.Errorf("all was sent")
		}
		if grown := heap() - before; grown > bound {
			t.Errorf("%d bytes are held", grown)
		}
		for i := range n {
			res, err := stream.Recv()
			ok(t, err)
			if res.Requests != i+1 {
				t.Fatalf("acknowledgement %d is of %d requests", i+1, res.Requests)
			}
		}
	})

	t.Run("AssignStream", func(t *testing.T) {
		stream, err := kaikuv1.NewTopicsClient(dial(t, r)).AssignStream(ctx, &kaikuv1.AssignStreamRequest{})
		ok(t, err)
		before := heap()
		began := counter.calls.Load() // once for each batch, as its texts have two clauses
		if done := stalled(counter.calls.Load) - began; done > 20 {
			t.Errorf("%d batches were worked on", done)
		}
		if grown := heap() - before; grown > bound {
			t.Errorf("%d bytes are held", grown)
		}
		n := 0
		for {
			res, err := stream.Recv()
			if errors.Is(err, io.EOF) {
				break
			}
			ok(t, err)
			n += len(res.Assignments)
		}
		if n < 30_000 {
			t.Errorf("%d assignments", n)
		}
	})
}

func records(from, to int) (list []feedback.Record) {
	for i := from; i < to; i++ {
		text := []string{"Jono oli pitkä, mutta hoitaja kuunteli", "Ruoka oli kylmää, mutta huone oli siisti", "Puhelimeen ei vastata, ja aikaa ei saa"}[i%3]
		list = append(list, feedback.Record{ID: fmt.Sprint("r", i), Text: fmt.Sprint(text, " ", i)})
	}
	return list
}

// What works for a client ends when the client is gone, on every method that streams.
func TestNothingIsLeftOfAClientThatDisappears(t *testing.T) {
	engine := memory(t)
	ok(t, engine.Add(t.Context(), records(0, 5000)))
	_, err := engine.FitTopics(t.Context(), topics.Options{})
	ok(t, err)
	r := run(t, engine, func(c *server.Config) { c.Drain = time.Minute })
	_, err = kaikuv1.NewAdminClient(r.conn).Info(r.as(t.Context()), &kaikuv1.InfoRequest{})
	ok(t, err)
	before := runtime.NumGoroutine()
	for name, begin := range map[string]func(context.Context, *grpc.ClientConn) error{
		"EmbedStream": func(ctx context.Context, conn *grpc.ClientConn) error {
			stream, err := kaikuv1.NewEmbedClient(conn).EmbedStream(ctx)
			if err == nil {
				err = stream.Send(&kaikuv1.EmbedStreamRequest{Texts: []string{"jono"}})
			}
			if err == nil {
				_, err = stream.Recv()
			}
			return err
		},
		"AddStream": func(ctx context.Context, conn *grpc.ClientConn) error {
			stream, err := kaikuv1.NewFeedbackClient(conn).AddStream(ctx)
			if err == nil {
				err = stream.Send(&kaikuv1.AddStreamRequest{Records: []*kaikuv1.Record{{Id: "r1", Text: "jono"}}})
			}
			if err == nil {
				_, err = stream.Recv()
			}
			return err
		},
		"AssignStream": func(ctx context.Context, conn *grpc.ClientConn) error {
			stream, err := kaikuv1.NewTopicsClient(conn).AssignStream(ctx, &kaikuv1.AssignStreamRequest{})
			if err == nil {
				_, err = stream.Recv()
			}
			return err
		},
		"WatchFit": func(ctx context.Context, conn *grpc.ClientConn) error {
			c := kaikuv1.NewTopicsClient(conn)
			fit, err := c.Fit(ctx, &kaikuv1.FitRequest{Cold: true})
			if status.Code(err) == codes.FailedPrecondition { // that of the client before still runs
				err = nil
			}
			if err != nil {
				return err
			}
			stream, err := c.WatchFit(ctx, &kaikuv1.WatchFitRequest{Name: fit.GetFit().GetName()})
			if err == nil {
				_, err = stream.Recv()
			}
			return err
		},
	} {
		for range 5 {
			conn := dial(t, r)
			ok(t, begin(r.as(t.Context()), conn))
			ok(t, conn.Close())
		}
		give := time.Now().Add(time.Minute)
		for runtime.NumGoroutine() > before {
			if time.Now().After(give) {
				var stacks strings.Builder
				pprof.Lookup("goroutine").WriteTo(&stacks, 1)
				t.Fatalf("%s: %d goroutines, %d before:\n%s", name, runtime.NumGoroutine(), before, &stacks)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}
