//go:build unix

package main

import (
	"syscall"
	"time"
)

// processorTime is the processor time that this program has used on all cores, which leaves out what other programs take.
func processorTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // cannot fail with these arguments
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
