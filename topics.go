package kaiku

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/index/store/disk"
	"github.com/kaiku-analytics/kaiku/langs"
)

// FitTopics groups everything that the engine holds into topics and keeps the result, in an engine with a directory on
// disk. Texts that are added later are in no topic until the next fit, but see AssignTopics. A fit goes on from the one
// before: texts that belong together stay together, topics keep their ids, and what people made of them stays; see package
// lineage. The same feedback with the same history gives the same topics, whatever the order in which it was added and the
// number of cores. With o.Previous an empty model the search begins anew, and only the ids go on.
func (e *Engine) FitTopics(ctx context.Context, o topics.Options) (*topics.Model, error) {
	return e.FitTopicsBy(ctx, lineage.By{}, o)
}

// FitTopicsBy is FitTopics with who asked for it and why. A zero When is now.
func (e *Engine) FitTopicsBy(ctx context.Context, by lineage.By, o topics.Options) (*topics.Model, error) {
	e.mu.RLock()
	erased := e.erased
	e.mu.RUnlock()
	if o.Previous == nil {
		var err error
		if o.Previous, err = e.previousTopics(); err != nil {
			return nil, err
		}
	}
	view, err := e.index.Snapshot(ctx)
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	fitted, err := topics.Fit(ctx, corpusOf(&view), o)
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	view.Vectors = nil // of no use to Stats, and as large as the index itself where the snapshot had to copy them
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	e.mu.RLock()
	stale := erased != e.erased
	e.mu.RUnlock()
	if stale {
		return nil, ErrErasedMeanwhile
	}
	if err := e.keep(by, fitted); err != nil {
		return nil, err
	}
	return e.show(fitted, view), nil
}

// previousTopics returns the topics as the last fit found them, with its map where that is kept; nil before any fit.
func (e *Engine) previousTopics() (*topics.Model, error) {
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	history, err := e.lineage()
	if err != nil {
		return nil, err
	}
	fitted, err := e.readFitted(history)
	previous := history.Previous()
	if err != nil || fitted == nil || previous == nil {
		return previous, err
	}
	at := make(map[string][2]float32, len(fitted.IDs))
	for i, id := range fitted.IDs {
		at[id] = fitted.Map[i]
	}
	previous.MapScale, previous.Map = fitted.MapScale, make([][2]float32, len(previous.IDs))
	for i, id := range previous.IDs {
		previous.Map[i] = at[id]
	}
	return previous, nil
}

// corpusOf returns the documents of a view as package topics takes them.
func corpusOf(view *index.View) topics.Corpus {
	corpus := topics.Corpus{
		IDs:       make([]string, len(view.Docs)),
		Texts:     make([]string, len(view.Docs)),
		Languages: make([]langs.Language, len(view.Docs)),
		Dim:       view.Dim,
		Vectors:   view.Vectors,
	}
	for i := range view.Docs {
		doc := &view.Docs[i]
		corpus.IDs[i], corpus.Texts[i], corpus.Languages[i] = doc.ID, doc.Text, doc.Language
	}
	return corpus
}

// keep writes a fitted model and makes it part of the history. Where only the first is done when the power goes, the model
// is not the one that the history names, and is fitted again when it is asked for. The caller holds topicsMu.
func (e *Engine) keep(by lineage.By, fitted *topics.Model) error {
	history, err := e.lineage()
	if err != nil {
		return err
	}
	before, err := e.readFitted(history)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if _, err := fitted.WriteTo(&file); err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	if e.dir != "" {
		if err := disk.WriteFile(disk.OS(), e.path(modelFile), file.Bytes()); err != nil {
			return fmt.Errorf("kaiku: %w", err)
		}
	}
	sum := sha256.Sum256(file.Bytes())
	if _, err := history.Fit(redactBy(by), fitted, hex.EncodeToString(sum[:]), before); err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	return nil
}

// show makes the fitted model, as people left it, the one that the engine answers from. The caller holds topicsMu.
func (e *Engine) show(fitted *topics.Model, view index.View) *topics.Model {
	model := e.history.Apply(fitted)
	if e.fitted != fitted {
		e.fitted, e.byID = fitted, nil
	}
	e.mu.Lock()
	e.model, e.view = model, view
	e.mu.Unlock()
	return model
}

// Topics returns the topics of the last fit as people left them, and what the history says of each. They are fitted again
// where the model is gone, as after an erasure. The error is lineage.ErrNoFit where there never was a fit.
func (e *Engine) Topics(ctx context.Context) (*topics.Model, []lineage.Topic, error) {
	if err := e.requireTopics(ctx); err != nil {
		return nil, nil, err
	}
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.model == nil {
		return nil, nil, ErrErasedMeanwhile
	}
	return e.model, e.history.Topics(), nil
}

// TopicDocs returns the documents that the model of Topics is of, in its order.
func (e *Engine) TopicDocs() []index.Doc {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.view.Docs
}

// requireTopics reads the model of the last fit, or fits again where it is gone.
func (e *Engine) requireTopics(ctx context.Context) error {
	model, _, err := e.keptTopics(ctx)
	if err != nil || model != nil {
		return err
	}
	e.topicsMu.Lock()
	history, err := e.lineage()
	fits := err == nil && history.LastFit().N > 0
	e.topicsMu.Unlock()
	if err != nil {
		return err
	}
	if !fits {
		return fmt.Errorf("kaiku: %w", lineage.ErrNoFit)
	}
	_, err = e.FitTopicsBy(ctx, lineage.By{Who: "kaiku", Why: "the model of the last fit was gone"}, topics.Options{})
	return err
}

// keptTopics returns the model and what it was fitted to, from disk where no fit was made since the engine was opened, or
// nil where there is none.
func (e *Engine) keptTopics(ctx context.Context) (*topics.Model, index.View, error) {
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	e.mu.RLock()
	model, view := e.model, e.view
	e.mu.RUnlock()
	if model != nil {
		return model, view, nil
	}
	history, err := e.lineage()
	if err != nil {
		return nil, index.View{}, err
	}
	fitted, err := e.readFitted(history)
	if err != nil || fitted == nil {
		return nil, index.View{}, err
	}
	if view, err = e.index.Snapshot(ctx); err != nil {
		return nil, index.View{}, fmt.Errorf("kaiku: %w", err)
	}
	row := make(map[string]int, len(view.Docs))
	for i := range view.Docs {
		row[view.Docs[i].ID] = i
	}
	docs := make([]index.Doc, len(fitted.IDs))
	for i, id := range fitted.IDs {
		at, ok := row[id]
		if !ok {
			return nil, index.View{}, nil // it is of other records than there are
		}
		docs[i] = view.Docs[at]
	}
	view = index.View{Docs: docs, Dim: view.Dim}
	return e.show(fitted, view), view, nil
}

// redactBy takes personal data out of what somebody gave as a reason, and sets the time where there is none.
func redactBy(by lineage.By) lineage.By {
	by.Why = redacted(by.Why)
	if by.When.IsZero() {
		by.When = time.Now()
	}
	by.When = by.When.UTC().Truncate(time.Second)
	return by
}
