package kaiku

import (
	"context"
	"fmt"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index/store"
)

// Info says what an engine is and what it keeps.
type Info struct {
	Version  string
	Embedder string // fingerprint
	Dim      int    // of its vectors
	Records  int
	Fitted   time.Time // when topics were last fitted; zero where they never were
}

// Info returns what the engine is and what it keeps.
func (e *Engine) Info(ctx context.Context) (Info, error) {
	info := Info{Version: Version, Embedder: e.embedder.Fingerprint(), Dim: e.embedder.Dim()}
	if counted, ok := e.index.(interface{ Len() int }); ok {
		info.Records = counted.Len()
	} else {
		view, err := e.index.Snapshot(ctx)
		if err != nil {
			return info, fmt.Errorf("kaiku: %w", err)
		}
		info.Records = len(view.Docs)
	}
	err := e.TopicHistory(func(l *lineage.Lineage) error {
		info.Fitted = l.LastFit().When
		return nil
	})
	return info, err
}

// Check reads all records of the open engine back from disk, while writes wait, and reports what is wrong; the function
// Check reads what is derived from them too, of a directory that nobody has open. The error is of what kept it from reading.
func (e *Engine) Check(ctx context.Context) (store.Report, error) {
	checker, ok := e.index.(interface {
		Check(context.Context) (store.Report, error)
	})
	if !ok {
		return store.Report{}, nil
	}
	report, err := checker.Check(ctx)
	if err != nil {
		return report, fmt.Errorf("kaiku: %w", err)
	}
	if e.dir != "" {
		report.Damaged = append(report.Damaged, checkTopics(e.dir)...)
	}
	return report, nil
}
