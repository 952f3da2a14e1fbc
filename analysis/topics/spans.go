package topics

import (
	"context"
	"fmt"
	"slices"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// Placed is a text whose topic is known.
type Placed struct {
	Text     string
	Language langs.Language
	Place    Place // on the default level
}

// Span is a part of a text that is about a topic.
type Span struct {
	token.Span         // byte offsets into the text
	Topic      int32   // of the default level
	Confidence float32 // as in Place
}

// Spans appends to dst, for each text, the parts that are about topics of the default level, as they follow each other. A part
// is one clause, or several in a row about the same topic, each assigned as a text of its own; those that are in no topic are
// left out. Where no clause is about the topic that the text as a whole is in, the first span is the whole text, with that
// topic. A text in no topic of which no clause is in any, or without content, has no spans.
//
// e is the embedder that made the vectors of the fit. It is asked for all clauses of texts with several, in one call: hand over
// some hundred texts at a time. The error is the embedder's, or of vectors of another length.
func (a *Assigner) Spans(ctx context.Context, dst [][]Span, e embed.Embedder, texts []Placed) ([][]Span, error) {
	dim := a.model.anchors.dim
	if e.Dim() != dim {
		return dst, fmt.Errorf("topics: an embedder of dimension %d: expected %d", e.Dim(), dim)
	}
	var tokens langs.Tokens
	var clauses []string
	var spans []token.Span
	ends := make([]int, len(texts)) // of the clauses of each text
	for i, t := range texts {
		if t.Place.Topic != NoContent {
			tokens.Reset()
			langs.For(langs.Undetermined).Analyze(&tokens, []byte(t.Text))
			first := len(spans)
			if spans = tokens.Clauses(spans, []byte(t.Text)); len(spans) < first+2 {
				spans = spans[:first]
			}
			for _, s := range spans[first:] {
				clauses = append(clauses, t.Text[s.Start:s.End])
			}
		}
		ends[i] = len(spans)
	}
	vectors := make([]float32, len(clauses)*dim)
	if len(clauses) > 0 {
		if err := e.Embed(ctx, embed.Passage, clauses, vectors); err != nil {
			return dst, fmt.Errorf("topics: %w", err)
		}
	}
	var places []Place
	next := 0
	for i, t := range texts {
		var list []Span
		last := int32(Unassigned)
		for ; next < ends[i]; next++ {
			var err error
			if places, err = a.Assign(places[:0], clauses[next], t.Language, vectors[next*dim:(next+1)*dim]); err != nil {
				return dst, err
			}
			p := places[a.model.Default]
			if p.Topic >= 0 && p.Topic == last {
				s := &list[len(list)-1]
				s.End, s.Confidence = spans[next].End, max(s.Confidence, p.Confidence)
			} else if p.Topic >= 0 {
				list = append(list, Span{spans[next], p.Topic, p.Confidence})
			}
			last = p.Topic
		}
		if t.Place.Topic >= 0 && !slices.ContainsFunc(list, func(s Span) bool { return s.Topic == t.Place.Topic }) {
			whole := Span{token.Span{Start: 0, End: len(t.Text)}, t.Place.Topic, t.Place.Confidence}
			list = slices.Insert(list, 0, whole)
		}
		dst = append(dst, list)
	}
	return dst, nil
}
