package report

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
)

// nested makes a model of topics of these sizes with ids from 100, each in the area that its place in areas names, of
// documents that score 10. Areas have ids from 1.
func nested(sizes []int, areas []int32) ([]index.Doc, *topics.Model) {
	model := &topics.Model{Default: 1}
	var docs []index.Doc
	for t, size := range sizes {
		name := fmt.Sprint("topic ", t)
		model.Topics = append(model.Topics, topics.Topic{ID: int32(100 + t), Labels: []topics.Label{{Language: langs.English, Text: name}}})
		for i := range size {
			docs = append(docs, index.Doc{
				ID: fmt.Sprintf("%d-%d", t, i), Text: "odotin kauan", Language: langs.Finnish,
				Fields: []index.Field{{Name: "score", Value: "10"}, {Name: "unit", Value: fmt.Sprint(i % 3)}},
			})
			model.Assign = append(model.Assign, int32(t))
			model.Map = append(model.Map, [2]float32{0.5, float32(t+1) / 100})
		}
	}
	var coarse []topics.Topic
	for a := range slices.Max(areas) + 1 {
		coarse = append(coarse, topics.Topic{ID: a + 1, Labels: []topics.Label{{Language: langs.English, Text: fmt.Sprint("area ", a)}}})
	}
	model.Levels = []topics.Level{{Name: "areas", Topics: coarse}, {Name: "topics", Topics: model.Topics, Parent: areas}}
	return docs, model
}

func TestAreasAddUpTheirTopics(t *testing.T) {
	docs, model := nested([]int{50, 40, 30, 20, 10}, []int32{1, 0, 0, 2, 1})
	got := Collect(docs, model, nil, DefaultLimits).Areas
	want := []struct {
		name   string
		topics []int
		n      int
	}{{"area 0", []int{2, 3}, 70}, {"area 1", []int{1, 5}, 60}, {"area 2", []int{4}, 20}}
	if len(got) != len(want) {
		t.Fatalf("%d areas: %+v", len(got), got)
	}
	for i, w := range want {
		if a := got[i]; a.Labels[0].Text != w.name || !slices.Equal(a.Topics, w.topics) || a.N.N != w.n || a.NPS.N != w.n || a.NPS.Value != 100 {
			t.Errorf("area %d is %+v, want %+v", i, a, w)
		}
	}
	for name, areas := range map[string][]int32{"one area": {0, 0, 0, 0, 0}, "one topic in each": {4, 3, 2, 1, 0}} {
		docs, model := nested([]int{50, 40, 30, 20, 10}, areas)
		if a := Collect(docs, model, nil, DefaultLimits).Areas; a != nil {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

// Whatever is shown of an area follows from what is shown of its topics: with or without areas, a reader knows the same.
func TestAreasTellNothingThatTheirTopicsDoNot(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	withheld := 0
	for range 300 {
		sizes := make([]int, 6+random.IntN(6))
		areas := make([]int32, len(sizes))
		for i := range sizes {
			sizes[i], areas[i] = 1+random.IntN(25), int32(random.IntN(3))
		}
		docs, model := nested(sizes, areas)
		hidden := map[int32]bool{int32(100 + random.IntN(len(sizes))): random.IntN(2) == 0}
		d := Collect(docs, model, hidden, DefaultLimits)
		for _, a := range d.Areas {
			n, scores, few, fewScores := 0, 0, false, false
			for _, id := range a.Topics {
				topic := d.Topics[id-1]
				n, scores = n+topic.N.N, scores+topic.NPS.N
				few, fewScores = few || topic.N.Withheld, fewScores || topic.NPS.Withheld
			}
			if few != a.N.Withheld || !few && n != a.N.N || fewScores && !a.NPS.Withheld || !a.NPS.Withheld && scores != a.NPS.N {
				t.Fatalf("sizes %v, areas %v: %+v", sizes, areas, a)
			}
			if a.N.Withheld {
				withheld++
			}
		}
		d.Areas = nil
		model.Default = 0
		if without := Collect(docs, model, hidden, DefaultLimits); !reflect.DeepEqual(d, without) {
			t.Fatal("areas change other numbers")
		}
	}
	if withheld == 0 {
		t.Error("no area was withheld")
	}
}

func TestHiddenTopicsAreCountedAndNotListed(t *testing.T) {
	docs, model := nested([]int{50, 40, 30, 20, 10, 8}, []int32{1, 0, 0, 2, 1, 1})
	limits := DefaultLimits
	limits.WithTexts = true
	d := Collect(docs, model, map[int32]bool{101: true, 104: true, 3: true}, limits)
	if d.Hidden.N != 50 || d.Hidden.Share != 50./158 || len(d.Topics) != 4 || d.NoTopic.N != 0 {
		t.Fatalf("hidden %+v, %d topics, %+v in none", d.Hidden, len(d.Topics), d.NoTopic)
	}
	for i, want := range []string{"topic 0", "topic 2", "topic 3", "topic 5"} {
		if topic := d.Topics[i]; topic.ID != i+1 || topic.Labels[0].Text != want {
			t.Errorf("topic %d is %+v, want %s", i+1, topic, want)
		}
	}
	number := map[int]int{}
	for _, p := range d.Map {
		number[p.Topic]++
	}
	for _, r := range d.Rows {
		number[r.Topic]++
	}
	if want := map[int]int{0: 100, 1: 100, 2: 60, 3: 40, 4: 16}; !reflect.DeepEqual(number, want) {
		t.Errorf("points and texts by topic %v, want %v", number, want)
	}
	for _, s := range d.Slices {
		for _, g := range s.Groups {
			if len(g.Topics) != 4 {
				t.Errorf("%s %s: %d topics", s.By, g.Name, len(g.Topics))
			}
		}
	}
	if len(d.Areas) != 3 || !slices.Equal(d.Areas[0].Topics, []int{1, 4}) || d.Areas[2].Labels != nil || !slices.Equal(d.Areas[2].Topics, []int{3}) {
		t.Errorf("areas %+v", d.Areas)
	}
	page := render(t, d, langs.English)
	for _, name := range []string{"topic 1", "topic 4", "area 2"} {
		if strings.Contains(page, name) {
			t.Errorf("the page names %s", name)
		}
	}
	if !strings.Contains(page, "Texts in topics that were hidden from the list: 50<") {
		t.Error("the page does not count the texts of hidden topics")
	}
}

// A hidden topic of few texts is withheld as any other, with the smallest listed one, and its points are not on the map.
func TestSmallHiddenTopicIsWithheld(t *testing.T) {
	docs, model := nested([]int{50, 40, 3}, []int32{0, 0, 1})
	d := Collect(docs, model, map[int32]bool{102: true}, DefaultLimits)
	if !d.Hidden.Withheld || d.Hidden.N != 0 || d.Topics[0].N.N != 50 || !d.Topics[1].N.Withheld || len(d.Map) != 50 {
		t.Errorf("hidden %+v, topics %+v, %d points", d.Hidden, d.Topics, len(d.Map))
	}
}
