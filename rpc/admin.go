package rpc

import (
	"context"
	"path/filepath"

	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
)

type adminService struct {
	kaikuv1.UnsafeAdminServer
	*server
}

func (s adminService) Info(ctx context.Context, _ *kaikuv1.InfoRequest) (*kaikuv1.InfoResponse, error) {
	info, err := s.engine.Info(ctx)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.InfoResponse{
		Version: info.Version, Embedder: info.Embedder, Dim: int32(info.Dim), Records: int64(info.Records),
		Fitted: timestamp(info.Fitted), MinN: int32(s.floor),
	}, nil
}

func (s adminService) Check(ctx context.Context, _ *kaikuv1.CheckRequest) (*kaikuv1.CheckResponse, error) {
	report, err := s.engine.Check(ctx)
	if err != nil {
		return nil, answer(err)
	}
	out := &kaikuv1.CheckResponse{Records: int64(report.Records), Bytes: report.Bytes, Erasures: int32(report.Erasures)}
	for _, d := range report.Damaged {
		out.Damage = append(out.Damage, &kaikuv1.Damage{File: filepath.Base(d.File), Offset: d.Offset, Reason: d.Reason})
	}
	return out, nil
}
