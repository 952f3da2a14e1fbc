package access

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/index/store/disk"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
)

// signer makes certificates for a test.
type signer struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newSigner(t *testing.T) *signer {
	s := &signer{t: t}
	cert, key := s.sign(&x509.Certificate{Subject: pkix.Name{CommonName: "signer"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	s.cert, s.key = cert, key
	return s
}

func (s *signer) sign(c *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	s.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	c.SerialNumber, _ = rand.Int(rand.Reader, big.NewInt(1<<62))
	if c.NotAfter.IsZero() {
		c.NotAfter = time.Now().Add(time.Hour)
	}
	parent, parentKey := s.cert, s.key
	if parent == nil {
		parent, parentKey = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, parentKey)
	if err != nil {
		s.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		s.t.Fatal(err)
	}
	return cert, key
}

func (s *signer) server() (*x509.Certificate, *ecdsa.PrivateKey) {
	return s.sign(&x509.Certificate{DNSNames: []string{"kaiku.test"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}})
}

func (s *signer) client(c *x509.Certificate) tls.Certificate {
	c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	cert, key := s.sign(c)
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key}
}

// write writes a certificate, a key, or both, each where it has a name.
func write(t *testing.T, certFile string, cert *x509.Certificate, keyFile string, key *ecdsa.PrivateKey) {
	t.Helper()
	put := func(file, kind string, der []byte) {
		// In place of the old one: two of a size that one clock tick writes cannot be told apart in place.
		if err := disk.WriteFile(disk.OS(), file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})); err != nil {
			t.Fatal(err)
		}
	}
	if certFile != "" {
		put(certFile, "CERTIFICATE", cert.Raw)
	}
	if keyFile != "" {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		put(keyFile, "PRIVATE KEY", der)
	}
}

func pemFiles(dir string) TLSFiles {
	return TLSFiles{Certificate: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
}

// handshake returns the serial number of the certificate that a server with the configuration shows.
func handshake(t *testing.T, config *tls.Config, client *tls.Config) (serial string, version uint16, err error) {
	t.Helper()
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	server := tls.Server(a, config)
	done := make(chan error, 1)
	go func() { done <- server.Handshake(); a.Close() }()
	conn := tls.Client(b, client)
	if err := conn.Handshake(); err != nil {
		b.Close()
		<-done
		return "", 0, err
	}
	if err := <-done; err != nil {
		return "", 0, err
	}
	state := conn.ConnectionState()
	return state.PeerCertificates[0].SerialNumber.String(), state.Version, nil
}

func (s *signer) trusting() *tls.Config {
	pool := x509.NewCertPool()
	pool.AddCert(s.cert)
	return &tls.Config{RootCAs: pool, ServerName: "kaiku.test"}
}

func TestTLSIsReloaded(t *testing.T) {
	ca, files := newSigner(t), pemFiles(t.TempDir())
	first, firstKey := ca.server()
	write(t, files.Certificate, first, files.Key, firstKey)
	log := &logBuffer{}
	config, err := files.follow(slog.New(slog.NewTextHandler(log, nil)), 0)
	if err != nil {
		t.Fatal(err)
	}
	shows := func(what string, want *x509.Certificate) {
		t.Helper()
		if got, _, err := handshake(t, config, ca.trusting()); err != nil || got != want.SerialNumber.String() {
			t.Errorf("%s: certificate %s, %v", what, got, err)
		}
	}
	shows("at first", first)
	second, secondKey := ca.server()
	write(t, files.Certificate, second, "", nil)
	shows("when only the certificate is new", first)
	shows("still", first)
	if n := strings.Count(log.String(), "cannot be used"); n != 1 || !strings.Contains(log.String(), "does not match") {
		t.Errorf("%d lines of a fault in the log:\n%s", n, log)
	}
	write(t, "", nil, files.Key, secondKey)
	shows("when the key is too", second)
	if err := os.WriteFile(files.Certificate, []byte("not PEM"), 0o600); err != nil {
		t.Fatal(err)
	}
	shows("when the certificate is damaged", second)
	if err := os.Remove(files.Key); err != nil {
		t.Fatal(err)
	}
	shows("when the key is gone", second)
	write(t, files.Certificate, first, files.Key, firstKey)
	shows("when they are right again", first)
	if _, version, err := handshake(t, config, ca.trusting()); err != nil || version != tls.VersionTLS13 {
		t.Errorf("version %x, %v", version, err)
	}
	for version, ok := range map[uint16]bool{tls.VersionTLS12: true, tls.VersionTLS11: false} {
		client := ca.trusting()
		client.MinVersion, client.MaxVersion = tls.VersionTLS10, version
		if _, _, err := handshake(t, config, client); (err == nil) != ok {
			t.Errorf("version %x: %v", version, err)
		}
	}
}

func TestLoadTLSRefuses(t *testing.T) {
	ca, files := newSigner(t), pemFiles(t.TempDir())
	logger := slog.New(slog.DiscardHandler)
	want := func(what, text string) {
		t.Helper()
		if _, err := LoadTLS(files, logger); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%s: %v, want %q", what, err, text)
		}
	}
	want("no files", "cert.pem")
	cert, key := ca.server()
	write(t, files.Certificate, cert, "", nil)
	want("no key", "key.pem")
	write(t, "", nil, files.Key, ca.key)
	want("another key", "does not match")
	write(t, "", nil, files.Key, key)
	files.ClientCA = files.Certificate + ".ca"
	want("no signers", "cert.pem.ca")
	if err := os.WriteFile(files.ClientCA, []byte("not PEM"), 0o600); err != nil {
		t.Fatal(err)
	}
	want("damaged signers", "expected at least one certificate")
	write(t, files.ClientCA, ca.cert, "", nil)
	if _, err := LoadTLS(files, logger); err != nil {
		t.Error(err)
	}
}

func TestLoadTLSWarnsOfAnOldCertificate(t *testing.T) {
	ca, files := newSigner(t), pemFiles(t.TempDir())
	cert, key := ca.sign(&x509.Certificate{NotAfter: time.Now().Add(-time.Hour)})
	write(t, files.Certificate, cert, files.Key, key)
	log := &logBuffer{}
	if _, err := LoadTLS(files, slog.New(slog.NewTextHandler(log, nil))); err != nil || !strings.Contains(log.String(), "not valid now") {
		t.Errorf("%v, log %q", err, log)
	}
}

func TestMutualTLS(t *testing.T) {
	ca, stranger, files := newSigner(t), newSigner(t), pemFiles(t.TempDir())
	cert, key := ca.server()
	write(t, files.Certificate, cert, files.Key, key)
	files.ClientCA = files.Certificate + ".ca"
	write(t, files.ClientCA, ca.cert, "", nil)
	config, err := files.follow(slog.New(slog.DiscardHandler), 0)
	if err != nil {
		t.Fatal(err)
	}
	f := serve(t, nil, grpc.Creds(credentials.NewTLS(config)))
	secret, id := issue(t, f.tokens, "read,write")
	token := with(t.Context(), "Bearer "+secret)
	dial := func(certificates ...tls.Certificate) *grpc.ClientConn {
		client := ca.trusting()
		client.Certificates = certificates
		return f.dial(credentials.NewTLS(client))
	}

	intake := ca.client(&x509.Certificate{Subject: pkix.Name{CommonName: "intake"}})
	who, err := get(token, dial(intake), readMethod, "")
	if want := "of read,write|" + id + "|read,write|intake"; who != want {
		t.Errorf("called by %q, %v, want %q", who, err, want)
	}
	_, err = get(t.Context(), dial(intake), readMethod, "")
	wantCode(t, "a certificate and no token", err, codes.Unauthenticated)
	if _, err = get(token, dial(intake), addMethod, ""); err != nil {
		t.Error(err)
	}
	if content, _ := os.ReadFile(f.audit); strings.Count(string(content), `"certificate":"intake"`) != 2 {
		t.Errorf("audit %s", content)
	}
	for what, conn := range map[string]*grpc.ClientConn{
		"no certificate":         dial(),
		"a stranger's":           dial(stranger.client(&x509.Certificate{Subject: pkix.Name{CommonName: "intake"}})),
		"one that is over":       dial(ca.client(&x509.Certificate{NotAfter: time.Now().Add(-time.Minute)})),
		"no TLS":                 f.dial(nil),
		"a server's certificate": dial(tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key}),
	} {
		for _, method := range []string{readMethod, checkMethod} {
			_, err := get(token, conn, method, "")
			wantCode(t, what+" "+method, err, codes.Unavailable) // there is no connection to make a call on
		}
	}

	write(t, files.ClientCA, stranger.cert, "", nil)
	_, err = get(token, dial(intake), readMethod, "")
	wantCode(t, "a new connection after its signer is gone", err, codes.Unavailable)
	link := &url.URL{Scheme: "spiffe", Host: "kaiku.test", Path: "/intake"}
	for want, c := range map[string]*x509.Certificate{
		"a.test": {DNSNames: []string{"a.test"}, URIs: []*url.URL{link}}, link.String(): {URIs: []*url.URL{link}},
		"a@a.test": {EmailAddresses: []string{"a@a.test"}}, "": {},
	} {
		who, err := get(token, dial(stranger.client(c)), readMethod, "")
		if err != nil || !strings.HasSuffix(who, "|"+want) {
			t.Errorf("called by %q, %v, want %q", who, err, want)
		}
	}
}
