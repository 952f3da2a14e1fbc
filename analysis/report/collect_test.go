package report

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
)

// survey makes n records of a unit about a topic, with the score given, a day apart.
func survey(unit string, topic int32, score string, n int) (docs []index.Doc, assign []int32) {
	for i := range n {
		docs = append(docs, index.Doc{
			ID: fmt.Sprintf("%s-%d-%s-%d", unit, topic, score, i), Text: "odotin kauan vastaanotolla", Language: langs.Finnish,
			Time:   time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC),
			Fields: []index.Field{{Name: "score", Value: score}, {Name: "unit", Value: unit}},
		})
		assign = append(assign, topic)
	}
	return docs, assign
}

// corpus puts surveys together under a model of two topics.
func corpus(parts ...func() ([]index.Doc, []int32)) ([]index.Doc, *topics.Model) {
	model := &topics.Model{Topics: make([]topics.Topic, 2)}
	var docs []index.Doc
	for _, part := range parts {
		d, a := part()
		docs = append(docs, d...)
		model.Assign = append(model.Assign, a...)
	}
	model.Map = make([][2]float32, len(docs))
	return docs, model
}

func part(unit string, topic int32, score string, n int) func() ([]index.Doc, []int32) {
	return func() ([]index.Doc, []int32) { return survey(unit, topic, score, n) }
}

func TestCollectCounts(t *testing.T) {
	docs, model := corpus(
		part("North", 0, "10", 30), part("North", 1, "8", 10),
		part("South", 0, "0", 20), part("South", 1, "9", 40))
	d := Collect(docs, model, nil, DefaultLimits)
	if d.Records != 100 || d.Texts != 100 || d.NoContent != 0 {
		t.Errorf("%d records, %d texts, %d without content", d.Records, d.Texts, d.NoContent)
	}
	// 70 promoters and 20 detractors of 100.
	if d.NPS.Value != 50 || d.NPS.N != 100 || d.NPS.Low >= 50 || d.NPS.High <= 50 {
		t.Errorf("NPS %+v", d.NPS)
	}
	if len(d.Topics) != 2 || d.Topics[0].N.N != 50 || d.Topics[0].NPS.Value != 20 {
		t.Errorf("topic 1: %+v", d.Topics[0])
	}
	units := d.Slices[0]
	if units.By != "unit" || len(units.Groups) != 2 || units.Groups[0].Name != "South" {
		t.Fatalf("slice %+v", units)
	}
	south := units.Groups[0]
	if south.N.N != 60 || south.Topics[0].N.N != 20 || south.Topics[0].NPS.Value != -100 || south.Topics[1].NPS.Value != 100 {
		t.Errorf("South: %+v", south)
	}
	if len(d.Periods) != 2 || d.Periods[0].N.N+d.Periods[1].N.N != 100 {
		t.Errorf("periods %+v", d.Periods)
	}
}

func TestCollectWithholdsSmallGroups(t *testing.T) {
	docs, model := corpus(
		part("Large", 0, "10", 40), part("Large", 1, "3", 40),
		part("Middle", 0, "10", 12), part("Middle", 1, "3", 12),
		part("Small", 0, "0", 3))
	d := Collect(docs, model, nil, DefaultLimits)
	var hidden int
	for _, g := range d.Slices[0].Groups {
		if g.Name == "Small" {
			if !g.N.Withheld || g.N.N != 0 || !g.NPS.Withheld || g.NPS.Value != 0 {
				t.Errorf("Small is shown: %+v", g)
			}
			for _, cell := range g.Topics {
				if !cell.N.Withheld {
					t.Errorf("a cell of Small is shown: %+v", cell)
				}
			}
		}
		if g.N.Withheld {
			hidden++
		}
	}
	// The total is known, so that one hidden group alone could be computed.
	if hidden < 2 {
		t.Errorf("%d groups are withheld", hidden)
	}
}

func TestCollectOfNothing(t *testing.T) {
	d := Collect(nil, nil, nil, DefaultLimits)
	if d.Records != 0 || d.NPS.N != 0 || len(d.Periods) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestOneWrongYearDoesNotStretchTheMonths(t *testing.T) {
	docs := []index.Doc{
		{ID: "a", Time: time.Date(205, 3, 1, 0, 0, 0, 0, time.UTC)},
		{ID: "b", Time: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)},
	}
	periods := Collect(docs, nil, nil, DefaultLimits).Periods
	if len(periods) > maxMonths || periods[len(periods)-1].Start.Year() != 2026 {
		t.Errorf("%d months to %v", len(periods), periods[len(periods)-1].Start)
	}
}

func TestOneQuestionnaireCountsItsScoreOnce(t *testing.T) {
	var docs []index.Doc
	for i := range 20 {
		for n, question := range []string{"What was good?", "What could be better?"} {
			docs = append(docs, index.Doc{
				ID: fmt.Sprintf("%d#%d", i, n+1), Text: "friendly staff",
				Fields: []index.Field{{Name: "question", Value: question}, {Name: "score", Value: "9"}},
			})
		}
	}
	d := Collect(docs, nil, nil, DefaultLimits)
	if d.NPS.N != 20 {
		t.Errorf("%d scores of 20 questionnaires", d.NPS.N)
	}
}

// questionnaires makes n questionnaires with two texts each, all scored the same.
func questionnaires(unit string, n int, score string) (docs []index.Doc) {
	for i := range n {
		for q, question := range []string{"What was good?", "What could be better?"} {
			docs = append(docs, index.Doc{
				ID: fmt.Sprintf("%s#%d#%d", unit, i, q+1), Text: "friendly staff", Language: langs.English,
				Fields: []index.Field{{Name: "question", Value: question}, {Name: "score", Value: score}, {Name: "unit", Value: unit}},
			})
		}
	}
	return docs
}

func TestEveryQuestionHasItsScores(t *testing.T) {
	d := Collect(questionnaires("A", 200, "10"), nil, nil, DefaultLimits)
	if d.NPS.N != 200 {
		t.Errorf("%d scores of 200 questionnaires", d.NPS.N)
	}
	for _, s := range d.Slices {
		for _, g := range s.Groups {
			if g.NPS.N != 200 || g.NPS.Value != 100 {
				t.Errorf("%s %q: NPS %+v", s.By, g.Name, g.NPS)
			}
		}
	}
}

func TestSmallUnitsQuestionnairesAreWithheldWithAnother(t *testing.T) {
	docs := append(questionnaires("A", 6, "0"), questionnaires("B", 194, "10")...)
	for _, s := range Collect(docs, nil, nil, DefaultLimits).Slices {
		if s.By != "unit" {
			continue
		}
		for _, g := range s.Groups {
			if !g.NPS.Withheld {
				t.Errorf("the NPS of %s is shown: %+v", g.Name, g.NPS)
			}
		}
	}
}

func TestOrderOfTheRecordsDoesNotMatter(t *testing.T) {
	docs, model := corpus(
		part("Large", 0, "10", 40), part("Large", 1, "3", 40), part("Middle", 0, "10", 12), part("Middle", 1, "3", 12),
		part("Small", 0, "0", 3), part("Tiny", 1, "0", 2))
	for i := range model.Map {
		model.Map[i] = [2]float32{float32(i) / 200, 0.5}
	}
	limits := DefaultLimits
	limits.WithTexts = true
	want := asJSON(t, Collect(docs, model, nil, limits))
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		random.Shuffle(len(docs), func(i, j int) {
			docs[i], docs[j] = docs[j], docs[i]
			model.Assign[i], model.Assign[j] = model.Assign[j], model.Assign[i]
			model.Map[i], model.Map[j] = model.Map[j], model.Map[i]
		})
		if got := asJSON(t, Collect(docs, model, nil, limits)); got != want {
			t.Fatal("the same records in another order gave another report")
		}
	}
}

func asJSON(t *testing.T, d Data) string {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Two services of which one has a small unit: the service's total and its other unit must not give it away.
func TestUnitsOfAServiceProtectEachOther(t *testing.T) {
	var docs []index.Doc
	for _, u := range []struct {
		service, unit string
		n             int
	}{{"Clinic", "North", 40}, {"Clinic", "South", 3}, {"Home care", "East", 30}, {"Home care", "West", 2}} {
		for i := range u.n {
			docs = append(docs, index.Doc{
				ID: fmt.Sprint(u.unit, i), Text: "odotin kauan", Language: langs.Finnish,
				Fields: []index.Field{{Name: "service", Value: u.service}, {Name: "unit", Value: u.unit}},
			})
		}
	}
	for _, s := range Collect(docs, nil, nil, DefaultLimits).Slices {
		for _, g := range s.Groups {
			if s.By == "unit" && !g.N.Withheld {
				t.Errorf("unit %s is shown with %d, so that its service's other unit is %s's total less it", g.Name, g.N.N, s.By)
			}
			if s.By == "service" && g.N.Withheld {
				t.Errorf("service %s is withheld", g.Name)
			}
		}
	}
}

func TestPointsOfWithheldTopicsAreNotOnTheMap(t *testing.T) {
	docs, model := corpus(part("A", 0, "10", 50), part("A", 1, "3", 4))
	for i := range model.Map {
		model.Map[i] = [2]float32{0.1, float32(i+1) / 100}
	}
	d := Collect(docs, model, nil, Limits{MinCount: 5, MinMean: 10, WithTexts: true})
	for _, p := range d.Map {
		if d.Topics[max(0, p.Topic-1)].N.Withheld {
			t.Fatalf("a point of withheld topic %d", p.Topic)
		}
	}
	for _, r := range d.Rows {
		if r.Topic > 0 && d.Topics[r.Topic-1].N.Withheld {
			t.Fatalf("a text of withheld topic %d", r.Topic)
		}
	}
}
