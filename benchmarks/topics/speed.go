package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// speed compares processor time without embedding, over numbers of texts.
func (r *run) speed() error {
	t := r.report.Table("Processor time of one thread without embedding, different sentences in three languages, static vectors; medians of runs. Share: kaiku's of BERTopic's, and of BERTopic's less UMAP's spectral start",
		"texts", "system", "runs", "topics", "CPU s", "spectral start s", "MB", "MB before", "share", "share without")
	exponents := r.report.Table("CPU s of kaiku grow as texts to the power of", "from", "to", "exponent")
	var sizes []int
	for s := range strings.SplitSeq(r.sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1000 {
			return fmt.Errorf("size %.40q: expected a number from 1000 on", s)
		}
		sizes = append(sizes, n)
	}
	if r.quick {
		sizes = sizes[:1]
	}
	var took []float64
	for _, n := range sizes {
		s := &set{}
		if err := s.sentences(r.data, n); err != nil {
			return err
		}
		if err := s.embed(); err != nil {
			return err
		}
		own, err := r.speedAt(t, s, kaiku, 3, nil)
		if err != nil {
			return err
		}
		runs := 3
		if n >= 50_000 || r.quick {
			runs = 1
		}
		if _, err := r.speedAt(t, s, bertopic, runs, own); err != nil {
			return err
		}
		took = append(took, own.cpu)
		if i := len(took) - 1; i > 0 {
			exponents.Row(sizes[i-1], n, measure.Round(math.Log(took[i]/took[i-1])/math.Log(float64(n)/float64(sizes[i-1])), 2))
		}
	}
	if last := len(sizes) - 1; last > 1 {
		exponents.Row(sizes[0], sizes[last], measure.Round(slope(sizes, took), 2))
	}
	return nil
}

// speedAt measures a system on a set; own is what kaiku took, or nil for kaiku itself.
func (r *run) speedAt(t *measure.Table, s *set, system string, runs int, own *score) (*score, error) {
	progress("%d texts, %s", len(s.texts), system)
	c, err := r.contest(s)
	if err != nil {
		return nil, err
	}
	defer c.close()
	var cpu, spectral []float64
	x := &score{system: system}
	for run := range runs {
		answers, err := c.fit(request{System: system, Seed: run + 1})
		if err != nil || len(answers) == 0 {
			return nil, err
		}
		a := answers[0]
		cpu, spectral = append(cpu, a.CPU), append(spectral, a.Spectral)
		x.topics += float64(topicsIn(a.Assign)) / float64(runs)
		x.peak, x.before = max(x.peak, float64(a.Peak)), max(x.before, float64(a.Before))
	}
	x.cpu, x.spectral = measure.SpreadOf(cpu).Median, measure.SpreadOf(spectral).Median
	row := []any{len(s.texts), system, runs, int(x.topics + 0.5), measure.Round(x.cpu, 2)}
	if own == nil {
		t.Row(append(row, "", int(x.peak/1e6), int(x.before/1e6), "", "")...)
	} else {
		t.Row(append(row, measure.Round(x.spectral, 2), int(x.peak/1e6), int(x.before/1e6), measure.Round(own.cpu/x.cpu, 3),
			measure.Round(own.cpu/(x.cpu-x.spectral), 3))...)
	}
	return x, nil
}

// slope is that of the line through the logarithms.
func slope(x []int, y []float64) float64 {
	n := float64(len(x))
	var sx, sy, sxx, sxy float64
	for i := range x {
		a, b := math.Log(float64(x[i])), math.Log(y[i])
		sx, sy, sxx, sxy = sx+a, sy+b, sxx+a*a, sxy+a*b
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
