package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

const (
	segmentSize = 64 << 20 // how large a segment grows before the next one is begun
	keepBuffer  = 1 << 20  // a larger buffer is let go after the batch
)

// Log is an append-only sequence of records. It is safe for concurrent use.
type Log struct {
	dir         string // "" in memory
	segmentSize int64
	lock        *os.File

	mu      sync.Mutex
	file    *os.File // the last segment
	number  int      // and its number, from 1
	size    int64    // and its length; nothing beyond it has been acknowledged
	records uint64
	buf     []byte
	broken  error // why nothing can be appended any more
}

// Open opens the log in dir, makes one where there is none, and calls replay with the records of each batch in order.
// Their strings share memory, so a caller that keeps some should copy them. With dir "" the log keeps nothing.
//
// fingerprint names the embedder; another one than the directory was made with is a *FingerprintError. An error of replay
// ends Open.
func Open(dir, fingerprint string, replay func([]Record) error) (*Log, error) {
	l := &Log{dir: dir, segmentSize: segmentSize}
	if dir == "" {
		return l, nil
	}
	if err := l.open(fingerprint, replay); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

func (l *Log) open(fingerprint string, replay func([]Record) error) error {
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(l.dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	l.lock = lock
	if err := lockFile(lock); err != nil {
		return fmt.Errorf("store: %s is in use: another process, or another part of this one, has it open (%w)", l.dir, err)
	}
	segments, err := listSegments(l.dir)
	if err != nil {
		return err
	}
	if err := checkMeta(l.dir, fingerprint, len(segments) == 0); err != nil {
		return err
	}
	return l.recover(segments, replay)
}

// Records is the number of records ever appended: the position that what is derived from the log can have reached.
func (l *Log) Records() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.records
}

// Append adds records, of at most 64 MiB by Size, as one batch. When it returns without an error they are on disk.
func (l *Log) Append(records []Record) error {
	size := 0
	for i := range records {
		if err := records[i].Check(); err != nil {
			return fmt.Errorf("store: %w", err)
		}
		size += records[i].Size()
	}
	if size > maxCommit {
		return fmt.Errorf("store: a batch of %d bytes: expected at most %d", size, maxCommit)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return l.broken
	}
	if l.dir != "" && len(records) > 0 {
		l.buf = append(l.buf[:0], make([]byte, commitHeaderSize)...)
		for i := range records {
			l.buf = appendRecord(l.buf, &records[i])
		}
		sealCommit(l.buf, len(records))
		err := l.write(l.buf)
		if cap(l.buf) > keepBuffer {
			l.buf = nil
		}
		if err != nil {
			return err
		}
	}
	l.records += uint64(len(records))
	return nil
}

func (l *Log) write(commit []byte) error {
	if l.size >= l.segmentSize {
		if err := l.create(l.number + 1); err != nil {
			return err
		}
	}
	if _, err := l.file.WriteAt(commit, l.size); err != nil {
		// The disk may be full: what is there of the commit must not stay in front of the next.
		if cut := l.file.Truncate(l.size); cut != nil {
			return l.fail(errors.Join(err, cut))
		}
		return fmt.Errorf("store: %w", err)
	}
	if err := l.file.Sync(); err != nil {
		return l.fail(err) // after a failed fsync nobody knows what is on disk, and a second one would not tell
	}
	l.size += int64(len(commit))
	return nil
}

// fail stops all further writing. The log must be opened again, which reads what is there.
func (l *Log) fail(err error) error {
	l.broken = fmt.Errorf("store: %s takes no more records until it is opened again: %w", l.dir, err)
	return l.broken
}

// create begins a segment and makes it the last.
func (l *Log) create(number int) error {
	name := segmentName(l.dir, number)
	if err := writeSynced(name, appendSegmentHeader(nil, l.records)); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := syncDir(l.dir); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if l.file != nil {
		l.file.Close() // every commit in it has been synced
	}
	l.file, l.number, l.size = file, number, segmentHeaderSize
	return nil
}

// Close lets go of the directory.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = fmt.Errorf("store: %s is closed", l.dir)
	var err error
	for _, file := range []*os.File{l.file, l.lock} {
		if file != nil {
			err = errors.Join(err, file.Close())
		}
	}
	l.file, l.lock = nil, nil
	return err
}
