package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
)

// A directory of another embedder, such as one that was made before texts were respelled, is refused with what to do, and
// that does it.
func TestOtherEmbedder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	engine, err := kaiku.Open(t.Context(), dir, kaiku.WithEmbedder(model.Default()))
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.Add(t.Context(), []feedback.Record{{ID: "a", Text: "Jono oli pitkä"}}); err != nil {
		t.Fatal(err)
	}
	if err := engine.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = cli(t, "", "search", dir, "jono")
	if err == nil || !strings.Contains(plainly(err), `"kaiku rebuild `+dir+`"`) {
		t.Errorf("%v", err)
	}
	if out, err := cli(t, "", "rebuild", dir); err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
	if out, err := cli(t, "", "search", dir, "jonossa"); err != nil || !strings.Contains(out, "Jono oli pitkä") {
		t.Errorf("%v:\n%s", err, out)
	}
}
