package rpc

import (
	"context"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect"
	"github.com/kaiku-analytics/kaiku/langs/redact"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
)

type textService struct{ kaikuv1.UnsafeTextServer }

// texts checks the texts of a request.
func texts(v *violations, list []string) { v.count("texts", len(list), 1, maxTexts) }

func (textService) Analyze(ctx context.Context, req *kaikuv1.AnalyzeRequest) (*kaikuv1.AnalyzeResponse, error) {
	var v violations
	texts(&v, req.Texts)
	stated := language(&v, "language", req.Language)
	choice(&v, "mode", req.Mode, kaikuv1.KeyMode_name)
	if err := v.err(); err != nil {
		return nil, err
	}
	mode := langs.Mode(max(0, req.Mode-1))
	out := &kaikuv1.AnalyzeResponse{}
	var tokens langs.Tokens
	for _, text := range req.Texts {
		if ctx.Err() != nil {
			return nil, answer(ctx.Err())
		}
		l := stated
		if l == langs.Undetermined {
			l, _ = detect.Default().Detect(text)
		}
		tokens.Reset()
		langs.ForMode(l, mode).Analyze(&tokens, []byte(text))
		analysis := &kaikuv1.Analysis{Language: kaikuv1.Language(l), HasContent: langs.HasContent(text)}
		for i, token := range tokens.List {
			analysis.Tokens = append(analysis.Tokens, &kaikuv1.Token{
				Start: int32(token.Start), End: int32(token.End), Kind: kaikuv1.TokenKind(token.Kind + 1),
				Key: string(tokens.Key(i)), Stop: token.Stop,
			})
		}
		out.Analyses = append(out.Analyses, analysis)
	}
	return out, nil
}

func (textService) Detect(ctx context.Context, req *kaikuv1.DetectRequest) (*kaikuv1.DetectResponse, error) {
	var v violations
	if texts(&v, req.Texts); v.err() != nil {
		return nil, v.err()
	}
	out := &kaikuv1.DetectResponse{}
	for _, text := range req.Texts {
		l, probability := detect.Default().Detect(text)
		out.Detections = append(out.Detections, &kaikuv1.Detection{Language: kaikuv1.Language(l), Probability: probability})
	}
	return out, answer(ctx.Err())
}

func (textService) Redact(ctx context.Context, req *kaikuv1.RedactRequest) (*kaikuv1.RedactResponse, error) {
	var v violations
	if texts(&v, req.Texts); v.err() != nil {
		return nil, v.err()
	}
	out := &kaikuv1.RedactResponse{}
	for _, text := range req.Texts {
		if ctx.Err() != nil {
			return nil, answer(ctx.Err())
		}
		masked, spans := redact.Text(text)
		redaction := &kaikuv1.Redaction{Text: masked}
		for _, s := range spans {
			redaction.Spans = append(redaction.Spans, &kaikuv1.PersonalData{
				Start: int32(s.Start), End: int32(s.End), Kind: kaikuv1.PersonalDataKind(s.Kind + 1),
				Confidence: s.Confidence, Staff: s.Staff,
			})
		}
		out.Redactions = append(out.Redactions, redaction)
	}
	return out, nil
}
