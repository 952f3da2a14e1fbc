package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/index"
)

// openKept opens a directory that "kaiku add" made with the model that the flag names.
func openKept(ctx context.Context, dir, modelName string) (*keptEngine, error) {
	return openKeptWith(ctx, dir, modelName, "", kaiku.Open)
}

func openKeptWith(ctx context.Context, dir, modelName, cacheDir string,
	open func(context.Context, string, ...kaiku.Option) (*kaiku.Engine, error)) (*keptEngine, error) {
	if err := mustKeep(dir); err != nil {
		return nil, err
	}
	embedder, closer, err := openCached(modelName, cacheDir)
	if err != nil {
		return nil, err
	}
	engine, err := open(ctx, dir, kaiku.WithEmbedder(embedder))
	if err != nil {
		return nil, errors.Join(err, closer.Close())
	}
	return &keptEngine{engine, closer}, nil
}

// keptEngine is an engine with the model that it was opened with.
type keptEngine struct {
	*kaiku.Engine
	model io.Closer
}

func (e *keptEngine) Close() error { return errors.Join(e.Engine.Close(), e.model.Close()) }

// mustKeep returns an error where dir is not a directory that "kaiku add" made, before another is made there by mistake.
func mustKeep(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "meta")); err != nil {
		return fmt.Errorf("no feedback is kept in %s: put some there with: kaiku add %s FILE", dir, dir)
	}
	return nil
}

// fieldFilters reads the values of --where.
func fieldFilters(where []string) ([]index.FieldFilter, error) {
	var filters []index.FieldFilter
	for _, w := range where {
		field, err := fieldValue("--where", w)
		if err != nil {
			return nil, err
		}
		filters = append(filters, index.FieldFilter{Name: field.Name, Values: []string{field.Value}})
	}
	return filters, nil
}

// fieldValue reads the value of a flag that takes field=value.
func fieldValue(flag, given string) (index.Field, error) {
	name, value, ok := strings.Cut(given, "=")
	if !ok || name == "" || value == "" {
		return index.Field{}, usageError{fmt.Errorf("%s %q: expected field=value", flag, given)}
	}
	return index.Field{Name: name, Value: value}, nil
}
