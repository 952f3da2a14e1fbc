package rpc_test

import (
	"context"
	"net"
	"os"
	"testing"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/rpc"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
)

// served returns a connection to a server of the engine that is in memory.
func served(t testing.TB, engine *kaiku.Engine, o rpc.Options) *grpc.ClientConn {
	t.Helper()
	listener := bufconn.Listen(1 << 20)
	s := grpc.NewServer(grpc.MaxRecvMsgSize(16 << 20))
	rpc.Register(s, engine, o)
	go s.Serve(listener)
	conn, err := grpc.NewClient("passthrough:bufconn", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(64<<20)),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	ok(t, err)
	t.Cleanup(func() {
		conn.Close()
		s.Stop()
	})
	return conn
}

// sample returns an engine in memory with the sample records.
func sample(t testing.TB, options ...kaiku.Option) *kaiku.Engine {
	t.Helper()
	engine, err := kaiku.Open(context.Background(), "", options...)
	ok(t, err)
	t.Cleanup(func() { engine.Close() })
	file, err := os.Open("../testdata/feedback.csv")
	ok(t, err)
	defer file.Close()
	reader, err := feedback.NewReader(file, "feedback.csv", feedback.Options{})
	ok(t, err)
	_, err = engine.AddFrom(context.Background(), reader, nil)
	ok(t, err)
	return engine
}

// empty returns an engine in memory without records.
func empty(t testing.TB, options ...kaiku.Option) *kaiku.Engine {
	t.Helper()
	engine, err := kaiku.Open(context.Background(), "", options...)
	ok(t, err)
	t.Cleanup(func() { engine.Close() })
	return engine
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails unless the error has the code, and returns its status.
func refused(t testing.TB, err error, code codes.Code) *status.Status {
	t.Helper()
	s := status.Convert(err)
	if s.Code() != code {
		t.Fatalf("%v; want %v", err, code)
	}
	return s
}

// violated fails unless the error says that just these fields are wrong.
func violated(t testing.TB, err error, fields ...string) {
	t.Helper()
	var got []string
	for _, detail := range refused(t, err, codes.InvalidArgument).Details() {
		if bad, isBad := detail.(*errdetails.BadRequest); isBad {
			for _, v := range bad.FieldViolations {
				got = append(got, v.Field)
			}
		}
	}
	if len(got) != len(fields) {
		t.Fatalf("%v: violations of %q; want %q", err, got, fields)
	}
	for i := range got {
		if got[i] != fields[i] {
			t.Fatalf("%v: violations of %q; want %q", err, got, fields)
		}
	}
}

func record(id, text string) *kaikuv1.Record { return &kaikuv1.Record{Id: id, Text: text} }
