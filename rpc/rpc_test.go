package rpc_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/rpc"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"
)

func TestText(t *testing.T) {
	ctx := t.Context()
	c := kaikuv1.NewTextClient(served(t, empty(t), rpc.Options{}))
	redacted, err := c.Redact(ctx, &kaikuv1.RedactRequest{Texts: []string{"soita 040 123 4567", "kiitos"}})
	ok(t, err)
	if got := redacted.Redactions; len(got) != 2 || got[0].Text != "soita [PHONE]" || got[1].Text != "kiitos" ||
		got[0].Spans[0].Start != 6 || got[0].Spans[0].End != 18 || got[0].Spans[0].Kind != kaikuv1.PersonalDataKind_PERSONAL_DATA_KIND_PHONE {
		t.Errorf("%v", got)
	}
	detected, err := c.Detect(ctx, &kaikuv1.DetectRequest{Texts: []string{"hoitajat olivat ystävällisiä", "personalen var trevlig", "the staff was friendly", "-"}})
	ok(t, err)
	for i, want := range []kaikuv1.Language{kaikuv1.Language_LANGUAGE_FINNISH, kaikuv1.Language_LANGUAGE_SWEDISH, kaikuv1.Language_LANGUAGE_ENGLISH, 0} {
		if detected.Detections[i].Language != want {
			t.Errorf("text %d: %v", i, detected.Detections[i])
		}
	}
	analyzed, err := c.Analyze(ctx, &kaikuv1.AnalyzeRequest{Texts: []string{"hoitajien jono", "-"}})
	ok(t, err)
	a := analyzed.Analyses
	if len(a) != 2 || !a[0].HasContent || a[1].HasContent || len(a[0].Tokens) != 2 || a[0].Tokens[0].Key != "hoitaja" || a[0].Tokens[1].Start != 10 {
		t.Errorf("%v", a)
	}
	_, err = c.Analyze(ctx, &kaikuv1.AnalyzeRequest{Language: 99, Mode: -1})
	violated(t, err, "texts", "language", "mode")
	_, err = c.Detect(ctx, &kaikuv1.DetectRequest{Texts: make([]string, 1001)})
	violated(t, err, "texts")
}

func TestEmbedIsTheLibrarys(t *testing.T) {
	ctx, engine := t.Context(), empty(t)
	c := kaikuv1.NewEmbedClient(served(t, engine, rpc.Options{}))
	texts := []string{"pitkä jono", "", "kiitos"}
	want := make([]float32, len(texts)*engine.Embedder().Dim())
	ok(t, engine.Embedder().Embed(ctx, embed.Query, texts, want))
	got, err := c.Embed(ctx, &kaikuv1.EmbedRequest{Texts: texts, Role: kaikuv1.EmbedRole_EMBED_ROLE_QUERY})
	ok(t, err)
	if !slices.Equal(got.Vectors.Values, want) || got.Vectors.Dim != int32(engine.Embedder().Dim()) || got.Vectors.Fingerprint != engine.Embedder().Fingerprint() {
		t.Errorf("%d values of dimension %d", len(got.Vectors.Values), got.Vectors.Dim)
	}
	stream, err := c.EmbedStream(ctx)
	ok(t, err)
	for _, text := range texts {
		ok(t, stream.Send(&kaikuv1.EmbedStreamRequest{Texts: []string{text}, Role: kaikuv1.EmbedRole_EMBED_ROLE_QUERY}))
	}
	ok(t, stream.Send(&kaikuv1.EmbedStreamRequest{}))
	for i := range texts {
		res, err := stream.Recv()
		ok(t, err)
		dim := engine.Embedder().Dim()
		if !slices.Equal(res.Vectors.Values, want[i*dim:(i+1)*dim]) {
			t.Errorf("answer %d is of another text", i)
		}
	}
	_, err = stream.Recv()
	violated(t, err, "texts")
}

func TestFeedback(t *testing.T) {
	ctx, engine := t.Context(), empty(t)
	conn := served(t, engine, rpc.Options{})
	c := kaikuv1.NewFeedbackClient(conn)
	score := int32(9)
	first := &kaikuv1.Record{
		Id: "a", Subject: "P-1", Unit: "Päivystys", Score: &score, Text: "soita 040 123 4567", Time: timestamppb.New(time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)),
		Extra: []*kaikuv1.Field{{Name: "colour", Value: "red"}},
	}
	for range 2 { // the second time changes nothing
		added, err := c.Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{first, record("b", "jono oli pitkä")}})
		ok(t, err)
		if added.Added != 2 {
			t.Errorf("%v", added)
		}
	}
	got, err := c.Get(ctx, &kaikuv1.GetRequest{Ids: []string{"b", "a"}})
	ok(t, err)
	if d := got.Documents; len(d) != 2 || d[0].Id != "b" || d[0].Language != kaikuv1.Language_LANGUAGE_FINNISH || d[1].Text != "soita [PHONE]" ||
		!d[1].Time.AsTime().Equal(first.Time.AsTime()) || fmt.Sprint(d[1].Fields) != fmt.Sprint([]*kaikuv1.Field{
		{Name: "score", Value: "9"}, {Name: "subject", Value: "P-1"}, {Name: "unit", Value: "Päivystys"}, {Name: "x:colour", Value: "red"}}) {
		t.Errorf("%v", d)
	}
	_, err = c.Get(ctx, &kaikuv1.GetRequest{Ids: []string{"a", "nobody"}})
	refused(t, err, codes.NotFound)
	_, err = c.Get(ctx, &kaikuv1.GetRequest{Ids: []string{"a", ""}})
	violated(t, err, "ids[1]")

	bad := int32(11)
	_, err = c.Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{
		record("c", "hyvä"), {Id: "d", Score: &bad, Language: 77}, {Text: "secret"}, {Id: "010190-123A", Text: "x"},
		{Id: "e", Time: &timestamppb.Timestamp{Seconds: 1 << 60}, Extra: []*kaikuv1.Field{{Name: "x"}, {Name: "x"}}},
	}})
	violated(t, err, "records[1].language", "records[1].score", "records[2].id", "records[3].id", "records[4].time", "records[4].extra[1].name")
	if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "010190") {
		t.Error(err)
	}
	_, err = c.Get(ctx, &kaikuv1.GetRequest{Ids: []string{"c"}})
	refused(t, err, codes.NotFound) // all or none

	receipt, err := c.Erase(ctx, &kaikuv1.EraseRequest{Selection: &kaikuv1.EraseRequest_Field{Field: &kaikuv1.Field{Name: "subject", Value: "P-1"}}})
	ok(t, err)
	var r index.Receipt
	ok(t, json.Unmarshal([]byte(receipt.Receipt), &r))
	if receipt.Matched != 1 || receipt.Sha256 == "" || r.SHA256 != receipt.Sha256 || !r.Intact() || !r.Includes("a") {
		t.Errorf("%v", receipt)
	}
	_, err = c.Get(ctx, &kaikuv1.GetRequest{Ids: []string{"a"}})
	refused(t, err, codes.NotFound)
	for want, req := range map[string]*kaikuv1.EraseRequest{
		"selection": {},
		"ids.ids":   {Selection: &kaikuv1.EraseRequest_Ids{}},
		"field":     {Selection: &kaikuv1.EraseRequest_Field{Field: &kaikuv1.Field{Name: "subject"}}},
		"before":    {Selection: &kaikuv1.EraseRequest_Before{Before: &timestamppb.Timestamp{Nanos: -1}}},
	} {
		_, err := c.Erase(ctx, req)
		if want == "before" {
			violated(t, err, want, want)
		} else {
			violated(t, err, want)
		}
	}
}

func TestAddStreamAcknowledges(t *testing.T) {
	ctx, engine := t.Context(), empty(t)
	c := kaikuv1.NewFeedbackClient(served(t, engine, rpc.Options{}))
	stream, err := c.AddStream(ctx)
	ok(t, err)
	for i := range 3 {
		ok(t, stream.Send(&kaikuv1.AddStreamRequest{Records: []*kaikuv1.Record{record(fmt.Sprint("r", i), "hyvä"), {Text: "no id"}, record(fmt.Sprint("s", i), "huono")}}))
		res, err := stream.Recv()
		ok(t, err)
		if res.Requests != int64(i+1) || res.Added != int64(2*i+2) || len(res.Refused) != 1 || res.Refused[0].Index != 1 || res.Refused[0].Field != "id" {
			t.Errorf("%v", res)
		}
		_, err = c.Get(ctx, &kaikuv1.GetRequest{Ids: []string{fmt.Sprint("r", i)}}) // what is acknowledged is found
		ok(t, err)
	}
	ok(t, stream.CloseSend())
	if _, err := stream.Recv(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

func TestSearch(t *testing.T) {
	ctx := t.Context()
	engine := sample(t)
	c := kaikuv1.NewSearchClient(served(t, engine, rpc.Options{}))
	whole, err := engine.Search(ctx, index.Query{Text: "jono", Mode: index.ByWord, Limit: 100})
	ok(t, err)
	var ids []string
	for token := ""; ; {
		page, err := c.Search(ctx, &kaikuv1.SearchRequest{Text: "jono", Mode: kaikuv1.SearchMode_SEARCH_MODE_WORD, PageSize: 3, PageToken: token})
		ok(t, err)
		for _, h := range page.Hits {
			ids = append(ids, h.Document.Id)
			m := h.Matches[0]
			if m.Reason == 0 || int(m.End) > len(h.Document.Text) || m.Start >= m.End {
				t.Errorf("%v", h)
			}
		}
		if int(page.Total) != whole.Total {
			t.Errorf("total %d", page.Total)
		}
		if token = page.NextPageToken; token == "" {
			break
		}
	}
	if len(ids) != len(whole.Hits) || len(ids) < 5 {
		t.Errorf("%d hits on pages, %d in all", len(ids), len(whole.Hits))
	}
	near, err := c.Similar(ctx, &kaikuv1.SimilarRequest{Id: ids[0], Limit: 4, Filter: &kaikuv1.Filter{Languages: []kaikuv1.Language{kaikuv1.Language_LANGUAGE_FINNISH}}})
	ok(t, err)
	if len(near.Hits) != 4 || near.Hits[0].Similarity < near.Hits[3].Similarity || near.Hits[0].Document.Id == ids[0] {
		t.Errorf("%v", near)
	}
	_, err = c.Similar(ctx, &kaikuv1.SimilarRequest{Id: "nobody"})
	refused(t, err, codes.NotFound)
	_, err = c.Search(ctx, &kaikuv1.SearchRequest{PageToken: "nonsense"})
	violated(t, err, "page_token")
	_, err = c.Search(ctx, &kaikuv1.SearchRequest{Filter: &kaikuv1.Filter{Fields: []*kaikuv1.FieldFilter{{Name: "nothing", Values: []string{"x"}}}}})
	refused(t, err, codes.NotFound)
	_, err = c.Search(ctx, &kaikuv1.SearchRequest{PageSize: -1, Mode: 9, Text: strings.Repeat("x", 10_001)})
	violated(t, err, "text", "mode", "page_size")
}

func TestCountsAreTheServersToShow(t *testing.T) {
	ctx := t.Context()
	conn := served(t, sample(t), rpc.Options{MinN: 8})
	search, figures := kaikuv1.NewSearchClient(conn), kaikuv1.NewStatsClient(conn)
	for _, asked := range []int32{0, 1, 8} { // a client cannot lower the limit
		f, err := search.Facets(ctx, &kaikuv1.FacetsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_UNIT}, MinN: asked})
		ok(t, err)
		nps, err := figures.Nps(ctx, &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_UNIT}, MinN: asked})
		ok(t, err)
		if f.MinN != 8 || nps.MinN != 8 || f.Total.N != 940 || nps.Total.Records.N != 940 {
			t.Errorf("%v, %v", f.Total, nps.Total)
		}
		shown := map[string]int64{}
		for _, row := range nps.Rows {
			shown[row.Value] = row.Records.N
			if n := row.Records.N; n > 0 && n < 8 || row.Nps.Answers > 0 && row.Nps.Answers < 16 || row.Nps.Withheld && row.Nps.Score != nil {
				t.Errorf("%v", row)
			}
		}
		for _, v := range f.Facets[0].Values {
			if v.Count.N != shown[v.Value] {
				t.Errorf("%v is %d among the figures", v, shown[v.Value])
			}
		}
	}
	raised, err := search.Facets(ctx, &kaikuv1.FacetsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_UNIT}, MinN: 30})
	ok(t, err)
	for _, v := range raised.Facets[0].Values {
		if v.Count.N > 0 && v.Count.N < 30 {
			t.Errorf("%v", v)
		}
	}
	_, err = figures.Nps(ctx, &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{3, 3}, MinN: -1})
	violated(t, err, "by[1]", "min_n")
	_, err = figures.Nps(ctx, &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{1, 2, 3}})
	violated(t, err, "by")
	_, err = figures.Nps(ctx, &kaikuv1.NpsRequest{By: []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_TOPIC}})
	refused(t, err, codes.FailedPrecondition)
	_, err = search.Facets(ctx, &kaikuv1.FacetsRequest{By: []kaikuv1.Dimension{1}, Where: &kaikuv1.DimensionValue{Dimension: 1}})
	violated(t, err, "by[0]")
}

func TestTopics(t *testing.T) {
	ctx := t.Context()
	engine := sample(t)
	fits := kaiku.NewFits(engine)
	defer fits.Close()
	c := kaikuv1.NewTopicsClient(served(t, engine, rpc.Options{Fits: fits}))
	_, err := c.List(ctx, &kaikuv1.ListRequest{})
	refused(t, err, codes.FailedPrecondition)
	_, err = c.Emerging(ctx, &kaikuv1.EmergingRequest{})
	refused(t, err, codes.FailedPrecondition)
	_, err = c.GetFit(ctx, &kaikuv1.GetFitRequest{})
	refused(t, err, codes.NotFound)
	_, err = c.Fit(ctx, &kaikuv1.FitRequest{Topics: -1, Outliers: 1, Resolution: -1, MinSize: -1})
	violated(t, err, "topics", "min_size", "outliers", "resolution")
	_, err = c.Fit(ctx, &kaikuv1.FitRequest{Taxonomy: "topics:\n  - id: a\n"})
	refused(t, err, codes.InvalidArgument)

	began, err := c.Fit(ctx, &kaikuv1.FitRequest{MinSize: 3, Why: "first"})
	ok(t, err)
	_, err = c.Fit(ctx, &kaikuv1.FitRequest{})
	refused(t, err, codes.FailedPrecondition)
	watch, err := c.WatchFit(ctx, &kaikuv1.WatchFitRequest{Name: began.Fit.Name})
	ok(t, err)
	var last *kaikuv1.FitOperation
	for {
		res, err := watch.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		ok(t, err)
		last = res.Fit
	}
	if last.State != kaikuv1.FitState_FIT_STATE_DONE || len(last.Levels) == 0 || last.Ended == nil {
		t.Fatalf("%v", last)
	}
	cancelled, err := c.CancelFit(ctx, &kaikuv1.CancelFitRequest{Name: last.Name})
	ok(t, err)
	if cancelled.Fit.State != kaikuv1.FitState_FIT_STATE_DONE {
		t.Errorf("%v", cancelled)
	}
	_, err = c.Fit(ctx, &kaikuv1.FitRequest{MinSize: 3})
	ok(t, err)
	cancelled, err = c.CancelFit(ctx, &kaikuv1.CancelFitRequest{})
	ok(t, err)
	if cancelled.Fit.State != kaikuv1.FitState_FIT_STATE_CANCELLED {
		t.Errorf("%v", cancelled)
	}

	list, err := c.List(ctx, &kaikuv1.ListRequest{})
	ok(t, err)
	topic := list.Topics[0]
	if topic.Id == 0 || len(topic.Labels) != 3 || topic.Size.N < list.Topics[1].Size.N || len(topic.Quotes) == 0 || topic.Share.Low > topic.Share.Value {
		t.Fatalf("%v", topic)
	}
	nps, err := kaikuv1.NewStatsClient(served(t, engine, rpc.Options{})).Nps(ctx, &kaikuv1.NpsRequest{
		By: []kaikuv1.Dimension{kaikuv1.Dimension_DIMENSION_TOPIC, kaikuv1.Dimension_DIMENSION_MONTH}})
	ok(t, err)
	for _, row := range nps.Rows {
		if row.Value == fmt.Sprint(topic.Id) && row.Records.N != topic.Size.N {
			t.Errorf("%v and %v", row, topic.Size)
		}
	}
	if len(nps.Cells) != len(nps.Rows)*len(nps.Columns) {
		t.Errorf("%d cells of %d x %d", len(nps.Cells), len(nps.Rows), len(nps.Columns))
	}

	stream, err := c.AssignStream(ctx, &kaikuv1.AssignStreamRequest{})
	ok(t, err)
	var all []*kaikuv1.Assignment
	for {
		res, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		ok(t, err)
		all = append(all, res.Assignments...)
	}
	var inTopic int64
	for _, a := range all {
		for _, p := range a.Places {
			if p.Level == "topics" && p.Topic == topic.Id {
				inTopic++
			}
		}
	}
	if len(all) != 940 || inTopic != topic.Size.N {
		t.Errorf("%d assignments, %d in topic %d of %d", len(all), inTopic, topic.Id, topic.Size.N)
	}
	some, err := c.Assign(ctx, &kaikuv1.AssignRequest{Ids: []string{all[5].Id}})
	ok(t, err)
	if len(some.Assignments) != 1 || fmt.Sprint(some.Assignments[0]) != fmt.Sprint(all[5]) {
		t.Errorf("%v and %v", some, all[5])
	}
	_, err = c.Assign(ctx, &kaikuv1.AssignRequest{Ids: []string{"nobody"}})
	refused(t, err, codes.NotFound)

	_, err = c.Rename(ctx, &kaikuv1.RenameRequest{Id: topic.Id, English: "Waiting", Why: "clearer"})
	ok(t, err)
	_, err = c.Pin(ctx, &kaikuv1.PinRequest{Id: topic.Id})
	ok(t, err)
	merged, err := c.Merge(ctx, &kaikuv1.MergeRequest{Into: topic.Id, Topics: []int32{list.Topics[1].Id}})
	ok(t, err)
	got, err := c.Get(ctx, &kaikuv1.TopicsGetRequest{Id: topic.Id})
	ok(t, err)
	if g := got.Topic; !g.Pinned || !g.Renamed || g.Labels[2].Text != "Waiting" || g.Size.N != topic.Size.N+list.Topics[1].Size.N {
		t.Errorf("%v", g)
	}
	_, err = c.Get(ctx, &kaikuv1.TopicsGetRequest{Id: list.Topics[1].Id})
	refused(t, err, codes.NotFound)
	_, err = c.Merge(ctx, &kaikuv1.MergeRequest{Into: topic.Id, Topics: []int32{list.Topics[1].Id}})
	refused(t, err, codes.NotFound)
	_, err = c.Undo(ctx, &kaikuv1.UndoRequest{Event: merged.Event.Number})
	ok(t, err)
	_, err = c.Undo(ctx, &kaikuv1.UndoRequest{Event: 1}) // a fit
	refused(t, err, codes.FailedPrecondition)
	split, err := c.Split(ctx, &kaikuv1.SplitRequest{Id: topic.Id, Records: membersOf(all, topic.Id)[:6]})
	ok(t, err)
	if len(split.Event.Made) != 1 {
		t.Errorf("%v", split)
	}
	_, err = c.Rename(ctx, &kaikuv1.RenameRequest{Id: topic.Id, Why: strings.Repeat("x", 1001)})
	violated(t, err, "why")
	_, err = c.Rename(ctx, &kaikuv1.RenameRequest{Id: topic.Id})
	refused(t, err, codes.FailedPrecondition)

	history, err := c.Lineage(ctx, &kaikuv1.LineageRequest{})
	ok(t, err)
	var kinds []string
	for _, e := range history.Events {
		kinds = append(kinds, strings.TrimPrefix(e.Kind.String(), "EVENT_KIND_"))
	}
	if got := strings.Join(kinds, " "); got != "FIT RENAME PIN MERGE UNDO SPLIT" || !history.Events[3].Undone || history.Events[1].Why != "clearer" {
		t.Errorf("%s: %v", got, history)
	}
	one, err := c.Lineage(ctx, &kaikuv1.LineageRequest{Topic: topic.Id, After: 1, Limit: 1})
	ok(t, err)
	if len(one.Events) != 1 || one.Events[0].Number != 2 || !one.More {
		t.Errorf("%v", one)
	}
	emerging, err := c.Emerging(ctx, &kaikuv1.EmergingRequest{Days: 28})
	ok(t, err)
	if emerging.Days != 28 || emerging.MinN != rpc.DefaultMinN || emerging.From == nil {
		t.Errorf("%v", emerging)
	}
	_, err = c.Emerging(ctx, &kaikuv1.EmergingRequest{Days: 1, Rate: -1})
	violated(t, err, "days", "rate")
}

func membersOf(all []*kaikuv1.Assignment, topic int32) (ids []string) {
	for _, a := range all {
		for _, p := range a.Places {
			if p.Level == "topics" && p.Topic == topic {
				ids = append(ids, a.Id)
			}
		}
	}
	return ids
}

func TestAdmin(t *testing.T) {
	ctx := t.Context()
	engine, err := kaiku.Open(ctx, t.TempDir())
	ok(t, err)
	t.Cleanup(func() { engine.Close() })
	conn := served(t, engine, rpc.Options{})
	_, err = kaikuv1.NewFeedbackClient(conn).Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{record("a", "hyvä"), record("b", "huono")}})
	ok(t, err)
	c := kaikuv1.NewAdminClient(conn)
	info, err := c.Info(ctx, &kaikuv1.InfoRequest{})
	ok(t, err)
	if info.Records != 2 || info.Version != kaiku.Version || info.MinN != rpc.DefaultMinN || info.Fitted != nil {
		t.Errorf("%v", info)
	}
	check, err := c.Check(ctx, &kaikuv1.CheckRequest{})
	ok(t, err)
	if check.Records != 2 || check.Bytes == 0 || len(check.Damage) != 0 {
		t.Errorf("%v", check)
	}
}

// slow is an embedder that answers when it is told to or its context ends, and counts how many calls it has at once.
type slow struct {
	embed.Embedder
	let       chan struct{}
	at, most  atomic.Int32
	cancelled atomic.Int32
}

func (s *slow) Embed(ctx context.Context, role embed.Role, texts []string, out []float32) error {
	n := s.at.Add(1)
	defer s.at.Add(-1)
	for most := s.most.Load(); n > most && !s.most.CompareAndSwap(most, n); most = s.most.Load() {
	}
	select {
	case <-s.let:
		return s.Embedder.Embed(ctx, role, texts, out)
	case <-ctx.Done():
		s.cancelled.Add(1)
		return ctx.Err()
	}
}

func TestDeadlineReachesTheLibrary(t *testing.T) {
	s := &slow{Embedder: empty(t).Embedder(), let: make(chan struct{})}
	conn := served(t, empty(t, kaiku.WithEmbedder(s)), rpc.Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := kaikuv1.NewEmbedClient(conn).Embed(ctx, &kaikuv1.EmbedRequest{Texts: []string{"x"}})
	refused(t, err, codes.DeadlineExceeded)
	feedback := kaikuv1.NewFeedbackClient(conn)
	_, err = feedback.Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{record("a", "x")}})
	refused(t, err, codes.DeadlineExceeded)
	stream, err := feedback.AddStream(t.Context())
	ok(t, err)
	ok(t, stream.Send(&kaikuv1.AddStreamRequest{Records: []*kaikuv1.Record{record("a", "x")}}))
	for s.at.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	conn.Close() // a client that disappears
	for s.at.Load() > 0 {
		time.Sleep(time.Millisecond)
	}
	if s.cancelled.Load() == 0 {
		t.Error("no call of the library was ended")
	}
}

func TestStreamsWorkOnOneRequestAtATime(t *testing.T) {
	s := &slow{Embedder: empty(t).Embedder(), let: make(chan struct{})}
	stream, err := kaikuv1.NewEmbedClient(served(t, empty(t, kaiku.WithEmbedder(s)), rpc.Options{})).EmbedStream(t.Context())
	ok(t, err)
	const n = 20
	for range n {
		ok(t, stream.Send(&kaikuv1.EmbedStreamRequest{Texts: []string{"x"}}))
	}
	for range n {
		s.let <- struct{}{}
		_, err := stream.Recv()
		ok(t, err)
	}
	if s.most.Load() != 1 {
		t.Errorf("%d requests were worked on at once", s.most.Load())
	}
}

func TestInvalidUTF8IsTheClientsMistake(t *testing.T) {
	ctx := t.Context()
	conn := served(t, empty(t), rpc.Options{})
	for _, raw := range [][]byte{{0x0a, 2, 0xc3, 0x28}, {0xff, 0xff}, {0x0a, 200}} {
		err := conn.Invoke(ctx, kaikuv1.Text_Detect_FullMethodName, rawMessage(raw), &rawMessage{}, rawCodec)
		violated(t, err, "request")
		stream, err := conn.NewStream(ctx, &kaikuv1.Embed_ServiceDesc.Streams[0], kaikuv1.Embed_EmbedStream_FullMethodName, rawCodec)
		ok(t, err)
		ok(t, stream.SendMsg(rawMessage(raw)))
		violated(t, stream.RecvMsg(&rawMessage{}), "request")
	}
}

func TestErrorsHoldNoText(t *testing.T) {
	const secret = "Salainen teksti"
	ctx := t.Context()
	conn := served(t, sample(t), rpc.Options{})
	feedback, search, topics := kaikuv1.NewFeedbackClient(conn), kaikuv1.NewSearchClient(conn), kaikuv1.NewTopicsClient(conn)
	bad := int32(-1)
	calls := map[string]func() error{
		"add": func() error {
			_, err := feedback.Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{{Text: secret}, {Id: "a", Text: secret, Score: &bad}}})
			return err
		},
		"search": func() error {
			_, err := search.Search(ctx, &kaikuv1.SearchRequest{Text: secret, PageToken: "x"})
			return err
		},
		"long search": func() error {
			_, err := search.Search(ctx, &kaikuv1.SearchRequest{Text: strings.Repeat(secret, 1000)})
			return err
		},
		"taxonomy": func() error {
			_, err := topics.Fit(ctx, &kaikuv1.FitRequest{Why: strings.Repeat(secret, 100)})
			return err
		},
	}
	for name, call := range calls {
		err := call()
		refused(t, err, codes.InvalidArgument)
		if s := status.Convert(err); strings.Contains(fmt.Sprint(s.Message(), s.Details()), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
