package store

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockFile takes the lock of an open file, without waiting. It is released when the file is closed or its process ends,
// however it ends.
func lockFile(file *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
}

// syncDir does nothing: NTFS journals names by itself and cannot be asked to.
func syncDir(string) error { return nil }
