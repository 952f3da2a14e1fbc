package access

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
)

const (
	checkMethod = "/grpc.health.v1.Health/Check"
	listMethod  = "/grpc.health.v1.Health/List" // in no table
	readMethod  = "/test.v1.Records/Get"
	addMethod   = "/test.v1.Records/Add"
	eraseMethod = "/test.v1.Records/Erase"
	panicMethod = "/test.v1.Records/Panic"
	talkMethod  = "/test.v1.Records/Talk"
)

// records is a service whose handlers say who called; Add and Erase count three records each. A request for the service
// "fail" fails.
var records = grpc.ServiceDesc{
	ServiceName: "test.v1.Records",
	HandlerType: (*any)(nil),
	Methods: []grpc.MethodDesc{
		unaryMethod(readMethod, 0), unaryMethod(addMethod, 3), unaryMethod(eraseMethod, 3), unaryMethod(panicMethod, 0),
	},
	Streams: []grpc.StreamDesc{{StreamName: "Talk", ServerStreams: true, ClientStreams: true, Handler: talk}},
}

// reads counts the calls whose message a server read.
var reads atomic.Int64

type request = healthpb.HealthCheckRequest

func unaryMethod(full string, count int) grpc.MethodDesc {
	answer := func(ctx context.Context, req any) (any, error) {
		CountRecords(ctx, count)
		if full == panicMethod {
			panic("in a handler")
		}
		if req.(*request).Service == "fail" {
			return nil, status.Error(codes.NotFound, "not there")
		}
		caller, _ := From(ctx)
		return &request{Service: caller.TokenName + "|" + caller.TokenID + "|" + caller.Scopes.String() + "|" + caller.Certificate}, nil
	}
	return grpc.MethodDesc{
		MethodName: full[strings.LastIndexByte(full, '/')+1:],
		Handler: func(srv any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
			reads.Add(1)
			req := new(request)
			if err := decode(req); err != nil {
				return nil, err
			}
			return interceptor(ctx, req, &grpc.UnaryServerInfo{Server: srv, FullMethod: full}, answer)
		},
	}
}

// talk sends each message back, and counts it.
func talk(_ any, ss grpc.ServerStream) error {
	for {
		req := new(request)
		if err := ss.RecvMsg(req); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		CountRecords(ss.Context(), 1)
		if err := ss.SendMsg(req); err != nil {
			return err
		}
	}
}

// logBuffer is a log that a test reads.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// fixture is a server with a file of tokens, an audit and a log.
type fixture struct {
	t      testing.TB
	tokens string
	audit  string
	log    *logBuffer
	guard  *Guard
	listen *bufconn.Listener
}

// serve starts a server; change may alter its configuration. It looks at its file of tokens with every call.
func serve(t testing.TB, change func(*Config), options ...grpc.ServerOption) *fixture {
	t.Helper()
	dir := t.TempDir()
	f := &fixture{t: t, tokens: filepath.Join(dir, "tokens.json"), audit: filepath.Join(dir, "audit.jsonl"), log: &logBuffer{}, listen: bufconn.Listen(1 << 16)}
	issue(t, f.tokens, "read")
	logger := slog.New(slog.NewJSONHandler(f.log, nil))
	tokens, err := OpenTokens(f.tokens, logger)
	if err != nil {
		t.Fatal(err)
	}
	tokens.watch.every = 0
	tokens.watch.next.Store(0)
	audit, err := OpenAudit(f.audit, logger)
	if err != nil {
		t.Fatal(err)
	}
	config := Config{Tokens: tokens, Audit: audit, Methods: map[string]Scope{
		checkMethod: Public, readMethod: Read, addMethod: Write, eraseMethod: Erase, panicMethod: Erase, talkMethod: Write,
	}}
	if change != nil {
		change(&config)
	}
	if f.guard, err = NewGuard(config); err != nil {
		t.Fatal(err)
	}
	recovered := func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (answer any, err error) {
		defer func() {
			if recover() != nil {
				err = status.Error(codes.Internal, "a panic")
			}
		}()
		return handler(ctx, req)
	}
	server := grpc.NewServer(append(options, grpc.ChainUnaryInterceptor(recovered, f.guard.Unary), grpc.ChainStreamInterceptor(f.guard.Stream))...)
	server.RegisterService(&records, nil)
	healthpb.RegisterHealthServer(server, health.NewServer())
	go server.Serve(f.listen)
	t.Cleanup(func() {
		server.Stop()
		audit.Close()
	})
	return f
}

// dial returns a connection; without credentials it has no TLS.
func (f *fixture) dial(creds credentials.TransportCredentials) *grpc.ClientConn {
	f.t.Helper()
	if creds == nil {
		creds = insecure.NewCredentials()
	}
	conn, err := grpc.NewClient("passthrough:///kaiku.test", grpc.WithTransportCredentials(creds),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return f.listen.DialContext(ctx) }))
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { conn.Close() })
	return conn
}

// with is a context whose calls have the header.
func with(ctx context.Context, authorization ...string) context.Context {
	for _, value := range authorization {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", value)
	}
	return ctx
}

// get makes a call and returns what the handler says of the caller.
func get(ctx context.Context, conn *grpc.ClientConn, method, service string) (string, error) {
	answer := new(request)
	err := conn.Invoke(ctx, method, &request{Service: service}, answer)
	return answer.Service, err
}

// wantCode fails the test unless err has the code.
func wantCode(t testing.TB, what string, err error, want codes.Code) {
	t.Helper()
	if status.Code(err) != want {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}
