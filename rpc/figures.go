package rpc

import (
	"context"
	"fmt"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
)

type statsService struct {
	kaikuv1.UnsafeStatsServer
	*server
}

func (s statsService) Nps(ctx context.Context, req *kaikuv1.NpsRequest) (*kaikuv1.NpsResponse, error) {
	var v violations
	v.count("by", len(req.By), 0, 2)
	by := dimensions(&v, "by", req.By)
	minN := s.minN(&v, req.MinN)
	if err := v.err(); err != nil {
		return nil, err
	}
	f, err := s.engine.Figures(ctx, minN, by...)
	if err != nil {
		return nil, answer(err)
	}
	out := &kaikuv1.NpsResponse{
		Total: cell(&f.Total), Rows: cells(f.Rows), Columns: cells(f.Columns), Cells: cells(f.Cells), MinN: int32(minN),
	}
	return out, nil
}

// dimensions turns messages' dimensions into the library's, which are one less.
func dimensions(v *violations, field string, list []kaikuv1.Dimension) []kaiku.Dimension {
	out := make([]kaiku.Dimension, len(list))
	seen := map[kaikuv1.Dimension]bool{}
	for i, d := range list {
		if _, known := kaikuv1.Dimension_name[int32(d)]; !known || d == kaikuv1.Dimension_DIMENSION_UNSPECIFIED || seen[d] {
			v.add(fmt.Sprintf("%s[%d]", field, i), "%d: expected a Dimension, each once", d)
		}
		seen[d] = true
		out[i] = kaiku.Dimension(d - 1)
	}
	return out
}

func count(c report.Count) *kaikuv1.Count { return &kaikuv1.Count{N: int64(c.N), Withheld: c.Withheld} }

func interval(i stats.Interval) *kaikuv1.Interval {
	return &kaikuv1.Interval{Value: i.Value, Low: i.Low, High: i.High}
}

func netPromoter(f report.Figure) *kaikuv1.NetPromoter {
	out := &kaikuv1.NetPromoter{Answers: int64(f.N), Withheld: f.Withheld}
	if f.N > 0 {
		out.Score = interval(f.Interval)
	}
	return out
}

func cell(g *kaiku.Group) *kaikuv1.Cell {
	return &kaikuv1.Cell{Value: g.N.Name, Records: count(g.N), Nps: netPromoter(g.NPS)}
}

func cells(groups []kaiku.Group) []*kaikuv1.Cell {
	out := make([]*kaikuv1.Cell, len(groups))
	for i := range groups {
		out[i] = cell(&groups[i])
	}
	return out
}
