package rpc

import (
	"context"
	"errors"
	"io"

	"github.com/kaiku-analytics/kaiku/embed"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
)

type embedService struct {
	kaikuv1.UnsafeEmbedServer
	*server
}

func (s embedService) vectors(ctx context.Context, list []string, role kaikuv1.EmbedRole) (*kaikuv1.Vectors, error) {
	var v violations
	texts(&v, list)
	choice(&v, "role", role, kaikuv1.EmbedRole_name)
	if err := v.err(); err != nil {
		return nil, err
	}
	model := s.engine.Embedder()
	out := &kaikuv1.Vectors{Dim: int32(model.Dim()), Values: make([]float32, len(list)*model.Dim()), Fingerprint: model.Fingerprint()}
	as := embed.Passage
	if role == kaikuv1.EmbedRole_EMBED_ROLE_QUERY {
		as = embed.Query
	}
	return out, answer(model.Embed(ctx, as, list, out.Values))
}

func (s embedService) Embed(ctx context.Context, req *kaikuv1.EmbedRequest) (*kaikuv1.EmbedResponse, error) {
	vectors, err := s.vectors(ctx, req.Texts, req.Role)
	if err != nil {
		return nil, err
	}
	return &kaikuv1.EmbedResponse{Vectors: vectors}, nil
}

func (s embedService) EmbedStream(stream grpc.BidiStreamingServer[kaikuv1.EmbedStreamRequest, kaikuv1.EmbedStreamResponse]) error {
	return eachRequest(stream, func(req *kaikuv1.EmbedStreamRequest) (*kaikuv1.EmbedStreamResponse, error) {
		vectors, err := s.vectors(stream.Context(), req.Texts, req.Role)
		return &kaikuv1.EmbedStreamResponse{Vectors: vectors}, err
	})
}

// eachRequest answers the requests of a stream one after another until the client sends no more.
func eachRequest[Req, Res any](stream grpc.BidiStreamingServer[Req, Res], do func(*Req) (*Res, error)) error {
	for {
		req, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		res, err := do(req)
		if err != nil {
			return err
		}
		if err := stream.Send(res); err != nil {
			return err
		}
	}
}
