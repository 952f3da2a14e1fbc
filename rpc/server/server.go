package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	grpcprom "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus"
	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/rpc"
	"github.com/kaiku-analytics/kaiku/rpc/access"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/net/netutil"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
)

// Config says how an engine is served.
type Config struct {
	Listen   string          // host:port; port 0 takes a free one
	TLS      access.TLSFiles // without a Certificate there is none
	Insecure bool            // listen where other machines reach it, without TLS
	Tokens   string          // file of tokens
	Audit    string          // file of who changed what; made where there is none
	Metrics  string          // loopback host:port for Prometheus; "" for none
	Traces   string          // URL of an OTLP collector over gRPC, such as http://127.0.0.1:4317; "" sends none
	MinN     int             // as in rpc.Options

	Rate        float64       // calls a second of one token; 0 for any number
	Burst       int           // calls of one token at once after a pause
	Concurrent  int           // calls in progress; 0 for any number
	Connections int           // open connections; more wait
	MaxRequest  int           // bytes of a message that comes
	MaxAnswer   int           // bytes of a message that goes
	Drain       time.Duration // how long calls may take to end once the server is told to

	Log *slog.Logger
}

// DefaultConfig is what a Config is unless there is a reason.
var DefaultConfig = Config{
	Listen: "127.0.0.1:7979", MinN: rpc.DefaultMinN,
	Concurrent: 256, Connections: 1000, MaxRequest: 16 << 20, MaxAnswer: 64 << 20, Drain: 20 * time.Second,
}

// Server listens, and answers once Serve runs.
type Server struct {
	config   Config
	listener net.Listener
	metrics  net.Listener // nil without
	http     *http.Server
	grpc     *grpc.Server
	health   *health.Server
	fits     *kaiku.Fits
	close    []func() error // in the order in which things are to be closed
	reserve  []byte
}

// reserve is how many bytes a server holds and never touches. The collector begins when the heap has doubled, which with a
// small engine is many times a second, and while it runs calls have a processor less; so it lets that much more garbage
// gather first. Memory in use grows by that at most; of a GOMEMLIMIT, the reserve itself is part.
const reserve = 128 << 20

// New checks a configuration, opens its files and listens. The error says what is wrong with what. The engine stays the
// caller's.
func New(ctx context.Context, engine *kaiku.Engine, c Config) (*Server, error) {
	s := &Server{config: c, health: health.NewServer(), fits: kaiku.NewFits(engine), reserve: make([]byte, reserve)}
	if err := s.open(ctx, engine); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Server) open(ctx context.Context, engine *kaiku.Engine) error {
	c := &s.config
	secure := c.TLS.Certificate != ""
	switch {
	case secure != (c.TLS.Key != ""):
		return errors.New("TLS: expected both a certificate and its key")
	case c.TLS.ClientCA != "" && !secure:
		return errors.New("TLS: clients' certificates need a certificate and a key of the server's own")
	case c.MinN < 0:
		return fmt.Errorf("min-n %d: expected 0 or more", c.MinN)
	}
	if err := access.CheckListen(c.Listen, secure, c.Insecure); err != nil {
		return err
	}
	tokens, err := access.OpenTokens(c.Tokens, c.Log)
	if err != nil {
		return err
	}
	audit, err := access.OpenAudit(c.Audit, c.Log)
	if err != nil {
		return err
	}
	s.close = append(s.close, audit.Close)
	guard, err := access.NewGuard(access.Config{
		Tokens: tokens, Audit: audit, Methods: methods, Rate: c.Rate, Burst: c.Burst, Concurrent: c.Concurrent,
	})
	if err != nil {
		return err
	}
	figures := grpcprom.NewServerMetrics(grpcprom.WithServerHandlingTimeHistogram(
		grpcprom.WithHistogramBuckets([]float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 30, 60})))
	options := []grpc.ServerOption{
		grpc.InTapHandle(guard.Tap),
		grpc.ChainUnaryInterceptor(figures.UnaryServerInterceptor(), guard.Unary, observeUnary),
		grpc.ChainStreamInterceptor(figures.StreamServerInterceptor(), guard.Stream, observeStream),
		grpc.StatsHandler(callLog{c.Log}),
		grpc.MaxRecvMsgSize(c.MaxRequest), grpc.MaxSendMsgSize(c.MaxAnswer), grpc.MaxConcurrentStreams(128),
		grpc.ConnectionTimeout(10 * time.Second),
		// A client that is gone without a word is noticed within a minute and a half.
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: time.Minute, Timeout: 20 * time.Second}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 10 * time.Second, PermitWithoutStream: true}),
	}
	if secure {
		config, err := access.LoadTLS(c.TLS, c.Log)
		if err != nil {
			return err
		}
		options = append(options, grpc.Creds(credentials.NewTLS(config)))
	}
	if c.Traces != "" {
		handler, stop, err := traces(ctx, c.Traces)
		if err != nil {
			return err
		}
		s.close = append(s.close, stop)
		options = append(options, grpc.StatsHandler(handler))
	}
	s.grpc = grpc.NewServer(options...)
	rpc.Register(s.grpc, engine, rpc.Options{MinN: c.MinN, Fits: s.fits})
	for name := range s.grpc.GetServiceInfo() {
		s.health.SetServingStatus(name, grpc_health_v1.HealthCheckResponse_NOT_SERVING)
	}
	s.health.SetServingStatus("", grpc_health_v1.HealthCheckResponse_NOT_SERVING)
	grpc_health_v1.RegisterHealthServer(s.grpc, s.health)
	reflection.RegisterV1(s.grpc)
	figures.InitializeMetrics(s.grpc)
	if c.Metrics != "" {
		if err := s.openMetrics(engine, figures); err != nil {
			return err
		}
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	s.close = append(s.close, func() error { return ignoreClosed(listener.Close()) })
	s.listener = listener
	if c.Connections > 0 {
		s.listener = netutil.LimitListener(listener, c.Connections)
	}
	return nil
}

// openMetrics listens for Prometheus.
func (s *Server) openMetrics(engine *kaiku.Engine, figures *grpcprom.ServerMetrics) error {
	if err := access.CheckListen(s.config.Metrics, false, false); err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(figures, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "kaiku_records", Help: "Records that are kept."}, func() float64 {
			info, err := engine.Info(context.Background())
			if err != nil {
				return -1
			}
			return float64(info.Records)
		}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	s.http = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second, MaxHeaderBytes: 16 << 10}
	listener, err := net.Listen("tcp", s.config.Metrics)
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	s.metrics = listener
	s.close = append(s.close, func() error { return ignoreClosed(listener.Close()) })
	return nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Addr is where the server listens for calls.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// Serve answers calls until ctx ends. Then it says through its health that it is about to end, takes no more calls, lets
// those in progress end as long as Config.Drain allows, ends a fit that runs, and closes everything but the engine.
func (s *Server) Serve(ctx context.Context) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	if s.metrics != nil {
		go func() {
			if err := s.http.Serve(s.metrics); !errors.Is(err, http.ErrServerClosed) {
				fail(fmt.Errorf("metrics: %w", err))
			}
		}()
		s.config.Log.Info("listening", "for", "metrics", "address", s.metrics.Addr().String())
	}
	ended := make(chan error, 1)
	go func() {
		err := s.grpc.Serve(s.listener)
		ended <- err
		fail(err)
	}()
	s.health.Resume()
	s.config.Log.Info("listening", "for", "calls", "address", s.listener.Addr().String(), "tls", s.config.TLS.Certificate != "",
		"client_certificates", s.config.TLS.ClientCA != "")
	<-ctx.Done()
	s.drain()
	err := <-ended
	if cause := context.Cause(ctx); err == nil && !errors.Is(cause, context.Canceled) {
		err = cause
	}
	return errors.Join(err, s.Close())
}

// drain ends the calls in progress.
func (s *Server) drain() {
	s.config.Log.Info("ending", "drain", s.config.Drain)
	s.health.Shutdown()
	stopped := make(chan struct{})
	go func() {
		s.grpc.GracefulStop()
		close(stopped)
	}()
	select {
	case <-stopped:
	case <-time.After(s.config.Drain):
		s.config.Log.Warn("calls that did not end in time were cut off")
		s.grpc.Stop()
		<-stopped
	}
}

// Close frees what New opened. Serve does it too.
func (s *Server) Close() error {
	if s.grpc != nil {
		s.grpc.Stop()
	}
	s.fits.Close()
	var errs []error
	if s.http != nil {
		errs = append(errs, s.http.Close())
	}
	for _, close := range s.close {
		errs = append(errs, close())
	}
	s.close = nil
	return errors.Join(errs...)
}
