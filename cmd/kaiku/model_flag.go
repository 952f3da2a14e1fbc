package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/cache"
	"github.com/kaiku-analytics/kaiku/embed/mini"
	"github.com/kaiku-analytics/kaiku/embed/onnx"
	"github.com/kaiku-analytics/kaiku/embed/respell"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/embed/tokenizer"
	"github.com/kaiku-analytics/kaiku/embed/tokenizer/sugarme"
	"github.com/spf13/cobra"
)

// addModel gives the command the flag that chooses what texts are embedded with.
func addModel(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "model", "static", "what turns texts into vectors: static (built in, fast), mini (built in, a "+
		"transformer) or the folder of a transformer model; for transformers see \"kaiku setup onnx\"")
}

// openEmbedder opens the model that the flag names, with texts respelled before they reach it, as an engine has it by
// itself. Closing it is the caller's, also where there is nothing to close.
func openEmbedder(name string) (embed.Embedder, io.Closer, error) {
	m, closer, err := openModel(name)
	if err != nil {
		return nil, nil, err
	}
	return respell.New(m), closer, nil
}

// openModel opens the model that the flag names as it is.
func openModel(name string) (embed.Embedder, io.Closer, error) {
	if name == "static" {
		return model.Default(), io.NopCloser(nil), nil
	}
	if name == "mini" {
		m, err := onnx.OpenFS(mini.Files(), onnx.Options{})
		if err != nil {
			return nil, nil, err
		}
		return m, m, nil
	}
	if info, err := os.Stat(name); err != nil || !info.IsDir() {
		return nil, nil, usageError{fmt.Errorf("--model %q: expected static, mini or the folder of a model", name)}
	}
	m, err := openTransformer(name, "")
	if err != nil {
		return nil, nil, err
	}
	if err := m.Unsupported(); err != nil {
		fmt.Fprintf(os.Stderr, "kaiku: another library reads this model's tokenizer.json, slowly and not always as the reference does: %s by kaiku\n", plainly(err))
	}
	return m, m, nil
}

// addCache gives the command the flag that names a directory of vectors.
func addCache(cmd *cobra.Command, dir *string) {
	cmd.Flags().StringVar(dir, "cache", "", "keep vectors in this directory, and take from it those that it has")
}

// openCached is openEmbedder with the vectors kept in a directory, where dir is not empty.
func openCached(name, dir string) (embed.Embedder, *cachedModel, error) {
	return cached(openEmbedder, name, dir)
}

func cached(open func(string) (embed.Embedder, io.Closer, error), name, dir string) (embed.Embedder, *cachedModel, error) {
	embedder, closer, err := open(name)
	if err != nil || dir == "" {
		return embedder, &cachedModel{Closer: closer}, err
	}
	kept, err := cache.Open(dir, cache.Options{})
	if err != nil {
		return nil, nil, errors.Join(err, closer.Close())
	}
	return kept.Embedder(embedder), &cachedModel{closer, kept, dir}, nil
}

// cachedModel is what closes a model.
type cachedModel struct {
	io.Closer
	cache *cache.Cache // nil if there is none
	dir   string
}

// Close closes the model and says where not all vectors could be kept.
func (m *cachedModel) Close() error {
	if m.cache != nil {
		if err := m.cache.Stats().Err; err != nil {
			fmt.Fprintf(os.Stderr, "kaiku: not all vectors could be kept in %s: %s\n", m.dir, plainly(err))
		}
	}
	return m.Closer.Close()
}

// openTransformer opens the model in a folder, also one whose tokenizer.json kaiku itself does not read.
func openTransformer(dir, variant string) (*onnx.Model, error) {
	return onnx.Open(dir, onnx.Options{Variant: variant, Tokenizer: readOtherTokenizer})
}

func readOtherTokenizer(file []byte, maxTokens int) (onnx.Tokenizer, error) {
	t, err := sugarme.Read(file, maxTokens)
	if err != nil {
		return nil, err
	}
	return &reportingTokenizer{tokenizer: t}, nil
}

// reportingTokenizer says once that some texts get no vector, because the library failed at them.
type reportingTokenizer struct {
	tokenizer onnx.Tokenizer
	once      sync.Once
}

func (t *reportingTokenizer) Encode(dst *tokenizer.Encoding, text string) error {
	err := t.tokenizer.Encode(dst, text)
	if err != nil {
		t.once.Do(func() { fmt.Fprintf(os.Stderr, "kaiku: some texts get no vector: %s\n", plainly(err)) })
	}
	return err
}
