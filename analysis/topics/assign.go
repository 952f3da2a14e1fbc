package topics

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
)

// anchors are what later texts are assigned by: the middle of each topic of the finest level, in the space in which the
// fit looks for neighbours, where each vector is less its language's mean. A topic is nearer there to its texts in the
// smaller languages than its Centroid is.
type anchors struct {
	dim   int
	means [langs.Other + 1][]float32 // what is subtracted, by language
	rows  []float32                  // of each topic of the finest level as it was fitted, dim numbers; unit length
	least []float32                  // the cosine with its row that 95 % of the topic's distinct texts have or exceed
	of    [][]int32                  // by level and row: the topic, or Unassigned

	calibration calibration // of the scores of place
}

// strays is the share of a topic's own texts that are farther from its anchor than a later text may be.
const strays = 0.05

// anchors returns those of the topics of the division.
func (d *division) anchors(ctx context.Context) (anchors, error) {
	dim := d.corpus.Dim
	a := anchors{
		dim: dim, means: languageMeans(d.corpus, d.nodes.text),
		rows: make([]float32, len(d.byTopic)*dim), least: make([]float32, len(d.byTopic)),
	}
	err := parallel(ctx, d.options.Threads, len(d.byTopic), func(_, t int) {
		members := d.byTopic[t]
		row := a.row(t)
		v := make([]float32, dim)
		for _, node := range members {
			a.shift(v, d.vector(node), d.corpus.Languages[d.nodes.text[node]])
			vec.AddScaled(row, v, 1)
		}
		vec.Normalize(row)
		cosines := make([]float32, len(members))
		for i, node := range members {
			a.shift(v, d.vector(node), d.corpus.Languages[d.nodes.text[node]])
			cosines[i] = vec.Dot(v, row)
		}
		slices.Sort(cosines)
		a.least[t] = cosines[int(strays*float64(len(members)))]
	})
	return a, err
}

func (a *anchors) row(i int) []float32 { return a.rows[i*a.dim : (i+1)*a.dim : (i+1)*a.dim] }

// shift sets out to v less the mean of its language, of unit length.
func (a *anchors) shift(out, v []float32, l langs.Language) {
	copy(out, v)
	vec.AddScaled(out, a.means[l], -1)
	vec.Normalize(out)
}

// follow sets of from the levels of a fit.
func (a *anchors) follow(levels []Level) {
	a.of = make([][]int32, len(levels))
	for l := len(levels) - 1; l >= 0; l-- {
		a.of[l] = make([]int32, len(a.least))
		for i := range a.of[l] {
			if l == len(levels)-1 {
				a.of[l][i] = int32(i)
			} else {
				a.of[l][i] = levels[l+1].Parent[a.of[l+1][i]]
			}
		}
	}
}

// Regroup returns the model with other levels, such as those that people made of it. of[l][i] is the topic of levels[l] that
// later texts are in whose nearest topic of m's finest level, as it was fitted, is i; or Unassigned. The default level is
// the one with the name of m's, or the last.
func (m *Model) Regroup(levels []Level, of [][]int32) *Model {
	r := *m
	r.Levels, r.anchors.of = levels, of
	r.Topics, r.Assign, r.Confidence = nil, nil, nil
	r.Default = 0
	for i, l := range levels {
		r.Default = i
		if l.Name == m.Levels[m.Default].Name {
			break
		}
	}
	if len(levels) > 0 {
		l := levels[r.Default]
		r.Topics, r.Assign, r.Confidence = l.Topics, l.Assign, l.Confidence
	}
	r.Stats.Unassigned = 0
	for _, t := range r.Assign {
		if t == Unassigned {
			r.Stats.Unassigned++
		}
	}
	return &r
}

// Fitted returns how many topics the finest level had when it was fitted, whatever Regroup made of them.
func (m *Model) Fitted() int { return len(m.anchors.least) }

// Place says where a text is on one level.
type Place struct {
	Topic      int32   // an index into the level's Topics, or Unassigned or NoContent
	Confidence float32 // 0 to 1, on the scale of Level.Confidence; 0 in no topic
	RunnerUp   int32   // the topic that is next nearest, or Unassigned where there is none
}

// Assigner puts texts that come after a fit into its topics. It is safe for concurrent use.
type Assigner struct {
	model *Model
	pool  sync.Pool // of *scratch
}

type scratch struct{ vector, cosines []float32 }

// NewAssigner returns the assigner of a model, which must not change from then on.
func NewAssigner(m *Model) *Assigner {
	a := &Assigner{model: m}
	a.pool.New = func() any {
		return &scratch{make([]float32, m.anchors.dim), make([]float32, len(m.anchors.least))}
	}
	return a
}

// Assign appends the place of a text on each level, coarse to fine, to dst. The vector is the text's own, of unit length, or
// zero where it has none. The text goes to the topic of the finest level whose middle is nearest, each vector less its
// language's mean as in the fit, and with it to those above; it is Unassigned on all levels where it is farther from that
// middle than 95 % of the topic's own texts, and NoContent where langs.HasContent says so. The error is of a vector of
// another length than the model's. Cost: one inner product for each topic of the finest level.
func (a *Assigner) Assign(dst []Place, text string, language langs.Language, vector []float32) ([]Place, error) {
	m := a.model
	if len(vector) != m.anchors.dim {
		return dst, fmt.Errorf("topics: a vector of length %d: expected %d", len(vector), m.anchors.dim)
	}
	if language > langs.Other {
		return dst, fmt.Errorf("topics: language %v: expected fi, sv, en, mis or und", language)
	}
	nowhere := Unassigned
	if !langs.HasContent(text) {
		nowhere = NoContent
	}
	s := a.pool.Get().(*scratch)
	defer a.pool.Put(s)
	nearest := -1
	if nowhere == Unassigned && vec.Dot(vector, vector) > 0 {
		nearest = m.anchors.nearest(s.vector, s.cosines, vector, language)
	}
	for l := range m.Levels {
		place := Place{Topic: nowhere, RunnerUp: Unassigned}
		if nearest >= 0 {
			place = m.anchors.place(l, nearest, s.cosines)
			place.Confidence = m.anchors.calibration.confidence(place.Confidence)
		}
		dst = append(dst, place)
	}
	return dst, nil
}

// nearest sets cosines to those of a vector with each anchor and returns the number of the nearest anchor, the first of several,
// or -1 where there is none. The shifted vector is left in shifted.
func (a *anchors) nearest(shifted, cosines, vector []float32, l langs.Language) int {
	a.shift(shifted, vector, l)
	vec.DotRows(shifted, a.rows, cosines)
	nearest := -1
	for i, x := range cosines {
		if nearest < 0 || x > cosines[nearest] {
			nearest = i
		}
	}
	return nearest
}

// place says where a text is on a level, given how near it is to each anchor. The confidence is a score that calibration must
// make one of: the mean of the cosine with the topic and its margin over the runner-up.
func (a *anchors) place(level, nearest int, cosines []float32) Place {
	of := a.of[level]
	p := Place{Topic: of[nearest], RunnerUp: Unassigned}
	other := float32(-2)
	for i, x := range cosines {
		if of[i] != p.Topic && of[i] != Unassigned && x > other {
			p.RunnerUp, other = of[i], x
		}
	}
	own := cosines[nearest]
	if own < a.least[nearest] || p.Topic == Unassigned {
		if p.Topic != Unassigned {
			p.RunnerUp = p.Topic // the topic that it nearly was in
		}
		p.Topic = Unassigned
		return p
	}
	own, other = min(1, max(0, own)), max(0, other)
	if own > 0 {
		p.Confidence = (own + max(0, own-other)/own) / 2
	}
	return p
}
