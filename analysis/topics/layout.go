package topics

import (
	"context"
	"math/rand/v2"
	"slices"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

const (
	layoutSample  = 20_000 // nodes that are laid out; the others are put among their neighbours
	layoutEpochs  = 200
	manyNodes     = 10_000 // for more, half of the epochs will do
	warmEpochs    = 20     // that go on from the map of a previous fit,
	warmSpeed     = 0.05   // at a speed lower by so much
	repulsions    = 5      // nodes that an edge's end is pushed from, for each time that the edge pulls
	acrossTopics  = 0.6    // what an edge between two topics pulls, of what it would pull within one
	layoutExtent  = 10.0   // half the side of the square that the start is drawn in
	placingPasses = 10
)

// draw places the nodes on the map as UMAP does (McInnes, Healy and Melville 2018): the edges of the neighbour graph pull
// their ends together, with a chance that falls with the distance random nodes push each other away. It begins with the
// two principal components, so that like topics stay near each other, and runs in a fixed order on one goroutine, so that
// the picture is always the same. Of a large corpus a sample is laid out, about 40 µs a node, and the rest is placed at the
// mean of its neighbours. With the map of a previous fit it begins there, old texts where they were and new ones among their
// neighbours, and goes on for a little: who knows the picture finds everything where it was.
func (f *fit) draw(ctx context.Context) error {
	n := f.nodes.len()
	g := f.graph
	sample := min(n, layoutSample) // node order is by hash
	if n <= 2*sample {             // half of the neighbours, at least, are among them
		g = g.first(sample)
	} else {
		nb, _, err := f.findNeighbors(ctx, f.rows[:sample*f.corpus.Dim], nil)
		if err != nil {
			return err
		}
		if g, err = sharedNeighbors(ctx, nb); err != nil {
			return err
		}
	}
	l := &layout{points: make([][2]float32, n), random: rand.NewPCG(1, 2)}
	epochs, speed := layoutEpochs, float32(1)
	if sample > manyNodes {
		epochs /= 2
	}
	if known := l.recall(f, sample); known != nil {
		epochs, speed = warmEpochs, warmSpeed
		l.place(g, known)
	} else if err := l.start(ctx, f, sample); err != nil {
		return err
	}
	if err := l.pull(ctx, g, f.main.topic, epochs, speed, f.progress()); err != nil {
		return err
	}
	known := make([]bool, n)
	for i := range sample {
		known[i] = true
	}
	l.place(f.graph, known)
	l.fill()
	f.model.MapScale = l.scale
	for t, node := range f.nodes.of {
		if node >= 0 {
			f.model.Map[t] = l.points[node]
		}
	}
	for _, d := range f.divisions {
		for t, members := range d.byTopic {
			d.topics[t].Center = l.median(members)
		}
	}
	return nil
}

// layout is a map in the making. Products are rounded before they are added (float32(x*y)), because some processors
// would otherwise fuse the two and get other bits.
type layout struct {
	points [][2]float32
	random *rand.PCG
	scale  float32 // what the map divides coordinates by; 0 until that is decided
}

// below returns a random number from 0 to n-1.
func (l *layout) below(n int) int { return int((l.random.Uint64() >> 32) * uint64(n) >> 32) }

// jitter returns a random number from -size to size.
func (l *layout) jitter(size float32) float32 {
	return float32(size * (float32(l.random.Uint64()>>40)/(1<<23) - 1))
}

// recall puts the first nodes where the previous fit drew them, and says which it knew. It returns nil where that was less than
// half of them.
func (l *layout) recall(f *fit, sample int) []bool {
	p := f.options.Previous
	if f.was == nil || p.MapScale <= 0 || len(p.Map) != len(p.IDs) {
		return nil
	}
	known := make([]bool, sample)
	count := 0
	for i := range known {
		for _, t := range f.nodes.membersOf(i) {
			if r := f.was[t]; r >= 0 && p.Map[r] != [2]float32{} {
				l.points[i] = [2]float32{p.Map[r][0] * p.MapScale, p.Map[r][1] * p.MapScale}
				known[i] = true
				count++
				break
			}
		}
	}
	if 2*count < sample {
		return nil
	}
	l.scale = p.MapScale
	return known
}

// start places the first nodes by the two principal components of their vectors.
func (l *layout) start(ctx context.Context, f *fit, sample int) error {
	dim := f.corpus.Dim
	mean := make([]float32, dim)
	for i := range sample {
		vec.AddScaled(mean, f.vector(int32(i)), 1/float32(sample))
	}
	var first []float32
	for axis := range 2 {
		component := make([]float32, dim)
		for i := range component {
			component[i] = l.jitter(1)
		}
		const iterations = 20
		for range iterations { // power iteration on the covariance
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if first != nil {
				vec.AddScaled(component, first, -vec.Dot(component, first))
			}
			vec.Normalize(component)
			offset := vec.Dot(mean, component)
			next := make([]float32, dim)
			var sum float32
			for i := range sample {
				x := vec.Dot(f.vector(int32(i)), component) - offset
				vec.AddScaled(next, f.vector(int32(i)), x)
				sum += x
			}
			vec.AddScaled(next, mean, -sum)
			if vec.Normalize(next) == 0 {
				break
			}
			component = next
		}
		offset := vec.Dot(mean, component)
		var top float32
		for i := range sample {
			x := vec.Dot(f.vector(int32(i)), component) - offset
			l.points[i][axis] = x
			top = max(top, x, -x)
		}
		for i := range sample {
			if top > 0 {
				l.points[i][axis] *= layoutExtent / top
			}
			l.points[i][axis] += l.jitter(layoutExtent / 100)
		}
		first = component
	}
	return nil
}

// pull moves the nodes of g along its edges and away from each other. An edge of the greatest weight pulls once an epoch,
// others in proportion. The speed falls from full to 0.
func (l *layout) pull(ctx context.Context, g *graph, topic []int32, epochs int, full float32, progress func(done, total int)) error {
	type edge struct {
		a, b      int32
		rate, due float32
	}
	var edges []edge
	var top float32
	for a := range g.nodes() {
		for e := g.start[a]; e < g.start[a+1]; e++ {
			b := g.to[e]
			if int(b) <= a {
				continue
			}
			w := float32(g.weight[e])
			if topic[a] != topic[b] {
				w *= acrossTopics
			}
			edges = append(edges, edge{int32(a), b, w, 0})
			top = max(top, w)
		}
	}
	for i := range edges {
		edges[i].rate /= top
	}
	n := g.nodes()
	for epoch := range epochs {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		speed := full * (1 - float32(epoch)/float32(epochs))
		for i := range edges {
			e := &edges[i]
			e.due += e.rate
			if e.due < 1 {
				continue
			}
			e.due--
			a, b := &l.points[e.a], &l.points[e.b]
			dx, dy, square := apart(a, b)
			force := -2 / (1 + square)
			sx, sy := step(dx, force, speed), step(dy, force, speed)
			a[0] += sx
			a[1] += sy
			b[0] -= sx
			b[1] -= sy
			for range repulsions {
				dx, dy, square := apart(a, &l.points[l.below(n)])
				if square == 0 {
					continue
				}
				force := 2 / float32((0.001+square)*(1+square))
				a[0] += step(dx, force, speed)
				a[1] += step(dy, force, speed)
			}
		}
		if progress != nil {
			progress(epoch+1, epochs)
		}
	}
	return nil
}

func apart(a, b *[2]float32) (dx, dy, square float32) {
	dx, dy = a[0]-b[0], a[1]-b[1]
	return dx, dy, float32(dx*dx) + float32(dy*dy)
}

// step is how far a force moves along an axis, at most 4 at full speed.
func step(distance, force, speed float32) float32 {
	return float32(min(4, max(-4, float32(distance*force))) * speed)
}

// place puts the nodes that are not known to have a place at the weighted mean of their neighbours in g that have one, nearest
// rings first, and those that are joined to none in the middle.
func (l *layout) place(g *graph, known []bool) {
	ring := make([]int, len(known)) // the pass in which a node was placed, from 1
	for i, is := range known {
		if is {
			ring[i] = 1
		}
	}
	for pass := 2; pass < 2+placingPasses; pass++ {
		for i := range ring {
			if ring[i] > 0 {
				continue
			}
			var x, y, sum float32
			for e := g.start[i]; e < g.start[i+1]; e++ {
				if j := g.to[e]; ring[j] > 0 && ring[j] < pass {
					w := float32(g.weight[e])
					x += float32(w * l.points[j][0])
					y += float32(w * l.points[j][1])
					sum += w
				}
			}
			if sum > 0 {
				ring[i] = pass
				l.points[i] = [2]float32{x/sum + l.jitter(layoutExtent/200), y/sum + l.jitter(layoutExtent/200)}
			}
		}
	}
}

// fill shifts and scales the points so that they fill the square from -1 to 1, both axes alike. Those that go on from a
// map keep its frame, and shrink only where they would reach beyond it.
func (l *layout) fill() {
	if len(l.points) == 0 {
		return
	}
	low, high := l.points[0], l.points[0]
	for _, p := range l.points {
		for axis, x := range p {
			low[axis], high[axis] = min(low[axis], x), max(high[axis], x)
		}
	}
	middle := [2]float32{low[0]/2 + high[0]/2, low[1]/2 + high[1]/2}
	if l.scale > 0 {
		middle = [2]float32{}
		l.scale = max(l.scale, high[0], high[1], -low[0], -low[1])
	} else if l.scale = max(high[0]-low[0], high[1]-low[1]) / 2; l.scale == 0 {
		l.scale = 1
	}
	for i := range l.points {
		for axis := range 2 {
			l.points[i][axis] = min(1, max(-1, (l.points[i][axis]-middle[axis])/l.scale))
		}
	}
}

// median returns the middle of some points, axis by axis.
func (l *layout) median(nodes []int32) (center [2]float32) {
	values := make([]float32, len(nodes))
	for axis := range center {
		for i, node := range nodes {
			values[i] = l.points[node][axis]
		}
		slices.Sort(values)
		center[axis] = values[len(values)/2]
	}
	return center
}
