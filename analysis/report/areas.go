package report

import (
	"cmp"
	"slices"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
)

// areas groups the listed topics by the coarsest level of the model, or returns nil where that says nothing. An area's
// number is the sum of its topics' and shown where all of them are, and so is its NPS: it tells nothing that the topics do
// not. Areas stand by falling number, then those whose number is withheld, by their first topic; last the topics that are
// in none or in a hidden one.
func (c *collector) areas(all *grid, hidden map[int32]bool) []Area {
	if c.model.Default == 0 || len(c.model.Levels) == 0 {
		return nil
	}
	coarse := c.model.Levels[0].Topics
	members := make([][]int, len(coarse)+1) // columns; at the end those of no area
	for column, topic := range c.listed {
		a := c.areaOf(topic)
		if a < 0 || hidden[coarse[a].ID] {
			a = len(coarse)
		}
		members[a] = append(members[a], column)
	}
	var areas []Area
	for a, columns := range members {
		if len(columns) == 0 {
			continue
		}
		area := Area{}
		if a < len(coarse) {
			area.Labels = labels(&coarse[a])
		}
		var sum tally
		var few, fewScores bool
		for _, column := range columns {
			area.Topics = append(area.Topics, column+1)
			sum.addAll(all.cells[column])
			few = few || all.count.topics[column]
			fewScores = fewScores || few || all.nps.topics[column]
		}
		area.N = count("", sum.records, c.content, few)
		area.NPS = figure(sum, fewScores)
		areas = append(areas, area)
	}
	if len(areas) < 2 || len(areas) == len(c.listed) {
		return nil
	}
	slices.SortFunc(areas, func(a, b Area) int {
		return cmp.Or(
			compareBools(a.Labels == nil, b.Labels == nil),
			compareBools(a.N.Withheld, b.N.Withheld),
			cmp.Compare(b.N.N, a.N.N),
			cmp.Compare(a.Topics[0], b.Topics[0]))
	})
	return areas
}

// areaOf follows a topic of the default level up to the first level; -1 where an edit has left it without a topic above.
func (c *collector) areaOf(topic int) int {
	for l := c.model.Default; l > 0 && topic >= 0; l-- {
		topic = int(c.model.Levels[l].Parent[topic])
	}
	return topic
}

func labels(t *topics.Topic) (list []Label) {
	for _, l := range t.Labels {
		list = append(list, Label{Language: l.Language, Text: l.Text, Borrowed: l.Borrowed(), Origin: l.Origin.String()})
	}
	return list
}
