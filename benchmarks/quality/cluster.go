package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/kaiku-analytics/kaiku/internal/agreement"
	"github.com/kaiku-analytics/kaiku/internal/vec"
)

// clusterAgreement is the adjusted mutual information of labels with as many k-means clusters, the mean of some seeds.
func clusterAgreement(x matrix, labels []string, seeds uint64) (sum float64) {
	k := len(slices.Compact(slices.Sorted(slices.Values(labels))))
	for seed := range seeds {
		sum += agreement.Of(labels, kMeans(x, k, seed)).AMI
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
