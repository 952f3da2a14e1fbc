package access

import (
	"context"
	"net"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
)

// BenchmarkUnary is what a call costs beside its handler, which does nothing.
func BenchmarkUnary(b *testing.B) {
	f := serve(b, func(c *Config) { c.Rate, c.Burst, c.Concurrent = 1e6, 1e6, 1000 })
	f.guard.config.Tokens.watch.every = checkEvery
	secret, _ := issue(b, f.tokens, "read,write,erase")
	f.guard.config.Tokens.load()
	ctx := func(token string) context.Context {
		ctx := peer.NewContext(b.Context(), &peer.Peer{Addr: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 7), Port: 51234}})
		return metadata.NewIncomingContext(ctx, metadata.Pairs(":authority", "kaiku.test", "authorization", "Bearer "+token, "user-agent", "grpc-go"))
	}
	for _, bench := range []struct {
		name, token, method string
		want                codes.Code
	}{
		{"read", secret, readMethod, codes.OK}, {"write", secret, addMethod, codes.OK}, {"erase", secret, eraseMethod, codes.OK},
		{"public", "", checkMethod, codes.OK}, {"wrong secret", secret[:len(secret)-1] + strings.Trim("AB", secret[len(secret)-1:])[:1], readMethod, codes.Unauthenticated},
	} {
		b.Run(bench.name, func(b *testing.B) {
			ctx, info := ctx(bench.token), &grpc.UnaryServerInfo{FullMethod: bench.method}
			handler := func(ctx context.Context, _ any) (any, error) { CountRecords(ctx, 1); return nil, nil }
			b.ReportAllocs()
			for b.Loop() {
				if _, err := f.guard.Unary(ctx, nil, info, handler); status.Code(err) != bench.want {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("read, all cores", func(b *testing.B) {
		ctx, info := ctx(secret), &grpc.UnaryServerInfo{FullMethod: readMethod}
		handler := func(context.Context, any) (any, error) { return nil, nil }
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				f.guard.Unary(ctx, nil, info, handler)
			}
		})
	})
	b.Run("message of a stream", func(b *testing.B) {
		_, id, _ := bearer([]string{"Bearer " + secret})
		for b.Loop() {
			if err := f.guard.config.Tokens.recheck(id); err != nil {
				b.Fatal(err)
			}
		}
	})
}
