package access

import (
	"io/fs"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// checkEvery is how often files are looked at while they are in use: often enough for a change to take effect within a second.
const checkEvery = 500 * time.Millisecond

// started is what moments are counted from, so that setting the machine's clock moves none of them.
var started = time.Now()

// watch loads files when they changed, on use, and looks for that at most once in a while. It needs no goroutine and
// nothing of the system but stat, which a mounted volume answers too.
type watch struct {
	files []string
	load  func() error
	tell  func(error)   // gets what load returned, unless it is the fault of the time before
	every time.Duration // checkEvery

	next   atomic.Int64 // when to look again, in nanoseconds from started
	mu     sync.Mutex   // held by who looks
	stamps []fs.FileInfo
	fault  string // of the last load, or empty
}

// begin loads the files for the first time.
func (w *watch) begin() error {
	w.next.Store(int64(time.Since(started) + w.every))
	// What is loaded is as new as the stamps or newer, so that a change meanwhile is seen at the next look.
	w.stamps = stampsOf(w.files)
	return w.load()
}

// visit loads the files if it is time to look and they changed since the last load, or that failed. Where another
// goroutine is looking it returns at once.
func (w *watch) visit() {
	if int64(time.Since(started)) < w.next.Load() || !w.mu.TryLock() {
		return
	}
	defer w.mu.Unlock()
	w.next.Store(int64(time.Since(started) + w.every))
	stamps := stampsOf(w.files)
	if w.fault == "" && slices.EqualFunc(stamps, w.stamps, sameStamp) {
		return
	}
	w.stamps = stamps
	before, err := w.fault, w.load()
	if w.fault = ""; err != nil {
		w.fault = err.Error()
	}
	if err == nil || w.fault != before {
		w.tell(err)
	}
}

func stampsOf(files []string) []fs.FileInfo {
	stamps := make([]fs.FileInfo, len(files))
	for i, file := range files {
		stamps[i], _ = os.Stat(file) // nil where there is none
	}
	return stamps
}

func sameStamp(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == b
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.Mode() == b.Mode() && a.ModTime().Equal(b.ModTime())
}
