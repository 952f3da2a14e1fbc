package kaiku_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
)

// BenchmarkTopicsOf asks for the topics of ten records among more and more: the time does not grow with their number.
func BenchmarkTopicsOf(b *testing.B) {
	for _, n := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			engine, err := kaiku.Open(b.Context(), "")
			if err != nil {
				b.Fatal(err)
			}
			defer engine.Close()
			if err := engine.Add(b.Context(), someFeedback(0, n)); err != nil {
				b.Fatal(err)
			}
			if _, err := engine.FitTopics(b.Context(), topics.Options{}); err != nil {
				b.Fatal(err)
			}
			var ids []string
			for _, r := range someFeedback(n/2, n/2+10) {
				ids = append(ids, r.ID)
			}
			visit := func(*topics.Model, kaiku.TopicAssignment) error { return nil }
			for b.Loop() {
				if err := engine.TopicsOf(b.Context(), ids, visit); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// An erasure during a fit makes the fit one of records that are no more.
func TestErasedDuringAFit(t *testing.T) {
	engine := open(t, "")
	defer engine.Close()
	ok(t, engine.Add(t.Context(), someFeedback(0, 60)))
	erased, erasure := false, error(nil)
	_, err := engine.FitTopics(t.Context(), topics.Options{Progress: func(string, int, int) {
		if !erased {
			erased = true
			_, erasure = engine.Erase(context.Background(), index.Selection{IDs: []string{someFeedback(3, 4)[0].ID}})
		}
	}})
	ok(t, erasure)
	if !erased || !errors.Is(err, kaiku.ErrErasedMeanwhile) {
		t.Errorf("erased %t: %v", erased, err)
	}
}

// What TopicsOf says of a record is what AssignTopics says of it, whether the last fit had it or not, before and after an
// edit and a fit of other records.
func TestTopicsOfIsAssignTopics(t *testing.T) {
	engine := open(t, "")
	defer engine.Close()
	ok(t, engine.Add(t.Context(), someFeedback(0, 90)))
	all := map[string]string{}
	check := func() {
		t.Helper()
		clear(all)
		var ids []string
		ok(t, engine.AssignTopics(t.Context(), index.Filter{}, func(_ *topics.Model, a kaiku.TopicAssignment) error {
			all[a.ID] = fmt.Sprint(a)
			ids = append(ids, a.ID)
			return nil
		}))
		ids = append(ids, ids[7], ids[7])
		slices.Reverse(ids)
		var got []string
		ok(t, engine.TopicsOf(t.Context(), ids, func(_ *topics.Model, a kaiku.TopicAssignment) error {
			if got = append(got, a.ID); fmt.Sprint(a) != all[a.ID] {
				t.Errorf("%+v; %s", a, all[a.ID])
			}
			return nil
		}))
		if !slices.Equal(got, ids) {
			t.Errorf("%q; want %q", got, ids)
		}
	}
	model, err := engine.FitTopics(t.Context(), topics.Options{})
	ok(t, err)
	check()
	ok(t, engine.Add(t.Context(), append(someFeedback(90, 100), feedback.Record{ID: "a", Text: "-"})))
	_, err = engine.ReassignRecords(t.Context(), lineage.By{}, lineage.ID(model.Topics[0].ID), "a", "record-001", "record-095")
	ok(t, err)
	check()
	_, err = engine.Erase(t.Context(), index.Selection{IDs: []string{"record-000"}})
	ok(t, err)
	_, err = engine.FitTopics(t.Context(), topics.Options{})
	ok(t, err)
	check()
}
