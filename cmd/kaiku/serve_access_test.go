package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// A token that expires or is revoked while the program runs ends there and then, on a stream that is open too; one without
// the scope is refused, and what small counts hide is not shown to who may see figures alone.
func TestServeEndsTokens(t *testing.T) {
	dir := t.TempDir()
	archive, tokens := filepath.Join(dir, "archive"), filepath.Join(dir, "tokens.json")
	_, err := cli(t, "", "add", archive, sample)
	ok(t, err)
	made := func(name, scopes string, more ...string) (token string) {
		token, err := cli(t, "", append([]string{"token", "new", tokens, "--name", name, "--scopes", scopes}, more...)...)
		ok(t, err)
		return strings.TrimSpace(token)
	}
	revoked, wrong, figures := made("revoked", "read,write"), made("wrong", "erase"), made("figures", "figures")
	over := time.Now().Add(4 * time.Second).Truncate(time.Second)
	expired := made("expired", "read", "--expires", over.UTC().Format(time.RFC3339))
	_, address := startServe(t, archive, "--tokens", tokens, "--listen", "127.0.0.1:0")
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	ok(t, err)
	defer conn.Close()
	as := func(token string) context.Context {
		return metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+token)
	}
	feedback, search := kaikuv1.NewFeedbackClient(conn), kaikuv1.NewSearchClient(conn)
	reads := func(token string) codes.Code {
		_, err := search.Search(as(token), &kaikuv1.SearchRequest{Text: "jono"})
		return status.Code(err)
	}
	until := func(token string, want codes.Code) {
		t.Helper()
		for give := time.Now().Add(time.Minute); reads(token) != want; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(give) {
				t.Fatalf("after a minute: %v; want %v", reads(token), want)
			}
		}
	}
	if code := reads(expired); code != codes.OK && time.Now().Before(over) {
		t.Errorf("before it expires: %v", code)
	}
	until(expired, codes.Unauthenticated)

	stream, err := feedback.AddStream(as(revoked))
	ok(t, err)
	exchange := func() error {
		stream.Send(&kaikuv1.AddStreamRequest{Records: []*kaikuv1.Record{{Id: "a", Text: "jono"}}}) // Recv says why it failed
		_, err := stream.Recv()
		return err
	}
	ok(t, exchange())
	_, err = cli(t, "", "token", "revoke", tokens, strings.Split(revoked, "_")[1])
	ok(t, err)
	until(revoked, codes.Unauthenticated)
	if err := exchange(); status.Code(err) != codes.Unauthenticated {
		t.Errorf("a stream whose token was revoked: %v", err)
	}

	for token, want := range map[string]codes.Code{wrong: codes.PermissionDenied, figures: codes.PermissionDenied, "": codes.Unauthenticated} {
		if code := reads(token); code != want {
			t.Errorf("%.12s: %v; want %v", token, code, want)
		}
	}
	_, err = kaikuv1.NewStatsClient(conn).Nps(as(figures), &kaikuv1.NpsRequest{})
	ok(t, err)
	if _, err := kaikuv1.NewStatsClient(conn).Nps(as(wrong), &kaikuv1.NpsRequest{}); status.Code(err) != codes.PermissionDenied {
		t.Errorf("a token that may only erase counts: %v", err)
	}
}
