package rpc

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/rpc/access"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
)

type feedbackService struct {
	kaikuv1.UnsafeFeedbackServer
	*server
}

const maxRecords = 10_000 // of a request

// record turns a message into a record. What is wrong is noted as of fields that begin with at.
func record(v *violations, at string, m *kaikuv1.Record) feedback.Record {
	r := feedback.Record{
		ID: m.Id, Subject: m.Subject, Time: moment(v, at+"time", m.Time), Unit: m.Unit, Service: m.Service, Channel: m.Channel,
		Group: m.Group, Language: language(v, at+"language", m.Language), Question: m.Question, Text: m.Text,
	}
	if m.Score != nil {
		score, err := feedback.NewScore(int(*m.Score))
		if err != nil {
			v.add(at+"score", "%d: expected a whole number from 0 to 10", *m.Score)
		}
		r.Score = score
	}
	seen := make(map[string]bool, len(m.Extra))
	for i, extra := range m.Extra {
		if extra.Name == "" || seen[extra.Name] {
			v.add(fmt.Sprintf("%sextra[%d].name", at, i), "%.40q: expected a name, each once", extra.Name)
		}
		seen[extra.Name] = true
		r.Extra = append(r.Extra, feedback.Field{Name: extra.Name, Value: extra.Value})
	}
	if err := kaiku.CheckRecord(&r); err != nil {
		v.add(at+err.Field, "%s", wrong(err.Value, err.Expected))
	}
	return r
}

func (s feedbackService) Add(ctx context.Context, req *kaikuv1.AddRequest) (*kaikuv1.AddResponse, error) {
	var v violations
	v.count("records", len(req.Records), 1, maxRecords)
	records := make([]feedback.Record, len(req.Records))
	for i, m := range req.Records {
		records[i] = record(&v, fmt.Sprintf("records[%d].", i), m)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	if err := s.engine.Add(ctx, records); err != nil {
		return nil, answer(err)
	}
	access.CountRecords(ctx, len(records))
	return &kaikuv1.AddResponse{Added: int32(len(records))}, nil
}

func (s feedbackService) AddStream(stream grpc.BidiStreamingServer[kaikuv1.AddStreamRequest, kaikuv1.AddStreamResponse]) error {
	var requests, added int64
	ctx := stream.Context()
	return eachRequest(stream, func(req *kaikuv1.AddStreamRequest) (*kaikuv1.AddStreamResponse, error) {
		var v violations
		if v.count("records", len(req.Records), 1, maxRecords); v.err() != nil {
			return nil, v.err()
		}
		res := &kaikuv1.AddStreamResponse{}
		records := make([]feedback.Record, 0, len(req.Records))
		for i, m := range req.Records {
			var v violations
			r := record(&v, "", m)
			for _, w := range v.list {
				res.Refused = append(res.Refused, &kaikuv1.RefusedRecord{Index: int32(i), Field: w.Field, Description: w.Description})
			}
			if len(v.list) == 0 {
				records = append(records, r)
			}
		}
		if err := s.engine.Add(ctx, records); err != nil {
			return nil, answer(err)
		}
		access.CountRecords(ctx, len(records))
		requests++
		added += int64(len(records))
		res.Requests, res.Added = requests, added
		return res, nil
	})
}

func (s feedbackService) Get(ctx context.Context, req *kaikuv1.GetRequest) (*kaikuv1.GetResponse, error) {
	var v violations
	if ids(&v, "ids", req.Ids, 1, maxTexts); v.err() != nil {
		return nil, v.err()
	}
	docs, err := s.engine.Get(ctx, req.Ids)
	if err != nil {
		return nil, answer(err)
	}
	out := &kaikuv1.GetResponse{}
	for i := range docs {
		out.Documents = append(out.Documents, document(&docs[i]))
	}
	return out, nil
}

func (s feedbackService) Erase(ctx context.Context, req *kaikuv1.EraseRequest) (*kaikuv1.EraseResponse, error) {
	var v violations
	var selection index.Selection
	switch by := req.Selection.(type) {
	case *kaikuv1.EraseRequest_Ids:
		selection.IDs = ids(&v, "ids.ids", by.Ids.GetIds(), 1, maxIDs)
	case *kaikuv1.EraseRequest_Field:
		if selection.Field = (index.Field{Name: by.Field.GetName(), Value: by.Field.GetValue()}); selection.Check() != nil {
			v.add("field", "expected a name and a value")
		}
	case *kaikuv1.EraseRequest_Before:
		if selection.Before = moment(&v, "before", by.Before); selection.Before.IsZero() {
			v.add("before", "expected a time after the year 1")
		}
	default:
		v.add("selection", "expected ids, field or before")
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	receipt, err := s.engine.Erase(ctx, selection)
	access.CountRecords(ctx, receipt.Matched)
	if err != nil {
		return nil, answer(err)
	}
	text, err := json.Marshal(receipt)
	if err != nil {
		return nil, answer(err)
	}
	return &kaikuv1.EraseResponse{
		Matched: int32(receipt.Matched), Removed: int32(receipt.Removed), Sha256: receipt.SHA256, Receipt: string(text),
	}, nil
}
