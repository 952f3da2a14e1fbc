package onnx

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// Report is what Check found out about a model.
type Report struct {
	File        string
	Fingerprint string
	Dim         int
	MaxTokens   int
	Pooling     Pooling // "" if the network pools
	Prefixes    Prefixes
	Unsupported error // see Model.Unsupported

	Texts           int     // short comments that were embedded, all different
	Tokens          int     // of these texts, special ones and prefixes included
	TextsPerSecond  float64 // on Cores cores
	TokensPerSecond float64
	Cores           int

	// Retrieval is, for each two languages, the share of sentences whose translation is nearer than any other sentence, both
	// ways taken together: 1 is perfect, and 1 in 30 is what chance gives.
	Retrieval []Retrieval

	// AloneInBatch is the lowest cosine of a text's row by itself to its row among longer texts. Below SameVector the model
	// gives a text other vectors in other company.
	AloneInBatch float64
}

// Retrieval is the accuracy between two languages, named by their codes.
type Retrieval struct {
	A, B     string
	Accuracy float64
}

// SameVector is the cosine from which on two rows count as the same.
const SameVector = .9999

// DependsOnBatch reports whether a text's row changes with the texts beside it, as it does in models that are made by
// onnxruntime's quantize_dynamic: they scale activations over a whole batch.
func (r Report) DependsOnBatch() bool { return r.AloneInBatch < SameVector }

// Check embeds a few short comments in three languages with a model and says how fast it is, how well translations find each
// other, and whether rows depend on the batch. It takes some seconds.
func Check(ctx context.Context, m *Model) (Report, error) {
	r := Report{
		File: m.file, Fingerprint: m.fingerprint, Dim: m.dim, MaxTokens: m.layout.maxTokens, Pooling: m.Pooling(),
		Prefixes: m.layout.prefixes, Unsupported: m.Unsupported(), Cores: cap(m.workers),
	}
	for _, step := range []func(context.Context, *Model) error{r.retrieve, r.compareAlone, r.measure} {
		if err := step(ctx, m); err != nil {
			return Report{}, err
		}
	}
	return r, nil
}

// embedAll returns the rows of texts.
func embedAll(ctx context.Context, m *Model, texts []string) ([][]float32, error) {
	out := make([]float32, len(texts)*m.dim)
	err := m.Embed(ctx, embed.Passage, texts, out)
	return slices.Collect(slices.Chunk(out, m.dim)), err
}

func (r *Report) retrieve(ctx context.Context, m *Model) error {
	var rows [len(languages)][][]float32
	for l := range languages {
		texts := make([]string, len(triples))
		for i, triple := range triples {
			texts[i] = triple[l]
		}
		var err error
		if rows[l], err = embedAll(ctx, m, texts); err != nil {
			return err
		}
	}
	for a := range languages {
		for b := a + 1; b < len(languages); b++ {
			found := nearest(rows[a], rows[b]) + nearest(rows[b], rows[a])
			r.Retrieval = append(r.Retrieval, Retrieval{languages[a], languages[b], float64(found) / float64(2*len(triples))})
		}
	}
	return nil
}

// nearest counts the rows of a whose own number is nearest among the rows of b. A tie is no find.
func nearest(a, b [][]float32) (n int) {
	for i, row := range a {
		own, found := vec.Dot(row, b[i]), true
		for j, other := range b {
			if j != i && vec.Dot(row, other) >= own {
				found = false
			}
		}
		if found {
			n++
		}
	}
	return n
}

// compareAlone runs each sentence by itself and with a long text in one batch, whatever Embed would pack together.
func (r *Report) compareAlone(_ context.Context, m *Model) error {
	w := <-m.workers
	defer func() { m.workers <- w }()
	r.AloneInBatch = 1
	for i, triple := range triples {
		text := triple[i%len(languages)]
		long := strings.Repeat(triples[(i+1)%len(triples)][(i+1)%len(languages)]+" ", 4)
		ids := make([][]int32, 2)
		m.tokens.encode(ids, m.layout.prefixes.Passage, []string{text, long})
		if len(ids[0]) == 0 || len(ids[1]) == 0 {
			continue
		}
		alone, together := make([]float32, 2*m.dim), make([]float32, 2*m.dim)
		if err := m.embedBatch(w, batch{[]int32{0}, len(ids[0])}, ids, []int32{0, 1}, alone); err != nil {
			return err
		}
		width := max(len(ids[0]), len(ids[1]))
		if err := m.embedBatch(w, batch{[]int32{0, 1}, width}, ids, []int32{0, 1}, together); err != nil {
			return err
		}
		cosine := float64(vec.Dot(alone[:m.dim], together[:m.dim]))
		r.AloneInBatch = min(r.AloneInBatch, cosine)
	}
	return nil
}

// measure embeds all sentences, and pairs of them, until a second has gone by.
func (r *Report) measure(ctx context.Context, m *Model) error {
	var texts []string
	for i, triple := range triples {
		for l, text := range triple {
			texts = append(texts, text, text+" "+triples[(i+7)%len(triples)][l])
		}
	}
	ids := make([][]int32, len(texts))
	m.tokens.encode(ids, m.layout.prefixes.Passage, texts)
	tokens := 0
	for _, list := range ids {
		tokens += len(list)
	}
	start := time.Now()
	for time.Since(start) < time.Second {
		if _, err := embedAll(ctx, m, texts); err != nil {
			return err
		}
		r.Texts += len(texts)
		r.Tokens += tokens
	}
	seconds := time.Since(start).Seconds()
	r.TextsPerSecond, r.TokensPerSecond = float64(r.Texts)/seconds, float64(r.Tokens)/seconds
	return nil
}

// Write writes the report for a person to read.
func (r Report) Write(w io.Writer) error {
	pooling := string(r.Pooling)
	if pooling == "" {
		pooling = "by the network"
	}
	_, err := fmt.Fprintf(w, "%s (%s)\n%d dimensions, pooling %s, texts cut at %d tokens, prefixes %q and %q\n%.0f texts a second, %.0f tokens a second, on %d cores\n",
		r.File, r.Fingerprint, r.Dim, pooling, r.MaxTokens, r.Prefixes.Query, r.Prefixes.Passage, r.TextsPerSecond, r.TokensPerSecond, r.Cores)
	if err != nil {
		return err
	}
	if r.Unsupported != nil {
		fmt.Fprintf(w, "tokenizer.json is read by another library, slowly and not always as the reference does: %v by kaiku\n", r.Unsupported)
	}
	parts := make([]string, len(r.Retrieval))
	lowest := 1.0
	for i, x := range r.Retrieval {
		parts[i] = fmt.Sprintf("%s-%s %.0f %%", x.A, x.B, 100*x.Accuracy)
		lowest = min(lowest, x.Accuracy)
	}
	verdict := "the three languages meet in one space"
	if lowest < .7 {
		verdict = "the model does not serve all three languages"
	}
	fmt.Fprintf(w, "translations that find each other among %d sentences: %s: %s\n", len(triples), strings.Join(parts, ", "), verdict)
	verdict = "a text has one vector, alone and in any batch"
	if r.DependsOnBatch() {
		verdict = "a text's vector changes with the texts beside it, because the model scales activations over a batch: results vary; prefer the fp32 file"
	}
	_, err = fmt.Fprintf(w, "cosine of a text alone to the same text beside a longer one, lowest: %.5f: %s\n", math.Min(r.AloneInBatch, 1), verdict)
	return err
}

// String is what Write writes.
func (r Report) String() string {
	var b strings.Builder
	r.Write(&b)
	return b.String()
}
