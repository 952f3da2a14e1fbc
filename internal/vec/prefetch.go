//go:build amd64 || arm64

package vec

import "unsafe"

// Prefetch asks the processor for the rows of m, width elements each, that ids names, so that they are near when they are
// read a little later. It changes nothing, and does nothing where the processor has no instruction for it. Ids are not
// checked: a wrong one costs time.
func Prefetch[T any](m []T, width int, ids []uint32) {
	if len(ids) > 0 {
		bytes := width * int(unsafe.Sizeof(*new(T)))
		prefetch(unsafe.Pointer(unsafe.SliceData(m)), bytes, &ids[0], len(ids))
	}
}

//go:noescape
func prefetch(m unsafe.Pointer, bytes int, ids *uint32, n int)
