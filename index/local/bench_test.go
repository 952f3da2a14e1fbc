package local

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
)

const benchDim = 256

// comments returns n documents as a county has them: 2 to 15 words, four fields of few values, a vector.
func comments(n int) []index.Doc {
	rng := rand.New(rand.NewPCG(9, 9))
	var vocabulary []string
	for range 20_000 {
		var word strings.Builder
		for range 2 + rng.IntN(4) {
			word.WriteByte("hklmnprstv"[rng.IntN(10)])
			word.WriteByte("aeiouy"[rng.IntN(6)])
		}
		vocabulary = append(vocabulary, word.String())
	}
	docs := make([]index.Doc, n)
	for i := range docs {
		d := &docs[i]
		d.ID = fmt.Sprintf("record-%07d", i)
		d.Language = langs.All[rng.IntN(3)]
		d.Time = time.Date(2025, 1, 1, 0, rng.IntN(365*24*60), 0, 0, time.UTC)
		text := make([]string, 2+rng.IntN(14))
		for j := range text {
			text[j] = vocabulary[int(float64(len(vocabulary))*rng.Float64()*rng.Float64()*rng.Float64())]
		}
		d.Text = strings.Join(text, " ")
		for _, f := range []struct {
			name   string
			values int
		}{{"channel", 5}, {"score", 11}, {"service", 30}, {"unit", 80}} {
			d.Fields = append(d.Fields, index.Field{Name: f.name, Value: fmt.Sprint(f.name, " ", rng.IntN(f.values))})
		}
		d.Vector = make([]float32, benchDim)
		for j := range d.Vector {
			d.Vector[j] = rng.Float32() - 0.5
		}
		vec.Normalize(d.Vector)
	}
	return docs
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkPut(b *testing.B) {
	docs := comments(20_000)
	for _, on := range []string{"memory", "disk"} {
		b.Run(on, func(b *testing.B) {
			var bytes uint64
			for b.Loop() {
				dir := ""
				if on == "disk" {
					dir = b.TempDir()
				}
				before := heap()
				x, err := Open(context.Background(), dir, Options{Dim: benchDim})
				if err != nil {
					b.Fatal(err)
				}
				if err := x.Put(context.Background(), docs); err != nil {
					b.Fatal(err)
				}
				bytes = heap() - before
				x.Close()
			}
			b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "docs/s")
			b.ReportMetric(float64(bytes)/float64(len(docs)), "B/doc")
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		docs := comments(n)
		x, err := Open(context.Background(), "", Options{Dim: benchDim})
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Put(context.Background(), docs); err != nil {
			b.Fatal(err)
		}
		text, v := strings.Join(strings.Fields(docs[1].Text)[:2], " "), docs[1].Vector
		unit := index.Filter{Fields: []index.FieldFilter{{Name: "unit", Values: []string{"unit 7"}}}}
		for _, test := range []struct {
			name string
			q    index.Query
		}{
			{"word", index.Query{Mode: index.ByWord, Text: text}},
			{"meaning", index.Query{Mode: index.ByMeaning, Vector: v}},
			{"both", index.Query{Text: text, Vector: v}},
			{"meaning,unit", index.Query{Mode: index.ByMeaning, Vector: v, Filter: unit}},
			{"both,unit,facets", index.Query{Text: text, Vector: v, Filter: unit, Facets: []string{"score", "channel"}}},
		} {
			if _, err := x.Search(context.Background(), test.q); err != nil { // the first one by word makes the word index
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("n=%d/%s", n, test.name), func(b *testing.B) {
				for b.Loop() {
					if _, err := x.Search(context.Background(), test.q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		x.Close()
	}
}
