package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Window is how many hits of each Searcher Hybrid fuses. Ranks beyond it add less than a sixteenth of what a first rank
// does, and a fixed window is what makes pages fit together; a query by both therefore pages through at most 2*Window hits.
const Window = 1000

// rankConstant is k of reciprocal rank fusion.
const rankConstant = 60

// Hybrid answers queries by word, by meaning, or by both, from a Searcher for each. By both, a hit's score is the sum of
// 1/(60+rank) over the Searchers that found it, ranks counted from 1: reciprocal rank fusion (Cormack, Clarke and
// Büttcher, SIGIR 2009). Total and Facets are then those of the Searcher that matched more.
//
// A query by both costs each Searcher one query for Window IDs and one for the details of the page.
type Hybrid struct {
	Words   Searcher // answers queries by word and those for all documents
	Meaning Searcher // answers queries with a vector
}

// Search implements Searcher.
func (h Hybrid) Search(ctx context.Context, q Query) (Page, error) {
	switch {
	case q.Mode > ByMeaning:
		return Page{}, &QueryError{"Mode", fmt.Sprintf("%d: expected ByBoth, ByWord or ByMeaning", q.Mode)}
	case q.Mode == ByWord || q.All():
		return h.Words.Search(ctx, q)
	case len(q.Vector) == 0:
		return Page{}, &QueryError{"Vector", "is empty: a query by meaning needs the vector of its Text"}
	case q.Mode == ByMeaning || q.Text == "":
		return h.Meaning.Search(ctx, q)
	}
	return h.fuse(ctx, q)
}

func (h Hybrid) fuse(ctx context.Context, q Query) (Page, error) {
	limit, err := q.PageSize()
	if err != nil {
		return Page{}, err
	}
	before, err := parseShown(q.After)
	if err != nil {
		return Page{}, err
	}
	deep := q
	deep.Limit, deep.After, deep.IDsOnly = Window, "", true
	words, err := h.Words.Search(ctx, deep)
	if err != nil {
		return Page{}, err
	}
	meaning, err := h.Meaning.Search(ctx, deep)
	if err != nil {
		return Page{}, err
	}

	page := Page{Hits: fuseRanks(words.Hits, meaning.Hits), Facets: meaning.Facets, Total: meaning.Total}
	if words.Total > meaning.Total {
		page.Facets, page.Total = words.Facets, words.Total
	}
	page.Hits = slices.DeleteFunc(page.Hits, func(hit Hit) bool { return before[shownHash(hit.Doc.ID)] })
	if page.Cut(limit); page.Next != "" {
		page.Next = nextShown(q.After, page.Hits)
	}
	if q.IDsOnly || len(page.Hits) == 0 {
		return page, nil
	}
	return page, h.detail(ctx, q, page.Hits)
}

// fuseRanks returns the union of two rankings by falling fused score, then by ID.
func fuseRanks(words, meaning []Hit) []Hit {
	hits := make([]Hit, 0, len(words)+len(meaning))
	at := make(map[string]int, len(words)+len(meaning))
	for i, hit := range words {
		hit.Score = 1 / float64(rankConstant+i+1)
		at[hit.Doc.ID] = len(hits)
		hits = append(hits, hit)
	}
	for i, hit := range meaning {
		hit.Score = 1 / float64(rankConstant+i+1)
		if j, ok := at[hit.Doc.ID]; ok {
			hits[j].Score += hit.Score
			hits[j].Similarity = hit.Similarity
			continue
		}
		hits = append(hits, hit)
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if by := cmp.Compare(b.Score, a.Score); by != 0 {
			return by
		}
		return cmp.Compare(a.Doc.ID, b.Doc.ID)
	})
	return hits
}

// detail fills in the documents of hits and why they were found.
func (h Hybrid) detail(ctx context.Context, q Query, hits []Hit) error {
	at := make(map[string]*Hit, len(hits))
	ids := make([]string, len(hits))
	for i := range hits {
		ids[i] = hits[i].Doc.ID
		at[ids[i]] = &hits[i]
	}
	q.Filter.IDs, q.Limit, q.After, q.Facets = ids, len(ids), "", nil
	for _, searcher := range []Searcher{h.Words, h.Meaning} {
		found, err := searcher.Search(ctx, q)
		if err != nil {
			return err
		}
		for _, hit := range found.Hits {
			if to := at[hit.Doc.ID]; to != nil {
				to.Doc = hit.Doc
				to.Matches = append(to.Matches, hit.Matches...)
				if hit.Similarity != 0 {
					to.Similarity = hit.Similarity
				}
			}
		}
	}
	return nil
}
