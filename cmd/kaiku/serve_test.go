package main

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// TestServeProcess is the program itself, in a process that a test has started.
func TestServeProcess(t *testing.T) {
	words := os.Getenv("KAIKU_TEST_SERVE")
	if words == "" {
		t.Skip("a part of other tests")
	}
	os.Exit(run(strings.Split(words, "\n")))
}

// startServe starts the program and returns the address that it listens at.
func startServe(t *testing.T, words ...string) (*exec.Cmd, string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestServeProcess$")
	cmd.Env = append(os.Environ(), "KAIKU_TEST_SERVE="+strings.Join(append([]string{"serve"}, words...), "\n"))
	log, err := cmd.StderrPipe()
	ok(t, err)
	ok(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill() })
	address := make(chan string, 1)
	go func() {
		defer close(address)
		for s := bufio.NewScanner(log); s.Scan(); {
			var line struct{ Msg, For, Address string }
			if json.Unmarshal(s.Bytes(), &line) == nil && line.Msg == "listening" && line.For == "calls" {
				address <- line.Address
			}
		}
	}()
	at, listens := <-address
	if !listens {
		t.Fatalf("it does not listen: %v", cmd.Wait())
	}
	return cmd, at
}

// serverCertificate writes a certificate for 127.0.0.1 and its key, and returns what trusts it.
func serverCertificate(t *testing.T, certFile, keyFile string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ok(t, err)
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kaiku"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		BasicConstraintsValid: true, IsCA: true, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	ok(t, err)
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	ok(t, err)
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	ok(t, os.WriteFile(certFile, certPEM, 0o600))
	ok(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), 0o600))
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certPEM)
	return pool
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The program over TCP, with TLS and tokens: add, find, a token that may not, SIGTERM, and what was kept.
func TestServeOverTLS(t *testing.T) {
	dir := t.TempDir()
	archive, tokens := filepath.Join(dir, "archive"), filepath.Join(dir, "tokens.json")
	certFile, keyFile := filepath.Join(dir, "server.pem"), filepath.Join(dir, "server.key")
	_, err := cli(t, "", "add", archive, sample)
	ok(t, err)
	writer, err := cli(t, "", "token", "new", tokens, "--name", "intake", "--scopes", "read,write")
	ok(t, err)
	reader, err := cli(t, "", "token", "new", tokens, "--name", "notebook", "--scopes", "read")
	ok(t, err)
	trusted := serverCertificate(t, certFile, keyFile)
	cmd, address := startServe(t, archive, "--tokens", tokens, "--listen", "127.0.0.1:0", "--tls-cert", certFile, "--tls-key", keyFile)

	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(credentials.NewClientTLSFromCert(trusted, "")))
	ok(t, err)
	defer conn.Close()
	as := func(token string) context.Context {
		return metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+strings.TrimSpace(token))
	}
	feedback, search := kaikuv1.NewFeedbackClient(conn), kaikuv1.NewSearchClient(conn)
	add := &kaikuv1.AddRequest{Records: []*kaikuv1.Record{{Id: "new-1", Text: "Avaruusasema näkyi ikkunasta"}}}
	_, err = feedback.Add(as(writer), add)
	ok(t, err)
	found, err := search.Search(as(reader), &kaikuv1.SearchRequest{Text: "avaruusasema", Mode: kaikuv1.SearchMode_SEARCH_MODE_WORD})
	ok(t, err)
	if len(found.Hits) != 1 || found.Hits[0].Document.Id != "new-1" {
		t.Errorf("found %v", found)
	}
	if _, err = feedback.Add(as(reader), add); status.Code(err) != codes.PermissionDenied {
		t.Errorf("a token that may only read adds: %v", err)
	}
	if _, err = feedback.Add(as("nonsense"), add); status.Code(err) != codes.Unauthenticated {
		t.Errorf("a token that is none adds: %v", err)
	}

	ok(t, cmd.Process.Signal(syscall.SIGTERM))
	ok(t, cmd.Wait())
	out, err := cli(t, "", "search", archive, "avaruusasema", "--mode", "word", "--json")
	if err != nil || !strings.Contains(out, `"new-1"`) {
		t.Errorf("after it ended: %s, %v", out, err)
	}
	audit, err := os.ReadFile(filepath.Join(archive, "audit.jsonl"))
	ok(t, err)
	if text := string(audit); strings.Count(text, `"name":"intake"`) != 2 || !strings.Contains(text, `"records":1`) || strings.Contains(text, "Avaruus") {
		t.Errorf("audit: %s", text)
	}
}

// What was acknowledged on a stream is there after a kill, and adding it again doubles nothing.
func TestServeKilledWhileItAdds(t *testing.T) {
	dir := t.TempDir()
	archive, tokens := filepath.Join(dir, "archive"), filepath.Join(dir, "tokens.json")
	certFile, keyFile := filepath.Join(dir, "server.pem"), filepath.Join(dir, "server.key")
	_, err := cli(t, "", "add", archive, sample)
	ok(t, err)
	token, err := cli(t, "", "token", "new", tokens, "--name", "intake", "--scopes", "read,write,admin")
	ok(t, err)
	trusted := serverCertificate(t, certFile, keyFile)
	start := func() (*exec.Cmd, *grpc.ClientConn, context.Context) {
		cmd, address := startServe(t, archive, "--tokens", tokens, "--listen", "127.0.0.1:0", "--tls-cert", certFile, "--tls-key", keyFile)
		conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(credentials.NewClientTLSFromCert(trusted, "")))
		ok(t, err)
		t.Cleanup(func() { conn.Close() })
		return cmd, conn, metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+strings.TrimSpace(token))
	}
	batch := func(n int) *kaikuv1.AddStreamRequest {
		req := &kaikuv1.AddStreamRequest{}
		for i := range 50 {
			req.Records = append(req.Records, &kaikuv1.Record{Id: "k" + string(rune('a'+n)) + "-" + string(rune('0'+i)), Text: "jono oli pitkä"})
		}
		return req
	}
	const batches = 20
	cmd, conn, ctx := start()
	stream, err := kaikuv1.NewFeedbackClient(conn).AddStream(ctx)
	ok(t, err)
	acknowledged := int64(0)
	for n := range batches {
		ok(t, stream.Send(batch(n)))
		if n < 5 {
			res, err := stream.Recv()
			ok(t, err)
			acknowledged = res.Requests
		}
		if n == 8 { // some are on their way
			ok(t, cmd.Process.Kill())
			break
		}
	}
	for {
		res, err := stream.Recv()
		if err != nil {
			if code := status.Code(err); code != codes.Unavailable {
				t.Errorf("the client sees %v", err)
			}
			break
		}
		acknowledged = res.Requests
	}
	_ = cmd.Wait()

	_, conn, ctx = start()
	feedback := kaikuv1.NewFeedbackClient(conn)
	for n := range int(acknowledged) {
		req := &kaikuv1.GetRequest{}
		for _, r := range batch(n).Records {
			req.Ids = append(req.Ids, r.Id)
		}
		_, err := feedback.Get(ctx, req)
		ok(t, err)
	}
	stream, err = feedback.AddStream(ctx)
	ok(t, err)
	for n := range batches {
		ok(t, stream.Send(batch(n)))
		_, err := stream.Recv()
		ok(t, err)
	}
	info, err := kaikuv1.NewAdminClient(conn).Info(ctx, &kaikuv1.InfoRequest{})
	ok(t, err)
	if info.Records != 940+batches*50 {
		t.Errorf("%d records: expected %d", info.Records, 940+batches*50)
	}
}

func TestServeRefuses(t *testing.T) {
	dir := t.TempDir()
	archive, tokens := filepath.Join(dir, "archive"), filepath.Join(dir, "tokens.json")
	_, err := cli(t, "", "add", archive, sample)
	ok(t, err)
	_, err = cli(t, "", "token", "new", tokens, "--name", "x", "--scopes", "read")
	ok(t, err)
	for want, words := range map[string][]string{
		"--tokens":                           {archive},
		"can be reached from other machines": {archive, "--tokens", tokens, "--listen", "0.0.0.0:0"},
		"no feedback is kept":                {filepath.Join(dir, "nowhere"), "--tokens", tokens},
	} {
		if _, err := cli(t, "", append([]string{"serve"}, words...)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", words, err)
		}
	}
}
