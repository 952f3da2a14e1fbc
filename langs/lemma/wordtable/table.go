package wordtable

// A table's bytes are, all numbers little-endian:
//
//	number of buckets b, uint32
//	b counts of entries, uint8 each
//	the entries, bucket by bucket, six bytes each: 24 bits of check, 24 bits of value
//
// The key of a word is 64 bits. Its bucket is the high half of the 128-bit product of key and b, its check the low 24 bits
// of the key.

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

const (
	entrySize  = 6
	bucketSize = 3 // entries a bucket on average
	// MaxValue is the largest value a table holds.
	MaxValue = 1<<24 - 1
)

// Table maps the keys of words to numbers below 1<<24. It keeps 24 bits of a key beside its bucket: a key that is not in
// the table is taken for one that is with a chance of one in five million. The zero Table is empty. A look-up takes 5 to 20
// ns and does not allocate.
type Table struct {
	starts  []uint32 // of the buckets, in entries; one more than buckets
	entries string
	filter  []uint64 // a bit for what the key of an entry may be, so that most others need not be looked for
}

// Load reads a table from its bytes and keeps a reference to them.
func Load(data string) (Table, error) {
	if len(data) < 4 {
		return Table{}, fmt.Errorf("wordtable: table of %d bytes, expected at least 4", len(data))
	}
	buckets := uint64(binary.LittleEndian.Uint32([]byte(data[:4])))
	data = data[4:]
	if buckets == 0 || buckets > uint64(len(data)) {
		return Table{}, fmt.Errorf("wordtable: %d buckets in %d bytes", buckets, len(data))
	}
	t := Table{starts: make([]uint32, buckets+1), entries: data[buckets:]}
	for i := range int(buckets) {
		t.starts[i+1] = t.starts[i] + uint32(data[i])
	}
	if n := uint64(t.starts[buckets]); n*entrySize != uint64(len(t.entries)) {
		return Table{}, fmt.Errorf("wordtable: %d entries in %d bytes, expected %d", n, len(t.entries), n*entrySize)
	}
	words := 1
	for words*64 < 8*int(t.starts[buckets]) {
		words *= 2
	}
	t.filter = make([]uint64, words)
	for b := range buckets {
		for i := t.starts[b]; i < t.starts[b+1]; i++ {
			e := t.entries[i*entrySize:]
			f := filterOf(b, uint32(e[0])|uint32(e[1])<<8|uint32(e[2])<<16)
			t.filter[f>>6&uint64(words-1)] |= 1 << (f & 63)
		}
	}
	return t, nil
}

func filterOf(bucket uint64, check uint32) uint64 { return uint64(check) ^ bucket*0x9e3779b1 }

// GetRare is Get, faster for keys that are seldom in the table.
func (t *Table) GetRare(key uint64) (value uint32, ok bool) {
	if len(t.starts) == 0 {
		return 0, false
	}
	b, _ := bits.Mul64(key, uint64(len(t.starts)-1))
	if f := filterOf(b, uint32(key&0xffffff)); t.filter[f>>6&uint64(len(t.filter)-1)]>>(f&63)&1 == 0 {
		return 0, false
	}
	return t.Get(key)
}

// Get returns the value of a key.
func (t *Table) Get(key uint64) (value uint32, ok bool) {
	if len(t.starts) == 0 {
		return 0, false
	}
	b, _ := bits.Mul64(key, uint64(len(t.starts)-1))
	check := uint32(key & 0xffffff)
	for e := t.entries[t.starts[b]*entrySize : t.starts[b+1]*entrySize]; len(e) >= entrySize; e = e[entrySize:] {
		if uint32(e[0])|uint32(e[1])<<8|uint32(e[2])<<16 == check {
			return uint32(e[3]) | uint32(e[4])<<8 | uint32(e[5])<<16, true
		}
	}
	return 0, false
}

// Entry is one word of a table to be built.
type Entry struct {
	Key   uint64
	Value uint32
}

// Build returns the bytes of a table of entries. Of keys that a table cannot tell apart the first stays.
func Build(entries []Entry) []byte {
	buckets := len(entries)/bucketSize + 1
	bucketOf := func(key uint64) int {
		b, _ := bits.Mul64(key, uint64(buckets))
		return int(b)
	}
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(x, y Entry) int { return bucketOf(x.Key) - bucketOf(y.Key) })
	data := binary.LittleEndian.AppendUint32(nil, uint32(buckets))
	counts := len(data)
	data = append(data, make([]byte, buckets)...)
	for i, e := range sorted {
		b := bucketOf(e.Key)
		again := false
		for j := i - 1; j >= 0 && bucketOf(sorted[j].Key) == b; j-- {
			again = again || sorted[j].Key&0xffffff == e.Key&0xffffff
		}
		if again || data[counts+b] == 255 {
			continue
		}
		data[counts+b]++
		data = append(data, byte(e.Key), byte(e.Key>>8), byte(e.Key>>16), byte(e.Value), byte(e.Value>>8), byte(e.Value>>16))
	}
	return data
}
