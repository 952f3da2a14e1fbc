package respell_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/respell"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
)

func ExampleNew() {
	e := respell.New(model.Default())
	out := make([]float32, 2*e.Dim())
	if err := e.Embed(context.Background(), embed.Passage, []string{"hyva palvleu", "hyvä palvelu"}, out); err != nil {
		fmt.Println(err)
	}
	fmt.Println(slices.Equal(out[:e.Dim()], out[e.Dim():]))
	// Output: true
}

// A row depends on its text alone, however many are embedded at once, and the caller's texts stay as they are.
func TestEmbedderRows(t *testing.T) {
	e := respell.New(model.Default())
	texts := make([]string, 300)
	for i := range texts {
		texts[i] = fmt.Sprintf("Palvleu oli hyvaa %d kertaa", i%7)
	}
	kept := slices.Clone(texts)
	dim := e.Dim()
	all := make([]float32, len(texts)*dim)
	if err := e.Embed(t.Context(), embed.Passage, texts, all); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(texts, kept) {
		t.Error("the texts were changed")
	}
	one := make([]float32, dim)
	for i, text := range texts[:20] {
		if err := e.Embed(t.Context(), embed.Query, []string{text}, one); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(one, all[i*dim:(i+1)*dim]) {
			t.Errorf("%q has another row alone", text)
		}
	}
}

func TestEmbedderRefuses(t *testing.T) {
	e := respell.New(model.Default())
	if err := e.Embed(t.Context(), embed.Passage, []string{"a"}, make([]float32, 3)); err == nil {
		t.Error("no error for a row that is too short")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Embed(ctx, embed.Passage, []string{"a"}, make([]float32, e.Dim())); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if e.Fingerprint() == model.Default().Fingerprint() || e.Fingerprint() != respell.New(model.Default()).Fingerprint() {
		t.Errorf("fingerprint %q", e.Fingerprint())
	}
}

// keeping is an embedder that remembers what it was asked to forget.
type keeping struct {
	embed.Embedder
	forgotten []string
}

func (k *keeping) Forget(_ context.Context, texts ...string) (int, error) {
	k.forgotten = append(k.forgotten, texts...)
	return len(texts), nil
}

// A cache inside holds vectors of texts as they were respelled: these are forgotten too.
func TestForget(t *testing.T) {
	k := &keeping{Embedder: model.Default()}
	n, err := respell.New(k).Forget(t.Context(), "hyva palvleu", "hyvä")
	if want := []string{"hyva palvleu", "hyvä", "hyvä palvelu"}; err != nil || n != 3 || !slices.Equal(k.forgotten, want) {
		t.Errorf("%d, %v, %q", n, err, k.forgotten)
	}
	if n, err := respell.New(model.Default()).Forget(t.Context(), "hyva"); n != 0 || err != nil {
		t.Errorf("nothing is kept: %d, %v", n, err)
	}
}

func TestEmbedNothing(t *testing.T) {
	if err := respell.New(model.Default()).Embed(t.Context(), embed.Passage, nil, nil); err != nil {
		t.Error(err)
	}
}
