package topics

import (
	"context"
	"fmt"
	"runtime"
	"time"
)

// Options say how to fit. The zero value asks for the defaults.
type Options struct {
	Method     Method  // how texts are divided; Leiden when zero
	Neighbors  int     // nearest neighbours of each text in the graph; 15 when zero
	Resolution float64 // of modularity: higher gives more and smaller topics; when zero, what defaultResolution says
	MinSize    int     // fewest texts in a topic; when zero, what defaultMinSize says

	// Sample is how many distinct texts the topics are found in; 300,000 when zero. Of a larger corpus a hash of the ids
	// chooses them, and the others join the topics that their nearest neighbours among them are in. MinSize is then of the
	// texts in the sample, in proportion. Guided topics that no text of the sample is about do not appear.
	Sample int

	// Topics is how many topics there shall be, the resolution being chosen accordingly; 0 lets the texts say it. Where so
	// many of MinSize cannot be had, there are fewer.
	Topics int

	// Outliers is the share of the texts with content that shall be Unassigned, 0 to 1: those that fit their topics least.
	// 0 leaves out only what fits nowhere. The share is met as nearly as texts with the same words, which stay together,
	// allow.
	Outliers float64

	// Previous, when set, is an earlier fit of some of the texts, from whose topics the search begins: where others would be
	// no better the texts stay together. The map goes on from its map, if it has
	// one. Only its IDs, Map and MapScale and, of its Levels, Name and Assign are looked at.
	Previous *Model

	// Guides, when set, fixes some of the topics in advance; see there.
	Guides Guides

	Threads int // goroutines; 0 for all processors

	// Progress, when set, is told how far a stage has come, from several goroutines but one at a time.
	Progress func(stage string, done, total int)
}

const (
	defaultNeighbors = 15
	defaultSample    = 300_000
)

// defaultResolution is 1 for up to 100 distinct texts and rises to 2 at 1,000. Read side by side, the topics of 900 to 4,000
// real answers in Finnish and English are mixed at 1 (food with rooms, waiting with visits) and of one subject each at 2;
// in a small corpus 2 leaves nothing together.
func defaultResolution(nodes int) float64 { return 1 + min(1, max(0, float64(nodes-100)/900)) }

// Fit finds the topics of c. The error is ctx's when the work was cut short, or says what is wrong with the corpus.
func Fit(ctx context.Context, c Corpus, o Options) (*Model, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if !(o.Outliers >= 0 && o.Outliers < 1) {
		return nil, fmt.Errorf("topics: Outliers %v: expected 0 or more and less than 1", o.Outliers)
	}
	if int(o.Method) >= len(methods) {
		return nil, fmt.Errorf("topics: Method %v: expected one of %v", o.Method, methods)
	}
	f := newFit(&c, o)
	for _, stage := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"words", f.analyze},
		{"neighbors", f.connect},
		{"guides", f.guide},
		{"communities", f.divide},
		{"rest", f.extend},
		{"topics", f.gather},
		{"labels", f.label},
		{"quotes", f.quote},
		{"map", f.draw},
	} {
		began := time.Now()
		f.stage = stage.name
		if err := stage.run(ctx); err != nil {
			return nil, err
		}
		f.model.Stats.Stages = append(f.model.Stats.Stages, Stage{stage.name, time.Since(began)})
	}
	return f.model, nil
}

// fit is a Model in the making.
type fit struct {
	corpus  *Corpus
	options Options
	stage   string
	model   *Model

	words     *words
	nodes     *nodes
	sample    int    // the first so many nodes are those that topics are found in
	rows      []int8 // of the nodes, all to one scale
	neighbors *neighbors
	graph     *graph      // of the sample; once that is divided, of all nodes
	guided    *guided     // nil without Options.Guides
	divisions []*division // coarse to fine
	exactly   int         // topics, where k-means is told how many; otherwise 0
	main      *division   // the one that Model.Topics are of
	counts    *counts     // nil until the first level is named
	was       []int32     // of each text: where it stands in Options.Previous, or -1; nil without one
}

func newFit(c *Corpus, o Options) *fit {
	if o.Neighbors <= 0 {
		o.Neighbors = defaultNeighbors
	}
	if o.Sample <= 0 {
		o.Sample = defaultSample
	}
	if o.Threads <= 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	n := len(c.IDs)
	return &fit{corpus: c, options: o, was: o.Previous.find(c.IDs), model: &Model{
		IDs: c.IDs, Map: make([][2]float32, n),
		Stats: Stats{Texts: n},
	}}
}

// progress returns what a stage reports its progress to, or nil.
func (f *fit) progress() func(done, total int) {
	if f.options.Progress == nil {
		return nil
	}
	return func(done, total int) { f.options.Progress(f.stage, done, total) }
}

// analyze finds the words of the texts, and which texts are the same.
func (f *fit) analyze(ctx context.Context) (err error) {
	order := hashOrder(f.corpus.IDs)
	f.words, err = analyze(ctx, f.corpus, order, f.options.Threads, f.progress())
	if err != nil {
		return err
	}
	f.nodes = collapse(f.corpus, f.words, order)
	stats := &f.model.Stats
	stats.Nodes = f.nodes.len()
	f.sample = min(stats.Nodes, f.options.Sample)
	stats.Sample, stats.Method = f.sample, f.options.Method
	for t, node := range f.nodes.of {
		switch {
		case !f.words.content[t]:
			stats.NoContent++
		case node < 0:
			stats.NoVector++
		}
	}
	if f.options.Resolution <= 0 {
		f.options.Resolution = defaultResolution(stats.Nodes)
	}
	stats.Resolution = f.options.Resolution
	if f.options.MinSize <= 0 {
		f.options.MinSize = defaultMinSize(stats.Texts - stats.NoContent)
	}
	if f.sample < stats.Nodes {
		f.options.MinSize = max(leastTopic, f.options.MinSize*f.sample/stats.Nodes)
	}
	return nil
}

// connect joins the nodes into a graph.
func (f *fit) connect(ctx context.Context) (err error) {
	f.rows = quantize(f.corpus, f.nodes.text)
	stats := &f.model.Stats
	if f.neighbors, stats.NeighborRecall, err = f.findNeighbors(ctx, f.rows[:f.sample*f.corpus.Dim], f.progress()); err != nil {
		return err
	}
	if f.graph, err = sharedNeighbors(ctx, f.neighbors); err != nil {
		return err
	}
	stats.Edges = len(f.graph.to) / 2
	stats.SameLanguage, stats.ByChance = languageBias(f.corpus.Languages, f.nodes.text[:f.sample], f.neighbors)
	return nil
}

// findNeighbors returns the neighbours of nodes, and what share of the true ones is among them.
func (f *fit) findNeighbors(ctx context.Context, rows []int8, progress func(done, total int)) (*neighbors, float64, error) {
	dim := f.corpus.Dim
	n := len(rows) / max(1, dim)
	k := min(f.options.Neighbors, max(1, n/4))
	if n <= exactNodes {
		nb, err := findNeighbors(ctx, rows, dim, k, f.options.Threads, progress)
		return nb, 1, err
	}
	c, err := newCells(ctx, rows, dim, f.options.Threads)
	if err != nil {
		return nil, 0, err
	}
	return c.neighbors(ctx, rows, k, f.options.Threads, progress)
}

// gather says of every text which topics it is in and how surely.
func (f *fit) gather(ctx context.Context) (err error) {
	m := f.model
	if f.main.confidence, err = f.main.sure(ctx); err != nil {
		return err
	}
	if f.options.Outliers > 0 {
		f.leaveOut(f.options.Outliers)
	}
	for _, d := range f.divisions {
		if d.confidence, err = d.sure(ctx); err != nil {
			return err
		}
	}
	for i, d := range f.divisions {
		var above *division
		if i > 0 {
			above = f.divisions[i-1]
		}
		m.Levels = append(m.Levels, d.level(above))
		if d == f.main {
			m.Default = i
			m.Topics, m.Assign, m.Confidence = m.Levels[i].Topics, m.Levels[i].Assign, m.Levels[i].Confidence
		}
	}
	if m.anchors, err = f.divisions[len(f.divisions)-1].anchors(ctx); err != nil {
		return err
	}
	m.anchors.follow(m.Levels)
	f.calibrate()
	for _, t := range m.Assign {
		if t == Unassigned {
			m.Stats.Unassigned++
		}
	}
	return nil
}

// label names the topics of every level.
func (f *fit) label(ctx context.Context) error {
	for _, d := range f.divisions {
		if err := d.label(ctx); err != nil {
			return err
		}
	}
	return nil
}

// quote chooses the quotes of every level.
func (f *fit) quote(ctx context.Context) error {
	for _, d := range f.divisions {
		if err := d.quote(ctx); err != nil {
			return err
		}
	}
	return nil
}
