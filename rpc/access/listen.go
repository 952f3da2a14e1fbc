package access

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// CheckListen returns an error if a server without TLS would listen where other machines reach it, unless that is what was
// asked for with insecure. The address is as net.Listen has it for "tcp", host:port; an empty host is every address of the
// machine. Only loopback addresses and the name localhost count as within it: what other names lead to may change.
func CheckListen(addr string, tls, insecure bool) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("address %q: expected host:port", cut(addr))
	}
	if tls || insecure || isLoopback(host) {
		return nil
	}
	return fmt.Errorf("address %q can be reached from other machines: it needs TLS, or to be told that it may be insecure", cut(addr))
}

func isLoopback(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback()
	}
	return strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") // RFC 6761, section 6.3
}
