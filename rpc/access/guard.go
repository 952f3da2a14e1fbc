package access

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/tap"
)

// Config is what a Guard holds calls to.
type Config struct {
	Tokens *Tokens

	// Methods says what each method asks of its caller, by its full name, such as /kaiku.v1.Feedback/Add. Any other is refused.
	Methods map[string]Scope

	// Audit gets the calls of methods that ask for Write or Erase. It may be nil where there is none.
	Audit *Audit

	// Rate is how many calls a second one token may make in the long run, and Burst how many at once after a pause. A stream
	// is one call, whatever flows in it. Rate 0 sets no bound; Burst 0 is as many as in a second.
	Rate  float64
	Burst int

	// Concurrent is how many calls may be in progress at the same time, of all tokens, streams included. 0 sets no bound.
	Concurrent int
}

// Guard has the interceptors of a server. A refused call has one of these codes:
//
//	UNAUTHENTICATED     no token, or none that is in force; one message for all of that
//	PERMISSION_DENIED   the token has not the scope, which the message names, or the method is not in the table
//	RESOURCE_EXHAUSTED  too many calls; RetryInfo says when to come again
//	UNAVAILABLE         the tokens cannot be read, or the audit cannot be written
//
// It is safe for concurrent use.
type Guard struct {
	config   Config
	interval time.Duration // from call to call of one token; 0 without a bound
	active   atomic.Int64  // calls in progress
	unknown  atomic.Int64  // calls without a token in force
}

var methodName = regexp.MustCompile(`^/[A-Za-z_][\w.]*/[A-Za-z_]\w*$`)

// NewGuard returns a guard, or an error that says what is wrong in the configuration.
func NewGuard(c Config) (*Guard, error) {
	if c.Tokens == nil {
		return nil, errors.New("no tokens")
	}
	for _, method := range slices.Sorted(maps.Keys(c.Methods)) {
		switch scope := c.Methods[method]; {
		case !methodName.MatchString(method):
			return nil, fmt.Errorf("method %q: expected /package.Service/Method", cut(method))
		case scope < Public || scope > Admin:
			return nil, fmt.Errorf("method %s: scope %d: expected one of Public, Figures, Read, Write, Erase and Admin", method, scope)
		case scope.audited() && c.Audit == nil:
			return nil, fmt.Errorf("method %s asks for the scope %s, and there is no audit", method, scope)
		}
	}
	if c.Rate != 0 && !(c.Rate >= 0.001 && c.Rate <= 1e6) {
		return nil, fmt.Errorf("rate %v: expected 0, or 0.001 to 1,000,000 calls a second", c.Rate)
	}
	if c.Burst < 0 || c.Burst > 1e6 {
		return nil, fmt.Errorf("burst %d: expected 0 to 1,000,000 calls", c.Burst)
	}
	if c.Concurrent < 0 {
		return nil, fmt.Errorf("concurrent %d: expected no negative number", c.Concurrent)
	}
	c.Methods = maps.Clone(c.Methods)
	g := &Guard{config: c}
	if c.Rate > 0 {
		g.interval = time.Duration(float64(time.Second) / c.Rate)
		if c.Burst == 0 {
			g.config.Burst = int(math.Ceil(c.Rate))
		}
	}
	return g, nil
}

var (
	errUnlisted = status.Error(codes.PermissionDenied, "the method is open to nobody")
	errEnded    = status.Error(codes.Internal, "the handler did not return")
	errNoAudit  = status.Error(codes.Unavailable, "the server cannot write its audit, without which it changes nothing; its log says why")
)

// lacks is the error of a call whose token has not a scope.
func lacks(s Scope) error {
	return status.Errorf(codes.PermissionDenied, "the token has not the scope %s", s)
}

// retryBusy is when to come again to a server that is busy with other calls, whose end nobody knows.
const retryBusy = 100 * time.Millisecond

// Tap is a handle for grpc.InTapHandle: it refuses a call without a token in force when its header comes. The interceptors
// do that too, but a unary one runs when the message has been read, and who has no token should not fill the memory. Such
// calls reach no interceptor and no stats handler; Unauthenticated counts them.
func (g *Guard) Tap(ctx context.Context, info *tap.Info) (context.Context, error) {
	if g.config.Methods[info.FullMethodName] != Public {
		if _, err := g.authenticate(info.Header["authorization"]); err != nil {
			return nil, err
		}
	}
	return ctx, nil
}

// Unauthenticated returns how many calls were refused for want of a token in force.
func (g *Guard) Unauthenticated() int64 { return g.unknown.Load() }

func (g *Guard) authenticate(authorization []string) (*held, error) {
	token, err := g.config.Tokens.authenticate(authorization)
	if err == errNoToken {
		g.unknown.Add(1)
	}
	return token, err
}

// Unary is a grpc.UnaryServerInterceptor.
func (g *Guard) Unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (answer any, err error) {
	if g.config.Methods[info.FullMethod] == Public {
		return handler(ctx, req)
	}
	c, err := g.admit(ctx, info.FullMethod)
	if err != nil {
		return nil, err
	}
	err = errEnded // unless the handler returns: it may panic
	defer func() { g.end(ctx, c, err) }()
	return handler(context.WithValue(ctx, callKey{}, c), req)
}

// Stream is a grpc.StreamServerInterceptor. A stream ends with the next message after its token did.
func (g *Guard) Stream(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) (err error) {
	if g.config.Methods[info.FullMethod] == Public {
		return handler(srv, ss)
	}
	ctx := ss.Context()
	c, err := g.admit(ctx, info.FullMethod)
	if err != nil {
		return err
	}
	err = errEnded
	defer func() { g.end(ctx, c, err) }()
	return handler(srv, &stream{ss, context.WithValue(ctx, callKey{}, c), g.config.Tokens, c.TokenID})
}

// admit returns the call if it may go on. Then end must follow.
func (g *Guard) admit(ctx context.Context, method string) (*call, error) {
	token, err := g.authenticate(metadata.ValueFromIncomingContext(ctx, "authorization"))
	if err != nil {
		return nil, err
	}
	if g.interval > 0 {
		if wait := token.pace.take(time.Since(started), g.interval, g.config.Burst); wait > 0 {
			return nil, exhausted(fmt.Sprintf("more than %v calls a second with one token", g.config.Rate), wait)
		}
	}
	scope := g.config.Methods[method]
	if scope == 0 {
		return nil, errUnlisted
	}
	c := &call{Caller: Caller{token.ID, token.Name, token.Scopes, certificateName(ctx)}, scope: scope, method: method}
	if !token.Scopes.Allows(scope) {
		err := lacks(scope)
		if scope.audited() {
			g.config.Audit.refused(ctx, c, err)
		}
		return nil, err
	}
	if active := g.active.Add(1); g.config.Concurrent > 0 && active > int64(g.config.Concurrent) {
		g.active.Add(-1)
		return nil, exhausted(fmt.Sprintf("more than %d calls in progress", g.config.Concurrent), retryBusy)
	}
	if scope.audited() {
		if err := g.config.Audit.began(ctx, c); err != nil {
			g.active.Add(-1)
			return nil, errNoAudit
		}
	}
	return c, nil
}

func (g *Guard) end(ctx context.Context, c *call, err error) {
	g.active.Add(-1)
	if c.scope.audited() {
		g.config.Audit.ended(ctx, c, err)
	}
}

// stream is one whose messages pass while its token is in force.
type stream struct {
	grpc.ServerStream
	ctx    context.Context
	tokens *Tokens
	id     string
}

func (s *stream) Context() context.Context { return s.ctx }

func (s *stream) RecvMsg(m any) error {
	if err := s.ServerStream.RecvMsg(m); err != nil {
		return err
	}
	return s.tokens.recheck(s.id)
}

func (s *stream) SendMsg(m any) error {
	if err := s.tokens.recheck(s.id); err != nil {
		return err
	}
	return s.ServerStream.SendMsg(m)
}
