package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func segmentName(dir string, number int) string {
	return filepath.Join(dir, fmt.Sprintf("%08d.log", number))
}

// listSegments returns the names of the segments of dir in order.
func listSegments(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	var names []string
	for _, entry := range entries {
		if match, _ := filepath.Match("[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9].log", entry.Name()); !match {
			continue
		}
		want := segmentName(dir, len(names)+1)
		if entry.Name() != filepath.Base(want) {
			return nil, fmt.Errorf("store: %s is missing: found %s instead", want, entry.Name())
		}
		names = append(names, want)
	}
	return names, nil
}

// recover replays the segments, cuts what an interrupted write left, and opens the last for writing.
func (l *Log) recover(segments []string, replay func([]Record) error) error {
	if len(segments) == 0 {
		return l.create(1)
	}
	for i, name := range segments {
		content, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		last := i == len(segments)-1
		if last && len(content) <= segmentHeaderSize && hasZeroTail(content) {
			return l.create(i + 1) // interrupted while it was made, so nothing was ever written to it
		}
		end, err := l.replay(content, last, replay)
		if err != nil {
			return fmt.Errorf("store: %s: %w", name, err)
		}
		if last {
			return l.resume(name, i+1, int64(end), int64(len(content)))
		}
	}
	return nil
}

// hasZeroTail reports whether a segment of nothing but a header is short or has zeros for its checksum.
func hasZeroTail(content []byte) bool {
	return len(content) < segmentHeaderSize || isZero(content[segmentHeaderSize-4:])
}

// replay reads a segment and returns the offset behind its last whole commit.
func (l *Log) replay(content []byte, last bool, replay func([]Record) error) (end int, err error) {
	before, err := readSegmentHeader(content)
	if err != nil {
		return 0, err
	}
	if before != l.records {
		return 0, fmt.Errorf("begins after record %d: expected %d", before, l.records)
	}
	var records []Record
	for end = segmentHeaderSize; end < len(content); {
		payload, count, size, err := readCommit(content, end)
		if errors.Is(err, errTorn) && last {
			return end, nil
		}
		if err == nil {
			records, err = readRecords(records[:0], string(payload), count)
		}
		if err != nil {
			return 0, fmt.Errorf("offset %d: %w", end, err)
		}
		if err := replay(records); err != nil {
			return 0, err
		}
		l.records += uint64(count)
		end += size
	}
	return end, nil
}

func readRecords(dst []Record, payload string, count int) ([]Record, error) {
	for payload != "" {
		record, rest, err := readRecord(payload)
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", len(dst), err)
		}
		dst = append(dst, record)
		payload = rest
	}
	if len(dst) != count {
		return nil, fmt.Errorf("commit of %d records: expected %d", len(dst), count)
	}
	return dst, nil
}

// resume opens the last segment for writing at end, cutting what lies behind it. What was replayed is synced: a commit
// that was written, but whose writer ended before its fsync, counts from now on.
func (l *Log) resume(name string, number int, end, length int64) error {
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	l.file, l.number, l.size = file, number, end
	if end < length {
		if err := file.Truncate(end); err != nil {
			return fmt.Errorf("store: %w", err)
		}
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}
