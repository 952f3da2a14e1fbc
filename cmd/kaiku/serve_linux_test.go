package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// listening returns the addresses at which a process listens for TCP, and how many sockets of UDP it has, by
// /proc/net/tcp, tcp6, udp and udp6, whose columns proc_net_tcp.rst of Linux's documentation describes.
func listening(t *testing.T, pid int) (addresses []string, datagrams int) {
	t.Helper()
	proc := filepath.Join("/proc", strconv.Itoa(pid))
	descriptors, err := os.ReadDir(filepath.Join(proc, "fd"))
	ok(t, err)
	own := map[string]bool{} // inodes
	for _, d := range descriptors {
		if target, err := os.Readlink(filepath.Join(proc, "fd", d.Name())); err == nil && strings.HasPrefix(target, "socket:[") {
			own[strings.Trim(target, "socket:[]")] = true
		}
	}
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6"} {
		content, err := os.ReadFile(filepath.Join(proc, "net", table))
		if os.IsNotExist(err) { // a machine without IPv6
			continue
		}
		ok(t, err)
		for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n")[1:] {
			column := strings.Fields(line) // sl, local address, remote address, state, ..., inode
			switch {
			case !own[column[9]]:
			case strings.HasPrefix(table, "udp"):
				datagrams++
			case column[3] == "0A":
				addresses = append(addresses, address(t, column[1]))
			}
		}
	}
	slices.Sort(addresses)
	return addresses, datagrams
}

// address reads an address as /proc has it: words of four bytes in the machine's order, a colon, the port.
func address(t *testing.T, text string) string {
	t.Helper()
	host, port, _ := strings.Cut(text, ":")
	ip, err := hex.DecodeString(host)
	ok(t, err)
	for i := 0; i < len(ip); i += 4 {
		slices.Reverse(ip[i : i+4]) // little-endian, as amd64 and arm64 are
	}
	number, err := strconv.ParseUint(port, 16, 16)
	ok(t, err)
	return net.JoinHostPort(net.IP(ip).String(), fmt.Sprint(number))
}

// The program listens for calls, and for Prometheus where it is told to, and for nothing else.
func TestServeListensWhereItIsTold(t *testing.T) {
	dir := t.TempDir()
	archive, tokens := filepath.Join(dir, "archive"), filepath.Join(dir, "tokens.json")
	_, err := cli(t, "", "add", archive, sample)
	ok(t, err)
	_, err = cli(t, "", "token", "new", tokens, "--name", "x", "--scopes", "read")
	ok(t, err)

	cmd, calls := startServe(t, archive, "--tokens", tokens, "--listen", "127.0.0.1:0")
	if got, datagrams := listening(t, cmd.Process.Pid); !slices.Equal(got, []string{calls}) || datagrams != 0 {
		t.Errorf("listens at %q, and %d sockets of UDP; want %s", got, datagrams, calls)
	}
	ok(t, cmd.Process.Kill())
	_ = cmd.Wait()

	cmd, calls = startServe(t, archive, "--tokens", tokens, "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0")
	got, datagrams := listening(t, cmd.Process.Pid)
	if i := slices.Index(got, calls); i < 0 || len(got) != 2 || datagrams != 0 {
		t.Fatalf("listens at %q, and %d sockets of UDP; want %s and one more", got, datagrams, calls)
	} else {
		got = slices.Delete(got, i, i+1)
	}
	res, err := http.Get("http://" + got[0] + "/metrics")
	ok(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ok(t, err)
	if !strings.HasPrefix(got[0], "127.0.0.1:") || !strings.Contains(string(body), "kaiku_records 940") {
		t.Errorf("%s has no metrics: %.200s", got[0], body)
	}
}
