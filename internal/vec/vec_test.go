package vec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sets lists the kernels that this processor has.
func sets() []string {
	before := Kernels()
	defer choose(before)
	var names []string
	for _, name := range []string{"generic", "avx2", "avx512", "neon", "dotprod"} {
		if choose(name); Kernels() == name {
			names = append(names, name)
		}
	}
	return names
}

func eachSet(t *testing.T, f func(t *testing.T)) {
	before := Kernels()
	defer choose(before)
	for _, name := range sets() {
		choose(name)
		t.Run(name, f)
	}
}

func randomInt8(r *rand.Rand, n int) []int8 {
	v := make([]int8, n)
	for i := range v {
		v[i] = int8(r.IntN(256) - 128)
	}
	return v
}

func randomFloats(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// exactDot is the inner product by definition, in 64 bits.
func exactDot(a, b []int8) (sum int64) {
	for i := range a {
		sum += int64(a[i]) * int64(b[i])
	}
	return sum
}

func TestInt8KernelsAreExact(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, dim := range []int{1, 2, 15, 16, 17, 31, 63, 64, 65, 100, 127, 128, 192, 256, 300, 384, 1000} {
			for _, rows := range []int{1, 2, 3, 4, 5, 7, 8, 11} {
				a, b := randomInt8(r, rows*dim), randomInt8(r, (rows+2)*dim)
				out := make([]int32, rows*(rows+2))
				DotMatrixInt8(a, b, dim, out)
				for i := range rows {
					for j := range rows + 2 {
						want := exactDot(a[i*dim:(i+1)*dim], b[j*dim:(j+1)*dim])
						if got := int64(out[i*(rows+2)+j]); got != want {
							t.Fatalf("dim %d: row %d with row %d: %d, want %d", dim, i, j, got, want)
						}
					}
				}
				ids := []uint32{uint32(rows + 1), 0, uint32(rows), 0, uint32(rows - 1), uint32(rows / 2), 0}
				byID := make([]int32, len(ids))
				DotIDsInt8(a[:dim], b, ids, byID)
				inOrder := make([]int32, rows+2)
				DotRowsInt8(a[:dim], b, inOrder)
				for k, id := range ids {
					want := exactDot(a[:dim], b[int(id)*dim:(int(id)+1)*dim])
					if int64(byID[k]) != want || int64(inOrder[id]) != want || int64(DotInt8(a[:dim], b[int(id)*dim:])) != want {
						t.Fatalf("dim %d, id %d: by id %d, in order %d, want %d", dim, id, byID[k], inOrder[id], want)
					}
				}
			}
		}
	})
}

func TestInt8KernelsAtTheExtremes(t *testing.T) {
	const dim = 65_536
	lowest, highest := make([]int8, dim), make([]int8, dim)
	for i := range dim {
		lowest[i], highest[i] = -128, 127
	}
	eachSet(t, func(t *testing.T) {
		for _, pair := range [][2][]int8{{lowest, lowest}, {lowest, highest}, {highest, lowest}, {highest, highest}} {
			if got, want := int64(DotInt8(pair[0], pair[1])), exactDot(pair[0], pair[1]); got != want {
				t.Errorf("%d x %d: %d, want %d", pair[0][0], pair[1][0], got, want)
			}
		}
	})
}

// contractDot follows the words of Dot's comment, element by element.
func contractDot(a, b []float32) float32 {
	var s [16]float32
	for i := range a {
		s[i%16] += float32(a[i] * b[i])
	}
	for _, half := range []int{8, 4, 2, 1} {
		for j := range half {
			s[j] += s[j+half]
		}
	}
	return s[0]
}

func TestFloatKernelsKeepTheOrderOfTheSum(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		for dim := 1; dim < 200; dim++ {
			const rows = 5
			q, m := randomFloats(r, dim), randomFloats(r, rows*dim)
			inOrder, byID := make([]float32, rows), make([]float32, rows)
			DotRows(q, m, inOrder)
			DotIDs(q, m, []uint32{4, 3, 2, 1, 0}, byID)
			for i := range rows {
				row := m[i*dim : (i+1)*dim]
				want := contractDot(q, row)
				for _, got := range []float32{Dot(q, row), inOrder[i], byID[rows-1-i]} {
					if math.Float32bits(got) != math.Float32bits(want) {
						t.Fatalf("dim %d: %x, want %x", dim, got, want)
					}
				}
			}
		}
	})
}

func TestAddInt8(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		for _, dim := range []int{1, 15, 16, 17, 256, 300} {
			sum, row := randomFloats(r, dim), randomInt8(r, dim)
			want := make([]float32, dim)
			for i := range want {
				want[i] = sum[i] + float32(float32(row[i])*0.37)
			}
			AddInt8(sum, row, 0.37)
			for i := range want {
				if sum[i] != want[i] {
					t.Fatalf("dim %d, element %d: %x, want %x", dim, i, sum[i], want[i])
				}
			}
		}
	})
}

func TestQuantize(t *testing.T) {
	q := make([]int8, 4)
	scale := Quantize([]float32{0.5, -1, 0.25, 0}, q)
	if want := float32(1) / 127; scale != want {
		t.Errorf("scale %v, want %v", scale, want)
	}
	if got := fmt.Sprint(q); got != "[64 -127 32 0]" {
		t.Errorf("rows %s", got)
	}
	if scale := Quantize(make([]float32, 4), q); scale != 0 || fmt.Sprint(q) != "[0 0 0 0]" {
		t.Errorf("a zero vector gave %v, scale %v", q, scale)
	}
}

func TestNormalize(t *testing.T) {
	v := []float32{3, 0, 4}
	if norm := Normalize(v); norm != 5 || v[0] != 0.6 || v[2] != 0.8 {
		t.Errorf("norm %v, vector %v", norm, v)
	}
	zero := []float32{0, 0}
	if norm := Normalize(zero); norm != 0 || zero[0] != 0 {
		t.Errorf("a zero vector gave %v, norm %v", zero, norm)
	}
}

func TestRowOutOfRangePanics(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		defer func() {
			if recover() == nil {
				t.Error("reading past the matrix did not panic")
			}
		}()
		DotIDsInt8(make([]int8, 64), make([]int8, 128), []uint32{2}, make([]int32, 1))
	})
}

// Prefetch has no effect that a test sees, but for what it must not do.
func TestPrefetchLeavesEverythingAsItIs(t *testing.T) {
	m := []float32{1, 2, 3, 4, 5, 6}
	Prefetch(m, 3, nil)
	Prefetch(m, 3, []uint32{1, 0, 1})
	Prefetch(m, 100, []uint32{1 << 30}) // far from any memory
	Prefetch([]int8(nil), 1, []uint32{0})
	if want := []float32{1, 2, 3, 4, 5, 6}; !slices.Equal(m, want) {
		t.Errorf("rows are %v, want %v", m, want)
	}
}

func BenchmarkDotMatrixInt8(b *testing.B) {
	const dim, rows = 256, 256
	r := rand.New(rand.NewPCG(7, 8))
	x, y := randomInt8(r, rows*dim), randomInt8(r, rows*dim)
	out := make([]int32, rows*rows)
	before := Kernels()
	defer choose(before)
	for _, name := range sets() {
		choose(name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				DotMatrixInt8(x, y, dim, out)
			}
			b.ReportMetric(float64(b.N)*rows*rows*dim/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

func BenchmarkDot(b *testing.B) {
	const dim = 256
	r := rand.New(rand.NewPCG(9, 10))
	x, y := randomFloats(r, dim), randomFloats(r, dim)
	before := Kernels()
	defer choose(before)
	for _, name := range sets() {
		choose(name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Dot(x, y)
			}
		})
	}
}
