package access

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"
)

// TLSFiles names the files of a server's TLS, in PEM.
type TLSFiles struct {
	Certificate string // the server's, and those between it and a root that clients trust
	Key         string // the server's private key

	// ClientCA has the certificates of those who sign clients' certificates. With it a client without one is not let in.
	// Empty: clients have none.
	ClientCA string
}

func (f TLSFiles) names() []string {
	names := []string{f.Certificate, f.Key}
	if f.ClientCA != "" {
		names = append(names, f.ClientCA)
	}
	return names
}

// LoadTLS returns the configuration of a server, at least TLS 1.2, and follows the files: with a new connection, at most
// twice a second, it looks whether one changed. Where the new ones do not fit together or cannot be read, it goes on with the
// old ones and says so in the log, and tries again with every look. A connection that is open stays as it was made. A file
// that cannot be read, or a key that is not the certificate's, is an error.
func LoadTLS(files TLSFiles, log *slog.Logger) (*tls.Config, error) {
	return files.follow(log, checkEvery)
}

// follow is LoadTLS for a test that does not wait.
func (f TLSFiles) follow(log *slog.Logger, every time.Duration) (*tls.Config, error) {
	var current atomic.Pointer[tls.Config]
	load := func() error {
		config, err := f.load()
		if err == nil {
			current.Store(config)
		}
		return err
	}
	tell := func(err error) {
		if err != nil {
			log.Error("the files of TLS cannot be used; the old ones are in use", "error", err)
			return
		}
		leaf := current.Load().Certificates[0].Leaf
		if now := time.Now(); now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
			log.Warn("the certificate is not valid now", "file", f.Certificate, "from", leaf.NotBefore, "until", leaf.NotAfter)
			return
		}
		log.Info("the certificate was read", "file", f.Certificate, "until", leaf.NotAfter)
	}
	w := watch{files: f.names(), load: load, tell: tell, every: every}
	if err := w.begin(); err != nil {
		return nil, err
	}
	tell(nil)
	config := current.Load().Clone()
	config.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
		w.visit()
		return current.Load(), nil
	}
	return config, nil
}

func (f TLSFiles) load() (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(f.Certificate, f.Key)
	if err != nil {
		return nil, fmt.Errorf("certificate %s and key %s: %w", f.Certificate, f.Key, err)
	}
	config := &tls.Config{
		Certificates: []tls.Certificate{pair},
		MinVersion:   tls.VersionTLS12,
		NextProtos:   []string{"h2"},
		// Who comes again shows its certificate again: a ticket would outlive a change of the ClientCA.
		SessionTicketsDisabled: true,
	}
	if f.ClientCA == "" {
		return config, nil
	}
	signers, err := os.ReadFile(f.ClientCA)
	if err != nil {
		return nil, err
	}
	config.ClientCAs, config.ClientAuth = x509.NewCertPool(), tls.RequireAndVerifyClientCert
	if !config.ClientCAs.AppendCertsFromPEM(signers) {
		return nil, fmt.Errorf("%s: expected at least one certificate in PEM", f.ClientCA)
	}
	return config, nil
}
