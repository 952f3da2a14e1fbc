package stem

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// env is what the generated code works on: a word that is changed in place, and Snowball's marks in it, all of them
// offsets into buf on character boundaries. Methods whose names end in B look and move backward.
type env struct {
	buf           []byte // ends with slack after limit
	cursor        int
	limit         int // the end of the word
	limitBackward int // how far back a search may go
	bra, ket      int // the slice that is deleted or replaced
}

// slack bytes after the word let eight bytes be loaded at once from anywhere in it.
const slack = 8

// set appends the word to dst, which becomes buf[:limit], and reports whether it is UTF-8, so that it can be worked on.
func (e *env) set(dst, word []byte) bool {
	e.cursor = len(dst)
	e.limitBackward = e.cursor
	e.limit = e.cursor + len(word)
	e.buf = slices.Grow(dst, len(word)+slack)[:e.limit+slack]
	copy(e.buf[e.cursor:], word)
	return ascii(word) || utf8.Valid(word)
}

// ascii reports whether the word has no byte from 0x80.
func ascii(word []byte) bool {
	n := len(word)
	switch {
	case n > 8:
		all := binary.LittleEndian.Uint64(word[n-8:])
		for ; len(word) > 8; word = word[8:] {
			all |= binary.LittleEndian.Uint64(word)
		}
		return all&0x8080808080808080 == 0
	case n >= 4:
		return (binary.LittleEndian.Uint32(word)|binary.LittleEndian.Uint32(word[n-4:]))&0x80808080 == 0
	case n > 0:
		return word[0]|word[n/2]|word[n-1] < utf8.RuneSelf
	}
	return true
}

// letters tells which groupings (bits) the characters below U+0100 belong to; those above belong to none.
type letters [256]uint8

// hop moves over n characters, or stays and returns false if there are fewer.
func (e *env) hop(n int) bool {
	c := e.cursor
	for ; n > 0; n-- {
		if c >= e.limit {
			return false
		}
		_, size := after(e.buf, c)
		c += size
	}
	e.cursor = c
	return true
}

func (e *env) hopB(n int) bool {
	c := e.cursor
	for ; n > 0; n-- {
		if c <= e.limitBackward {
			return false
		}
		_, size := before(e.buf, c)
		c -= size
	}
	e.cursor = c
	return true
}

// after returns the character at c, 0 standing for all above U+00FF, and its length in bytes.
func after(buf []byte, c int) (letter byte, size int) {
	b := buf[c]
	switch {
	case b < utf8.RuneSelf:
		return b, 1
	case b == 0xC3 || b == 0xC2:
		return b<<6 | buf[c+1]&0x3F, 2
	case b < 0xE0:
		return 0, 2
	case b < 0xF0:
		return 0, 3
	}
	return 0, 4
}

// before returns the character that ends at c.
func before(buf []byte, c int) (letter byte, size int) {
	b := buf[c-1]
	if b < utf8.RuneSelf {
		return b, 1
	}
	size = 2
	for !utf8.RuneStart(buf[c-size]) {
		size++
	}
	if lead := buf[c-size]; size == 2 && (lead == 0xC3 || lead == 0xC2) {
		return lead<<6 | b&0x3F, 2
	}
	return 0, size
}

// in moves over a character of the grouping.
func (e *env) in(l *letters, grouping uint8) bool {
	if e.cursor >= e.limit {
		return false
	}
	letter, size := after(e.buf, e.cursor)
	if l[letter]&grouping == 0 {
		return false
	}
	e.cursor += size
	return true
}

func (e *env) inB(l *letters, grouping uint8) bool {
	if e.cursor <= e.limitBackward {
		return false
	}
	letter, size := before(e.buf, e.cursor)
	if l[letter]&grouping == 0 {
		return false
	}
	e.cursor -= size
	return true
}

// outB moves over a character outside the grouping.
func (e *env) outB(l *letters, grouping uint8) bool {
	if e.cursor <= e.limitBackward {
		return false
	}
	letter, size := before(e.buf, e.cursor)
	if l[letter]&grouping != 0 {
		return false
	}
	e.cursor -= size
	return true
}

// gopast moves over the first character of the grouping and all before it; if there is none, to the limit.
func (e *env) gopast(l *letters, grouping uint8) bool {
	word := e.buf[:e.limit]
	for c := e.cursor; c < len(word); {
		letter, size := after(word, c)
		c += size
		if l[letter]&grouping != 0 {
			e.cursor = c
			return true
		}
	}
	e.cursor = e.limit
	return false
}

func (e *env) gopastB(l *letters, grouping uint8) bool {
	c := e.cursor
	for c > e.limitBackward {
		letter, size := before(e.buf, c)
		c -= size
		if l[letter]&grouping != 0 {
			e.cursor = c
			return true
		}
	}
	e.cursor = c
	return false
}

// gopastNon moves over the first character outside the grouping and all before it.
func (e *env) gopastNon(l *letters, grouping uint8) bool {
	word := e.buf[:e.limit]
	for c := e.cursor; c < len(word); {
		letter, size := after(word, c)
		c += size
		if l[letter]&grouping == 0 {
			e.cursor = c
			return true
		}
	}
	e.cursor = e.limit
	return false
}

// gotoNonB moves to the first character outside the grouping.
func (e *env) gotoNonB(l *letters, grouping uint8) bool {
	for e.cursor > e.limitBackward {
		letter, size := before(e.buf, e.cursor)
		if l[letter]&grouping == 0 {
			return true
		}
		e.cursor -= size
	}
	return false
}

// ahead reports whether there is an ASCII character b between the cursor and the limit.
func (e *env) ahead(b byte) bool { return bytes.IndexByte(e.buf[e.cursor:e.limit], b) >= 0 }

// byte moves over one ASCII character.
func (e *env) byte(b byte) bool {
	if e.cursor >= e.limit || e.buf[e.cursor] != b {
		return false
	}
	e.cursor++
	return true
}

func (e *env) byteB(b byte) bool {
	if e.cursor <= e.limitBackward || e.buf[e.cursor-1] != b {
		return false
	}
	e.cursor--
	return true
}

// hasB moves back over s.
func (e *env) hasB(s string) bool {
	if e.cursor-len(s) < e.limitBackward || string(e.buf[e.cursor-len(s):e.cursor]) != s {
		return false
	}
	e.cursor -= len(s)
	return true
}

// sliceTo returns the slice.
func (e *env) sliceTo() string { return string(e.buf[e.bra:e.ket]) }

// sliceDel deletes the slice, which leaves an empty one in its place.
func (e *env) sliceDel() {
	if e.ket < e.limit {
		copy(e.buf[e.bra:], e.buf[e.ket:e.limit])
	}
	e.limit -= e.ket - e.bra
	if e.cursor >= e.ket {
		e.cursor -= e.ket - e.bra
	} else if e.cursor > e.bra {
		e.cursor = e.bra
	}
	e.ket = e.bra
}

// sliceFrom replaces the slice by s, which becomes the slice.
func (e *env) sliceFrom(s string) {
	growth := len(s) - (e.ket - e.bra)
	if missing := e.limit + growth + slack - len(e.buf); missing > 0 {
		e.buf = append(e.buf, make([]byte, missing)...)
	}
	if growth != 0 && e.ket < e.limit {
		copy(e.buf[e.ket+growth:], e.buf[e.ket:e.limit])
	}
	copy(e.buf[e.bra:], s)
	e.limit += growth
	if e.cursor >= e.ket {
		e.cursor += growth
	} else if e.cursor > e.bra {
		e.cursor = e.bra
	}
	e.ket = e.bra + len(s)
}

// among is a table of affixes: suffixes, or prefixes for a search forward. Those whose outermost bytes have the same five
// low bits lie together, the longest first, between start[low] and start[low+1].
type among struct {
	affixes []affix
	start   [33]uint8
	empty   int // the result if no affix fits: 0, or that of the empty affix
}

// affix is an entry of at most eight bytes. Its key is the bytes read as a little-endian number, shifted up to the top
// end if it is a suffix; shift takes the other bytes out of a comparison.
type affix struct {
	key       uint64
	shift     uint8 // 64 - 8*length
	length    uint8
	result    int8
	condition uint8 // the routine, numbered from 1, that has to agree; 0 for none
}

// endings returns the affixes that may end at the cursor, and the eight bytes before it to compare them with.
func (e *env) endings(t *among) ([]affix, uint64) {
	c := e.cursor
	if c <= e.limitBackward {
		return nil, 0
	}
	low := e.buf[c-1] & 31
	tail := binary.LittleEndian.Uint64(e.buf[max(c-8, 0):]) << (8 * max(8-c, 0) & 63)
	return t.affixes[t.start[low]:t.start[low+1]], tail
}

// endsWith reports whether the affix ends at the cursor, tail being the eight bytes before it.
func (e *env) endsWith(a *affix, tail uint64) bool {
	return (tail^a.key)>>(a.shift&63) == 0 && e.cursor-int(a.length) >= e.limitBackward
}

// findB moves back over the longest affix that ends at the cursor and returns its result.
func (e *env) findB(t *among) int {
	endings, tail := e.endings(t)
	for i := range endings {
		if a := &endings[i]; e.endsWith(a, tail) {
			e.cursor -= int(a.length)
			return int(a.result)
		}
	}
	return t.empty
}

// find moves over the longest affix that starts at the cursor and returns its result.
func (e *env) find(t *among) int {
	if e.cursor >= e.limit {
		return t.empty
	}
	low := e.buf[e.cursor] & 31
	starts := t.affixes[t.start[low]:t.start[low+1]]
	head := binary.LittleEndian.Uint64(e.buf[e.cursor:])
	for i := range starts {
		if a := &starts[i]; (head^a.key)<<(a.shift&63) == 0 && e.cursor+int(a.length) <= e.limit {
			e.cursor += int(a.length)
			return int(a.result)
		}
	}
	return t.empty
}
