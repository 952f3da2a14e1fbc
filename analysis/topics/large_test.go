//go:build unix

package topics_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/langs"
)

// mixture makes n distinct texts of 200 topics in 20 groups, whose sizes fall as in Zipf's law, with one text in ten between
// two topics. The noise of the vectors has a falling spectrum, as that of embeddings has.
func mixture(n, dim int) topics.Corpus {
	const count, groups = 200, 20
	rng := rand.New(rand.NewPCG(11, uint64(n)))
	spectrum := make([]float32, dim)
	for i := range spectrum {
		spectrum[i] = float32(math.Pow(float64(i+1), -0.35))
	}
	unit(spectrum)
	direction := func(out []float32, size float32) {
		for i := range out {
			out[i] += size * spectrum[i] * float32(rng.NormFloat64())
		}
	}
	var centers [count][]float32
	var cumulative [count]float64
	var group [groups][]float32
	for i := range group {
		group[i] = make([]float32, dim)
		direction(group[i], 0.45)
	}
	for i := range centers {
		centers[i] = append([]float32(nil), group[i%groups]...)
		direction(centers[i], 0.5)
		cumulative[i] = 1 / float64(i+2)
		if i > 0 {
			cumulative[i] += cumulative[i-1]
		}
	}
	draw := func() int {
		x := rng.Float64() * cumulative[count-1]
		for i, c := range cumulative {
			if x <= c {
				return i
			}
		}
		return count - 1
	}
	c := topics.Corpus{
		IDs: make([]string, n), Texts: make([]string, n), Languages: make([]langs.Language, n), Dim: dim, Vectors: make([]float32, n*dim),
	}
	var b strings.Builder
	for i := range n {
		topic := draw()
		v := c.Vectors[i*dim : (i+1)*dim]
		copy(v, centers[topic])
		if rng.IntN(10) == 0 {
			other := centers[draw()]
			for j := range v {
				v[j] = (v[j] + other[j]) / 2
			}
		}
		direction(v, 0.8)
		unit(v)
		language := rng.IntN(3)
		b.Reset()
		fmt.Fprintf(&b, "%s t%03dw%d", subjects[topic%10][language][rng.IntN(2)], topic, rng.IntN(8))
		for range 3 + rng.IntN(6) {
			fmt.Fprintf(&b, " %s", general[language][rng.IntN(8)])
		}
		fmt.Fprintf(&b, " x%d", i)
		c.IDs[i], c.Texts[i], c.Languages[i] = fmt.Sprintf("r%d", i), b.String(), langs.All[language]
	}
	return c
}

// BenchmarkFitLarge fits once: go test -run - -bench FitLarge/n=1000000 -benchtime 1x -timeout 2h. It prints the CPU seconds
// and the peak memory of the process.
func BenchmarkFitLarge(b *testing.B) {
	for _, n := range []int{100_000, 300_000, 1_000_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			c := mixture(n, 384)
			for b.Loop() {
				before := cpuSeconds(b)
				m, err := topics.Fit(context.Background(), c, topics.Options{})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(cpuSeconds(b)-before, "cpu-s")
				b.ReportMetric(peakMemory(b), "peak-GiB")
				b.ReportMetric(float64(len(m.Topics)), "topics")
				for _, s := range m.Stats.Stages {
					b.Logf("%-12s %8.1f s", s.Name, s.Time.Seconds())
				}
				b.Logf("%d texts, %d distinct, %d in the sample, recall %.3f, %d edges, %d unassigned, levels of", m.Stats.Texts, m.Stats.Nodes, m.Stats.Sample,
					m.Stats.NeighborRecall, m.Stats.Edges, m.Stats.Unassigned)
				for _, l := range m.Levels {
					b.Logf("  %d %s", len(l.Topics), l.Name)
				}
			}
		})
	}
}

func cpuSeconds(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// peakMemory is the largest resident set of the process so far, in GiB; 0 where the system does not say.
func peakMemory(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kib float64
	if _, rest, ok := strings.Cut(string(status), "VmHWM:"); ok {
		fmt.Sscan(rest, &kib)
	}
	return kib / (1 << 20)
}
