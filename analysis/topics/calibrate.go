package topics

import (
	"fmt"
	"slices"
)

// A later text has no neighbours in the graph, so that less is known of it than of the texts of the fit, and what is known runs
// on another scale. The calibration brings it onto theirs, so that one threshold serves both: the texts of the fit are scored as
// if they came later, and a score becomes the confidence that as many of them have or exceed (quantile matching).

const (
	calibrationNodes = 5000 // of the fit that are scored at most
	calibrationLeast = 100  // below which scores stay as they are
	calibrationKnots = 20   // pieces between quantiles
)

// calibration turns scores into confidences. The zero value leaves them as they are.
type calibration struct {
	Score      []float32 `json:"score,omitempty"` // rising, above 0 and at most 1
	Confidence []float32 `json:"confidence,omitempty"`
}

// calibrate sets the calibration of the model's anchors, by the first nodes that they put where the fit did.
func (f *fit) calibrate() {
	a := &f.model.anchors
	var scores, confidences []float32
	cosines := make([]float32, len(a.least))
	v := make([]float32, a.dim)
	for i := range min(calibrationNodes, f.nodes.len()) {
		if f.main.topic[i] == Unassigned {
			continue
		}
		nearest := a.nearest(v, cosines, f.vector(int32(i)), f.corpus.Languages[f.nodes.text[i]])
		if p := a.place(f.model.Default, nearest, cosines); p.Topic == f.main.topic[i] && p.Confidence > 0 {
			scores = append(scores, p.Confidence)
			confidences = append(confidences, f.main.confidence[i])
		}
	}
	if len(scores) < calibrationLeast {
		return
	}
	slices.Sort(scores)
	slices.Sort(confidences)
	var c calibration
	for k := range calibrationKnots + 1 {
		at := k * (len(scores) - 1) / calibrationKnots
		if n := len(c.Score); n == 0 || scores[at] > c.Score[n-1] {
			c.Score = append(c.Score, scores[at])
			c.Confidence = append(c.Confidence, confidences[at])
		}
	}
	a.calibration = c
}

// confidence returns that of a score, 0 to 1: on the line between the two nearest quantiles, 0 for 0 and 1 for 1.
func (c *calibration) confidence(score float32) float32 {
	if len(c.Score) == 0 {
		return score
	}
	k, found := slices.BinarySearch(c.Score, score)
	if found {
		return c.Confidence[k]
	}
	var x0, y0, x1, y1 float32 = 0, 0, 1, 1
	if k > 0 {
		x0, y0 = c.Score[k-1], c.Confidence[k-1]
	}
	if k < len(c.Score) {
		x1, y1 = c.Score[k], c.Confidence[k]
	}
	if x1 <= x0 {
		return y0
	}
	return min(1, y0+float32((y1-y0)*((score-x0)/(x1-x0))))
}

// sound returns an error where the quantiles are not quantiles.
func (c *calibration) sound() error {
	inside := func(list []float32) bool {
		return slices.IsSorted(list) && !slices.ContainsFunc(list, func(x float32) bool { return !(0 <= x && x <= 1) })
	}
	if len(c.Score) != len(c.Confidence) || !inside(c.Score) || !inside(c.Confidence) {
		return fmt.Errorf("calibration: %d scores and %d confidences: expected as many, rising from 0 to 1", len(c.Score), len(c.Confidence))
	}
	return nil
}
