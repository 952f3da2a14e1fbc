package topics

import (
	"context"
	"math"
)

// numberSteps halve the range of resolutions, on a logarithmic scale: after them its ends are one hundredth apart.
const numberSteps = 12

// number returns a division into count topics, or into as many as can be had.
func (f *fit) number(ctx context.Context, count int, from *division) (*division, error) {
	if f.options.Method == KMeans {
		return f.meansNumbering(ctx, count)
	}
	return f.topicsNumbering(ctx, count, from)
}

// topicsNumbering returns a division into count topics. It looks for the lowest resolution that gives at least as many,
// and joins what is too many. from is the division to begin with; the one with most topics is returned where no
// resolution gives enough.
func (f *fit) topicsNumbering(ctx context.Context, count int, from *division) (*division, error) {
	best := from
	low, high := from.resolution/64, from.resolution*64
	for range numberSteps {
		middle := math.Sqrt(low * high)
		d, err := f.topicsAt(ctx, middle)
		if err != nil {
			return nil, err
		}
		if len(d.byTopic) >= count {
			high = middle
		} else {
			low = middle
		}
		if n, m := len(d.byTopic), len(best.byTopic); n >= count && (m < count || n < m) || n < count && n > m {
			best = d
		}
	}
	return best.joinedTo(count), nil
}

// meansNumbering is topicsNumbering for k-means, which is told the number: a greater one where so many are too small.
func (f *fit) meansNumbering(ctx context.Context, count int) (best *division, err error) {
	defer func() { f.exactly = 0 }()
	for f.exactly = count; f.exactly <= 2*count; f.exactly += max(1, count-len(best.byTopic)) {
		d, err := f.topicsAt(ctx, f.options.Resolution)
		if err != nil {
			return nil, err
		}
		if best == nil || len(d.byTopic) > len(best.byTopic) {
			best = d
		}
		if len(best.byTopic) >= count {
			break
		}
	}
	return best.joinedTo(count), nil
}

// joinedTo joins the smallest topics with others until there are no more than count, if that can be.
func (d *division) joinedTo(count int) *division {
	for len(d.byTopic) > count {
		less := d.withoutSmallest()
		if less == nil {
			break
		}
		d = less
	}
	return d
}

// withoutSmallest joins the smallest topic that is not guided with the one that it is tied to most strongly for their
// sizes, the larger on a tie: the pair that modularity loses least by. It returns nil where there is no such pair.
func (d *division) withoutSmallest() *division {
	last := len(d.byTopic) - 1
	for last >= 0 && d.guideOf(last) >= 0 {
		last--
	}
	if last < 0 || len(d.byTopic) < 2 {
		return nil
	}
	q := quotient(d.graph, d.topic, len(d.byTopic))
	weight := make([]int64, len(d.byTopic))
	for e := q.start[last]; e < q.start[last+1]; e++ {
		weight[q.to[e]] = q.weight[e]
	}
	to, best := 0, math.Inf(-1)
	for t, w := range weight {
		if tie := float64(w) / float64(max(1, q.strength(t))); tie > best && t != last {
			to, best = t, tie
		}
	}
	for i, t := range d.topic {
		if t == int32(last) {
			d.topic[i] = int32(to)
		}
	}
	return d.newDivision(d.name, d.resolution, d.topic)
}
