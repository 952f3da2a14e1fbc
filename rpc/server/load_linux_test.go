package server_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

// clients is how many there are in a load.
const clients = 50

// load is an open loop: every client's calls are due at the moments of a Poisson process of its own, the same in every run,
// whether or not those before have been answered; one that finds its client at work waits, and that counts.
type load struct {
	Rate  float64 // calls a second of all clients; 0 has all of them due at once
	Calls int     // of each client
}

// took is what came of a load. Times are µs from the moment at which a call was due.
type took struct{ Rate, P50, P99 float64 }

// run makes the calls.
func (l load) run(call func(client int)) took {
	times := make([][]time.Duration, clients)
	began := time.Now()
	var group sync.WaitGroup
	for c := range clients {
		group.Go(func() {
			random, alarm, due := rand.New(rand.NewPCG(8, uint64(c))), newAlarm(), began
			defer alarm.Close()
			for range l.Calls {
				if l.Rate > 0 {
					due = due.Add(time.Duration(random.ExpFloat64() * clients / l.Rate * float64(time.Second)))
					alarm.sleep(time.Until(due))
				}
				call(c)
				times[c] = append(times[c], time.Since(due))
			}
		})
	}
	group.Wait()
	ended := time.Since(began)
	all := slices.Concat(times...)
	return took{float64(len(all)) / ended.Seconds(), microseconds(all, 0.5), microseconds(all, 0.99)}
}

// alarm is a timer of the kernel's that the poller waits for. A sleep of Go's own is up to a millisecond late where nothing
// else runs, since the poller waits for whole milliseconds, and what was due meanwhile would come all at once.
type alarm struct{ *os.File }

func newAlarm() alarm {
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	must(err)
	return alarm{os.NewFile(uintptr(fd), "timer")}
}

func (a alarm) sleep(d time.Duration) {
	if d <= 0 {
		return
	}
	conn, err := a.SyscallConn()
	must(err)
	must(conn.Control(func(fd uintptr) {
		must(unix.TimerfdSettime(int(fd), 0, &unix.ItimerSpec{Value: unix.NsecToTimespec(d.Nanoseconds())}, nil))
	}))
	var expirations [8]byte
	_, err = a.Read(expirations[:])
	must(err)
}

// caller is who makes served calls of a kind.
type caller struct{ Address, Token, Kind string }

// calls connects the clients, has each make a call, and returns how to have one make another.
func (c caller) calls() func(client int) {
	ctx := metadata.AppendToOutgoingContext(context.Background(), "authorization", "Bearer "+c.Token)
	var conns [clients]*grpc.ClientConn
	call := func(client int) { must(measured[c.Kind].served(ctx, conns[client])) }
	for client := range conns {
		var err error
		conns[client], err = grpc.NewClient(c.Address, grpc.WithTransportCredentials(insecure.NewCredentials()))
		must(err)
		call(client)
	}
	return call
}

// apart starts a process that makes loads, and returns how to have it make one.
func (c caller) apart(b *testing.B) func(load) took {
	b.Helper()
	said, err := json.Marshal(c)
	ok(b, err)
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), "KAIKU_TEST_CALLER="+string(said))
	process.Stderr = os.Stderr
	in, err := process.StdinPipe()
	ok(b, err)
	out, err := process.StdoutPipe()
	ok(b, err)
	ok(b, process.Start())
	b.Cleanup(func() {
		in.Close()
		ok(b, process.Wait())
	})
	to, from := json.NewEncoder(in), json.NewDecoder(out)
	return func(l load) (t took) {
		ok(b, to.Encode(l))
		ok(b, from.Decode(&t))
		return t
	}
}

// TestMain has a process that apart started make loads instead of running tests.
func TestMain(m *testing.M) {
	said := os.Getenv("KAIKU_TEST_CALLER")
	if said == "" {
		os.Exit(m.Run())
	}
	debug.SetGCPercent(1000)
	var c caller
	must(json.Unmarshal([]byte(said), &c))
	call := c.calls()
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for l := (load{}); in.Decode(&l) == nil; {
		must(out.Encode(l.run(call)))
	}
}

// must is for goroutines and processes that have no test to fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
