// Code generated from swedish.sbl of Snowball 3.1.1 by generate/generate.py. DO NOT EDIT.
// Snowball's copyright and licence are in LICENSE.snowball.

package stem

// swedish is Snowball's algorithm with its variables.
type swedish struct {
	env
	p1 int
}

func (s *swedish) markRegions() bool {
	var v1, x int
	s.p1 = s.limit
	v1 = s.cursor
	if !s.hop(3) {
		return false
	}
	x = s.cursor
	s.cursor = v1
	if !s.gopast(&swedishLetters, swedishV) {
		return false
	}
	if !s.gopastNon(&swedishLetters, swedishV) {
		return false
	}
	s.p1 = s.cursor
	if s.p1 < x {
		s.p1 = x
	}
	return true
}

func (s *swedish) etCondition() bool {
	var v1, v2 int
	v1 = s.limit - s.cursor
	if !s.outB(&swedishLetters, swedishV) {
		return false
	}
	if !s.inB(&swedishLetters, swedishV) {
		return false
	}
	if s.cursor <= s.limitBackward {
		return false
	}
	s.cursor = s.limit - v1
	v2 = s.limit - s.cursor
	if s.findB(&swedishA0) != 0 {
		return false
	}
	s.cursor = s.limit - v2
	return true
}

func (s *swedish) mainSuffix() bool {
	var v2, amongVar, v3 int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	s.ket = s.cursor
	amongVar = s.findB(&swedishA1)
	if amongVar == 0 {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v2
	switch amongVar {
	case 1:
		s.sliceDel()
	case 2:
		v3 = s.limit - s.cursor
		if !s.hasB("et") {
			goto fail2
		}
		if !s.etCondition() {
			goto fail2
		}
		s.bra = s.cursor
		goto done1
	fail2:
		s.cursor = s.limit - v3
		if !s.inB(&swedishLetters, swedishSEnding) {
			return false
		}
	done1:
		s.sliceDel()
	default:
		if !s.etCondition() {
			return false
		}
		s.sliceDel()
	}
	return true
}

func (s *swedish) consonantPair() bool {
	var v2, v3 int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	v3 = s.limit - s.cursor
	if s.findB(&swedishA2) == 0 {
		s.limitBackward = v2
		return false
	}
	s.cursor = s.limit - v3
	s.ket = s.cursor
	if !s.hopB(1) {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.sliceDel()
	s.limitBackward = v2
	return true
}

func (s *swedish) otherSuffix() bool {
	var v2, amongVar int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	s.ket = s.cursor
	amongVar = s.findB(&swedishA3)
	if amongVar == 0 {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v2
	switch amongVar {
	case 1:
		s.sliceDel()
	case 2:
		if !s.inB(&swedishLetters, swedishOstEnding) {
			return false
		}
		s.sliceFrom("ös")
	default:
		s.sliceFrom("full")
	}
	return true
}

func (s *swedish) stem() bool {
	var v1, v2, v3, v4 int
	v1 = s.cursor
	s.markRegions()
	s.cursor = v1
	s.limitBackward = s.cursor
	s.cursor = s.limit
	v2 = s.limit - s.cursor
	s.mainSuffix()
	s.cursor = s.limit - v2
	v3 = s.limit - s.cursor
	s.consonantPair()
	s.cursor = s.limit - v3
	v4 = s.limit - s.cursor
	s.otherSuffix()
	s.cursor = s.limit - v4
	s.cursor = s.limitBackward
	return true
}

// The groupings of swedish.sbl, as bits of swedishLetters.
const (
	swedishV uint8 = 1 << iota
	swedishSEnding
	swedishOstEnding
)

var swedishLetters = letters{
	'a': swedishV,
	'b': swedishSEnding,
	'c': swedishSEnding,
	'd': swedishSEnding,
	'e': swedishV,
	'f': swedishSEnding,
	'g': swedishSEnding,
	'h': swedishSEnding,
	'i': swedishV | swedishOstEnding,
	'j': swedishSEnding,
	'k': swedishSEnding | swedishOstEnding,
	'l': swedishSEnding | swedishOstEnding,
	'm': swedishSEnding,
	'n': swedishSEnding | swedishOstEnding,
	'o': swedishV | swedishSEnding,
	'p': swedishSEnding | swedishOstEnding,
	'r': swedishSEnding | swedishOstEnding,
	't': swedishSEnding | swedishOstEnding,
	'u': swedishV | swedishOstEnding,
	'v': swedishSEnding | swedishOstEnding,
	'y': swedishV | swedishSEnding,
	'ä': swedishV,
	'å': swedishV,
	'ö': swedishV,
}

var swedishA0 = among{
	start: [33]uint8{0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 5, 5, 6, 6, 6, 6, 6, 6, 6, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21},
	empty: 0,
	affixes: []affix{
		{0x6261660000000000, 40, 3, -1, 0}, // fab
		{0x6800000000000000, 56, 1, -1, 0}, // h
		{0x6b61747300000000, 32, 4, -1, 0}, // stak
		{0x6b61700000000000, 40, 3, -1, 0}, // pak
		{0x6b61720000000000, 40, 3, -1, 0}, // rak
		{0x6d6f6b0000000000, 40, 3, -1, 0}, // kom
		{0x74696c6100000000, 32, 4, -1, 0}, // alit
		{0x74696c6900000000, 32, 4, -1, 0}, // ilit
		{0x7469766900000000, 32, 4, -1, 0}, // ivit
		{0x7469766b00000000, 32, 4, -1, 0}, // kvit
		{0x7469630000000000, 40, 3, -1, 0}, // cit
		{0x7469640000000000, 40, 3, -1, 0}, // dit
		{0x7465690000000000, 40, 3, -1, 0}, // iet
		{0x74696d0000000000, 40, 3, -1, 0}, // mit
		{0x74696e0000000000, 40, 3, -1, 0}, // nit
		{0x7469700000000000, 40, 3, -1, 0}, // pit
		{0x7469720000000000, 40, 3, -1, 0}, // rit
		{0x7469730000000000, 40, 3, -1, 0}, // sit
		{0x7469740000000000, 40, 3, -1, 0}, // tit
		{0x7469750000000000, 40, 3, -1, 0}, // uit
		{0x7469780000000000, 40, 3, -1, 0}, // xit
	},
}

var swedishA1 = among{
	start: [33]uint8{0, 0, 5, 5, 5, 6, 12, 12, 12, 12, 12, 12, 12, 12, 12, 17, 17, 17, 17, 21, 33, 38, 38, 38, 38, 38, 38, 38, 38, 38, 38, 38, 38},
	empty: 0,
	affixes: []affix{
		{0x616e726574656800, 8, 7, 1, 0},  // heterna
		{0x616e726100000000, 32, 4, 1, 0}, // arna
		{0x616e726500000000, 32, 4, 1, 0}, // erna
		{0x616e726f00000000, 32, 4, 1, 0}, // orna
		{0x6100000000000000, 56, 1, 1, 0}, // a
		{0x6461000000000000, 48, 2, 1, 0}, // ad
		{0x65646e6100000000, 32, 4, 1, 0}, // ande
		{0x656e726100000000, 32, 4, 1, 0}, // arne
		{0x6574736100000000, 32, 4, 1, 0}, // aste
		{0x6564610000000000, 40, 3, 1, 0}, // ade
		{0x6572610000000000, 40, 3, 1, 0}, // are
		{0x6500000000000000, 56, 1, 1, 0}, // e
		{0x6e65646e61000000, 24, 5, 1, 0}, // anden
		{0x6e65746568000000, 24, 5, 1, 0}, // heten
		{0x6e65726100000000, 32, 4, 1, 0}, // aren
		{0x6e72650000000000, 40, 3, 1, 0}, // ern
		{0x6e65000000000000, 48, 2, 1, 0}, // en
		{0x7265746568000000, 24, 5, 1, 0}, // heter
		{0x7261000000000000, 48, 2, 1, 0}, // ar
		{0x7265000000000000, 48, 2, 1, 0}, // er
		{0x726f000000000000, 48, 2, 1, 0}, // or
		{0x736e657465680000, 16, 6, 1, 0}, // hetens
		{0x7365646e61000000, 24, 5, 1, 0}, // andes
		{0x736e657261000000, 24, 5, 1, 0}, // arens
		{0x73616e7261000000, 24, 5, 1, 0}, // arnas
		{0x73616e7265000000, 24, 5, 1, 0}, // ernas
		{0x73616e726f000000, 24, 5, 1, 0}, // ornas
		{0x7365646100000000, 32, 4, 1, 0}, // ades
		{0x736e726500000000, 32, 4, 1, 0}, // erns
		{0x736e650000000000, 40, 3, 1, 0}, // ens
		{0x7361000000000000, 48, 2, 1, 0}, // as
		{0x7365000000000000, 48, 2, 1, 0}, // es
		{0x7300000000000000, 56, 1, 2, 0}, // s
		{0x7465646e61000000, 24, 5, 1, 0}, // andet
		{0x7473610000000000, 40, 3, 1, 0}, // ast
		{0x7465680000000000, 40, 3, 1, 0}, // het
		{0x7461000000000000, 48, 2, 1, 0}, // at
		{0x7465000000000000, 48, 2, 3, 0}, // et
	},
}

var swedishA2 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7},
	empty: 0,
	affixes: []affix{
		{0x6464000000000000, 48, 2, -1, 0}, // dd
		{0x6467000000000000, 48, 2, -1, 0}, // gd
		{0x6e6e000000000000, 48, 2, -1, 0}, // nn
		{0x7464000000000000, 48, 2, -1, 0}, // dt
		{0x7467000000000000, 48, 2, -1, 0}, // gt
		{0x746b000000000000, 48, 2, -1, 0}, // kt
		{0x7474000000000000, 48, 2, -1, 0}, // tt
	},
}

var swedishA3 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5},
	empty: 0,
	affixes: []affix{
		{0x67696c0000000000, 40, 3, 1, 0}, // lig
		{0x6769000000000000, 48, 2, 1, 0}, // ig
		{0x736c650000000000, 40, 3, 1, 0}, // els
		{0x746c6c7566000000, 24, 5, 3, 0}, // fullt
		{0x7473b6c300000000, 32, 4, 2, 0}, // öst
	},
}
