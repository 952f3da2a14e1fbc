package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/rpc/server"
	"github.com/spf13/cobra"
)

func newServe() *cobra.Command {
	c := server.DefaultConfig
	var (
		modelName string
		create    bool
	)
	cmd := &cobra.Command{
		Use:   "serve DIR",
		Short: "Serve kept feedback to other programs over gRPC",
		Long: `serve answers gRPC calls about a directory that "kaiku add" made, or with --create of a new one: add and erase feedback, search, topics, figures with small
counts withheld. The reference is in rpc/kaiku/v1. Callers need a token, which "kaiku token new" makes. At an address that
other machines reach it needs a certificate. It ends on SIGTERM or an interrupt, when the calls in progress have.

Its log goes to standard error as lines of JSON, one for each call; who changed what goes to the audit. No text is in
either. It listens at --listen, and at --metrics where that is given, and sends nothing anywhere but --traces.

It lets 128 MiB of garbage gather before the collector, which slows calls while it runs, begins, and takes that much memory
besides what the records take; a lower GOGC in the environment makes it less.`,
		Example: `  kaiku token new tokens.json --name notebook --scopes read,write > notebook.token
  kaiku serve archive/ --tokens tokens.json
  kaiku serve archive/ --tokens tokens.json --listen :7979 --tls-cert server.pem --tls-key server.key --client-ca clients.pem`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			if c.Tokens == "" {
				return usageError{errors.New("--tokens: expected the file of tokens, which \"kaiku token new\" makes")}
			}
			c.Log = slog.New(slog.NewJSONHandler(os.Stderr, nil))
			if c.Audit == "" {
				c.Audit = filepath.Join(words[0], "audit.jsonl")
			}
			if !create {
				if err := mustKeep(words[0]); err != nil {
					return err
				}
			}
			embedder, closer, err := openEmbedder(modelName)
			if err != nil {
				return err
			}
			defer closer.Close()
			engine, err := kaiku.Open(cmd.Context(), words[0], kaiku.WithEmbedder(embedder))
			if err != nil {
				return err
			}
			s, err := server.New(cmd.Context(), engine, c)
			if err == nil {
				err = s.Serve(cmd.Context())
			}
			return errors.Join(err, engine.Close())
		},
	}
	addModel(cmd, &modelName)
	f := cmd.Flags()
	f.BoolVar(&create, "create", false, "make DIR where there is none")
	f.StringVar(&c.Listen, "listen", c.Listen, "host:port to listen at for calls")
	f.StringVar(&c.Tokens, "tokens", "", "the file of tokens (required)")
	f.StringVar(&c.TLS.Certificate, "tls-cert", "", "the server's certificate, PEM; read again when it changes")
	f.StringVar(&c.TLS.Key, "tls-key", "", "its key, PEM")
	f.StringVar(&c.TLS.ClientCA, "client-ca", "", "who signs clients' certificates, PEM; with it they need one besides a token")
	f.BoolVar(&c.Insecure, "insecure", false, "listen where other machines reach it, without TLS: texts and tokens can be read on the way")
	f.StringVar(&c.Audit, "audit", "", "the file of who changed what (default: audit.jsonl in DIR)")
	f.StringVar(&c.Metrics, "metrics", "", "loopback host:port for Prometheus, such as 127.0.0.1:9797 (default: none)")
	f.StringVar(&c.Traces, "traces", "", "URL of an OpenTelemetry collector (OTLP over gRPC) to send traces to (default: none)")
	f.IntVar(&c.MinN, "min-n", c.MinN, "withhold counts below this, and NPS of fewer than twice as many scores, whatever a client asks for")
	f.Float64Var(&c.Rate, "rate", 0, "calls a second that one token may make (default: any number)")
	f.IntVar(&c.Burst, "burst", 0, "calls that one token may make at once after a pause (default: those of a second)")
	f.IntVar(&c.Concurrent, "max-calls", c.Concurrent, "calls in progress at the same time; 0 for any number")
	f.IntVar(&c.Connections, "max-connections", c.Connections, "open connections; 0 for any number")
	f.IntVar(&c.MaxRequest, "max-request", c.MaxRequest, "bytes of a request")
	f.DurationVar(&c.Drain, "drain", c.Drain, "how long calls in progress may take to end once the server is told to")
	return cmd
}
