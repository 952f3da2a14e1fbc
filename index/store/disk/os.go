package disk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/internal/filelock"
)

const createFlags = os.O_CREATE | os.O_TRUNC | os.O_RDWR

// OS returns the file system of the operating system.
func OS() FS { return osFS{} }

type osFS struct{}

func (osFS) OpenFile(name string, flag int) (File, error) {
	file, err := os.OpenFile(name, flag, 0o600)
	if err != nil {
		return nil, err // not a File that holds a nil
	}
	return file, nil
}

func (osFS) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }
func (osFS) Mkdir(name string) error              { return os.Mkdir(name, 0o700) }
func (osFS) Rename(from, to string) error         { return os.Rename(from, to) }
func (osFS) Remove(name string) error             { return os.Remove(name) }
func (osFS) SyncDir(name string) error            { return syncDir(name) }

func (osFS) ReadDir(name string) ([]string, error) {
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return names, nil
}

// Lock writes the process's number into the file for others to read.
func (osFS) Lock(name string) (io.Closer, error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if taken, err := filelock.Try(file); err != nil {
		return nil, errors.Join(err, file.Close())
	} else if !taken {
		locked := &LockedError{Name: name}
		holder, _ := io.ReadAll(io.LimitReader(file, 32))
		locked.PID, _ = strconv.Atoi(strings.TrimSpace(string(holder)))
		file.Close() // it was only read
		return nil, locked
	}
	// Who holds it is told as well as can be: on a full disk the lock holds all the same.
	if file.Truncate(0) == nil {
		fmt.Fprintf(file, "%d\n", os.Getpid())
	}
	return heldFile{file}, nil
}

// heldFile is a locked file, which forgets its holder when it is closed.
type heldFile struct{ *os.File }

func (f heldFile) Close() error {
	return errors.Join(f.Truncate(0), f.File.Close())
}
