package vec

//go:noescape
func rowsFloatAVX512(q, m *float32, dim int, ids *uint32, n int, out *float32)

//go:noescape
func rowsFloatAVX2(q, m *float32, dim int, ids *uint32, n int, out *float32)

//go:noescape
func addInt8AVX512(sum *float32, row *int8, n int, scale float32)

//go:noescape
func addInt8AVX2(sum *float32, row *int8, n int, scale float32)

func dotAVX512(a, b []float32) (sum float32) {
	if len(a) > 0 {
		rowsFloatAVX512(&a[0], &b[0], len(a), nil, 1, &sum)
	}
	return sum
}

func dotRowsAVX512(q, m []float32, out []float32) {
	if len(q) == 0 || len(out) == 0 {
		clear(out)
		return
	}
	_ = m[len(q)*len(out)-1]
	rowsFloatAVX512(&q[0], &m[0], len(q), nil, len(out), &out[0])
}

func dotIDsAVX512(q, m []float32, ids []uint32, out []float32) {
	if len(q) == 0 || len(ids) == 0 {
		clear(out[:len(ids)])
		return
	}
	checkIDs(ids, len(m)/len(q))
	_ = out[len(ids)-1]
	rowsFloatAVX512(&q[0], &m[0], len(q), &ids[0], len(ids), &out[0])
}

// The AVX2 kernel takes whole steps of 16. Other dimensions go the generic way: adding the rest afterwards would change
// the order of the sum.

func dotAVX2(a, b []float32) (sum float32) {
	if len(a)%lanes != 0 || len(a) == 0 {
		return dotGeneric(a, b)
	}
	rowsFloatAVX2(&a[0], &b[0], len(a), nil, 1, &sum)
	return sum
}

func dotRowsAVX2(q, m []float32, out []float32) {
	if len(q)%lanes != 0 || len(q) == 0 || len(out) == 0 {
		dotRowsGeneric(q, m, out)
		return
	}
	_ = m[len(q)*len(out)-1]
	rowsFloatAVX2(&q[0], &m[0], len(q), nil, len(out), &out[0])
}

func dotIDsAVX2(q, m []float32, ids []uint32, out []float32) {
	if len(q)%lanes != 0 || len(q) == 0 || len(ids) == 0 {
		dotIDsGeneric(q, m, ids, out)
		return
	}
	checkIDs(ids, len(m)/len(q))
	_ = out[len(ids)-1]
	rowsFloatAVX2(&q[0], &m[0], len(q), &ids[0], len(ids), &out[0])
}

func addInt8WithAVX512(sum []float32, row []int8, scale float32) {
	if n := len(sum) &^ 15; n > 0 {
		_ = row[len(sum)-1]
		addInt8AVX512(&sum[0], &row[0], n, scale)
		sum, row = sum[n:], row[n:]
	}
	addInt8Generic(sum, row, scale)
}

func addInt8WithAVX2(sum []float32, row []int8, scale float32) {
	if n := len(sum) &^ 15; n > 0 {
		_ = row[len(sum)-1]
		addInt8AVX2(&sum[0], &row[0], n, scale)
		sum, row = sum[n:], row[n:]
	}
	addInt8Generic(sum, row, scale)
}
