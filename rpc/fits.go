package rpc

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/guide"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
)

const (
	maxTaxonomy   = 1 << 20                // bytes
	watchInterval = 100 * time.Millisecond // between two answers of WatchFit
)

func (s topicsService) Fit(ctx context.Context, req *kaikuv1.FitRequest) (*kaikuv1.FitResponse, error) {
	var v violations
	v.between("topics", int64(req.Topics), 0, 10_000)
	v.between("min_size", int64(req.MinSize), 0, 1_000_000)
	if !(req.Outliers >= 0 && req.Outliers < 1) {
		v.add("outliers", "%v: expected 0 or more and less than 1", req.Outliers)
	}
	if !(req.Resolution >= 0 && req.Resolution <= 100) {
		v.add("resolution", "%v: expected 0 to 100", req.Resolution)
	}
	v.length("taxonomy", req.Taxonomy, maxTaxonomy)
	v.length("why", req.Why, maxWhy)
	if err := v.err(); err != nil {
		return nil, err
	}
	o := topics.Options{Topics: int(req.Topics), Outliers: req.Outliers, Resolution: req.Resolution, MinSize: int(req.MinSize)}
	if req.Cold {
		o.Previous = &topics.Model{}
	}
	if req.Taxonomy != "" {
		taxonomy, err := guide.Read(strings.NewReader(req.Taxonomy))
		if err != nil {
			return nil, answer(err)
		}
		if o.Guides, err = guide.New(ctx, taxonomy, s.engine.Embedder()); err != nil {
			return nil, answer(err)
		}
	}
	fit, err := s.fits.Start(by(ctx, req.Why), o)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.FitResponse{Fit: operation(fit)}, nil
}

func (s topicsService) GetFit(_ context.Context, req *kaikuv1.GetFitRequest) (*kaikuv1.GetFitResponse, error) {
	fit, err := s.fits.Get(req.Name)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.GetFitResponse{Fit: operation(fit)}, nil
}

func (s topicsService) WatchFit(req *kaikuv1.WatchFitRequest, stream grpc.ServerStreamingServer[kaikuv1.WatchFitResponse]) error {
	var sending error
	err := s.fits.Watch(stream.Context(), req.Name, watchInterval, func(fit kaiku.Fit) error {
		sending = stream.Send(&kaikuv1.WatchFitResponse{Fit: operation(fit)})
		return sending
	})
	if sending != nil {
		return sending
	}
	return answer(err)
}

func (s topicsService) CancelFit(ctx context.Context, req *kaikuv1.CancelFitRequest) (*kaikuv1.CancelFitResponse, error) {
	fit, err := s.fits.Cancel(ctx, req.Name)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.CancelFitResponse{Fit: operation(fit)}, nil
}

func operation(f kaiku.Fit) *kaikuv1.FitOperation {
	out := &kaikuv1.FitOperation{Name: f.Name, State: kaikuv1.FitState_FIT_STATE_RUNNING, Started: timestamp(f.Started), Ended: timestamp(f.Ended)}
	switch {
	case f.Ended.IsZero():
		out.Stage, out.Done, out.Total = f.Stage, int64(f.Done), int64(f.Total)
	case errors.Is(f.Err, context.Canceled):
		out.State = kaikuv1.FitState_FIT_STATE_CANCELLED
	case f.Err != nil:
		out.State, out.Error = kaikuv1.FitState_FIT_STATE_FAILED, reason(f.Err)
	default:
		out.State = kaikuv1.FitState_FIT_STATE_DONE
		for _, level := range f.Levels {
			out.Levels = append(out.Levels, &kaikuv1.FittedLevel{Level: level.Name, Topics: int32(level.Topics)})
		}
	}
	return out
}
