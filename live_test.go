package kaiku_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/index"
)

func TestCheckOfAnOpenEngine(t *testing.T) {
	dir := t.TempDir()
	engine := open(t, dir)
	defer engine.Close()
	ok(t, engine.Add(t.Context(), someFeedback(0, 50)))
	report, err := engine.Check(t.Context())
	ok(t, err)
	if report.Records != 50 || len(report.Damaged) != 0 {
		t.Errorf("%+v", report)
	}
	segments, err := filepath.Glob(filepath.Join(dir, "*.log"))
	ok(t, err)
	content, err := os.ReadFile(segments[0])
	ok(t, err)
	content[len(content)/2] ^= 1
	ok(t, os.WriteFile(segments[0], content, 0o600))
	report, err = engine.Check(t.Context())
	ok(t, err)
	if len(report.Damaged) != 1 || report.Damaged[0].File != segments[0] {
		t.Errorf("a damaged segment: %+v", report)
	}
}

func TestGetInfoAndRefusedRecords(t *testing.T) {
	engine := open(t, "")
	defer engine.Close()
	ok(t, engine.Add(t.Context(), someFeedback(0, 3)))
	docs, err := engine.Get(t.Context(), []string{"record-002", "record-000", "record-002"})
	ok(t, err)
	if len(docs) != 3 || docs[0].ID != "record-002" || docs[1].ID != "record-000" || docs[2].ID != "record-002" {
		t.Errorf("%v", docs)
	}
	var unknown *index.UnknownIDError
	if _, err := engine.Get(t.Context(), []string{"record-000", "nobody", "record-001"}); !errors.As(err, &unknown) || unknown.ID != "nobody" {
		t.Error(err)
	}
	info, err := engine.Info(t.Context())
	ok(t, err)
	if info.Records != 3 || info.Dim != engine.Embedder().Dim() || !info.Fitted.IsZero() {
		t.Errorf("%+v", info)
	}
	var record *kaiku.RecordError
	err = engine.Add(t.Context(), []feedback.Record{{ID: "a"}, {ID: "mies 010190-123A"}})
	if !errors.As(err, &record) || record.Index != 1 || record.Field != "id" || record.Value != "mies [HETU]" {
		t.Errorf("%v", err)
	}
}
