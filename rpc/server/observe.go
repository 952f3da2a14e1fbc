package server

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/kaiku-analytics/kaiku/rpc/access"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"
)

// observed is what the log says of a call.
type observed struct {
	method   string
	in, out  atomic.Int64 // bytes of messages
	messages atomic.Int64 // that came
	token    string
	cause    error // of INTERNAL
}

type observedKey struct{}

// callLog is a stats.Handler that writes a line for every call.
type callLog struct{ log *slog.Logger }

func (callLog) TagRPC(ctx context.Context, info *stats.RPCTagInfo) context.Context {
	return context.WithValue(ctx, observedKey{}, &observed{method: info.FullMethodName})
}

func (l callLog) HandleRPC(ctx context.Context, event stats.RPCStats) {
	call, ok := ctx.Value(observedKey{}).(*observed)
	if !ok {
		return
	}
	switch e := event.(type) {
	case *stats.InPayload:
		call.in.Add(int64(e.Length))
		call.messages.Add(1)
	case *stats.OutPayload:
		call.out.Add(int64(e.Length))
	case *stats.End:
		l.write(ctx, call, e)
	}
}

func (l callLog) write(ctx context.Context, call *observed, e *stats.End) {
	code, level := status.Code(e.Error), slog.LevelInfo
	if code == codes.Internal || code == codes.Unknown {
		level = slog.LevelError
	}
	line := []slog.Attr{
		slog.String("method", call.method), slog.String("code", code.String()),
		slog.Duration("duration", e.EndTime.Sub(e.BeginTime).Round(time.Microsecond)),
		slog.Int64("requests", call.messages.Load()), slog.Int64("in", call.in.Load()), slog.Int64("out", call.out.Load()),
		slog.String("token", call.token),
	}
	if call.cause != nil {
		line = append(line, slog.String("cause", call.cause.Error()))
	}
	l.log.LogAttrs(ctx, level, "call", line...)
}

func (callLog) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (callLog) HandleConn(context.Context, stats.ConnStats)                       {}

// observeUnary stands right before the handler, and tells the log who calls and why the call failed. A handler that panics
// ends its own call alone.
func observeUnary(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (res any, err error) {
	defer func() { observe(ctx, recover(), &err) }()
	return handler(ctx, req)
}

func observeStream(srv any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) (err error) {
	defer func() { observe(stream.Context(), recover(), &err) }()
	return handler(srv, stream)
}

func observe(ctx context.Context, panicked any, err *error) {
	call, ok := ctx.Value(observedKey{}).(*observed)
	if !ok {
		call = &observed{}
	}
	caller, _ := access.From(ctx)
	call.token = caller.TokenName
	if panicked != nil {
		// What a panic says may hold a part of a text, as of a slice out of range; its type and place do not.
		call.cause = fmt.Errorf("panic: %T\n%s", panicked, debug.Stack())
		*err = status.Error(codes.Internal, "the server could not do it; its log says why")
		return
	}
	if code := status.Code(*err); code == codes.Internal || code == codes.Unknown {
		call.cause = *err
	}
}
