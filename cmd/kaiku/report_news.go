package main

import (
	"context"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/report"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
)

// addNews adds to a report what its latest week has more of than the year before, where there is enough to compare.
func addNews(ctx context.Context, engine *kaiku.Engine, data *report.Data) error {
	found, err := engine.Emerging(ctx, kaiku.EmergingOptions{MinCount: data.MinCount})
	if err != nil || found.Tests == 0 {
		return err
	}
	model, _, err := engine.Topics(ctx)
	if err != nil {
		return err
	}
	number := map[lineage.ID]int{} // a report numbers the topics in their order; of a new fit none is hidden
	for i, t := range model.Topics {
		number[lineage.ID(t.ID)] = i + 1
	}
	news := report.News{From: found.From, Until: found.Until, Rate: found.Rate, Tests: found.Tests, NewGroups: found.Coverage.NewGroups > 0}
	for _, list := range [][]kaiku.Emergence{found.Topics, found.Themes} {
		for _, x := range list {
			f := report.Finding{
				Topic: number[x.Topic], From: x.From, Observed: x.Observed, Expected: x.Expected, Low: x.Low, High: x.High, P: x.P, Since: x.Since,
			}
			for _, l := range x.Labels {
				f.Labels = append(f.Labels, report.Label{Language: l.Language, Text: l.Text, Borrowed: l.Borrowed(), Origin: l.Origin.String()})
			}
			for _, q := range x.Quotes {
				f.Quotes = append(f.Quotes, report.Quote{Text: q.Text, Language: q.Language})
			}
			news.Found = append(news.Found, f)
		}
	}
	for _, r := range found.Rising {
		news.Rising = append(news.Rising, report.Growth{Topic: number[r.Topic], Since: r.Since, Growth: r.Growth, Low: r.Low, High: r.High})
	}
	data.AddNews(news)
	return nil
}
