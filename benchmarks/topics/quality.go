package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
)

// score is what a system reached on a set, each figure the mean over runs.
type score struct {
	system              string
	ami, least, most    float64
	v, topics, outliers float64 // outliers in percent
	runs                float64 // AMI between runs; NaN for a single one
	labels, words       float64 // coherence
	function            float64 // words, percent of those of the labels
	cpu, spectral       float64 // s
	before, peak        float64 // bytes
	answers             []answer
}

// quality compares topics with labels that people gave.
func (r *run) quality() error {
	worse := r.report.Table("Where a peer has the better figure: means over the runs, the best of the peers. GMM is told how many topics there are",
		"set", "vectors", "measure", "kaiku", "peer", "system")
	all := r.report.Table("Topics against the labels people gave, means over runs (seeds; for kaiku, which has none, other ids), CPU the median. Outliers are a class of their own. NPMI: of the words of the labels, and of the ten strongest. Function words: of the words of the labels. MB: at most during the fit, and before it",
		"set", "vectors", "texts", "labels", "system", "topics", "AMI", "least", "most", "V", "outliers %", "AMI of runs", "NPMI label", "NPMI 10", "function words %", "CPU s", "MB", "MB before")
	levels := r.report.Table("kaiku's levels, first run", "set", "vectors", "labels", "level", "topics", "within a factor of two", "AMI", "default")
	parts := r.report.Table("Shares of a set, means over runs", "set", "vectors", "part", "texts", "system", "AMI", "unassigned %")
	return r.sets(func(s *set, vectors string) error {
		progress("%s, %s: %d texts, %d labels", s.name, vectors, len(s.texts), s.topics())
		scores, err := r.scores(s)
		if err != nil {
			return err
		}
		o := newOccurrences(s)
		for i := range scores {
			x := &scores[i]
			x.mean(s, o)
			all.Row(s.name, vectors, len(s.texts), s.topics(), x.system, measure.Round(x.topics, 1), measure.Round(x.ami, 3),
				measure.Round(x.least, 3), measure.Round(x.most, 3), measure.Round(x.v, 3), measure.Round(x.outliers, 1), cell(x.runs, 3),
				measure.Round(x.labels, 3), measure.Round(x.words, 3), measure.Round(x.function, 1), measure.Round(x.cpu, 1), int(x.peak/1e6), int(x.before/1e6))
			if x.system == kaiku || x.system == bertopic || x.system == reduced {
				x.parts(s, vectors, parts)
			}
		}
		compare(worse, s, vectors, scores)
		for _, l := range scores[0].answers[0].Levels {
			near := float64(l.Topics) <= 2*float64(s.topics()) && float64(s.topics()) <= 2*float64(l.Topics)
			levels.Row(s.name, vectors, s.topics(), l.Name, l.Topics, near, measure.Round(agreement.Of(l.Assign, s.gold).AMI, 3), l.Default)
		}
		return nil
	})
}

// cell rounds a figure that there may not be.
func cell(x float64, decimals int) any {
	if math.IsNaN(x) {
		return "-"
	}
	return measure.Round(x, decimals)
}

// scores lets every system fit a set, kaiku first.
func (r *run) scores(s *set) (list []score, err error) {
	c, err := r.contest(s)
	if err != nil {
		return nil, err
	}
	defer c.close()
	systems := []string{kaiku, bertopic, nnDescent, topeax, sensTopic, toldK}
	runs := 3
	if r.quick {
		systems, runs = []string{kaiku, nnDescent}, 1
	}
	for _, system := range systems {
		for run := range runs {
			answers, err := c.fit(request{System: system, Seed: run + 1, Topics: s.topics(), Reduce: system == bertopic})
			if err != nil {
				return nil, err
			}
			for _, a := range answers {
				i := slices.IndexFunc(list, func(x score) bool { return x.system == a.System })
				if i < 0 {
					i = len(list)
					list = append(list, score{system: a.System})
				}
				list[i].answers = append(list[i].answers, a)
			}
		}
	}
	return list, nil
}

// mean fills the score from the answers.
func (x *score) mean(s *set, o *occurrences) {
	n := float64(len(x.answers))
	var cpu []float64
	x.least, x.most = math.Inf(1), math.Inf(-1)
	for _, a := range x.answers {
		agreed := agreement.Of(a.Assign, s.gold)
		x.ami += agreed.AMI / n
		x.least, x.most = min(x.least, agreed.AMI), max(x.most, agreed.AMI)
		x.v += agreed.V / n
		topics := map[int32]bool{}
		out := 0
		for _, t := range a.Assign {
			if t < 0 {
				out++
			} else {
				topics[t] = true
			}
		}
		x.topics += float64(len(topics)) / n
		x.outliers += 100 * float64(out) / float64(len(a.Assign)) / n
		x.labels += o.coherence(a.labels()) / n
		x.words += o.coherence(a.Words) / n
		x.function += o.functionWords(a.labels()) / n
		cpu = append(cpu, a.CPU)
		x.before += float64(a.Before) / n
		x.peak = max(x.peak, float64(a.Peak))
	}
	x.cpu = measure.SpreadOf(cpu).Median
	x.runs = math.NaN()
	if len(x.answers) > 1 {
		var sum, pairs float64
		for i, a := range x.answers {
			for _, b := range x.answers[:i] {
				sum += agreement.Of(a.Assign, b.Assign).AMI
				pairs++
			}
		}
		x.runs = sum / pairs
	}
}

// parts adds a row for each language and customer group of a set that has several.
func (x *score) parts(s *set, vectors string, t *measure.Table) {
	of := map[string][]int{}
	var order []string
	add := func(part string, i int) {
		if of[part] == nil {
			order = append(order, part)
		}
		of[part] = append(of[part], i)
	}
	for i, l := range s.languages {
		add(l.String(), i)
	}
	if len(order) == 1 {
		return
	}
	for i, group := range s.group {
		add(group, i)
	}
	for _, part := range order {
		var ami, out float64
		for _, a := range x.answers {
			var assign []int32
			var gold []string
			for _, i := range of[part] {
				assign, gold = append(assign, a.Assign[i]), append(gold, s.gold[i])
				if a.Assign[i] == -1 {
					out++
				}
			}
			ami += agreement.Of(assign, gold).AMI
		}
		n := float64(len(x.answers))
		t.Row(s.name, vectors, part, len(of[part]), x.system, measure.Round(ami/n, 3), measure.Round(100*out/n/float64(len(of[part])), 1))
	}
}

// compare adds a row for each figure of kaiku's, the first of the scores, that a peer has better.
func compare(t *measure.Table, s *set, vectors string, scores []score) {
	error := func(x *score) float64 { return math.Abs(math.Log(max(1, x.topics) / float64(s.topics()))) }
	figures := []struct {
		name   string
		of     func(*score) float64
		sign   float64 // 1: more is better
		shown  func(*score) float64
		digits int
	}{
		{"AMI", func(x *score) float64 { return x.ami }, 1, nil, 3},
		{"V", func(x *score) float64 { return x.v }, 1, nil, 3},
		{fmt.Sprintf("topics, against %d", s.topics()), error, -1, func(x *score) float64 { return x.topics }, 1},
		{"outliers %", func(x *score) float64 { return x.outliers }, -1, nil, 1},
		{"AMI of runs", func(x *score) float64 { return x.runs }, 1, nil, 3},
		{"NPMI label", func(x *score) float64 { return x.labels }, 1, nil, 3},
		{"NPMI 10", func(x *score) float64 { return x.words }, 1, nil, 3},
		{"CPU s", func(x *score) float64 { return x.cpu }, -1, nil, 1},
		{"MB", func(x *score) float64 { return x.peak / 1e6 }, -1, nil, 0},
	}
	for _, f := range figures {
		best := &scores[0]
		for i := range scores {
			if f.sign*f.of(&scores[i]) > f.sign*f.of(best) {
				best = &scores[i]
			}
		}
		if best.system == kaiku {
			continue
		}
		if f.shown == nil {
			f.shown = f.of
		}
		t.Row(s.name, vectors, f.name, measure.Round(f.shown(&scores[0]), f.digits), measure.Round(f.shown(best), f.digits), best.system)
	}
}
