//go:build !unix

package main

import "time"

var started = time.Now()

// processorTime is the time since the start where that of the processor is not to be had.
func processorTime() time.Duration { return time.Since(started) }
