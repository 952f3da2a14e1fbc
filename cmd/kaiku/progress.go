package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far long work is, with rate and time left, on a terminal and only after the first second.
type progress struct {
	out   *os.File // nil: not a terminal, show nothing
	begin time.Time
	name  string
	bar   *progressbar.ProgressBar
}

func newProgress(out *os.File) *progress {
	p := &progress{begin: time.Now()}
	if isTerminal(out) {
		p.out = out
	}
	return p
}

// stage says that done of total steps of the named stage are behind us. A total of -1 is not known.
func (p *progress) stage(name string, done, total int) {
	if p.out == nil || time.Since(p.begin) < time.Second {
		return
	}
	if p.bar == nil || p.name != name {
		p.finish()
		p.name = name
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.out),
			progressbar.OptionSetDescription(name),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish())
	}
	p.bar.Set(done)
}

// finish takes the bar off the screen.
func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Clear()
		p.bar = nil
	}
}
