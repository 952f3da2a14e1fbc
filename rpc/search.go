package rpc

import (
	"context"
	"fmt"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/rpc/access"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
)

type searchService struct {
	kaikuv1.UnsafeSearchServer
	*server
}

var searchModes = map[kaikuv1.SearchMode]index.Mode{
	kaikuv1.SearchMode_SEARCH_MODE_UNSPECIFIED: index.ByBoth,
	kaikuv1.SearchMode_SEARCH_MODE_BOTH:        index.ByBoth,
	kaikuv1.SearchMode_SEARCH_MODE_WORD:        index.ByWord,
	kaikuv1.SearchMode_SEARCH_MODE_MEANING:     index.ByMeaning,
}

func (s searchService) Search(ctx context.Context, req *kaikuv1.SearchRequest) (*kaikuv1.SearchResponse, error) {
	var v violations
	v.length("text", req.Text, maxQuery)
	choice(&v, "mode", req.Mode, kaikuv1.SearchMode_name)
	v.between("page_size", int64(req.PageSize), 0, maxPage)
	q := index.Query{
		Text: req.Text, Mode: searchModes[req.Mode], Language: language(&v, "language", req.Language),
		Filter: filter(&v, "filter", req.Filter), Limit: int(req.PageSize), After: req.PageToken,
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	page, err := s.engine.Search(ctx, q)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.SearchResponse{Hits: hits(page.Hits), Total: int64(page.Total), NextPageToken: page.Next}, nil
}

func (s searchService) Similar(ctx context.Context, req *kaikuv1.SimilarRequest) (*kaikuv1.SimilarResponse, error) {
	var v violations
	ids(&v, "id", []string{req.Id}, 1, 1)
	v.between("limit", int64(req.Limit), 0, maxPage)
	f := filter(&v, "filter", req.Filter)
	if err := v.err(); err != nil {
		return nil, err
	}
	limit := int(req.Limit)
	if limit == 0 {
		limit = pageSize
	}
	found, err := s.engine.Similar(ctx, req.Id, limit, f)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.SimilarResponse{Hits: hits(found)}, nil
}

func hits(list []index.Hit) []*kaikuv1.Hit {
	out := make([]*kaikuv1.Hit, len(list))
	for i := range list {
		h := &list[i]
		out[i] = &kaikuv1.Hit{Document: document(&h.Doc), Score: h.Score, Similarity: h.Similarity}
		for _, m := range h.Matches {
			out[i].Matches = append(out[i].Matches, &kaikuv1.Match{
				Start: int32(m.Start), End: int32(m.End), Reason: kaikuv1.MatchReason(m.Why + 1),
			})
		}
	}
	return out
}

func (s searchService) Facets(ctx context.Context, req *kaikuv1.FacetsRequest) (*kaikuv1.FacetsResponse, error) {
	var v violations
	v.length("text", req.Text, maxQuery)
	v.count("by", len(req.By), 1, 8)
	minN := s.minN(&v, req.MinN)
	q := kaiku.FacetQuery{Text: req.Text, Language: language(&v, "language", req.Language), By: dimensions(&v, "by", req.By)}
	if req.Where != nil {
		where := dimensions(&v, "where.dimension", []kaikuv1.Dimension{req.Where.Dimension})
		q.Where = &kaiku.DimensionValue{By: where[0], Value: req.Where.Value}
		for i, d := range req.By {
			if d == req.Where.Dimension {
				v.add(fmt.Sprintf("by[%d]", i), "expected another dimension than where")
			}
		}
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	if req.Text != "" {
		if err := access.Require(ctx, access.Read); err != nil {
			return nil, err
		}
	}
	lists, total, err := s.engine.Facets(ctx, q, minN)
	if err != nil {
		return nil, answer(err)
	}
	out := &kaikuv1.FacetsResponse{Total: count(total), MinN: int32(minN)}
	for i, list := range lists {
		facet := &kaikuv1.Facet{By: req.By[i]}
		for _, c := range list {
			facet.Values = append(facet.Values, &kaikuv1.FacetValue{Value: c.Name, Count: count(c)})
		}
		out.Facets = append(out.Facets, facet)
	}
	return out, nil
}
