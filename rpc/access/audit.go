package access

// The audit is a file of lines of JSON, two for each call of a method that asks for the scope write or erase, and one for
// each that was refused for want of that scope:
//
//	{"time":"2026-11-22T10:00:00.123456789Z","event":"began","call":"5f0c2a91b3d4e607-17","token":"0a1b2c3d4e5f",
//	 "name":"intake, Pirha","peer":"10.0.0.7:51234","method":"/kaiku.v1.Feedback/Add"}
//	{"time":"2026-11-22T10:00:00.125Z","event":"ended","call":"5f0c2a91b3d4e607-17", the same, "records":12,"code":"OK"}
//
//	time     UTC, RFC 3339
//	event    began, ended or refused
//	call     the same in both lines of a call, and never again
//	token    id of the token, and name its name in the file of tokens
//	peer     address that the call came from
//	certificate  name of the client's certificate, with mutual TLS
//	method   full name of the method
//	records  how many records were written or erased
//	code     name of the status, as gRPC spells it
//
// The first line is written before the handler runs, and where it cannot be the call is refused: what cannot be recorded
// is not done. It is there too for a call that a kill or a power cut ended, and then alone. Where the second line cannot be
// written, which the log says, the call is done and the answer goes out. For the scope erase each line is on disk before the
// work goes on; a power cut may take other lines of the last seconds.
//
// No text, no record's id and no hash of one is in it. An id may be a person's identity code, of which there are so few
// that a hash without a key hides none; which records an erasure took is in its receipt, hashed with a key that is not kept.
//
// The file is only appended to. It is made with mode 0600, and made anew when it was moved away, for those who turn logs over
// by renaming. A line that a full disk cut off stays as it is and the next begins on a line of its own.

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kaiku-analytics/kaiku/index/store/disk"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
)

// Audit is the file that says who changed what. It is safe for concurrent use.
type Audit struct {
	log   *slog.Logger
	path  string
	lines slog.Handler
	run   string        // begins the ids of the calls
	calls atomic.Uint64 // end them

	mu    sync.Mutex // held while a line is written and synced
	file  *os.File
	info  fs.FileInfo // of file when it was opened
	torn  bool        // the file ends within a line
	fault bool        // the last line could not be written
}

// OpenAudit opens the file of an audit, or makes it; its directory must be there. The log gets a line when it cannot be
// written and when it can again.
func OpenAudit(path string, log *slog.Logger) (*Audit, error) {
	var run [8]byte
	rand.Read(run[:]) // never fails
	a := &Audit{log: log, path: path, run: hex.EncodeToString(run[:])}
	a.lines = slog.NewJSONHandler((*auditWriter)(a), &slog.HandlerOptions{ReplaceAttr: func(_ []string, attr slog.Attr) slog.Attr {
		switch attr.Key {
		case slog.LevelKey:
			return slog.Attr{}
		case slog.MessageKey:
			attr.Key = "event"
		}
		return attr
	}})
	if err := a.open(); err != nil {
		return nil, err
	}
	return a, nil
}

// Close closes the file. Calls that come later are refused.
func (a *Audit) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.file.Close()
}

// began records that a call goes to its handler. Where it cannot, the call must not.
func (a *Audit) began(ctx context.Context, c *call) error {
	c.number = a.calls.Add(1)
	return a.write(ctx, c, "began", c.scope == Erase)
}

func (a *Audit) ended(ctx context.Context, c *call, err error) {
	// A fault is in the log, and stops the next call.
	_ = a.write(ctx, c, "ended", c.scope == Erase, slog.Int64("records", c.records.Load()), slog.String("code", status.Code(err).String()))
}

func (a *Audit) refused(ctx context.Context, c *call, err error) {
	c.number = a.calls.Add(1)
	_ = a.write(ctx, c, "refused", false, slog.String("code", status.Code(err).String()))
}

func (a *Audit) write(ctx context.Context, c *call, event string, sync bool, more ...slog.Attr) error {
	line := slog.NewRecord(time.Now().UTC(), slog.LevelInfo, event, 0)
	line.AddAttrs(slog.String("call", a.run+"-"+strconv.FormatUint(c.number, 10)), slog.String("token", c.TokenID), slog.String("name", c.TokenName))
	if p, ok := peer.FromContext(ctx); ok {
		line.AddAttrs(slog.String("peer", p.Addr.String()))
	}
	if c.Certificate != "" {
		line.AddAttrs(slog.String("certificate", c.Certificate))
	}
	line.AddAttrs(slog.String("method", c.method))
	line.AddAttrs(more...)

	a.mu.Lock()
	defer a.mu.Unlock()
	err := a.reopen()
	if err == nil {
		err = a.lines.Handle(ctx, line)
	}
	if err == nil && sync {
		err = a.file.Sync()
	}
	switch {
	case err != nil:
		a.log.Error("the audit cannot be written, so nothing is changed", "error", err, "event", event, "method", c.method, "token", c.TokenID)
	case a.fault:
		a.log.Info("the audit can be written again", "file", a.path)
	}
	a.fault = err != nil
	return err
}

// auditWriter writes lines to the file. The lock is held.
type auditWriter Audit

func (w *auditWriter) Write(line []byte) (int, error) {
	whole := line
	if w.torn {
		whole = append([]byte{'\n'}, line...)
	}
	n, err := w.file.Write(whole)
	if n > 0 {
		w.torn = whole[n-1] != '\n'
	}
	if err != nil {
		return 0, err
	}
	return len(line), nil
}

// reopen follows a file that was moved away. The lock is held.
func (a *Audit) reopen() error {
	there, err := os.Stat(a.path)
	switch {
	case err == nil && os.SameFile(there, a.info):
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	moved := a.file
	if err := a.open(); err != nil {
		return err
	}
	return moved.Close()
}

func (a *Audit) open() error {
	_, err := os.Stat(a.path)
	isNew := errors.Is(err, fs.ErrNotExist)
	file, err := os.OpenFile(a.path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = fmt.Errorf("%s: expected a regular file", a.path)
	case isNew: // its name must be on disk before the first erasure is
		err = disk.OS().SyncDir(filepath.Dir(a.path))
	}
	var last [1]byte
	if err == nil && info.Size() > 0 {
		_, err = file.ReadAt(last[:], info.Size()-1)
		if err == io.EOF { // it became shorter meanwhile
			err = nil
		}
	}
	if err != nil {
		file.Close() // nothing was written to it
		return err
	}
	a.file, a.info, a.torn = file, info, info.Size() > 0 && last[0] != '\n'
	return nil
}
