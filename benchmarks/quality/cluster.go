package main

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// clusterAgreement is the adjusted mutual information of labels with as many k-means clusters, the mean of some seeds.
func clusterAgreement(x matrix, labels []string, seeds uint64) (sum float64) {
	k := len(slices.Compact(slices.Sorted(slices.Values(labels))))
	for seed := range seeds {
		sum += adjustedMutualInformation(labels, kMeans(x, k, seed))
	}
	return sum / float64(seeds)
}

// kMeans divides rows into k clusters: Lloyd's iterations from greedy k-means++ starts, the better of two, as
// scikit-learn's KMeans(n_init=2) does.
func kMeans(x matrix, k int, seed uint64) (best []int) {
	random := rand.New(rand.NewPCG(seed, 0))
	least := math.Inf(1)
	for range 2 {
		if cluster, inertia := lloyd(x, firstCenters(x, k, random)); inertia < least {
			best, least = cluster, inertia
		}
	}
	return best
}

// distances writes the squared distance of each row to a center.
func distances(x matrix, center []float32, out []float64) {
	products := make([]float32, x.n())
	vec.DotRows(center, x.values, products)
	own := float64(vec.Dot(center, center))
	for i := range out {
		row := x.row(i)
		out[i] = max(0, float64(vec.Dot(row, row))-2*float64(products[i])+own)
	}
}

// firstCenters draws centers far from each other (Arthur and Vassilvitskii 2007), each the best of 2 + ln k drawn.
func firstCenters(x matrix, k int, random *rand.Rand) []float32 {
	n := x.n()
	centers := slices.Clone(x.row(random.IntN(n)))
	nearest, of, best := make([]float64, n), make([]float64, n), make([]float64, n)
	distances(x, centers, nearest)
	for len(centers) < k*x.dim {
		var total float64
		for _, d := range nearest {
			total += d
		}
		chosen, least := 0, math.Inf(1)
		for range 2 + int(math.Log(float64(k))) {
			candidate, left := 0, random.Float64()*total
			for candidate < n-1 && left >= nearest[candidate] {
				left -= nearest[candidate]
				candidate++
			}
			distances(x, x.row(candidate), of)
			var sum float64
			for i := range of {
				of[i] = min(of[i], nearest[i])
				sum += of[i]
			}
			if sum < least {
				chosen, least = candidate, sum
				best, of = of, best
			}
		}
		copy(nearest, best)
		centers = append(centers, x.row(chosen)...)
	}
	return centers
}

// lloyd moves centers to the middle of their rows until no row changes its cluster.
func lloyd(x matrix, centers []float32) (cluster []int, inertia float64) {
	n, k := x.n(), len(centers)/x.dim
	cluster = slices.Repeat([]int{-1}, n)
	products, norms := make([]float32, k), make([]float32, k)
	for range 300 {
		for c := range norms {
			center := centers[c*x.dim : (c+1)*x.dim]
			norms[c] = vec.Dot(center, center)
		}
		changed := false
		inertia = 0
		for i := range n {
			vec.DotRows(x.row(i), centers, products)
			for c := range products {
				products[c] -= norms[c] / 2
			}
			c := largest(products)
			changed = changed || c != cluster[i]
			cluster[i] = c
			inertia -= 2 * float64(products[c])
		}
		if !changed {
			break
		}
		sums, sizes := make([]float64, len(centers)), make([]float64, k)
		for i, c := range cluster {
			sizes[c]++
			for d, v := range x.row(i) {
				sums[c*x.dim+d] += float64(v)
			}
		}
		for i := range centers {
			if size := sizes[i/x.dim]; size > 0 {
				centers[i] = float32(sums[i] / size)
			}
		}
	}
	return cluster, inertia
}

// adjustedMutualInformation compares two divisions of the same things (Vinh, Epps and Bailey 2010, arithmetic mean): 1 for
// the same division, about 0 for unrelated ones.
func adjustedMutualInformation[A, B cmp.Ordered](a []A, b []B) float64 {
	n := float64(len(a))
	type cell struct {
		a A
		b B
	}
	cells, rows, columns := map[cell]float64{}, map[A]float64{}, map[B]float64{}
	for i := range a {
		cells[cell{a[i], b[i]}]++
		rows[a[i]]++
		columns[b[i]]++
	}
	if len(rows) == 1 && len(columns) == 1 {
		return 1
	}
	// Sums run in a fixed order: over sorted cells and sizes.
	keys := slices.SortedFunc(maps.Keys(cells), func(x, y cell) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	var mutual float64
	for _, c := range keys {
		x := cells[c]
		mutual += x / n * math.Log(n*x/(rows[c.a]*columns[c.b]))
	}
	rowSizes, columnSizes := slices.Sorted(maps.Values(rows)), slices.Sorted(maps.Values(columns))
	expected := expectedInformation(n, rowSizes, columnSizes)
	mean := (entropy(n, rowSizes) + entropy(n, columnSizes)) / 2
	return (mutual - expected) / (mean - expected)
}

func entropy(n float64, sizes []float64) (h float64) {
	for _, x := range sizes {
		h -= x / n * math.Log(x/n)
	}
	return h
}

// expectedInformation is the mutual information that divisions with these sizes have by chance.
func expectedInformation(n float64, rows, columns []float64) (sum float64) {
	factorial := func(x float64) float64 { g, _ := math.Lgamma(x + 1); return g }
	type pair struct{ a, b float64 }
	known := map[pair]float64{} // sizes repeat
	for _, r := range rows {
		for _, c := range columns {
			e, ok := known[pair{r, c}]
			if !ok {
				for x := max(1, r+c-n); x <= min(r, c); x++ {
					p := factorial(r) + factorial(c) + factorial(n-r) + factorial(n-c) -
						factorial(n) - factorial(x) - factorial(r-x) - factorial(c-x) - factorial(n-r-c+x)
					e += x / n * math.Log(n*x/(r*c)) * math.Exp(p)
				}
				known[pair{r, c}] = e
			}
			sum += e
		}
	}
	return sum
}
