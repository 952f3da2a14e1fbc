package vector

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

const dim = 24

// random returns n unit vectors, row by row.
func random(rng *rand.Rand, n int) []float32 {
	out := make([]float32, n*dim)
	for i := range n {
		row, sum := out[i*dim:(i+1)*dim], 0.0
		for j := range row {
			row[j] = float32(rng.NormFloat64())
			sum += float64(row[j]) * float64(row[j])
		}
		for j := range row {
			row[j] /= float32(math.Sqrt(sum))
		}
	}
	return out
}

// model is the plainest index: float64 products, sorted.
type model map[uint32][]float32

func (m model) search(q []float32, allow func(uint32) bool) []Hit {
	var hits []Hit
	for id, v := range m {
		if allow == nil || allow(id) {
			sum := 0.0
			for i := range q {
				sum += float64(q[i]) * float64(v[i])
			}
			hits = append(hits, Hit{id, float32(sum)})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.ID, b.ID))
	})
	return hits
}

func TestSearchFindsTheNearest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	x, m := New(dim, nil), model{}
	put := func(id uint32, v []float32) {
		if err := x.Put([]uint32{id}, v); err != nil {
			t.Fatal(err)
		}
		m[id] = v
	}
	for i := range 6000 { // replacements and deletions enough for rows to be rewritten
		id := uint32(rng.IntN(1500))
		if i%7 == 0 {
			x.Delete(id)
			delete(m, id)
			continue
		}
		put(id, random(rng, 1))
	}
	if x.Len() != len(m) {
		t.Fatalf("Len %d, want %d", x.Len(), len(m))
	}
	allow := NewBitmap(1500)
	for id := range uint32(1500) {
		if id%10 == 3 {
			allow.Set(id)
		}
	}
	for range 50 {
		q := random(rng, 1)
		for _, b := range []Bitmap{nil, allow} {
			in := func(id uint32) bool { return b == nil || b.Has(id) }
			want := m.search(q, in)
			got, compared, err := x.Search(context.Background(), Query{Vector: q, K: 10, Allow: b})
			if err != nil || compared != len(want) {
				t.Fatalf("compared %d, %v; want %d", compared, err, len(want))
			}
			for i, hit := range got {
				if hit.ID != want[i].ID || math.Abs(float64(hit.Similarity-want[i].Similarity)) > 1e-6 {
					t.Fatalf("hit %d is %v, want %v", i, hit, want[i])
				}
			}
			// The exact scan gives the same hits, bit for bit, and goes on after them.
			last := got[len(got)-1]
			rest, _, err := x.Search(context.Background(), Query{Vector: q, K: 10, Allow: b, Skip: func(id uint32, s float32) bool {
				return s > last.Similarity || s == last.Similarity && id <= last.ID
			}})
			if err != nil {
				t.Fatal(err)
			}
			for i, hit := range rest {
				if hit.ID != want[10+i].ID {
					t.Fatalf("hit %d after the first page is %v, want %v", i, hit, want[10+i])
				}
			}
			exact, _, _ := x.Search(context.Background(), Query{Vector: q, K: 10, Allow: b, Skip: func(uint32, float32) bool { return false }})
			if !slices.Equal(exact, got) {
				t.Fatalf("exact %v, by int8 %v", exact, got)
			}
		}
	}
}

func TestTiesAreOrdered(t *testing.T) {
	v := random(rand.New(rand.NewPCG(2, 2)), 1)
	for _, order := range []func(a, b uint32) int{nil, func(a, b uint32) int { return cmp.Compare(b, a) }} {
		x := New(dim, order)
		for i := range uint32(5000) {
			if err := x.Put([]uint32{i * 7919 % 5000}, v); err != nil {
				t.Fatal(err)
			}
		}
		hits, _, _ := x.Search(context.Background(), Query{Vector: v, K: 3})
		want := []uint32{0, 1, 2}
		if order != nil {
			want = []uint32{4999, 4998, 4997}
		}
		for i, hit := range hits {
			if hit.ID != want[i] {
				t.Errorf("hits %v, want ids %v", hits, want)
			}
		}
	}
}

func TestAllIsInOrderAndStays(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	x := New(dim, nil)
	rows := random(rng, 4)
	if err := x.Put([]uint32{5, 2, 9, 2}, rows); err != nil { // 2 twice: the later counts
		t.Fatal(err)
	}
	ids, vectors := x.All()
	want := slices.Concat(rows[3*dim:], rows[:dim], rows[2*dim:3*dim])
	if !slices.Equal(ids, []uint32{2, 5, 9}) || !slices.Equal(vectors, want) {
		t.Fatalf("ids %v", ids)
	}
	again, same := x.All()
	if &same[0] != &vectors[0] || !slices.Equal(again, ids) {
		t.Error("an unchanged index copied its vectors")
	}
	x.Delete(5, 77)
	x.Put([]uint32{2, 11}, random(rng, 2))
	x.All()
	if !slices.Equal(ids, []uint32{2, 5, 9}) || !slices.Equal(vectors, want) {
		t.Error("later writes moved what All had returned")
	}
	if x.Get(5) != nil || x.Get(1000) != nil || len(x.Get(9)) != dim {
		t.Error("Get returns what is not there, or not what is")
	}
}

func TestBadInput(t *testing.T) {
	x := New(dim, nil)
	v := make([]float32, dim)
	if err := x.Put([]uint32{1}, v[:3]); err == nil {
		t.Error("short vector: no error")
	}
	nan := slices.Clone(v)
	nan[3] = float32(math.NaN())
	if err := x.Put([]uint32{1, 2}, append(slices.Clone(v), nan...)); err == nil || x.Len() != 0 {
		t.Errorf("NaN: %v, %d stored", err, x.Len())
	}
	if _, _, err := x.Search(context.Background(), Query{Vector: v[:1], K: 1}); err == nil {
		t.Error("short query: no error")
	}
	x.Put([]uint32{0}, random(rand.New(rand.NewPCG(1, 1)), 1))
	if hits, _, err := x.Search(context.Background(), Query{Vector: v, K: 1}); len(hits) != 0 || err != nil {
		t.Errorf("zero query: %v, %v", hits, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := x.Search(ctx, Query{Vector: random(rand.New(rand.NewPCG(1, 1)), 1), K: 1}); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

func TestConcurrentUse(t *testing.T) {
	x := New(dim, nil)
	vectors := random(rand.New(rand.NewPCG(4, 4)), 200)
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			for i := range 300 {
				id := uint32((i*13 + g) % 200)
				switch {
				case g == 0:
					x.Put([]uint32{id}, vectors[id*dim:(id+1)*dim])
				case g == 1 && i%3 == 0:
					x.Delete(id)
				case g == 2 && i%20 == 0:
					x.All()
				default:
					hits, _, err := x.Search(context.Background(), Query{Vector: vectors[:dim], K: 5})
					if err != nil || !slices.IsSortedFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Similarity, a.Similarity) }) {
						t.Errorf("%v, %v", hits, err)
					}
				}
			}
		})
	}
	wait.Wait()
}

func BenchmarkSearch(b *testing.B) {
	const dim = 256
	rng := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{10_000, 100_000} {
		x := New(dim, nil)
		row := make([]float32, dim)
		for i := range n {
			for j := range row {
				row[j] = float32(rng.NormFloat64()) / 16
			}
			x.Put([]uint32{uint32(i)}, row)
		}
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, _, err := x.Search(context.Background(), Query{Vector: row, K: 10}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
