package kaiku

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/index/store"
	"github.com/kaiku-analytics/kaiku/index/store/disk"
	"github.com/kaiku-analytics/kaiku/langs/redact"
)

// The files of topics in an engine's directory: the history of topics, which cannot be made again, and the model of the
// last fit, which can.
const (
	historyFile = "topics.jsonl"
	modelFile   = "topics.model"
)

func (e *Engine) path(name string) string { return filepath.Join(e.dir, name) }

// lineage returns the history of topics, which is read when it is first asked for. The caller holds topicsMu.
func (e *Engine) lineage() (*lineage.Lineage, error) {
	if e.history == nil {
		if e.dir == "" {
			e.history = lineage.New()
		} else {
			history, err := lineage.Open(disk.OS(), e.path(historyFile))
			if err != nil {
				return nil, fmt.Errorf("kaiku: %w", err)
			}
			e.history = history
		}
	}
	return e.history, nil
}

// readFitted returns the model of the last fit, or nil where it is gone: missing, damaged or of another fit. The caller
// holds topicsMu.
func (e *Engine) readFitted(history *lineage.Lineage) (*topics.Model, error) {
	if e.fitted != nil || e.dir == "" {
		return e.fitted, nil
	}
	last := history.LastFit()
	if last.N == 0 {
		return nil, nil
	}
	content, err := disk.OS().ReadFile(e.path(modelFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != last.Fit.Model {
		return nil, nil
	}
	m, err := topics.ReadModel(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	e.fitted = m
	return m, nil
}

// forgetTopics removes from the files of topics what is about to be erased: records are gone there before they are gone from
// the index, so that an interruption leaves nothing of them. The caller holds topicsMu.
func (e *Engine) forgetTopics(ctx context.Context, s index.Selection) error {
	ids, err := e.Selected(ctx, s)
	if err != nil || len(ids) == 0 {
		return err
	}
	history, err := e.lineage()
	if err != nil {
		return err
	}
	if e.dir != "" {
		if err := removeModel(e.dir); err != nil {
			return err
		}
	}
	if _, err := history.Forget(append(ids, s.IDs...)); err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	return nil
}

// removeModel removes the model of the last fit from a directory.
func removeModel(dir string) error {
	fsys := disk.OS()
	err := fsys.Remove(filepath.Join(dir, modelFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = fsys.SyncDir(dir)
	}
	if err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	return nil
}

// checkTopics reads the files of topics and returns what is wrong with them.
func checkTopics(dir string) (damaged []store.Damage) {
	damage := func(name string, err error) {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			damaged = append(damaged, store.Damage{File: filepath.Join(dir, name), Bytes: -1, Records: -1, Reason: err.Error()})
		}
	}
	content, err := disk.OS().ReadFile(filepath.Join(dir, historyFile))
	if err == nil {
		err = lineage.Check(content)
	}
	damage(historyFile, err)
	if content, err = disk.OS().ReadFile(filepath.Join(dir, modelFile)); err == nil {
		_, err = topics.ReadModel(bytes.NewReader(content))
	}
	damage(modelFile, err)
	return damaged
}

// salvageTopics copies the history of topics where all of it is whole, and adds to the report where it is not.
func salvageTopics(from, to string, report *store.Report) error {
	for _, d := range checkTopics(from) {
		if filepath.Base(d.File) == historyFile {
			report.Damaged = append(report.Damaged, d)
			return nil
		}
	}
	content, err := disk.OS().ReadFile(filepath.Join(from, historyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return disk.WriteFile(disk.OS(), filepath.Join(to, historyFile), content)
}

// edit changes the history and shows the topics anew.
func (e *Engine) edit(ctx context.Context, by lineage.By, do func(*lineage.Lineage, lineage.By) (lineage.Event, error)) (lineage.Event, error) {
	if err := e.requireTopics(ctx); err != nil {
		return lineage.Event{}, err
	}
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	if e.fitted == nil {
		return lineage.Event{}, ErrErasedMeanwhile
	}
	event, err := do(e.history, redactBy(by))
	if err != nil {
		return event, fmt.Errorf("kaiku: %w", err)
	}
	e.mu.RLock()
	view := e.view
	e.mu.RUnlock()
	e.show(e.fitted, view)
	return event, nil
}

// RenameTopic gives a topic labels, of which "" leaves one as it is; personal data is masked in them. Later fits leave the
// topic its id, its labels and its texts.
func (e *Engine) RenameTopic(ctx context.Context, by lineage.By, id lineage.ID, labels lineage.Labels) (lineage.Event, error) {
	for i := range labels {
		labels[i] = redacted(strings.TrimSpace(labels[i]))
	}
	return e.edit(ctx, by, func(l *lineage.Lineage, by lineage.By) (lineage.Event, error) { return l.Rename(by, id, labels) })
}

// MergeTopics makes topics part of another of their level.
func (e *Engine) MergeTopics(ctx context.Context, by lineage.By, into lineage.ID, others ...lineage.ID) (lineage.Event, error) {
	return e.edit(ctx, by, func(l *lineage.Lineage, by lineage.By) (lineage.Event, error) { return l.Merge(by, into, others...) })
}

// SplitTopic makes topics of the finer topics of a topic, or, where records are given, one of those; see lineage.Split.
func (e *Engine) SplitTopic(ctx context.Context, by lineage.By, id lineage.ID, records ...string) (lineage.Event, error) {
	return e.edit(ctx, by, func(l *lineage.Lineage, by lineage.By) (lineage.Event, error) {
		return l.Split(by, id, records, e.labels)
	})
}

// PinTopic makes a topic stay with its id, its texts and the labels that it has now.
func (e *Engine) PinTopic(ctx context.Context, by lineage.By, id lineage.ID) (lineage.Event, error) {
	return e.edit(ctx, by, func(l *lineage.Lineage, by lineage.By) (lineage.Event, error) { return l.Pin(by, id, e.labels(id)) })
}

// HideTopic marks a topic as one that lists leave out.
func (e *Engine) HideTopic(ctx context.Context, by lineage.By, id lineage.ID) (lineage.Event, error) {
	return e.edit(ctx, by, func(l *lineage.Lineage, by lineage.By) (lineage.Event, error) { return l.Hide(by, id) })
}

// ReassignRecords puts records into a topic, or with 0 into none, where later fits leave them. The error is an
// *index.UnknownIDError where there is no such record.
func (e *Engine) ReassignRecords(ctx context.Context, by lineage.By, id lineage.ID, records ...string) (lineage.Event, error) {
	known, err := e.Selected(ctx, index.Selection{IDs: records})
	if err != nil {
		return lineage.Event{}, err
	}
	there := make(map[string]bool, len(known))
	for _, record := range known {
		there[record] = true
	}
	for _, record := range records {
		if !there[record] {
			return lineage.Event{}, fmt.Errorf("kaiku: %w", &index.UnknownIDError{ID: record})
		}
	}
	return e.edit(ctx, by, func(l *lineage.Lineage, by lineage.By) (lineage.Event, error) {
		return l.Reassign(by, id, known...)
	})
}

// UndoTopicEdit takes an edit back, whenever it was made; with 0 the last that stands. See lineage.Undo.
func (e *Engine) UndoTopicEdit(ctx context.Context, by lineage.By, event int) (lineage.Event, error) {
	return e.edit(ctx, by, func(l *lineage.Lineage, by lineage.By) (lineage.Event, error) { return l.Undo(by, event) })
}

// TopicHistory calls read with the history of topics, which it must not change or keep.
func (e *Engine) TopicHistory(read func(*lineage.Lineage) error) error {
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	history, err := e.lineage()
	if err != nil {
		return err
	}
	return read(history)
}

// labels returns the labels that a topic has now.
func (e *Engine) labels(id lineage.ID) (labels lineage.Labels) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	for _, level := range e.model.Levels {
		for _, topic := range level.Topics {
			if lineage.ID(topic.ID) == id {
				for i, label := range topic.Labels {
					labels[i] = label.Text
				}
			}
		}
	}
	return labels
}

// redacted is a text without personal data.
func redacted(text string) string {
	masked, _ := redact.Text(strings.ToValidUTF8(text, "\uFFFD"))
	return masked
}
