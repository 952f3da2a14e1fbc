package rpc

import (
	"context"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
)

func (s topicsService) Emerging(ctx context.Context, req *kaikuv1.EmergingRequest) (*kaikuv1.EmergingResponse, error) {
	var v violations
	o := kaiku.EmergingOptions{Until: moment(&v, "until", req.Until), Days: int(req.Days), Rate: req.Rate, MinCount: s.minN(&v, req.MinN)}
	switch req.Days {
	case 0, 7, 14, 28:
	default:
		v.add("days", "%d: expected 7, 14 or 28", req.Days)
	}
	if !(req.Rate >= 0 && req.Rate < 1) {
		v.add("rate", "%v: expected 0 or more and less than 1", req.Rate)
	}
	if t := o.Until; !t.IsZero() && (t.Year() < 1900 || t.Year() > 2200) {
		v.add("until", "expected a day of the years 1900 to 2200")
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	if !o.Until.IsZero() {
		o.Until = o.Until.Truncate(24 * time.Hour)
	}
	found, err := s.engine.Emerging(ctx, o)
	if err != nil {
		return nil, answer(err)
	}
	out := &kaikuv1.EmergingResponse{
		From: timestamp(found.From), Until: timestamp(found.Until), Days: int32(found.Days), Rate: found.Rate,
		MinN: int32(found.MinCount), Tests: int32(found.Tests), Topics: emergences(found.Topics), Themes: emergences(found.Themes),
	}
	for _, r := range found.Rising {
		out.Rising = append(out.Rising, &kaikuv1.Rise{
			Topic: int32(r.Topic), Labels: labels(r.Labels), Words: r.Words, Texts: int64(r.N), Since: timestamp(r.Since),
			Growth: &kaikuv1.Interval{Value: r.Growth, Low: r.Low, High: r.High}, P: r.P, Q: r.Q,
		})
	}
	return out, nil
}

func emergences(list []kaiku.Emergence) []*kaikuv1.Emergence {
	out := make([]*kaikuv1.Emergence, len(list))
	for i, e := range list {
		out[i] = &kaikuv1.Emergence{
			Topic: int32(e.Topic), Labels: labels(e.Labels), Words: e.Words, From: timestamp(e.From), Observed: int64(e.Observed),
			Expected: e.Expected, Low: int64(e.Low), High: int64(e.High), P: e.P, Since: timestamp(e.Since),
		}
		for _, quote := range e.Quotes {
			out[i].Quotes = append(out[i].Quotes, quote.Text)
		}
	}
	return out
}

func labels(list []topics.Label) []*kaikuv1.Label {
	out := make([]*kaikuv1.Label, len(list))
	for i, l := range list {
		out[i] = &kaikuv1.Label{Language: kaikuv1.Language(l.Language), Text: l.Text, Origin: kaikuv1.LabelOrigin(l.Origin + 1)}
	}
	return out
}
