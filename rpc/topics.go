package rpc

import (
	"context"
	"slices"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/rpc/access"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
)

type topicsService struct {
	kaikuv1.UnsafeTopicsServer
	*server
}

func (s topicsService) Assign(ctx context.Context, req *kaikuv1.AssignRequest) (*kaikuv1.AssignResponse, error) {
	var v violations
	if ids(&v, "ids", req.Ids, 1, maxTexts); v.err() != nil {
		return nil, v.err()
	}
	out := &kaikuv1.AssignResponse{}
	err := s.engine.TopicsOf(ctx, req.Ids, func(model *topics.Model, a kaiku.TopicAssignment) error {
		out.Assignments = append(out.Assignments, assignment(model, a))
		return nil
	})
	if err != nil {
		return nil, answer(err)
	}
	return out, nil
}

func (s topicsService) AssignStream(req *kaikuv1.AssignStreamRequest, stream grpc.ServerStreamingServer[kaikuv1.AssignStreamResponse]) error {
	var v violations
	f := filter(&v, "filter", req.Filter)
	if err := v.err(); err != nil {
		return err
	}
	var batch []*kaikuv1.Assignment
	var sending error
	send := func() error {
		if len(batch) > 0 {
			sending = stream.Send(&kaikuv1.AssignStreamResponse{Assignments: batch})
			batch = nil
		}
		return sending
	}
	err := s.engine.AssignTopics(stream.Context(), f, func(model *topics.Model, a kaiku.TopicAssignment) error {
		if batch = append(batch, assignment(model, a)); len(batch) < batchSize {
			return nil
		}
		return send()
	})
	if sending != nil {
		return sending
	}
	if err != nil {
		return answer(err)
	}
	return send()
}

func assignment(model *topics.Model, a kaiku.TopicAssignment) *kaikuv1.Assignment {
	out := &kaikuv1.Assignment{Id: a.ID, Fitted: a.Fitted}
	for l, place := range a.Places {
		level := &model.Levels[l]
		p := &kaikuv1.Place{Level: level.Name, Placement: kaikuv1.Placement_PLACEMENT_TOPIC, Confidence: place.Confidence}
		switch place.Topic {
		case topics.Unassigned:
			p.Placement = kaikuv1.Placement_PLACEMENT_UNASSIGNED
		case topics.NoContent:
			p.Placement = kaikuv1.Placement_PLACEMENT_NO_CONTENT
		default:
			p.Topic = level.Topics[place.Topic].ID
		}
		if place.RunnerUp >= 0 {
			p.RunnerUp = level.Topics[place.RunnerUp].ID
		}
		out.Places = append(out.Places, p)
	}
	return out
}

// levels are the names of the levels that a model may have.
var levels = []string{"areas", "themes", "topics", "details"}

func (s topicsService) List(ctx context.Context, req *kaikuv1.ListRequest) (*kaikuv1.ListResponse, error) {
	var v violations
	minN := s.minN(&v, req.MinN)
	level := req.Level
	if level == "" {
		level = "topics"
	}
	if !slices.Contains(levels, level) {
		v.add("level", "%.40q: expected areas, themes, topics or details", level)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	all, err := s.engine.TopicLevels(ctx, minN)
	if err != nil {
		return nil, answer(err)
	}
	out := &kaikuv1.ListResponse{MinN: int32(minN)}
	texts := access.Require(ctx, access.Read) == nil
	for i := range all {
		if all[i].Name != level {
			continue
		}
		out.None = count(all[i].None)
		for t := range all[i].Topics {
			topic := &all[i].Topics[t]
			if topic.Said.Hidden && !req.Hidden {
				continue
			}
			if !texts {
				topic.Quotes = nil
			}
			out.Topics = append(out.Topics, summary(topic))
		}
	}
	return out, nil
}

func (s topicsService) Get(ctx context.Context, req *kaikuv1.TopicsGetRequest) (*kaikuv1.TopicsGetResponse, error) {
	var v violations
	minN := s.minN(&v, req.MinN)
	if err := v.err(); err != nil {
		return nil, err
	}
	topic, err := s.engine.Topic(ctx, lineage.ID(req.Id), minN)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.TopicsGetResponse{Topic: summary(&topic)}, nil
}

func summary(t *kaiku.TopicSummary) *kaikuv1.Topic {
	out := &kaikuv1.Topic{
		Id: t.ID, Level: t.Level, Parent: int32(t.Said.Parent), Members: topicIDs(t.Said.Members), Quotes: t.Quotes, Size: count(t.N),
		Nps: netPromoter(t.NPS), Pinned: t.Said.Pinned, Renamed: t.Said.Named != lineage.Labels{}, Hidden: t.Said.Hidden, Guide: t.Guide,
		Labels: labels(t.Labels),
	}
	if !t.N.Withheld {
		out.Words, out.Share = t.Words, interval(t.Share)
	}
	return out
}

func topicIDs(list []lineage.ID) []int32 {
	out := make([]int32, len(list))
	for i, id := range list {
		out[i] = int32(id)
	}
	return out
}

// edit checks what all edits have and makes one.
func (s topicsService) edit(ctx context.Context, v *violations, why string, do func(lineage.By) (lineage.Event, error)) (*kaikuv1.Event, error) {
	v.length("why", why, maxWhy)
	if err := v.err(); err != nil {
		return nil, err
	}
	made, err := do(by(ctx, why))
	if err != nil {
		return nil, answer(err)
	}
	return event(kaiku.TopicEvent{Event: made}), nil
}

func (s topicsService) Rename(ctx context.Context, req *kaikuv1.RenameRequest) (*kaikuv1.RenameResponse, error) {
	var v violations
	names := lineage.Labels{req.Finnish, req.Swedish, req.English}
	for i, field := range []string{"finnish", "swedish", "english"} {
		v.length(field, names[i], 200)
	}
	made, err := s.edit(ctx, &v, req.Why, func(by lineage.By) (lineage.Event, error) {
		return s.engine.RenameTopic(ctx, by, lineage.ID(req.Id), names)
	})
	if err != nil {
		return nil, err
	}
	return &kaikuv1.RenameResponse{Event: made}, nil
}

func (s topicsService) Merge(ctx context.Context, req *kaikuv1.MergeRequest) (*kaikuv1.MergeResponse, error) {
	var v violations
	v.count("topics", len(req.Topics), 1, 1000)
	others := make([]lineage.ID, len(req.Topics))
	for i, id := range req.Topics {
		others[i] = lineage.ID(id)
	}
	made, err := s.edit(ctx, &v, req.Why, func(by lineage.By) (lineage.Event, error) {
		return s.engine.MergeTopics(ctx, by, lineage.ID(req.Into), others...)
	})
	if err != nil {
		return nil, err
	}
	return &kaikuv1.MergeResponse{Event: made}, nil
}

func (s topicsService) Split(ctx context.Context, req *kaikuv1.SplitRequest) (*kaikuv1.SplitResponse, error) {
	var v violations
	ids(&v, "records", req.Records, 0, maxIDs)
	made, err := s.edit(ctx, &v, req.Why, func(by lineage.By) (lineage.Event, error) {
		return s.engine.SplitTopic(ctx, by, lineage.ID(req.Id), req.Records...)
	})
	if err != nil {
		return nil, err
	}
	return &kaikuv1.SplitResponse{Event: made}, nil
}

func (s topicsService) Pin(ctx context.Context, req *kaikuv1.PinRequest) (*kaikuv1.PinResponse, error) {
	made, err := s.edit(ctx, &violations{}, req.Why, func(by lineage.By) (lineage.Event, error) {
		return s.engine.PinTopic(ctx, by, lineage.ID(req.Id))
	})
	if err != nil {
		return nil, err
	}
	return &kaikuv1.PinResponse{Event: made}, nil
}

func (s topicsService) Undo(ctx context.Context, req *kaikuv1.UndoRequest) (*kaikuv1.UndoResponse, error) {
	made, err := s.edit(ctx, &violations{}, req.Why, func(by lineage.By) (lineage.Event, error) {
		return s.engine.UndoTopicEdit(ctx, by, int(req.Event))
	})
	if err != nil {
		return nil, err
	}
	return &kaikuv1.UndoResponse{Event: made}, nil
}

func (s topicsService) Lineage(_ context.Context, req *kaikuv1.LineageRequest) (*kaikuv1.LineageResponse, error) {
	var v violations
	v.between("limit", int64(req.Limit), 0, maxPage)
	if err := v.err(); err != nil {
		return nil, err
	}
	limit := int(req.Limit)
	if limit == 0 {
		limit = 100
	}
	events, more, err := s.engine.TopicEvents(lineage.ID(req.Topic), int(req.After), limit)
	if err != nil {
		return nil, answer(err)
	}
	out := &kaikuv1.LineageResponse{More: more}
	for _, e := range events {
		out.Events = append(out.Events, event(e))
	}
	return out, nil
}

var eventKinds = map[lineage.Op]kaikuv1.EventKind{
	lineage.OpFit:      kaikuv1.EventKind_EVENT_KIND_FIT,
	lineage.OpRename:   kaikuv1.EventKind_EVENT_KIND_RENAME,
	lineage.OpMerge:    kaikuv1.EventKind_EVENT_KIND_MERGE,
	lineage.OpSplit:    kaikuv1.EventKind_EVENT_KIND_SPLIT,
	lineage.OpPin:      kaikuv1.EventKind_EVENT_KIND_PIN,
	lineage.OpHide:     kaikuv1.EventKind_EVENT_KIND_HIDE,
	lineage.OpReassign: kaikuv1.EventKind_EVENT_KIND_REASSIGN,
	lineage.OpUndo:     kaikuv1.EventKind_EVENT_KIND_UNDO,
}

var transitionKinds = map[lineage.Change]kaikuv1.TransitionKind{
	lineage.Birth: kaikuv1.TransitionKind_TRANSITION_KIND_BIRTH,
	lineage.Death: kaikuv1.TransitionKind_TRANSITION_KIND_DEATH,
	lineage.Split: kaikuv1.TransitionKind_TRANSITION_KIND_SPLIT,
	lineage.Merge: kaikuv1.TransitionKind_TRANSITION_KIND_MERGE,
}

func event(e kaiku.TopicEvent) *kaikuv1.Event {
	out := &kaikuv1.Event{
		Number: int32(e.N), Kind: eventKinds[e.Op], Who: e.Who, Why: e.Why, Time: timestamp(e.When), Undone: e.Undone,
		Topic: int32(e.Topic), Topics: topicIDs(e.Topics), Made: topicIDs(e.Made), Undoes: int32(e.Undo),
	}
	if e.Fit != nil {
		for _, c := range e.Fit.Changes {
			out.Changes = append(out.Changes, &kaikuv1.Transition{
				Kind: transitionKinds[c.Kind], Level: c.Level, From: topicIDs(c.From), To: topicIDs(c.To),
			})
		}
	}
	return out
}
