package main

import (
	"log/slog"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// memoryShare is the part of the machine's memory, or the container's, from which on garbage is collected before more is
// asked for. A report on five million records lives in half of what it takes where nobody holds it back.
const memoryShare = 0.85

// limitMemory makes the collector work harder near the end of the memory. The environment's GOMEMLIMIT goes before it. Where
// neither the container nor the system tells what there is, nothing is limited.
func limitMemory() {
	_, _ = memlimit.SetGoMemLimitWithOpts(
		memlimit.WithRatio(memoryShare),
		memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)),
		memlimit.WithLogger(slog.New(slog.DiscardHandler)),
	)
}
