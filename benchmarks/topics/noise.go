package main

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/embed/respell"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
)

// noises are the ways in which people write carelessly.
var noises = []struct {
	name        string
	dots, slips bool
}{{"no dots", true, false}, {"slips", false, true}, {"no dots, slips", true, true}}

// noise compares the topics of texts with those of the same texts written carelessly.
func (r *run) noise() error {
	t := r.report.Table("The same texts written carelessly, without the dots of å, ä and ö and with a slip in 15 letters, in the static vectors that kaiku has by default, which are those of texts respelled: the share in the topic of the clean text and AMI of the two fits; for comparison, of two fits of the clean texts with other ids or seeds",
		"set", "system", "careless", "cosine with the clean vector", "topics", "of careless", "same %, fitted again", "AMI, fitted again", "same %, assigned", "AMI with labels")
	levels := r.report.Table("kaiku's levels, no dots and slips", "set", "level", "topics", "same %, fitted again", "same %, assigned")
	return r.sets(func(s *set, vectors string) error {
		if vectors != staticVectors {
			return nil
		}
		progress("%s", s.name)
		if err := s.embedWith(respelled); err != nil {
			return err
		}
		row := func(system, noise string, clean, noisy []int32, cosine, assigned any) {
			t.Row(s.name, system, noise, cosine, topicsIn(clean), topicsIn(noisy), percent(stayed(clean, noisy)),
				measure.Round(agreement.Of(clean, noisy).AMI, 3), assigned, measure.Round(agreement.Of(noisy, s.gold).AMI, 3))
		}
		clean, err := s.fit(1, nil, topics.Options{})
		if err != nil {
			return err
		}
		again, err := s.fit(2, nil, topics.Options{})
		if err != nil {
			return err
		}
		row(kaiku, "no", clean.Assign, again.Assign, 1, "")
		var careless *set
		for _, noise := range noises {
			if careless, err = s.careless(noise.dots, noise.slips); err != nil {
				return err
			}
			noisy, err := careless.fit(1, nil, topics.Options{})
			if err != nil {
				return err
			}
			assigned, err := careless.assign(clean)
			if err != nil {
				return err
			}
			row(kaiku, noise.name, clean.Assign, noisy.Assign, measure.Round(s.cosine(careless), 3), percent(equal(clean.Assign, assigned[clean.Default])))
			if !noise.dots || !noise.slips {
				continue
			}
			for i, l := range clean.Levels {
				j := slices.IndexFunc(noisy.Levels, func(m topics.Level) bool { return m.Name == l.Name })
				same := any("-") // the careless texts have no such level
				if j >= 0 {
					same = percent(stayed(l.Assign, noisy.Levels[j].Assign))
				}
				levels.Row(s.name, l.Name, len(l.Topics), same, percent(equal(l.Assign, assigned[i])))
			}
		}
		return r.noiseOfPeer(s, careless, func(noise string, clean, noisy []int32) {
			row(nnDescent, noise, clean, noisy, "", "")
		})
	})
}

// noiseOfPeer fits BERTopic twice to a set, with two seeds, and once to the same texts written carelessly.
func (r *run) noiseOfPeer(s, careless *set, row func(noise string, clean, noisy []int32)) error {
	var fits [3][]int32
	for i, f := range []struct {
		set  *set
		seed int
	}{{s, 1}, {s, 2}, {careless, 1}} {
		c, err := r.contest(f.set)
		if err != nil {
			return err
		}
		answers, err := c.fit(request{System: nnDescent, Seed: f.seed})
		c.close()
		if err != nil || len(answers) == 0 {
			return err
		}
		fits[i] = answers[0].Assign
	}
	row("no", fits[0], fits[1])
	row(noises[2].name, fits[0], fits[2])
	return nil
}

// assign puts the texts of a set into topics that were fitted to others, on each level.
func (s *set) assign(m *topics.Model) ([][]int32, error) {
	a := topics.NewAssigner(m)
	levels := make([][]int32, len(m.Levels))
	var places []topics.Place
	for i, text := range s.texts {
		var err error
		if places, err = a.Assign(places[:0], text, s.languages[i], s.vectors[i*s.dim:(i+1)*s.dim]); err != nil {
			return nil, err
		}
		for l, p := range places {
			levels[l] = append(levels[l], p.Topic)
		}
	}
	return levels, nil
}

// cosine is the mean cosine of the vectors of two sets.
func (s *set) cosine(other *set) (mean float64) {
	for i, x := range s.vectors {
		mean += float64(x) * float64(other.vectors[i])
	}
	return mean / float64(len(s.texts))
}

func topicsIn(assign []int32) int {
	seen := map[int32]bool{}
	for _, t := range assign {
		seen[t] = t >= 0
	}
	n := 0
	for _, topic := range seen {
		if topic {
			n++
		}
	}
	return n
}

// equal is the share of those in a topic of a that are in the same topic of b.
func equal(a, b []int32) float64 {
	in, same := 0, 0
	for i, t := range a {
		if t >= 0 {
			in++
			if b[i] == t {
				same++
			}
		}
	}
	return float64(same) / float64(max(1, in))
}

// respelled gives the vectors that kaiku has where nothing else is asked for.
var respelled = respell.New(model.Default())

// careless returns the set with its texts written carelessly.
func (s *set) careless(dots, slip bool) (*set, error) {
	c := *s
	c.texts = make([]string, len(s.texts))
	rng := rand.New(rand.NewPCG(15, 1))
	for i, text := range s.texts {
		if dots {
			text = withoutDots.Replace(text)
		}
		if slip {
			text = slips(rng, text)
		}
		c.texts[i] = text
	}
	return &c, c.embedWith(respelled)
}

var withoutDots = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "Å", "A", "Ä", "A", "Ö", "O")

// slips makes a typing error about every fifteenth letter: one left out, doubled, exchanged with the next, or struck as
// another.
func slips(rng *rand.Rand, text string) string {
	letters := []rune(text)
	var b strings.Builder
	for i := 0; i < len(letters); i++ {
		if letters[i] == ' ' || rng.IntN(15) > 0 {
			b.WriteRune(letters[i])
			continue
		}
		switch rng.IntN(4) {
		case 0:
		case 1:
			b.WriteRune(letters[i])
			b.WriteRune(letters[i])
		case 2:
			if i+1 < len(letters) {
				b.WriteRune(letters[i+1])
			}
			b.WriteRune(letters[i])
			i++
		case 3:
			b.WriteRune('a' + rune(rng.IntN(26)))
		}
	}
	return b.String()
}
