package access

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Two calls a second, three at once: worked out by hand.
func TestPace(t *testing.T) {
	const second, half = time.Second, time.Second / 2
	var p pace
	for i, step := range []struct{ at, wait time.Duration }{
		{10 * second, 0}, {10 * second, 0}, {10 * second, 0}, // the burst
		{10 * second, half}, {10*second + half/2, half / 2}, // refused calls take no room
		{10*second + half, 0}, {10*second + half, half},
		{11 * second, 0},
		{60 * second, 0}, {60 * second, 0}, {60 * second, 0}, {60 * second, half}, // no more than the burst after a pause
	} {
		if wait := p.take(step.at, half, 3); wait != step.wait {
			t.Errorf("call %d: wait %v, want %v", i, wait, step.wait)
		}
	}
}

func TestPaceLetsNoneThroughTwice(t *testing.T) {
	var (
		p   pace
		let atomic.Int64
		all sync.WaitGroup
	)
	for range 8 {
		all.Go(func() {
			for range 1000 {
				if p.take(time.Hour, time.Second, 100) == 0 {
					let.Add(1)
				}
			}
		})
	}
	if all.Wait(); let.Load() != 100 {
		t.Errorf("%d calls, want 100", let.Load())
	}
}
