package onnx

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/kaiku-analytics/kaiku/embed"
)

// Model embeds texts. It is safe for concurrent use.
type Model struct {
	network     network
	tokens      *tokens
	layout      layout
	file        string // the network's, in the folder
	dim         int
	longest     int // values of the longest row between pooling and the end
	fingerprint string

	workers chan *worker // of which there is one a core; taking one is the right to run a batch
	closing sync.RWMutex // held for reading during Embed
	closed  bool
}

var _ embed.Embedder = (*Model)(nil)

// network runs batches.
type network interface {
	// run fills w.out with the vectors of all tokens of w's batch, rows x width x size, or with those of the texts,
	// rows x size, according to perToken.
	run(w *worker, rows, width int) error
	output() output
	close() error
}

// output is what a network gives.
type output struct {
	name     string
	size     int  // values of a row
	perToken bool // a row is a token's, not a text's
}

// worker is the memory of one batch. It grows to the largest batch that it has seen: some 2 MB for 384 dimensions.
type worker struct {
	ids, mask []int64   // rows x width
	out       []float32 // see network.run
	a, b      []float32 // rows on their way through the layers
}

// Open opens the model in a folder. It takes about a second for 100 MB of weights, which are read into memory, and needs
// ONNX Runtime's shared library: where there is none the error wraps library.ErrNotFound, and in a program built without
// cgo it is ErrNoCgo. Close releases the model.
func Open(dir string, o Options) (*Model, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("onnx: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("onnx: %s: expected a model's folder", dir)
	}
	return open(os.DirFS(dir), dir, o)
}

// OpenFS is Open for a model that is part of the program or of an archive. Weights in files of their own, which networks over
// 2 GB have, are copied to a temporary folder for the time of opening.
func OpenFS(dir fs.FS, o Options) (*Model, error) { return open(dir, "", o) }

// open opens the model in dir, which is the folder at dirPath if that is not empty.
func open(dir fs.FS, dirPath string, o Options) (*Model, error) {
	m, err := load(dir, dirPath, o)
	if err != nil {
		if dirPath != "" {
			return nil, fmt.Errorf("onnx: %s: %w", dirPath, err)
		}
		return nil, fmt.Errorf("onnx: %w", err)
	}
	return m, nil
}

func load(dir fs.FS, dirPath string, o Options) (*Model, error) {
	if !haveCgo {
		return nil, ErrNoCgo
	}
	file, err := findModel(dir, o.Variant)
	if err != nil {
		return nil, err
	}
	l, err := readLayout(dir)
	if err != nil {
		return nil, err
	}
	t, err := readTokenizerFile(dir)
	if err != nil {
		return nil, err
	}
	if l.maxTokens == 0 {
		l.maxTokens = t.Truncation.MaxLength
	}
	if err := l.override(o); err != nil {
		return nil, err
	}
	tokens, err := t.open(l.maxTokens, o.Tokenizer)
	if err != nil {
		return nil, fmt.Errorf("tokenizer.json: %w", err)
	}
	net, err := openNetwork(dir, dirPath, file, o)
	if err != nil {
		return nil, err
	}
	m := &Model{network: net, tokens: tokens, layout: l, file: file}
	if err := m.finish(dir, o.Dim); err != nil {
		return nil, errors.Join(err, net.close())
	}
	return m, nil
}

// defaultMaxTokens bounds texts where neither options nor folder ask for less.
const defaultMaxTokens = 512

func (l *layout) override(o Options) error {
	switch {
	case o.MaxTokens < 0 || o.MaxTokens > 0 && l.maxTokens > 0 && o.MaxTokens > l.maxTokens:
		return fmt.Errorf("max tokens %d: expected at most the model's %d", o.MaxTokens, l.maxTokens)
	case o.MaxTokens > 0:
		l.maxTokens = o.MaxTokens
	case l.maxTokens == 0 || l.maxTokens > defaultMaxTokens:
		l.maxTokens = defaultMaxTokens
	}
	if o.Pooling != "" {
		mode, err := parsePooling(string(o.Pooling))
		if err != nil {
			return err
		}
		l.pooling = mode
	}
	if o.Prefixes != nil {
		l.prefixes = *o.Prefixes
	}
	return nil
}

// finish works out the sizes and the fingerprint, and makes the workers.
func (m *Model) finish(dir fs.FS, dim int) error {
	network := m.network.output()
	if !network.perToken {
		m.layout.layers = nil // they are part of the network
	}
	if network.name == "pooler_output" && m.layout.pooling != CLS {
		return fmt.Errorf("the network gives pooler_output alone, which goes with pooling cls, not %s", m.layout.pooling)
	}
	size := network.size
	m.longest = size
	for _, l := range m.layout.layers {
		var err error
		if size, err = l.size(size); err != nil {
			return err
		}
		m.longest = max(m.longest, size)
	}
	if dim < 0 || dim > size {
		return fmt.Errorf("dimensions %d: expected at most the model's %d", dim, size)
	}
	m.dim = size
	if dim > 0 {
		m.dim = dim
	}
	sum, err := m.hash(dir)
	if err != nil {
		return err
	}
	m.fingerprint = "onnx-" + sum
	cores := runtime.GOMAXPROCS(0)
	m.workers = make(chan *worker, cores)
	for range cores {
		m.workers <- &worker{a: make([]float32, m.longest), b: make([]float32, m.longest)}
	}
	return nil
}

// hash returns 16 hexadecimal digits for all that a vector depends on beside the text.
func (m *Model) hash(dir fs.FS) (string, error) {
	h := sha256.New()
	names := append([]string{m.file, "tokenizer.json"}, externalData(dir, m.file)...)
	weights, err := fs.Glob(dir, "[0-9]_Dense/*")
	if err != nil {
		return "", err
	}
	for _, name := range append(names, weights...) {
		f, err := dir.Open(name)
		if err != nil {
			return "", err
		}
		n, err := io.Copy(h, f)
		f.Close()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "\n%d\n", n)
	}
	fmt.Fprintf(h, "%s %d %d %d %q", m.layout.pooling, len(m.layout.layers), m.dim, m.layout.maxTokens, m.layout.prefixes)
	if m.tokens.unsupported != nil {
		fmt.Fprint(h, " other tokenizer")
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}

// Dim returns the length of a row.
func (m *Model) Dim() int { return m.dim }

// Fingerprint returns "onnx-" and 16 hexadecimal digits of the SHA-256 over the network, its tokenizer and dense layers,
// pooling, prefixes, dimensions and the number of tokens at which texts are cut.
func (m *Model) Fingerprint() string { return m.fingerprint }

// Prefixes returns what is put before each text.
func (m *Model) Prefixes() Prefixes { return m.layout.prefixes }

// MaxTokens returns at how many tokens, special ones included, texts are cut.
func (m *Model) MaxTokens() int { return m.layout.maxTokens }

// File returns the name of the network's file in the model's folder.
func (m *Model) File() string { return m.file }

// Pooling returns how token vectors become one, or "" if the network does that itself.
func (m *Model) Pooling() Pooling {
	if !m.network.output().perToken {
		return ""
	}
	return m.layout.pooling
}

// Unsupported says why Options.Tokenizer reads the model's tokenizer.json: it is the tokenizer.UnsupportedError of
// embed/tokenizer, or nil where that reads the file.
func (m *Model) Unsupported() error { return m.tokens.unsupported }

// Close releases the model, after the calls of Embed that are under way.
func (m *Model) Close() error {
	m.closing.Lock()
	defer m.closing.Unlock()
	if m.closed {
		return nil
	}
	m.closed = true
	return m.network.close()
}

// Embed implements embed.Embedder on as many cores as GOMAXPROCS was at Open, which concurrent calls share. out must have
// len(texts) * Dim() elements. Texts are cut at MaxTokens tokens. ctx is looked at between batches.
func (m *Model) Embed(ctx context.Context, role embed.Role, texts []string, out []float32) error {
	if len(out) != len(texts)*m.dim {
		return fmt.Errorf("onnx: out has %d elements, want %d texts x %d", len(out), len(texts), m.dim)
	}
	m.closing.RLock()
	defer m.closing.RUnlock()
	if m.closed {
		return fmt.Errorf("onnx: %w", fs.ErrClosed)
	}
	prefix := m.layout.prefixes.Passage
	if role == embed.Query {
		prefix = m.layout.prefixes.Query
	}
	unique, which := distinct(texts)
	// A text's row is first written where the text first occurs.
	at := make([]int32, len(unique))
	for i := len(which) - 1; i >= 0; i-- {
		at[which[i]] = int32(i)
	}
	for start := 0; start < len(unique); start += window {
		end := min(start+window, len(unique))
		if err := m.embedWindow(ctx, prefix, unique[start:end], at[start:end], out); err != nil {
			return err
		}
	}
	for i, u := range which {
		if first := int(at[u]); first != i {
			copy(out[i*m.dim:(i+1)*m.dim], out[first*m.dim:(first+1)*m.dim])
		}
	}
	return nil
}

// embedWindow writes the row of texts[i] to row at[i] of out.
func (m *Model) embedWindow(ctx context.Context, prefix string, texts []string, at []int32, out []float32) error {
	ids := make([][]int32, len(texts))
	const chunk = 128
	err := m.parallel(ctx, (len(texts)+chunk-1)/chunk, func(_ *worker, i int) error {
		end := min((i+1)*chunk, len(texts))
		m.tokens.encode(ids[i*chunk:end], prefix, texts[i*chunk:end])
		return nil
	})
	if err != nil {
		return err
	}
	for i := range ids {
		if len(ids[i]) == 0 {
			clear(out[int(at[i])*m.dim : (int(at[i])+1)*m.dim])
		}
	}
	batches := pack(ids)
	return m.parallel(ctx, len(batches), func(w *worker, i int) error {
		return m.embedBatch(w, batches[i], ids, at, out)
	})
}

// parallel calls f with the numbers below n, on as many goroutines as there are workers. It stops at the first error, and
// when ctx is done.
func (m *Model) parallel(ctx context.Context, n int, f func(w *worker, i int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	var once sync.Once
	var first error
	loop := func() {
		for !failed.Load() {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			var err error
			select {
			case w := <-m.workers:
				if err = ctx.Err(); err == nil {
					err = f(w, i)
				}
				m.workers <- w
			case <-ctx.Done():
				err = ctx.Err()
			}
			if err != nil {
				once.Do(func() { first = err })
				failed.Store(true)
			}
		}
	}
	var wg sync.WaitGroup
	for range min(n, cap(m.workers)) - 1 {
		wg.Go(loop)
	}
	loop()
	wg.Wait()
	return first
}

// embedBatch runs a batch through the network and writes the rows of its texts.
func (m *Model) embedBatch(w *worker, b batch, ids [][]int32, at []int32, out []float32) error {
	rows := len(b.texts)
	w.ids, w.mask = resize(w.ids, rows*b.width), resize(w.mask, rows*b.width)
	clear(w.mask)
	for r, text := range b.texts {
		row := w.ids[r*b.width : (r+1)*b.width]
		for i, id := range ids[text] {
			row[i] = int64(id)
			w.mask[r*b.width+i] = 1
		}
		for i := len(ids[text]); i < b.width; i++ {
			row[i] = m.tokens.pad
		}
	}
	if err := m.network.run(w, rows, b.width); err != nil {
		return fmt.Errorf("onnx: a batch of %d x %d tokens: %w", rows, b.width, err)
	}
	network := m.network.output()
	size := network.size
	for r, text := range b.texts {
		row := w.a[:size]
		if network.perToken {
			m.layout.pooling.pool(row, w.out[r*b.width*size:(r+1)*b.width*size], len(ids[text]))
		} else {
			copy(row, w.out[r*size:(r+1)*size])
		}
		from, to := w.a, w.b
		for _, l := range m.layout.layers {
			if row = l.apply(to, row); &row[0] == &to[0] {
				from, to = to, from
			}
		}
		target := out[int(at[text])*m.dim : (int(at[text])+1)*m.dim]
		copy(target, row)
		unit(target)
	}
	return nil
}

// resize returns a slice of n elements, which are not cleared.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
