package kaiku

import (
	"context"
	"fmt"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs/redact"
)

// Search finds feedback by the words of q.Text, by its meaning, or by both (the zero Mode). The engine computes q.Vector
// where the mode needs it and the caller gave none. Personal data in the query is masked as it was in the texts, and a value of
// the filter that is masked in the records is found by what it was before, with all that are masked alike.
func (e *Engine) Search(ctx context.Context, q index.Query) (index.Page, error) {
	q.Text, _ = redact.Text(q.Text)
	q.Filter = maskedToo(q.Filter)
	if q.Text != "" && q.Mode != index.ByWord && q.Vector == nil {
		row := make([]float32, e.embedder.Dim())
		if err := e.embedder.Embed(ctx, embed.Query, []string{q.Text}, row); err != nil {
			return index.Page{}, fmt.Errorf("kaiku: embedding the query: %w", err)
		}
		if !isZero(row) {
			q.Vector = row
		} else if q.Mode == index.ByBoth {
			q.Mode = index.ByWord
		}
	}
	page, err := e.index.Search(ctx, q)
	if err != nil {
		return index.Page{}, fmt.Errorf("kaiku: %w", err)
	}
	return page, nil
}
