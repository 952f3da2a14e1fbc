package kaiku_test

import (
	"testing"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/index"
)

// A unit whose name looks like a person's is masked in the records, and is found by either name, except for erasure: the name
// that is not in the records erases none, and so not those of another unit that is masked alike.
func TestMaskedValuesAreFound(t *testing.T) {
	engine := open(t, "")
	defer engine.Close()
	records := someFeedback(0, 60)
	for i := range records {
		records[i].Unit = []string{"Matti Virtanen -talo", "Terveysasema"}[i%2]
	}
	ok(t, engine.Add(t.Context(), records))
	docs, err := engine.Get(t.Context(), []string{records[0].ID})
	ok(t, err)
	const before, after = "Matti Virtanen -talo", "[NAME] -talo"
	if unit := docs[0].Value(string(feedback.Unit)); unit != after {
		t.Fatalf("unit %q", unit)
	}
	_, err = engine.FitTopics(t.Context(), topics.Options{MinSize: 3})
	ok(t, err)
	for value, want := range map[string]int{before: 30, after: 30, "Terveysasema": 30, "Liisa Lahtinen": 0} {
		filter := index.Filter{Fields: []index.FieldFilter{{Name: string(feedback.Unit), Values: []string{value}}}}
		page, err := engine.Search(t.Context(), index.Query{Filter: filter})
		ok(t, err)
		similar, err := engine.Similar(t.Context(), records[0].ID, len(records), filter)
		ok(t, err)
		assigned := 0
		ok(t, engine.AssignTopics(t.Context(), filter, func(*topics.Model, kaiku.TopicAssignment) error {
			assigned++
			return nil
		}))
		_, total, err := engine.Facets(t.Context(), kaiku.FacetQuery{
			Where: &kaiku.DimensionValue{By: kaiku.ByUnit, Value: value}, By: []kaiku.Dimension{kaiku.ByLanguage}}, 1)
		ok(t, err)
		wantSimilar := want
		if value == before || value == after {
			wantSimilar-- // not the record itself
		}
		if page.Total != want || len(similar) != wantSimilar || assigned != want || total.N != want {
			t.Errorf("%s: %d found, %d similar, %d assigned, %d counted; want %d", value, page.Total, len(similar), assigned, total.N, want)
		}
	}
	receipt, err := engine.Erase(t.Context(), index.Selection{Field: index.Field{Name: string(feedback.Unit), Value: before}})
	ok(t, err)
	if receipt.Matched != 0 {
		t.Errorf("%d erased", receipt.Matched)
	}
}
