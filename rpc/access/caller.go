package access

import (
	"context"
	"crypto/x509"
	"sync/atomic"

	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/peer"
)

// Caller is who calls.
type Caller struct {
	TokenID     string
	TokenName   string
	Scopes      Scopes
	Certificate string // name in the client's verified certificate; empty without mutual TLS
}

// call is an admitted call.
type call struct {
	Caller
	scope   Scope
	method  string
	number  uint64 // in the audit
	records atomic.Int64
}

type callKey struct{}

func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}

// From returns who makes the call of a handler's context. It is not ok for a method that is Public and outside of a Guard.
func From(ctx context.Context) (caller Caller, ok bool) {
	if c := callOf(ctx); c != nil {
		return c.Caller, true
	}
	return Caller{}, false
}

// Require returns a PERMISSION_DENIED unless the caller has a scope besides the one that the method asks for: for what some
// requests of a method show and others do not. Outside of a Guard, where nobody is asked for anything, it returns nil.
func Require(ctx context.Context, s Scope) error {
	if c := callOf(ctx); c != nil && !c.Scopes.Allows(s) {
		return lacks(s)
	}
	return nil
}

// CountRecords adds to the number of records that the audit says the call of a handler's context wrote or erased. A handler
// of a stream calls it whenever it acknowledges some. Outside of a Guard it does nothing.
func CountRecords(ctx context.Context, n int) {
	if c := callOf(ctx); c != nil {
		c.records.Add(int64(n))
	}
}

// certificateName returns the name of the client's verified certificate: the subject's common name, or else the first
// DNS name, URI or e-mail address that the certificate is for.
func certificateName(ctx context.Context) string {
	p, ok := peer.FromContext(ctx)
	if !ok {
		return ""
	}
	info, ok := p.AuthInfo.(credentials.TLSInfo)
	if !ok || len(info.State.VerifiedChains) == 0 {
		return ""
	}
	return nameOf(info.State.VerifiedChains[0][0])
}

func nameOf(c *x509.Certificate) string {
	switch {
	case c.Subject.CommonName != "":
		return c.Subject.CommonName
	case len(c.DNSNames) > 0:
		return c.DNSNames[0]
	case len(c.URIs) > 0:
		return c.URIs[0].String()
	case len(c.EmailAddresses) > 0:
		return c.EmailAddresses[0]
	default:
		return ""
	}
}
