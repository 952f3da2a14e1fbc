// Package filelock excludes the processes that use a file from each other.
//
// In comes an open file; out comes whether nobody else had its lock. The lock is advisory, that of flock or LockFileEx: it
// keeps out those who ask for it, other open files of the same process included, on local file systems. It costs a system
// call and ends with the file or the process, however that ends.
package filelock
