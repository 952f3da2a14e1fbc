//go:build !unix

package main

import "time"

var start = time.Now()

// processorTime returns the time since the start, where that of the processor is not to be had.
func processorTime() time.Duration { return time.Since(start) }
