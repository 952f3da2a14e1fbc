package main

import (
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
	"github.com/kaiku-analytics/kaiku/langs"
)

// translations tells how often a text and its translation are in one topic.
func (r *run) translations() error {
	t := r.report.Table("A text and its translation in one topic, %, static vectors; neighbours in the language of their text, and by chance",
		"set", "system", "level", "topics", "fi-en", "sv-en", "fi-sv", "mean", "same language", "by chance")
	for _, each := range []struct {
		name string
		read func(*set, string) error
	}{
		{"SIB-200", func(s *set, data string) error { return s.sib200(data, langs.All[:]...) }},
		{"NTREX", (*set).ntrex},
	} {
		s := &set{name: each.name}
		err := each.read(s, r.data)
		if err == nil {
			err = s.embed()
		}
		if err != nil {
			return err
		}
		progress("%s", s.name)
		m, err := s.fit(1, nil, topics.Options{})
		if err != nil {
			return err
		}
		row := func(system, level string, assign []int32, more ...any) {
			var same [3]float64
			for i := 0; i < len(assign); i += 3 {
				fi, sv, en := assign[i], assign[i+1], assign[i+2]
				for pair, topics := range [][2]int32{{fi, en}, {sv, en}, {fi, sv}} {
					if topics[0] == topics[1] && topics[0] >= 0 {
						same[pair] += 300 / float64(len(assign))
					}
				}
			}
			cells := []any{s.name, system, level, topicsIn(assign)}
			for _, x := range append(same[:], (same[0]+same[1]+same[2])/3) {
				cells = append(cells, measure.Round(x, 1))
			}
			t.Row(append(cells, more...)...)
		}
		for _, l := range m.Levels {
			name := l.Name
			if name == m.Levels[m.Default].Name {
				name += " (default)"
			}
			row(kaiku, name, l.Assign, measure.Round(m.Stats.SameLanguage, 2), measure.Round(m.Stats.ByChance, 2))
		}
		twenty, err := s.fit(1, nil, topics.Options{Topics: 20})
		if err != nil {
			return err
		}
		row(kaiku, "20 topics asked for", twenty.Assign, measure.Round(m.Stats.SameLanguage, 2), measure.Round(m.Stats.ByChance, 2))
		c, err := r.contest(s)
		if err != nil {
			return err
		}
		answers, err := c.fit(request{System: bertopic, Seed: 1, Reduce: true})
		c.close()
		if err != nil {
			return err
		}
		for _, a := range answers {
			row(a.System, "", a.Assign, "", "")
		}
		if r.quick {
			break
		}
	}
	return nil
}

// outliers asks for shares of outliers.
func (r *run) outliers() error {
	t := r.report.Table("Outliers asked for and had by kaiku, % of the texts with content", "set", "vectors", "asked for", "had", "off by")
	return r.sets(func(s *set, vectors string) error {
		for _, share := range []float64{0.01, 0.05, 0.1, 0.2, 0.3} {
			m, err := s.fit(1, nil, topics.Options{Outliers: share})
			if err != nil {
				return err
			}
			had := 100 * float64(m.Stats.Unassigned) / float64(m.Stats.Texts-m.Stats.NoContent)
			t.Row(s.name, vectors, measure.Round(100*share, 1), measure.Round(had, 2), measure.Round(had-100*share, 2))
		}
		return nil
	})
}
