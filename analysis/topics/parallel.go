package topics

import (
	"context"
	"sync"
	"sync/atomic"
)

// parallel calls work for every i below n, on up to threads goroutines, each with a number of its own below threads. It
// stops early with ctx's error. What work writes must not depend on the order of the calls.
func parallel(ctx context.Context, threads, n int, work func(thread, i int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	for t := range min(threads, n) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				work(t, i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// counter counts finished work of several goroutines and reports it, one call at a time.
type counter struct {
	mu          sync.Mutex
	done, total int
	report      func(done, total int)
}

func newCounter(total int, report func(done, total int)) *counter {
	return &counter{total: total, report: report}
}

func (c *counter) add(n int) {
	if c.report == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done += n
	c.report(c.done, c.total)
}
