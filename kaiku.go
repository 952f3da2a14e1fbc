package kaiku

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/respell"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/index/local"
)

// Version is the version of this library; it is part of every report.
const Version = "0.1.0"

// Engine keeps feedback and answers questions about it. It is safe for concurrent use; what Add acknowledged, the next
// Search finds.
type Engine struct {
	embedder embed.Embedder
	index    index.Index
	dir      string // "" in memory

	writes   atomic.Uint64 // that have changed records
	countsMu sync.Mutex
	counts   *columns // of the records after so many writes; nil before they were counted

	topicsMu sync.Mutex // held while the files of topics change; taken before mu
	history  *lineage.Lineage
	fitted   *topics.Model // of the last fit, as it came; nil where it has not been read
	byID     []int32       // rows of fitted, by the ids of its records; nil until it is asked for

	mu     sync.RWMutex
	model  *topics.Model // of the last fit, as people left it; nil before, and after an erasure
	view   index.View    // what model was fitted to: row i of the view has assignment i
	erased int           // erasures so far
}

// Option changes how Open sets an engine up.
type Option func(*Engine)

// WithEmbedder makes the engine use e in place of the built-in static model, to which texts come respelled; respell.New
// gives them so to another model. A directory belongs to the embedder that it was made with: opening it with another is an
// error that names both fingerprints, and Rebuild makes it another's. An embedder that keeps vectors of texts should have the method Forget of embed/cache, so
// that Erase reaches them.
func WithEmbedder(e embed.Embedder) Option {
	return func(engine *Engine) { engine.embedder = e }
}

// Open opens the engine that is kept in dir, and makes it if there is none. An empty dir keeps everything in memory. One
// process at a time can hold a directory. Vectors are kept beside the records; those that are missing, because a process
// was killed before it kept them, are computed again at open.
func Open(ctx context.Context, dir string, options ...Option) (*Engine, error) {
	return open(ctx, dir, options, local.Open)
}

func open(ctx context.Context, dir string, options []Option, with func(context.Context, string, local.Options) (*local.Index, error)) (*Engine, error) {
	e := newEngine(options)
	o := local.Options{
		Dim:         e.embedder.Dim(),
		Fingerprint: e.embedder.Fingerprint(),
		Embed: func(ctx context.Context, texts []string, out []float32) error {
			return e.embedder.Embed(ctx, embed.Passage, texts, out)
		},
	}
	if keeps, ok := e.embedder.(forgetter); ok {
		o.Forget = keeps.Forget
	}
	ix, err := with(ctx, dir, o)
	if err != nil {
		return nil, fmt.Errorf("kaiku: %w", err)
	}
	e.index, e.dir = ix, dir
	return e, nil
}

// newEngine returns what the options make of an engine that has no index yet.
func newEngine(options []Option) *Engine {
	e := &Engine{}
	for _, option := range options {
		option(e)
	}
	if e.embedder == nil {
		e.embedder = respell.New(model.Default())
	}
	return e
}

// Embedder returns the model that this engine's vectors come from.
func (e *Engine) Embedder() embed.Embedder { return e.embedder }

// Close releases the engine. What Add acknowledged is on disk already.
func (e *Engine) Close() error { return e.index.Close() }
