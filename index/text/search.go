package text

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
)

// Search implements index.Searcher. It looks for q.Text alone; Mode and Vector are not its concern.
func (x *Index) Search(ctx context.Context, q index.Query) (index.Page, error) {
	limit, err := q.PageSize()
	if err != nil {
		return index.Page{}, err
	}
	words := queryWords(q.Text, q.Language)
	if q.Text != "" && len(words) == 0 {
		return index.Page{}, nil
	}
	request, err := newRequest(&q, words)
	if err != nil {
		return index.Page{}, err
	}
	counts := index.NewCounts(q.Facets)
	request.Query = x.narrow(request.Query, q.Filter, counts)
	request.Size = limit + 1 // one more tells whether there is a next page
	result, err := x.bleve.SearchInContext(ctx, request)
	if err != nil {
		return index.Page{}, fmt.Errorf("text: %w", err)
	}

	page := index.Page{Total: int(result.Total), Facets: counts.Facets()}
	page.Hits = make([]index.Hit, len(result.Hits))
	for i, match := range result.Hits {
		page.Hits[i] = index.Hit{Doc: index.Doc{ID: match.ID}}
		if len(words) > 0 {
			page.Hits[i].Score = match.Score
		}
	}
	page.Cut(limit)
	if !q.IDsOnly {
		page.Hits = x.detail(page.Hits, slices.Concat(words...))
	}
	return page, nil
}

// newRequest returns what to ask of bleve for documents that have any of the words, or, without words, for all of them.
func newRequest(q *index.Query, words [][]term) (*bleve.SearchRequest, error) {
	var after index.Cursor
	var err error
	if q.After != "" {
		if after, err = index.ParseCursor(q.After); err != nil {
			return nil, err
		}
	}
	var request *bleve.SearchRequest
	var place []string
	if len(words) == 0 {
		request = bleve.NewSearchRequest(query.NewMatchAllQuery())
		request.Sort = search.SortOrder{&search.SortDocID{}}
		place = []string{after.ID}
	} else {
		request = bleve.NewSearchRequest(anyOf(words))
		request.Sort = search.SortOrder{&search.SortScore{Desc: true}, &search.SortDocID{}}
		place = []string{strconv.FormatFloat(after.Score, 'g', -1, 64), after.ID}
	}
	if q.After != "" {
		request.SearchAfter = place
	}
	return request, nil
}

// narrow returns a query for those matches of q that f lets pass, which also counts their facets.
func (x *Index) narrow(q query.Query, f index.Filter, counts *index.Counts) query.Query {
	if f.IDs != nil {
		q = among(q, f.IDs)
		f.IDs = nil
	}
	if f.Empty() && counts.Empty() {
		return q
	}
	return accepted{q, func(id string) bool {
		d := x.source.Doc(id)
		if d == nil || !f.Match(d) {
			return false
		}
		counts.Add(d.Fields, 1)
		return true
	}}
}

// detail fills in the documents of hits and their words. A document that has left the source meanwhile is left out.
func (x *Index) detail(hits []index.Hit, terms []term) []index.Hit {
	found := hits[:0]
	for _, hit := range hits {
		if d := x.source.Doc(hit.Doc.ID); d != nil {
			hit.Doc, hit.Words = *d, matched(d, terms)
			found = append(found, hit)
		}
	}
	return found
}

// matched returns the words of a document that have one of the terms, as they are written there, each once, in the order of
// the text. The text is analysed again, which for a page is cheaper than the places of every word kept for every text.
func matched(d *index.Doc, terms []term) []string {
	if len(terms) == 0 {
		return nil
	}
	var found []span
	collect := func(field string, stream analysis.TokenStream) {
		for _, tok := range stream {
			if slices.Contains(terms, term{field, string(tok.Term)}) {
				found = append(found, span{tok.Start, tok.End})
			}
		}
	}
	for _, l := range tried(d.Language) {
		collect(l.String(), keys{langs.For(l)}.Analyze([]byte(d.Text)))
	}
	collect(foldedField, folded{}.Analyze([]byte(d.Text)))
	slices.SortFunc(found, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	var out []string
	for _, s := range slices.Compact(found) {
		if word := d.Text[s.start:s.end]; !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}
