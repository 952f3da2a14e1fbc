package main

import (
	"math/rand/v2"
	"slices"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
)

// stability leaves a random hundredth of the texts out, fits again and tells how many of the others are still in their
// topic. kaiku does it anew, as BERTopic must, and going on from the fit before.
func (r *run) stability() error {
	t := r.report.Table("A random 1 % of the texts left out and the topics fitted again: the share of the others that stay in their topic, and AMI of the two fits; medians of the draws",
		"set", "vectors", "system", "draws", "stay %", "least", "AMI", "least")
	return r.sets(func(s *set, vectors string) error {
		progress("%s, %s", s.name, vectors)
		draws := 20
		if r.quick {
			draws = 2
		}
		full, err := s.fit(1, nil, topics.Options{})
		if err != nil {
			return err
		}
		for _, o := range []topics.Options{{Previous: full}, {}} {
			var stays, amis []float64
			for draw := range draws {
				drop := s.drop(draw)
				m, err := s.fit(1, drop, o)
				if err != nil {
					return err
				}
				rest := without(full.Assign, drop)
				stays = append(stays, 100*stayed(rest, m.Assign))
				amis = append(amis, agreement.Of(rest, m.Assign).AMI)
			}
			name := "kaiku, going on"
			if o.Previous == nil {
				name = "kaiku, anew"
			}
			stableRow(t, s, vectors, name, stays, amis)
		}
		return r.stabilityOfPeer(t, s, vectors)
	})
}

// stabilityOfPeer does the same with BERTopic, each draw with the seed of its full fit.
func (r *run) stabilityOfPeer(t *measure.Table, s *set, vectors string) error {
	c, err := r.contest(s)
	if err != nil {
		return err
	}
	defer c.close()
	var stays, amis []float64
	for draw := range 3 {
		var assign [2][]int32
		for i, drop := range [][]int{nil, s.drop(draw)} {
			answers, err := c.fit(request{System: nnDescent, Seed: draw + 1, Drop: drop})
			if err != nil || len(answers) == 0 {
				return err
			}
			assign[i] = answers[0].Assign
		}
		rest := without(assign[0], s.drop(draw))
		stays = append(stays, 100*stayed(rest, assign[1]))
		amis = append(amis, agreement.Of(rest, assign[1]).AMI)
	}
	stableRow(t, s, vectors, nnDescent+", same seed", stays, amis)
	return nil
}

func stableRow(t *measure.Table, s *set, vectors, system string, stays, amis []float64) {
	stay, ami := measure.SpreadOf(stays), measure.SpreadOf(amis)
	t.Row(s.name, vectors, system, len(stays), measure.Round(stay.Median, 1), measure.Round(stay.Least, 1), measure.Round(ami.Median, 3), measure.Round(ami.Least, 3))
}

// drop draws a hundredth of the texts, in rising order.
func (s *set) drop(draw int) []int {
	rng := rand.New(rand.NewPCG(uint64(draw), 1))
	list := rng.Perm(len(s.texts))[:(len(s.texts)+99)/100]
	slices.Sort(list)
	return list
}

// without leaves some of the texts out.
func without(assign []int32, drop []int) (rest []int32) {
	for i, t := range assign {
		if _, dropped := slices.BinarySearch(drop, i); !dropped {
			rest = append(rest, t)
		}
	}
	return rest
}
