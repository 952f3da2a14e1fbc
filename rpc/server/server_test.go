package server_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/rpc/access"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"github.com/kaiku-analytics/kaiku/rpc/server"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lines is a log that can be read while it is written.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// running is a server with what a test needs of it.
type running struct {
	conn   *grpc.ClientConn
	log    *lines
	config server.Config
	token  string
	stop   context.CancelFunc
	ended  chan error
}

func run(t testing.TB, engine *kaiku.Engine, change func(*server.Config)) *running {
	t.Helper()
	dir := t.TempDir()
	r := &running{log: &lines{}, config: server.DefaultConfig, ended: make(chan error, 1)}
	r.config.Listen, r.config.Log = "127.0.0.1:0", slog.New(slog.NewJSONHandler(r.log, nil))
	r.config.Tokens, r.config.Audit = filepath.Join(dir, "tokens.json"), filepath.Join(dir, "audit.jsonl")
	scopes, err := access.ParseScopes([]string{"read", "write", "erase", "admin"})
	ok(t, err)
	r.token, _, err = access.Issue(t.Context(), r.config.Tokens, "tester", scopes, time.Time{})
	ok(t, err)
	if change != nil {
		change(&r.config)
	}
	s, err := server.New(t.Context(), engine, r.config)
	ok(t, err)
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	go func() { r.ended <- s.Serve(ctx) }()
	r.conn, err = grpc.NewClient(s.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	ok(t, err)
	t.Cleanup(func() {
		stop()
		r.conn.Close()
		select {
		case err := <-r.ended:
			ok(t, err)
		default:
		}
	})
	return r
}

func (r *running) as(ctx context.Context) context.Context {
	return metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+r.token)
}

func memory(t *testing.T, options ...kaiku.Option) *kaiku.Engine {
	t.Helper()
	engine, err := kaiku.Open(t.Context(), "", options...)
	ok(t, err)
	t.Cleanup(func() { engine.Close() })
	return engine
}

func TestCallsAreLoggedAndCountedWithoutText(t *testing.T) {
	const secret = "salainen palaute"
	r := run(t, memory(t), func(c *server.Config) { c.Metrics = "127.0.0.1:0" })
	ctx := r.as(t.Context())
	feedback := kaikuv1.NewFeedbackClient(r.conn)
	_, err := feedback.Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{{Id: "a", Text: secret, Unit: secret}}})
	ok(t, err)
	_, err = feedback.Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{{Text: secret}}})
	if status.Code(err) != codes.InvalidArgument {
		t.Error(err)
	}
	_, err = kaikuv1.NewSearchClient(r.conn).Search(ctx, &kaikuv1.SearchRequest{Text: secret})
	ok(t, err)
	if _, err := feedback.Get(t.Context(), &kaikuv1.GetRequest{Ids: []string{"a"}}); status.Code(err) != codes.Unauthenticated {
		t.Error(err)
	}
	metrics := get(t, "http://"+addressOf(t, r, "metrics")+"/metrics")
	for _, want := range []string{
		"kaiku_records 1\n",
		`grpc_server_handled_total{grpc_code="OK",grpc_method="Add",grpc_service="kaiku.v1.Feedback",grpc_type="unary"} 1`,
		`grpc_server_handled_total{grpc_code="InvalidArgument",grpc_method="Add",grpc_service="kaiku.v1.Feedback",grpc_type="unary"} 1`,
		`grpc_server_handling_seconds_bucket{grpc_method="Search"`,
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	r.stop()
	ok(t, <-r.ended)
	if log := r.log.String(); strings.Contains(log, "salainen") || strings.Contains(metrics, "salainen") {
		t.Error("a text is in the log or in the metrics")
	}
	var calls []string
	for _, line := range logged(t, r, "call") {
		calls = append(calls, fmt.Sprint(line["method"], " ", line["code"], " ", line["token"]))
		if line["in"] == nil || line["out"] == nil || line["duration"] == nil {
			t.Errorf("%v", line)
		}
	}
	want := []string{
		"/kaiku.v1.Feedback/Add OK tester", "/kaiku.v1.Feedback/Add InvalidArgument tester", "/kaiku.v1.Search/Search OK tester",
	}
	if len(calls) < len(want) || strings.Join(calls[:len(want)], "\n") != strings.Join(want, "\n") {
		t.Errorf("logged %q", calls)
	}
}

// logged returns the log's lines with a message.
func logged(t *testing.T, r *running, message string) (list []map[string]any) {
	t.Helper()
	for s := bufio.NewScanner(strings.NewReader(r.log.String())); s.Scan(); {
		var line map[string]any
		ok(t, json.Unmarshal(s.Bytes(), &line))
		if line["msg"] == message {
			list = append(list, line)
		}
	}
	return list
}

// addressOf returns where the server listens for something.
func addressOf(t *testing.T, r *running, what string) string {
	t.Helper()
	for range 1000 {
		for _, line := range logged(t, r, "listening") {
			if line["for"] == what {
				return line["address"].(string)
			}
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("nothing listens for %s: %s", what, r.log)
	return ""
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	ok(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ok(t, err)
	return string(body)
}

func TestHealthAndReflection(t *testing.T) {
	r := run(t, memory(t), nil)
	health := grpc_health_v1.NewHealthClient(r.conn)
	for _, service := range []string{"", "kaiku.v1.Search"} { // without a token
		res, err := health.Check(t.Context(), &grpc_health_v1.HealthCheckRequest{Service: service}, grpc.WaitForReady(true))
		ok(t, err)
		if res.Status != grpc_health_v1.HealthCheckResponse_SERVING {
			t.Errorf("%q: %v", service, res)
		}
	}
}

// waiting is an embedder that says when it has begun, and ends when it is told to.
type waiting struct {
	embed.Embedder
	begun, end chan struct{}
}

func (w *waiting) Embed(ctx context.Context, role embed.Role, texts []string, out []float32) error {
	w.begun <- struct{}{}
	select {
	case <-w.end:
		return w.Embedder.Embed(ctx, role, texts, out)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestCallsInProgressMayEnd(t *testing.T) {
	w := &waiting{memory(t).Embedder(), make(chan struct{}), make(chan struct{})}
	r := run(t, memory(t, kaiku.WithEmbedder(w)), nil)
	answered := make(chan error, 1)
	go func() {
		_, err := kaikuv1.NewFeedbackClient(r.conn).Add(r.as(context.Background()), &kaikuv1.AddRequest{Records: []*kaikuv1.Record{{Id: "a", Text: "hyvä"}}})
		answered <- err
	}()
	<-w.begun
	r.stop()
	for len(logged(t, r, "ending")) == 0 {
		time.Sleep(time.Millisecond)
	}
	close(w.end)
	ok(t, <-answered)
	ok(t, <-r.ended)
}

func TestCallsThatDoNotEndAreCutOff(t *testing.T) {
	w := &waiting{memory(t).Embedder(), make(chan struct{}), make(chan struct{})}
	r := run(t, memory(t, kaiku.WithEmbedder(w)), func(c *server.Config) { c.Drain = time.Millisecond })
	answered := make(chan error, 1)
	go func() {
		_, err := kaikuv1.NewEmbedClient(r.conn).Embed(r.as(context.Background()), &kaikuv1.EmbedRequest{Texts: []string{"x"}})
		answered <- err
	}()
	<-w.begun
	r.stop()
	if err := <-answered; status.Code(err) != codes.Unavailable && status.Code(err) != codes.Canceled {
		t.Error(err)
	}
	ok(t, <-r.ended)
}

func TestAPanicEndsItsCallAlone(t *testing.T) {
	r := run(t, memory(t, kaiku.WithEmbedder(panics{memory(t).Embedder()})), nil)
	_, err := kaikuv1.NewEmbedClient(r.conn).Embed(r.as(t.Context()), &kaikuv1.EmbedRequest{Texts: []string{"salainen"}})
	if status.Code(err) != codes.Internal || strings.Contains(err.Error(), "salainen") {
		t.Error(err)
	}
	_, err = kaikuv1.NewAdminClient(r.conn).Info(r.as(t.Context()), &kaikuv1.InfoRequest{})
	ok(t, err)
	r.stop()
	ok(t, <-r.ended)
	if log := r.log.String(); strings.Contains(log, "salainen") || !regexp.MustCompile(`"cause":"panic: .*server_test.go`).MatchString(log) {
		t.Errorf("the log does not say where it was, or says too much: %s", log)
	}
}

type panics struct{ embed.Embedder }

func (panics) Embed(_ context.Context, _ embed.Role, texts []string, _ []float32) error {
	panic("at " + texts[0])
}

func TestNewRefuses(t *testing.T) {
	engine := memory(t)
	for name, change := range map[string]func(*server.Config){
		"can be reached from other machines": func(c *server.Config) { c.Listen = "0.0.0.0:0" },
		"metrics":                            func(c *server.Config) { c.Metrics = "0.0.0.0:0" },
		"its key":                            func(c *server.Config) { c.TLS.Certificate = "x.pem" },
		"clients' certificates":              func(c *server.Config) { c.TLS.ClientCA = "x.pem" },
		"nothing.json":                       func(c *server.Config) { c.Tokens = "nothing.json" },
		"traces":                             func(c *server.Config) { c.Traces = "nonsense" },
		"min-n":                              func(c *server.Config) { c.MinN = -1 },
		"rate":                               func(c *server.Config) { c.Rate = -1 },
	} {
		c := server.DefaultConfig
		dir := t.TempDir()
		c.Listen, c.Log = "127.0.0.1:0", slog.New(slog.DiscardHandler)
		c.Tokens, c.Audit = filepath.Join(dir, "tokens.json"), filepath.Join(dir, "audit.jsonl")
		scopes, err := access.ParseScopes([]string{"read"})
		ok(t, err)
		_, _, err = access.Issue(t.Context(), c.Tokens, "tester", scopes, time.Time{})
		ok(t, err)
		change(&c)
		if _, err := server.New(t.Context(), engine, c); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
