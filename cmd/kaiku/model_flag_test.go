package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed/onnx"
	"github.com/kaiku-analytics/kaiku/embed/onnx/library"
)

// tinyModel is a transformer with random weights.
const tinyModel = "../../embed/onnx/testdata/model"

func TestModelFlag(t *testing.T) {
	var usage usageError
	if _, err := cli(t, "", "report", sample, "-o", filepath.Join(t.TempDir(), "r.html"), "--model", "none"); !errors.As(err, &usage) {
		t.Errorf("a model that is not there: %v", err)
	}
	archive := filepath.Join(t.TempDir(), "archive")
	_, err := cli(t, "", "add", archive, sample, "--model", tinyModel)
	if errors.Is(err, onnx.ErrNoCgo) || errors.Is(err, library.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil && !errors.Is(err, errProblems) {
		t.Fatal(err)
	}
	out, err := cli(t, "", "search", archive, "nurse", "--mode", "meaning", "-n", "3", "--model", tinyModel)
	if err != nil || strings.Count(out, "similarity") != 3 {
		t.Errorf("%v:\n%s", err, out)
	}
	_, err = cli(t, "", "search", archive, "nurse")
	if err == nil || !strings.Contains(err.Error(), "onnx-") || !strings.Contains(err.Error(), "static-") {
		t.Errorf("another model than the directory's: %v", err)
	}
}

// otherTokenizer makes a copy of tinyModel whose tokenizer.json is of a kind that kaiku leaves to another library.
func otherTokenizer(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(tinyModel)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "tokenizer.json"), `{"added_tokens": [], "normalizer": {"type": "NFKC"},
		"pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}, "post_processor": null,
		"decoder": null, "model": {"type": "WordLevel", "unk_token": "<unk>", "vocab": {"<unk>": 0, "▁hyvä": 1, "▁hoitaja": 2}}}`)
	return dir
}

func TestOtherTokenizer(t *testing.T) {
	model, dir := otherTokenizer(t), t.TempDir()
	in := write(t, filepath.Join(dir, "in.txt"), "hyvä hoitaja\nhyvä ﬁ\nﬁ hyvä\n")
	said, err := os.Create(filepath.Join(dir, "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer func(to *os.File) { os.Stderr = to }(os.Stderr)
	os.Stderr = said
	_, err = cli(t, "", "embed", "--lines", in, "-o", filepath.Join(dir, "v.npy"), "--model", model)
	if errors.Is(err, onnx.ErrNoCgo) || errors.Is(err, library.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(said.Name())
	for _, want := range []string{`tokenizer.json, slowly and not always as the reference does: model is "WordLevel"`, "some texts get no vector: sugarme: "} {
		if err != nil || strings.Count(string(content), want) != 1 {
			t.Errorf("%v: want %q once in\n%s", err, want, content)
		}
	}
	rows := readNPY(t, filepath.Join(dir, "v.npy"))
	if len(rows) != 3 || rows[0][0] == 0 || rows[2][0] != 0 {
		t.Errorf("rows %v", rows)
	}
	if out, err := cli(t, "", "model", "check", model); err != nil || !strings.Contains(out, "read by another library") {
		t.Errorf("%v:\n%s", err, out)
	}
}

func TestSetup(t *testing.T) {
	var usage usageError
	if _, err := cli(t, "", "setup", "onnx", "--from", "apt"); !errors.As(err, &usage) {
		t.Errorf("a package manager that is not known: %v", err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("PATH", t.TempDir())
	if _, err := cli(t, "", "setup", "onnx"); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("without a package manager: %v", err)
	}
}
