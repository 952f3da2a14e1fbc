package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
)

// askers is how many comments of one's own are looked for the like of.
const askers = 300

// fewest is how many comments a file must have to be measured.
const fewest = 50

// own measures the labelled comments in the folder own, a file at a time.
func (r *run) own(ctx context.Context) error {
	var paths []string
	for _, pattern := range []string{"*.csv", "*.csv.gz"} {
		found, err := filepath.Glob(filepath.Join(r.data, "own", pattern))
		if err != nil {
			return err
		}
		paths = append(paths, found...)
	}
	slices.Sort(paths)
	if len(paths) == 0 {
		r.report.Skip("comments of one's own: there is no CSV file in KAIKU_DATA/own")
		return nil
	}
	t := r.report.Table("Comments of one's own", "file", "comments", "labels", "system", clustered, "topics, AMI", probed,
		"of the 10 nearest, share with the same label", "NDCG@10 of the label's name")
	for _, path := range paths {
		comments, err := readLabelled(path, "text")
		if err != nil {
			return err
		}
		y := column(comments, 1)
		labels := slices.Compact(slices.Sorted(slices.Values(y)))
		if len(comments) < fewest || len(labels) < 2 {
			r.report.Skip("%s: %d different comments with %d labels: expected at least %d and 2", filepath.Base(path), len(comments), len(labels), fewest)
			continue
		}
		// In an order that has nothing to do with the file's, since its halves are compared.
		slices.SortStableFunc(comments, func(a, b []string) int { return cmp.Compare(hash(a[0]), hash(b[0])) })
		y = column(comments, 1)
		x, err := r.vectors(ctx, column(comments, 0))
		if err != nil {
			return err
		}
		half := len(comments) / 2
		accuracy, err := probe(x.rows(0, half), y[:half], x.rows(half, x.n()), y[half:])
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		grouped, alike, named, err := r.inEngine(ctx, comments, labels)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		t.Row(filepath.Base(path), len(comments), len(labels), r.system, measure.Round(clusterAgreement(x, y, 3), 3),
			measure.Round(grouped, 3), measure.Round(accuracy, 3), measure.Round(alike, 3), measure.Round(named, 3))
	}
	return nil
}

func hash(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return h.Sum64()
}

// inEngine returns how well topics agree with the labels, comments in no topic being one of their own; the share of
// comments near to others that have their label; and how well searches for the labels' names find the comments.
func (r *run) inEngine(ctx context.Context, comments [][]string, labels []string) (grouped, alike, named float64, err error) {
	engine, err := kaiku.Open(ctx, "", kaiku.WithEmbedder(r.embedder))
	if err != nil {
		return 0, 0, 0, err
	}
	defer engine.Close()
	records := make([]feedback.Record, len(comments))
	label := map[string]string{} // by id
	for i, c := range comments {
		records[i] = feedback.Record{ID: fmt.Sprintf("%07d", i), Text: c[0]}
		label[records[i].ID] = c[1]
	}
	if err := engine.Add(ctx, records); err != nil {
		return 0, 0, 0, err
	}
	model, err := engine.FitTopics(ctx, topics.Options{})
	if err != nil {
		return 0, 0, 0, err
	}
	gold := make([]string, len(model.IDs))
	for i, id := range model.IDs {
		gold[i] = label[id]
	}
	grouped = agreement.Of(gold, model.Assign).AMI

	asked := records[:min(len(records), askers)]
	for i := range asked {
		hits, err := engine.Similar(ctx, asked[i].ID, 10, index.Filter{})
		if err != nil {
			return 0, 0, 0, err
		}
		for _, hit := range hits {
			if label[hit.Doc.ID] == label[asked[i].ID] {
				alike += 1 / float64(10*len(asked))
			}
		}
	}
	sizes := map[string]int{}
	for _, l := range label {
		sizes[l]++
	}
	for _, name := range labels {
		page, err := engine.Search(ctx, index.Query{Text: strings.ReplaceAll(name, "_", " "), Limit: 10})
		if err != nil {
			return 0, 0, 0, err
		}
		var relevant [10]bool
		for i, hit := range page.Hits {
			relevant[i] = label[hit.Doc.ID] == name
		}
		named += ndcg(relevant, sizes[name]) / float64(len(labels))
	}
	return grouped, alike, named, nil
}

// ndcg is the normalised discounted cumulative gain of ten hits, each relevant or not, of which so many could be.
func ndcg(relevant [10]bool, of int) float64 {
	var found, best float64
	for i, yes := range relevant {
		gain := 1 / math.Log2(float64(i+2))
		if yes {
			found += gain
		}
		if i < of {
			best += gain
		}
	}
	return found / best
}
