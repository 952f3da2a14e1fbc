package vector

import "math/bits"

// Bitmap is a set of ids: id i is in it when bit i%64 of word i/64 is set. Ids beyond its end are not in it.
type Bitmap []uint64

// NewBitmap returns an empty set with room for the ids below n.
func NewBitmap(n int) Bitmap { return make(Bitmap, (n+63)/64) }

// Has reports whether id is in the set.
func (b Bitmap) Has(id uint32) bool {
	return int(id/64) < len(b) && b[id/64]>>(id%64)&1 != 0
}

// Set puts id, for which there must be room, into the set.
func (b Bitmap) Set(id uint32) { b[id/64] |= 1 << (id % 64) }

// Len is the number of ids in the set.
func (b Bitmap) Len() (n int) {
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}
