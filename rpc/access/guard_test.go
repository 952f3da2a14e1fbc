package access

import (
	"context"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/tap"
)

func TestCallsAreLetInOrRefused(t *testing.T) {
	f := serve(t, nil)
	conn, ctx := f.dial(nil), t.Context()
	reads, readID := issue(t, f.tokens, "read")
	writes, _ := issue(t, f.tokens, "write")
	erases, _ := issue(t, f.tokens, "erase")
	admin, _ := issue(t, f.tokens, "admin")
	revoked, revokedID := issue(t, f.tokens, "read")
	if _, err := Revoke(ctx, f.tokens, revokedID); err != nil {
		t.Fatal(err)
	}
	expired := expire(t, f.tokens)
	otherSecret := reads[:len(reads)-43] + writes[len(writes)-43:]
	unknown := prefix + "000000000000" + reads[len(reads)-44:]

	for _, test := range []struct {
		name          string
		authorization []string
		method        string
		want          codes.Code
	}{
		{"right", []string{"Bearer " + reads}, readMethod, codes.OK},
		{"right, and lower case", []string{"bearer " + reads}, readMethod, codes.OK},
		{"write", []string{"Bearer " + writes}, addMethod, codes.OK},
		{"erase", []string{"Bearer " + erases}, eraseMethod, codes.OK},

		{"none", nil, readMethod, codes.Unauthenticated},
		{"empty", []string{""}, readMethod, codes.Unauthenticated},
		{"two", []string{"Bearer " + reads, "Bearer " + reads}, readMethod, codes.Unauthenticated},
		{"basic", []string{"Basic dXNlcjpwYXNz"}, readMethod, codes.Unauthenticated},
		{"malformed", []string{"Bearer kaiku_token"}, readMethod, codes.Unauthenticated},
		{"wrong secret", []string{"Bearer " + otherSecret}, readMethod, codes.Unauthenticated},
		{"unknown id", []string{"Bearer " + unknown}, readMethod, codes.Unauthenticated},
		{"revoked", []string{"Bearer " + revoked}, readMethod, codes.Unauthenticated},
		{"expired", []string{"Bearer " + expired}, readMethod, codes.Unauthenticated},
		{"none, for a method that is open to nobody", nil, listMethod, codes.Unauthenticated},

		{"read for add", []string{"Bearer " + reads}, addMethod, codes.PermissionDenied},
		{"write for erase", []string{"Bearer " + writes}, eraseMethod, codes.PermissionDenied},
		{"write for read", []string{"Bearer " + writes}, readMethod, codes.PermissionDenied},
		{"admin for read", []string{"Bearer " + admin}, readMethod, codes.PermissionDenied},
		{"admin for erase", []string{"Bearer " + admin}, eraseMethod, codes.PermissionDenied},
		{"open to nobody", []string{"Bearer " + admin}, listMethod, codes.PermissionDenied},

		{"public without a token", nil, checkMethod, codes.OK},
		{"public with a wrong token", []string{"Bearer " + otherSecret}, checkMethod, codes.OK},
	} {
		_, err := get(with(ctx, test.authorization...), conn, test.method, "")
		wantCode(t, test.name, err, test.want)
		if test.want == codes.Unauthenticated && status.Convert(err).Message() != status.Convert(errNoToken).Message() {
			t.Errorf("%s is told apart: %v", test.name, err)
		}
	}
	if who, err := get(with(ctx, "Bearer "+reads), conn, readMethod, ""); who != "of read|"+readID+"|read|" {
		t.Errorf("the handler was called by %q, %v", who, err)
	}
	for _, secret := range []string{reads, writes, revoked} {
		if strings.Contains(f.log.String(), secret[len(secret)-43:]) {
			t.Error("the log holds a secret")
		}
	}
}

// expire adds a token that has expired.
func expire(t *testing.T, file string) (secret string) {
	t.Helper()
	secret, token, err := Issue(t.Context(), file, "expired", scopes(t, "read"), time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	err = edit(t.Context(), file, func(entries []entry) ([]entry, error) {
		for i := range entries {
			if entries[i].ID == token.ID {
				entries[i].Made, entries[i].Expires = time.Unix(0, 0).UTC(), time.Now().Add(-time.Second).UTC()
			}
		}
		return entries, nil
	}, false)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestTapRefusesBeforeTheMessage(t *testing.T) {
	var guard *Guard
	f := serve(t, nil, grpc.InTapHandle(func(ctx context.Context, info *tap.Info) (context.Context, error) { return guard.Tap(ctx, info) }))
	guard = f.guard
	conn := f.dial(nil)
	secret, _ := issue(t, f.tokens, "read")
	before := reads.Load()
	for range 3 {
		_, err := get(t.Context(), conn, readMethod, strings.Repeat("a", 1<<20))
		wantCode(t, "no token", err, codes.Unauthenticated)
		if status.Convert(err).Message() != status.Convert(errNoToken).Message() {
			t.Error(err)
		}
	}
	if reads.Load() != before || guard.Unauthenticated() != 3 {
		t.Errorf("%d messages of unknown callers were read; %d such calls, want 3", reads.Load()-before, guard.Unauthenticated())
	}
	_, err := get(with(t.Context(), "Bearer "+secret), conn, readMethod, "")
	wantCode(t, "a token", err, codes.OK)
	_, err = get(t.Context(), conn, checkMethod, "")
	wantCode(t, "public", err, codes.OK)
}

func TestTheFileIsFollowed(t *testing.T) {
	f := serve(t, nil)
	conn := f.dial(nil)
	secret, id := issue(t, f.tokens, "read,write")
	ctx := with(t.Context(), "Bearer "+secret)
	call := func() error { _, err := get(ctx, conn, readMethod, ""); return err }
	wantCode(t, "made while it runs", call(), codes.OK)

	if err := os.Chmod(f.tokens, 0o644); err != nil {
		t.Fatal(err)
	}
	if ownersAlone(0o644) != nil {
		wantCode(t, "others can read the tokens", call(), codes.Unavailable)
		wantCode(t, "still", call(), codes.Unavailable)
	}
	if err := os.Chmod(f.tokens, 0o600); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "its owner's alone again", call(), codes.OK)

	content, err := os.ReadFile(f.tokens)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f.tokens, content[:len(content)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "damaged", call(), codes.Unavailable)
	if err := os.Remove(f.tokens); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "removed", call(), codes.Unavailable)
	_, err = get(t.Context(), conn, checkMethod, "")
	wantCode(t, "health meanwhile", err, codes.OK)
	if err := os.WriteFile(f.tokens, content, 0o600); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "there again", call(), codes.OK)

	if _, err := Revoke(t.Context(), f.tokens, id); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "revoked while it runs", call(), codes.Unauthenticated)
	if n := strings.Count(f.log.String(), "nobody is let in"); n < 2 || n > 3 {
		t.Errorf("%d lines of faults in the log:\n%s", n, f.log)
	}
}

// With the interval that servers have, a revoked token ends without anything else happening.
func TestARevokedTokenEndsBeforeLong(t *testing.T) {
	f := serve(t, nil)
	f.guard.config.Tokens.watch.every = checkEvery
	conn := f.dial(nil)
	secret, id := issue(t, f.tokens, "read")
	ctx := with(t.Context(), "Bearer "+secret)
	_, err := get(ctx, conn, readMethod, "")
	wantCode(t, "before", err, codes.OK)
	if _, err := Revoke(t.Context(), f.tokens, id); err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = get(ctx, conn, readMethod, "")
		time.Sleep(10 * time.Millisecond)
	}
	wantCode(t, "after", err, codes.Unauthenticated)
}

func TestStreamEndsWithItsToken(t *testing.T) {
	f := serve(t, nil)
	conn := f.dial(nil)
	open := func(secret string) (grpc.ClientStream, error) {
		return conn.NewStream(with(t.Context(), "Bearer "+secret), &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, talkMethod)
	}
	exchange := func(s grpc.ClientStream) error {
		if err := s.SendMsg(&request{Service: "a"}); err != nil && err != io.EOF { // then RecvMsg says why it ended
			return err
		}
		return s.RecvMsg(new(request))
	}
	for want, words := range map[codes.Code]string{codes.PermissionDenied: "read", codes.OK: "write"} {
		secret, _ := issue(t, f.tokens, words)
		s, err := open(secret)
		if err != nil {
			t.Fatal(err)
		}
		wantCode(t, "a stream with "+words, exchange(s), want)
	}
	secret, id := issue(t, f.tokens, "write")
	s, err := open(secret)
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, "a message", exchange(s), codes.OK)
	if _, err := Revoke(t.Context(), f.tokens, id); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "a message after the token was revoked", exchange(s), codes.Unauthenticated)
	if s, err = open(prefix); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "a stream without a token", s.RecvMsg(new(request)), codes.Unauthenticated)
}

// retryAfter returns what RetryInfo says, or -1.
func retryAfter(err error) time.Duration {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.RetryInfo); ok {
			return info.RetryDelay.AsDuration()
		}
	}
	return -1
}

func TestRateIsOfEachToken(t *testing.T) {
	const hour = 1. / 3600
	f := serve(t, func(c *Config) { c.Rate, c.Burst = hour*10, 3 })
	conn := f.dial(nil)
	first, _ := issue(t, f.tokens, "read")
	second, _ := issue(t, f.tokens, "read")
	call := func(secret, method string) error {
		_, err := get(with(t.Context(), "Bearer "+secret), conn, method, "")
		return err
	}
	wantCode(t, "first", call(first, readMethod), codes.OK)
	wantCode(t, "a refused call counts", call(first, addMethod), codes.PermissionDenied)
	issue(t, f.tokens, "read") // the file is read again, the count goes on
	wantCode(t, "third", call(first, readMethod), codes.OK)
	err := call(first, readMethod)
	wantCode(t, "fourth", err, codes.ResourceExhausted)
	if wait := retryAfter(err); wait <= 0 || wait > 6*time.Minute {
		t.Errorf("come again after %v, want at most the 6 minutes from call to call", wait)
	}
	wantCode(t, "of another token", call(second, readMethod), codes.OK)
	_, err = get(t.Context(), conn, checkMethod, "")
	wantCode(t, "public", err, codes.OK)
}

func TestConcurrentCallsAreBounded(t *testing.T) {
	f := serve(t, func(c *Config) { c.Concurrent = 2 })
	conn := f.dial(nil)
	secret, _ := issue(t, f.tokens, "read,write,erase")
	ctx := with(t.Context(), "Bearer "+secret)
	var cancels []context.CancelFunc
	for range 2 {
		ctx, cancel := context.WithCancel(ctx)
		cancels = append(cancels, cancel)
		s, err := conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, talkMethod)
		if err == nil {
			err = s.SendMsg(&request{})
		}
		if err == nil {
			err = s.RecvMsg(new(request)) // it has begun
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := get(ctx, conn, readMethod, "")
	wantCode(t, "third", err, codes.ResourceExhausted)
	if retryAfter(err) <= 0 {
		t.Errorf("no RetryInfo: %v", err)
	}
	_, err = get(ctx, conn, checkMethod, "")
	wantCode(t, "health", err, codes.OK)
	cancels[0]()
	for f.guard.active.Load() > 1 {
		time.Sleep(time.Millisecond)
	}
	for range 5 { // each gives its place back, one that panics too
		_, err = get(ctx, conn, panicMethod, "")
		wantCode(t, "a panic", err, codes.Internal)
		_, err = get(ctx, conn, readMethod, "")
		wantCode(t, "when one has ended", err, codes.OK)
	}
	cancels[1]()
}

func TestNewGuardRefuses(t *testing.T) {
	tokens := new(Tokens)
	for name, c := range map[string]Config{
		"no tokens":      {},
		"no slash":       {Tokens: tokens, Methods: map[string]Scope{"kaiku.v1.Feedback/Get": Read}},
		"no method":      {Tokens: tokens, Methods: map[string]Scope{"/kaiku.v1.Feedback": Read}},
		"zero scope":     {Tokens: tokens, Methods: map[string]Scope{readMethod: 0}},
		"no such scope":  {Tokens: tokens, Methods: map[string]Scope{readMethod: Admin + 1}},
		"no audit":       {Tokens: tokens, Methods: map[string]Scope{addMethod: Write}},
		"nor of erasing": {Tokens: tokens, Methods: map[string]Scope{eraseMethod: Erase}},
		"negative rate":  {Tokens: tokens, Rate: -1},
		"no rate":        {Tokens: tokens, Rate: math.NaN()},
		"endless rate":   {Tokens: tokens, Rate: math.Inf(1)},
		"burst":          {Tokens: tokens, Rate: 1, Burst: -1},
		"concurrent":     {Tokens: tokens, Concurrent: -1},
	} {
		if _, err := NewGuard(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if g, err := NewGuard(Config{Tokens: tokens, Rate: 2.5, Methods: map[string]Scope{readMethod: Read}}); err != nil || g.config.Burst != 3 || g.interval != 400*time.Millisecond {
		t.Errorf("%+v, %v", g, err)
	}
}
