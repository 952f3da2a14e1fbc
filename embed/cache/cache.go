package cache

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/internal/filelock"
)

// Options say how a directory is used.
type Options struct {
	// MaxBytes bounds the length of all files together, room for what is still to be added included. 0 means 4 GiB, some
	// 4 million vectors of 256 elements. Processes with different bounds each keep to their own.
	MaxBytes int64
}

const defaultMaxBytes = 4 << 30

// Cache is a directory of vectors. It is safe for concurrent use, by several processes too.
type Cache struct {
	dir      string
	maxBytes int64

	mu      sync.Mutex
	shelves map[header]*shelf // by dim and embedder
	err     error

	hits, misses atomic.Int64
}

// Open opens the cache in dir, which is made if there is none. Nothing is read before the first text is embedded.
func Open(dir string, o Options) (*Cache, error) {
	if o.MaxBytes < 0 {
		return nil, fmt.Errorf("cache: MaxBytes %d: expected 0 or more", o.MaxBytes)
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = defaultMaxBytes
	}
	c := &Cache{dir: dir, maxBytes: o.MaxBytes, shelves: map[header]*shelf{}}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	lock, err := c.openLock()
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	return c, lock.Close()
}

// Stats says what a Cache has been good for since it was opened.
type Stats struct {
	Hits   int64 // texts whose vectors were there
	Misses int64 // texts whose vectors were computed; one that occurs twice in a batch counts once
	Err    error // the first that kept vectors from being read or added, such as a full disk; they were computed all the same
}

// Stats returns the counts so far.
func (c *Cache) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{c.hits.Load(), c.misses.Load(), c.err}
}

// fail notes an error that costs time but no vector.
func (c *Cache) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil && err != nil {
		c.err = fmt.Errorf("cache: %w", err)
	}
}

// Embedder returns an embedder with the vectors and the fingerprint of e that asks e only for what the cache has not.
func (c *Cache) Embedder(e embed.Embedder) embed.Embedder {
	c.mu.Lock()
	defer c.mu.Unlock()
	want := header{dim: e.Dim(), embedder: sha256.Sum256([]byte(e.Fingerprint()))}
	if c.shelves[want] == nil {
		c.shelves[want] = newShelf(c.dir, want)
	}
	return &embedder{Embedder: e, cache: c, shelf: c.shelves[want]}
}

// embedder is what Cache.Embedder returns.
type embedder struct {
	embed.Embedder
	cache *Cache
	shelf *shelf
}

// Forget removes what the cache has of texts, of every embedder, as Cache.Forget does.
func (e *embedder) Forget(ctx context.Context, texts ...string) (int, error) {
	return e.cache.Forget(ctx, texts...)
}

// chunk is how many texts are looked up, computed and added at a time, which bounds the memory beside the caller's.
const chunk = 8192

// Embed implements embed.Embedder.
func (e *embedder) Embed(ctx context.Context, role embed.Role, texts []string, out []float32) error {
	dim := e.Dim()
	if len(out) != len(texts)*dim {
		return fmt.Errorf("cache: out has %d elements, want %d texts x %d", len(out), len(texts), dim)
	}
	for len(texts) > 0 {
		n := min(chunk, len(texts))
		if err := e.embed(ctx, role, texts[:n], out[:n*dim]); err != nil {
			return err
		}
		texts, out = texts[n:], out[n*dim:]
	}
	return ctx.Err()
}

func (e *embedder) embed(ctx context.Context, role embed.Role, texts []string, out []float32) error {
	keys := make([]key, len(texts))
	wanted := make([]int, len(texts))
	var buf []byte
	for i, text := range texts {
		keys[i], buf = keyOf(buf, role, text)
		wanted[i] = i
	}
	missing := e.shelf.read(keys, wanted, out)
	if len(missing) > 0 {
		// Others may have added them since the directory was last looked at.
		if err := e.shelf.refresh(); err != nil {
			e.cache.fail(err)
		}
		missing = e.shelf.read(keys, missing, out)
	}
	e.cache.hits.Add(int64(len(texts) - len(missing)))
	if len(missing) == 0 {
		return nil
	}
	return e.compute(ctx, role, texts, keys, missing, out)
}

// compute embeds the missing texts, each once, fills their rows of out and adds them to the directory.
func (e *embedder) compute(ctx context.Context, role embed.Role, texts []string, keys []key, missing []int, out []float32) error {
	dim := e.Dim()
	first := make(map[key]int, len(missing)) // number of a text among the different ones
	var unique []string
	var added []key
	for _, i := range missing {
		if _, met := first[keys[i]]; !met {
			first[keys[i]] = len(unique)
			unique = append(unique, texts[i])
			added = append(added, keys[i])
		}
	}
	vectors := make([]float32, len(unique)*dim)
	if err := e.Embedder.Embed(ctx, role, unique, vectors); err != nil {
		return err
	}
	for _, i := range missing {
		n := first[keys[i]]
		copy(out[i*dim:(i+1)*dim], vectors[n*dim:(n+1)*dim])
	}
	e.cache.misses.Add(int64(len(unique)))
	e.cache.fail(e.cache.add(ctx, e.shelf, added, vectors))
	return nil
}

// openLock opens the file that writers lock.
func (c *Cache) openLock() (*os.File, error) {
	return os.OpenFile(filepath.Join(c.dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
}

// lock waits until nobody else writes to the directory. Each call has an open file of its own, so that the goroutines of
// one process exclude each other as processes do.
func (c *Cache) lock(ctx context.Context) (unlock func(), err error) {
	file, err := c.openLock()
	if err != nil {
		return nil, err
	}
	for wait := time.Millisecond; ; wait = min(2*wait, 20*time.Millisecond) {
		locked, err := filelock.Try(file)
		if err == nil && locked {
			return func() { file.Close() }, nil
		}
		if err == nil {
			select {
			case <-time.After(wait):
				continue
			case <-ctx.Done():
				err = ctx.Err()
			}
		}
		file.Close()
		return nil, err
	}
}
