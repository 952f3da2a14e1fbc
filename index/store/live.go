package store

import "context"

// Check reads every byte of the log that is open back from disk and reports what is wrong, all of it, as the function Check
// does of one that is not. It changes nothing; appends wait for it. Of a log without a directory there is nothing to read.
func (l *Log) Check(ctx context.Context) (Report, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := &examiner{
		ctx: ctx, fs: l.fs, dir: l.dir, visit: func([]Record) error { return nil },
		Report: Report{Fingerprint: l.meta.Fingerprint, Damaged: []Damage{}},
	}
	if err := l.ready(); err != nil || l.dir == "" {
		return e.Report, err
	}
	if err := e.segments(l.meta.Segments); err != nil {
		return e.Report, err
	}
	return e.Report, e.erasures()
}
