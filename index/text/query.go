package text

import (
	"context"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/kaiku-analytics/kaiku/langs"
)

// foldedBoost is the weight of a word that matches only without its diacritics or endings, beside 1 for a key.
const foldedBoost = 0.3

// term is a term of the index and the field it stands in.
type term struct{ field, text string }

// queryWords returns, for each word of a query that counts, the terms that it is looked for under: its keys in the
// languages that are tried, then its folded form. A word that is a stop word in one of them counts only when all are.
func queryWords(text string, l langs.Language) [][]term {
	type word struct {
		span
		terms []term
		stop  bool
	}
	var words []word
	foldedTokens := folded{}.Analyze([]byte(text))
	for _, tok := range foldedTokens {
		words = append(words, word{span: span{tok.Start, tok.End}})
	}
	for _, l := range tried(l) {
		key := map[span]string{}
		for _, tok := range (keys{langs.For(l)}).Analyze([]byte(text)) {
			key[span{tok.Start, tok.End}] = string(tok.Term)
		}
		for i := range words {
			w := &words[i]
			if k, ok := key[w.span]; ok {
				w.terms = append(w.terms, term{l.String(), k})
			} else {
				w.stop = true
			}
		}
	}
	for i, tok := range foldedTokens {
		words[i].terms = append(words[i].terms, term{foldedField, string(tok.Term)})
	}

	allStop := !slices.ContainsFunc(words, func(w word) bool { return !w.stop })
	var out [][]term
	said := map[string]bool{}
	for _, w := range words {
		as := strings.ToLower(text[w.start:w.end])
		if !said[as] && (allStop || !w.stop) {
			said[as] = true
			out = append(out, w.terms)
		}
	}
	return out
}

// span is a place in a text, in bytes.
type span struct{ start, end int }

// anyOf returns a query for documents with at least one of the words, those with more of them first.
func anyOf(words [][]term) query.Query {
	queries := make([]query.Query, len(words))
	for i, terms := range words {
		fields := make([]query.Query, len(terms))
		for j, t := range terms {
			q := query.NewTermQuery(t.text)
			q.SetField(t.field)
			if t.field == foldedField {
				q.SetBoost(foldedBoost)
			}
			fields[j] = q
		}
		queries[i] = query.NewDisjunctionQuery(fields)
	}
	// Beyond ten clauses bleve adds up scores in an order that depends on its segments, and so do their last bits.
	for len(queries) > searcher.DisjunctionHeapTakeover {
		var groups []query.Query
		for group := range slices.Chunk(queries, searcher.DisjunctionHeapTakeover) {
			groups = append(groups, query.NewDisjunctionQuery(group))
		}
		queries = groups
	}
	return query.NewDisjunctionQuery(queries)
}

// among narrows a query to documents with some IDs, without a change to their scores.
func among(q query.Query, ids []string) query.Query {
	narrow := query.NewDocIDQuery(ids)
	narrow.SetBoost(0)
	return query.NewConjunctionQuery([]query.Query{q, narrow})
}

// accepted narrows a query to the matches that accept lets pass. It sees every match once.
type accepted struct {
	query.Query
	accept func(id string) bool
}

// Searcher implements query.Query.
func (q accepted) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	inner, err := q.Query.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	return searcher.NewFilteringSearcher(ctx, inner, func(_ *search.SearchContext, match *search.DocumentMatch) bool {
		if match.ID, err = r.ExternalID(match.IndexInternalID); err != nil {
			return false
		}
		return q.accept(match.ID)
	}), nil
}
