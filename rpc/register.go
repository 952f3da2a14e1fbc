package rpc

import (
	"context"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/rpc/access"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
)

// DefaultMinN is the count below which numbers are withheld where Options do not say another.
const DefaultMinN = 5

// Options say how an engine is served.
type Options struct {
	// MinN is the count below which numbers are withheld whatever a client asks for; DefaultMinN when 0. A client can only
	// raise it.
	MinN int

	// Fits runs the fits. Nil makes one, which is never closed; a server that closes its engine gives its own and closes it
	// before.
	Fits *kaiku.Fits
}

// server is what all services share.
type server struct {
	engine *kaiku.Engine
	fits   *kaiku.Fits
	floor  int // the server's MinN
}

// Register puts the services of kaiku.v1 on a grpc.Server.
func Register(s grpc.ServiceRegistrar, engine *kaiku.Engine, o Options) {
	shared := &server{engine: engine, fits: o.Fits, floor: o.MinN}
	if shared.floor == 0 {
		shared.floor = DefaultMinN
	}
	if shared.fits == nil {
		shared.fits = kaiku.NewFits(engine)
	}
	r := registrar{s}
	kaikuv1.RegisterTextServer(r, textService{})
	kaikuv1.RegisterEmbedServer(r, embedService{server: shared})
	kaikuv1.RegisterFeedbackServer(r, feedbackService{server: shared})
	kaikuv1.RegisterSearchServer(r, searchService{server: shared})
	kaikuv1.RegisterTopicsServer(r, topicsService{server: shared})
	kaikuv1.RegisterStatsServer(r, statsService{server: shared})
	kaikuv1.RegisterAdminServer(r, adminService{server: shared})
}

// minN is the limit that holds for a client that asks for one.
func (s *server) minN(v *violations, asked int32) int {
	v.between("min_n", int64(asked), 0, 1_000_000)
	return max(s.floor, int(asked))
}

// by says who makes an edit: the token's name.
func by(ctx context.Context, why string) lineage.By {
	caller, _ := access.From(ctx)
	return lineage.By{Who: caller.TokenName, Why: why}
}
