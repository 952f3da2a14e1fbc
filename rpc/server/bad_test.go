package server_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"github.com/kaiku-analytics/kaiku/rpc/server"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// secret is in every text of a bad request, and must be in nothing that comes of it.
const secret = "salaisuus"

// bad makes requests that are wrong in one way.
type bad struct {
	method string
	want   codes.Code
	make   func(*rand.Rand) proto.Message // or a wire
}

// wire is a request as it is on the wire.
type wire struct {
	proto.Message
	bytes []byte
}

// asIs sends a wire as it is, and other messages as usual; it throws answers away.
type asIs struct{}

func (asIs) Name() string { return "proto" }

func (asIs) Marshal(m any) (mem.BufferSlice, error) {
	if w, ok := m.(wire); ok {
		return mem.BufferSlice{mem.SliceBuffer(w.bytes)}, nil
	}
	raw, err := proto.Marshal(m.(proto.Message))
	return mem.BufferSlice{mem.SliceBuffer(raw)}, err
}

func (asIs) Unmarshal(mem.BufferSlice, any) error { return nil }

// below is a number under a bound, mostly near it.
func below(r *rand.Rand, bound int32) int32 {
	return []int32{bound - 1, bound - 1 - r.Int32N(100), math.MinInt32}[r.IntN(3)]
}

// above is a number over a bound, mostly near it.
func above(r *rand.Rand, bound int32) int32 {
	return []int32{bound + 1, bound + 1 + r.Int32N(100), math.MaxInt32}[r.IntN(3)]
}

func text(r *rand.Rand) string { return strings.Repeat(secret+" ", 1+r.IntN(5)) }

func list(n int, s string) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = s
	}
	return all
}

// ofRecord is an Add of some good records and one that is wrong in a way.
func ofRecord(spoil func(*rand.Rand, *kaikuv1.Record)) func(*rand.Rand) proto.Message {
	return func(r *rand.Rand) proto.Message {
		req := &kaikuv1.AddRequest{}
		for i := range 1 + r.IntN(5) {
			req.Records = append(req.Records, &kaikuv1.Record{Id: fmt.Sprint("bad-", i), Text: text(r)})
		}
		spoil(r, req.Records[r.IntN(len(req.Records))])
		return req
	}
}

func ofFilter(f *kaikuv1.Filter) func(*rand.Rand) proto.Message {
	return func(r *rand.Rand) proto.Message { return &kaikuv1.SearchRequest{Text: text(r), Filter: f} }
}

func fixed(m proto.Message) func(*rand.Rand) proto.Message {
	return func(*rand.Rand) proto.Message { return m }
}

func raw(b ...byte) func(*rand.Rand) proto.Message { return fixed(wire{bytes: b}) }

const unit, month, topic = kaikuv1.Dimension_DIMENSION_UNIT, kaikuv1.Dimension_DIMENSION_MONTH, kaikuv1.Dimension_DIMENSION_TOPIC

// kinds of bad requests to a server that has fitted topics.
var kinds = []bad{
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.AddRequest{})},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(_ *rand.Rand, m *kaikuv1.Record) { m.Id = "" })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(_ *rand.Rand, m *kaikuv1.Record) { m.Id = "010190-123A" })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(_ *rand.Rand, m *kaikuv1.Record) { m.Id = strings.Repeat("x", 1025) })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(r *rand.Rand, m *kaikuv1.Record) { m.Score = proto.Int32(below(r, 0)) })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(r *rand.Rand, m *kaikuv1.Record) { m.Score = proto.Int32(above(r, 10)) })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(r *rand.Rand, m *kaikuv1.Record) { m.Language = kaikuv1.Language(above(r, 4)) })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(_ *rand.Rand, m *kaikuv1.Record) { m.Time = &timestamppb.Timestamp{Seconds: 1 << 60} })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(_ *rand.Rand, m *kaikuv1.Record) { m.Time = &timestamppb.Timestamp{Nanos: -1} })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(r *rand.Rand, m *kaikuv1.Record) { m.Extra = []*kaikuv1.Field{{Value: text(r)}} })},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, ofRecord(func(r *rand.Rand, m *kaikuv1.Record) {
		m.Extra = []*kaikuv1.Field{{Name: "x", Value: text(r)}, {Name: "x"}}
	})},
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, func(*rand.Rand) proto.Message {
		return &kaikuv1.AddRequest{Records: make([]*kaikuv1.Record, 10_001)}
	}},
	{kaikuv1.Feedback_Add_FullMethodName, codes.ResourceExhausted, ofRecord(func(_ *rand.Rand, m *kaikuv1.Record) { m.Text = strings.Repeat(secret, 1<<15) })},
	{kaikuv1.Feedback_AddStream_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.AddStreamRequest{})},
	{kaikuv1.Feedback_Get_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.GetRequest{})},
	{kaikuv1.Feedback_Get_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.GetRequest{Ids: []string{"1", ""}})},
	{kaikuv1.Feedback_Get_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.GetRequest{Ids: list(1001, "1")})},
	{kaikuv1.Feedback_Get_FullMethodName, codes.NotFound, func(r *rand.Rand) proto.Message {
		return &kaikuv1.GetRequest{Ids: []string{fmt.Sprint("nobody-", r.Int64())}}
	}},
	{kaikuv1.Feedback_Erase_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.EraseRequest{})},
	{kaikuv1.Feedback_Erase_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.EraseRequest{Selection: &kaikuv1.EraseRequest_Ids{}})},
	{kaikuv1.Feedback_Erase_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.EraseRequest{Selection: &kaikuv1.EraseRequest_Field{Field: &kaikuv1.Field{Value: secret}}})},
	{kaikuv1.Feedback_Erase_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.EraseRequest{Selection: &kaikuv1.EraseRequest_Before{Before: timestamppb.New(time.Time{})}})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.SearchRequest{Text: text(r), PageSize: below(r, 0)}
	}},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.SearchRequest{Text: text(r), PageSize: above(r, 1000)}
	}},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.SearchRequest{Text: text(r), Mode: kaikuv1.SearchMode(above(r, 3))}
	}},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.SearchRequest{Text: strings.Repeat(secret, 2000)})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.SearchRequest{Text: text(r), PageToken: fmt.Sprintf("%x", r.Int64())}
	}},
	{kaikuv1.Search_Search_FullMethodName, codes.NotFound, ofFilter(&kaikuv1.Filter{Fields: []*kaikuv1.FieldFilter{{Name: "nothing", Values: []string{secret}}}})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, ofFilter(&kaikuv1.Filter{Fields: []*kaikuv1.FieldFilter{{Name: "unit", Values: []string{secret, ""}}}})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, ofFilter(&kaikuv1.Filter{Fields: []*kaikuv1.FieldFilter{{Values: []string{secret}}}})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, ofFilter(&kaikuv1.Filter{Fields: []*kaikuv1.FieldFilter{{Name: "unit"}}})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, ofFilter(&kaikuv1.Filter{From: &timestamppb.Timestamp{Seconds: -1 << 60}})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, ofFilter(&kaikuv1.Filter{Languages: []kaikuv1.Language{77}})},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, ofFilter(&kaikuv1.Filter{Ids: []string{""}})},
	{kaikuv1.Search_Similar_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.SimilarRequest{})},
	{kaikuv1.Search_Similar_FullMethodName, codes.NotFound, fixed(&kaikuv1.SimilarRequest{Id: "nobody"})},
	{kaikuv1.Search_Similar_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.SimilarRequest{Id: "1", Limit: above(r, 1000)}
	}},
	{kaikuv1.Search_Facets_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.FacetsRequest{Text: secret})},
	{kaikuv1.Search_Facets_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.FacetsRequest{By: []kaikuv1.Dimension{unit, unit}})},
	{kaikuv1.Search_Facets_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.FacetsRequest{By: []kaikuv1.Dimension{unit}, Where: &kaikuv1.DimensionValue{Dimension: unit, Value: secret}})},
	{kaikuv1.Search_Facets_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.FacetsRequest{By: []kaikuv1.Dimension{unit}, MinN: below(r, 0)}
	}},
	{kaikuv1.Stats_Nps_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.NpsRequest{By: []kaikuv1.Dimension{unit, month, topic}})},
	{kaikuv1.Stats_Nps_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension(above(r, 50))}}
	}},
	{kaikuv1.Stats_Nps_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension(below(r, 0))}}
	}},
	{kaikuv1.Text_Analyze_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.AnalyzeRequest{})},
	{kaikuv1.Text_Analyze_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.AnalyzeRequest{Texts: []string{text(r)}, Mode: kaikuv1.KeyMode(below(r, 0))}
	}},
	{kaikuv1.Text_Redact_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.RedactRequest{Texts: list(1001, secret)})},
	{kaikuv1.Embed_Embed_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.EmbedRequest{Texts: []string{secret}, Role: 9})},
	{kaikuv1.Embed_EmbedStream_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.EmbedStreamRequest{Texts: list(1001, secret)})},
	{kaikuv1.Topics_Fit_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.FitRequest{Outliers: []float64{-0.1, 1, math.NaN(), math.Inf(1)}[r.IntN(4)]}
	}},
	{kaikuv1.Topics_Fit_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		return &kaikuv1.FitRequest{Resolution: []float64{-1, 100.1, math.NaN(), math.Inf(-1)}[r.IntN(4)]}
	}},
	{kaikuv1.Topics_Fit_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.FitRequest{Taxonomy: "topics:\n  - id: [\n"})},
	{kaikuv1.Topics_Fit_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.FitRequest{Why: strings.Repeat(secret, 200)})},
	{kaikuv1.Topics_GetFit_FullMethodName, codes.NotFound, fixed(&kaikuv1.GetFitRequest{Name: "nothing"})},
	{kaikuv1.Topics_WatchFit_FullMethodName, codes.NotFound, fixed(&kaikuv1.WatchFitRequest{Name: "nothing"})},
	{kaikuv1.Topics_CancelFit_FullMethodName, codes.NotFound, fixed(&kaikuv1.CancelFitRequest{Name: "nothing"})},
	{kaikuv1.Topics_Assign_FullMethodName, codes.NotFound, fixed(&kaikuv1.AssignRequest{Ids: []string{"nobody"}})},
	{kaikuv1.Topics_AssignStream_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.AssignStreamRequest{Filter: &kaikuv1.Filter{Ids: []string{""}}})},
	{kaikuv1.Topics_List_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.ListRequest{Level: "people"})},
	{kaikuv1.Topics_Get_FullMethodName, codes.NotFound, func(r *rand.Rand) proto.Message {
		return &kaikuv1.TopicsGetRequest{Id: []int32{0, -1, above(r, 1_000_000)}[r.IntN(3)]}
	}},
	{kaikuv1.Topics_Rename_FullMethodName, codes.NotFound, func(r *rand.Rand) proto.Message {
		return &kaikuv1.RenameRequest{Id: above(r, 1_000_000), English: text(r)}
	}},
	{kaikuv1.Topics_Rename_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.RenameRequest{Id: 1, Finnish: strings.Repeat(secret, 30)})},
	{kaikuv1.Topics_Merge_FullMethodName, codes.InvalidArgument, fixed(&kaikuv1.MergeRequest{Into: 1})},
	{kaikuv1.Topics_Split_FullMethodName, codes.NotFound, fixed(&kaikuv1.SplitRequest{Id: 1_000_000, Why: secret})},
	{kaikuv1.Topics_Pin_FullMethodName, codes.NotFound, fixed(&kaikuv1.PinRequest{Id: -1})},
	{kaikuv1.Topics_Undo_FullMethodName, codes.FailedPrecondition, fixed(&kaikuv1.UndoRequest{Event: 1, Why: secret})},
	{kaikuv1.Topics_Lineage_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message { return &kaikuv1.LineageRequest{Limit: above(r, 1000)} }},
	{kaikuv1.Topics_Emerging_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message { return &kaikuv1.EmergingRequest{Days: above(r, 28)} }},
	{kaikuv1.Text_Detect_FullMethodName, codes.InvalidArgument, raw(0x0a, 2, 0xc3, 0x28)},    // a text that is not UTF-8
	{kaikuv1.Text_Detect_FullMethodName, codes.InvalidArgument, raw(0x0a, 200, 1, 's', 'a')}, // cut off
	{kaikuv1.Feedback_Add_FullMethodName, codes.InvalidArgument, raw(0x0a, 2, 0x0a, 9)},
	{kaikuv1.Feedback_AddStream_FullMethodName, codes.InvalidArgument, raw(0xff, 0xff, 0xff)},
	{kaikuv1.Search_Search_FullMethodName, codes.InvalidArgument, func(r *rand.Rand) proto.Message {
		b := make([]byte, 1+r.IntN(100))
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return wire{bytes: append(b, 0x0f)} // ends within a field
	}},
	{"/kaiku.v1.Feedback/Everything", codes.Unimplemented, fixed(&kaikuv1.AddRequest{})},
	{"/kaiku.v2.Feedback/Add", codes.Unimplemented, fixed(&kaikuv1.AddRequest{})},
}

// Ten thousand bad requests of all kinds are each answered as the client's mistake, change nothing, and leave no text.
func TestBadRequestsAreTheClientsMistake(t *testing.T) {
	r := run(t, sample(t), func(c *server.Config) { c.MaxRequest = 1 << 18 })
	ctx := r.as(t.Context())
	const requests, clients = 10_000, 8
	var group sync.WaitGroup
	var served atomic.Int64 // calls of methods that there are
	for c := range clients {
		group.Go(func() {
			random := rand.New(rand.NewPCG(8, uint64(c)))
			for range requests / clients {
				kind := random.IntN(len(kinds))
				k := &kinds[kind]
				err := send(ctx, r.conn, k.method, k.make(random))
				if k.want != codes.Unimplemented {
					served.Add(1)
				}
				if s := status.Convert(err); s.Code() != k.want {
					t.Errorf("kind %d of %s: %v; want %v", kind, k.method, err, k.want)
				} else if said := fmt.Sprint(s.Message(), s.Details()); strings.Contains(said, secret) || len(said) > 100_000 {
					t.Errorf("kind %d of %s says too much: %.200s", kind, k.method, said)
				}
			}
		})
	}
	group.Wait()
	info, err := kaikuv1.NewAdminClient(r.conn).Info(ctx, &kaikuv1.InfoRequest{})
	ok(t, err)
	if info.Records != 940 {
		t.Errorf("%d records", info.Records)
	}
	r.stop()
	ok(t, <-r.ended)
	audit, err := os.ReadFile(r.config.Audit)
	ok(t, err)
	if strings.Contains(r.log.String(), secret) || strings.Contains(string(audit), secret) {
		t.Error("a text is in the log or in the audit")
	}
	if n := len(logged(t, r, "call")); int64(n) != served.Load()+1 {
		t.Errorf("%d calls are in the log; want %d", n, served.Load()+1)
	}
	t.Logf("%d requests of %d kinds", requests, len(kinds))
}

// send makes a call of any kind of method with one request, and returns how it ended.
func send(ctx context.Context, conn *grpc.ClientConn, method string, req proto.Message) error {
	stream, err := conn.NewStream(ctx, &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, method, grpc.ForceCodecV2(asIs{}))
	if err != nil {
		return err
	}
	if err := stream.SendMsg(req); err == nil { // otherwise RecvMsg says why
		stream.CloseSend()
	}
	for {
		if err := stream.RecvMsg(nil); err != nil {
			return err
		}
	}
}

var _ protoreflect.ProtoMessage = wire{}
