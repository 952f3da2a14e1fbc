package vec

import "math"

// lanes is the number of partial sums of a float32 inner product. Sixteen fill one 512-bit or two 256-bit registers.
const lanes = 16

// Dot returns the inner product of a and b, which have the same length.
//
// The order of the additions is part of the contract: element i goes into partial sum i mod 16, in rising order and
// without fused multiply-add; then the sixteen sums are folded in halves (s[j] += s[j+8], then +4, +2, +1). An
// implementation with vector registers that keeps this order returns the same bits.
func Dot(a, b []float32) float32 { return use.dot(a, b[:len(a)]) }

func dotGeneric(a, b []float32) float32 {
	b = b[:len(a)]
	var s [lanes]float32
	n := len(a) &^ (lanes - 1)
	for i := 0; i < n; i += lanes {
		x, y := a[i:i+lanes:i+lanes], b[i:i+lanes:i+lanes]
		for j := range s {
			s[j] += float32(x[j] * y[j])
		}
	}
	for i := n; i < len(a); i++ {
		s[i-n] += float32(a[i] * b[i])
	}
	for half := lanes / 2; half > 0; half /= 2 {
		for j := range half {
			s[j] += s[j+half]
		}
	}
	return s[0]
}

// DotRows writes the inner products of q with each of the rows of m, which holds len(out) rows of len(q).
func DotRows(q, m []float32, out []float32) { use.dotRows(q, m, out) }

func dotRowsGeneric(q, m []float32, out []float32) {
	dim := len(q)
	for i := range out {
		out[i] = dotGeneric(q, m[i*dim:(i+1)*dim])
	}
}

// DotIDs writes the inner products of q with the rows of m that ids names, in that order.
func DotIDs(q, m []float32, ids []uint32, out []float32) { use.dotIDs(q, m, ids, out) }

func dotIDsGeneric(q, m []float32, ids []uint32, out []float32) {
	dim := len(q)
	for i, id := range ids {
		out[i] = dotGeneric(q, m[int(id)*dim:(int(id)+1)*dim])
	}
}

// DotMatrix writes the inner products of every row of a with every row of b: out[i*nb+j] belongs to row i of a and row j
// of b, nb being the number of rows of b.
func DotMatrix(a, b []float32, dim int, out []float32) {
	nb := len(b) / dim
	for i := range len(a) / dim {
		DotRows(a[i*dim:(i+1)*dim], b, out[i*nb:(i+1)*nb])
	}
}

// Normalize scales v to unit length and returns its former length. A zero vector stays as it is.
func Normalize(v []float32) float32 {
	norm := float32(math.Sqrt(float64(Dot(v, v))))
	if norm > 0 {
		for i := range v {
			v[i] /= norm
		}
	}
	return norm
}

// AddScaled adds scale times x to sum, element by element.
func AddScaled(sum []float32, x []float32, scale float32) {
	x = x[:len(sum)]
	for i := range sum {
		sum[i] += float32(x[i] * scale)
	}
}
