package respell

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect"
)

// version counts the changes of code, here and in the packages that a text goes through on the way, that change how texts are
// respelled. A test notices them.
const version = 2

// Embedder embeds texts as they were meant. It is safe for concurrent use where the one that it wraps is.
type Embedder struct {
	embed.Embedder
	fingerprint string
}

// New returns an Embedder that respells texts, each in the language that it is detected to be in, before it gives them to
// e. A cache is best around it, so that it keeps texts as they were written.
func New(e embed.Embedder) *Embedder {
	sum := detect.Default().Checksum()
	for _, l := range langs.All {
		sum = sum*31 + langs.Lemmatizer(l).Checksum()
	}
	return &Embedder{e, fmt.Sprintf("%s respell%d:%08x", e.Fingerprint(), version, sum)}
}

// Fingerprint names the model within, and the models of words that texts are respelled by.
func (e *Embedder) Fingerprint() string { return e.fingerprint }

// Forget removes what the wrapped embedder keeps of texts, where it keeps any, as they were written and as they were given to
// it, and returns how many vectors that were.
func (e *Embedder) Forget(ctx context.Context, texts ...string) (int, error) {
	keeps, ok := e.Embedder.(interface {
		Forget(ctx context.Context, texts ...string) (int, error)
	})
	if !ok {
		return 0, nil
	}
	all := slices.Clone(texts)
	for _, text := range texts {
		if meant := Text(text, likeliest(text)); meant != text {
			all = append(all, meant)
		}
	}
	return keeps.Forget(ctx, all...)
}

// Embed implements embed.Embedder. Beside the model a text takes some 5 microseconds, and more where its words are unknown.
func (e *Embedder) Embed(ctx context.Context, role embed.Role, texts []string, out []float32) error {
	meant := make([]string, len(texts))
	const chunk = 64
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(texts)/chunk+1) {
		wg.Go(func() {
			for ctx.Err() == nil {
				begin := int(next.Add(chunk)) - chunk
				if begin >= len(texts) {
					return
				}
				for i := begin; i < min(begin+chunk, len(texts)); i++ {
					meant[i] = Text(texts[i], likeliest(texts[i]))
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.Embedder.Embed(ctx, role, meant, out)
}

// likeliest is the language of a text, also where detection would rather not say: carelessness makes it unsure.
func likeliest(text string) langs.Language {
	p, letters := detect.Default().Probabilities(text)
	best := 0
	for l := range p {
		if p[l] > p[best] {
			best = l
		}
	}
	if letters == 0 || best >= len(langs.All) {
		return langs.Undetermined
	}
	return langs.All[best]
}
