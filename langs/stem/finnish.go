// Code generated from finnish.sbl of Snowball 3.1.1 by generate/generate.py. DO NOT EDIT.
// Snowball's copyright and licence are in LICENSE.snowball.

package stem

// finnish is Snowball's algorithm with its variables.
type finnish struct {
	env
	endingRemoved bool
	p2            int
	p1            int
}

func (s *finnish) markRegions() bool {
	s.p1 = s.limit
	s.p2 = s.limit
	if !s.gopast(&finnishLetters, finnishV) {
		return false
	}
	if !s.gopastNon(&finnishLetters, finnishV) {
		return false
	}
	s.p1 = s.cursor
	if !s.gopast(&finnishLetters, finnishV) {
		return false
	}
	if !s.gopastNon(&finnishLetters, finnishV) {
		return false
	}
	s.p2 = s.cursor
	return true
}

func (s *finnish) particleEtc() bool {
	var v2, amongVar int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	s.ket = s.cursor
	amongVar = s.findB(&finnishA0)
	if amongVar == 0 {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v2
	switch amongVar {
	case 1:
		if !s.inB(&finnishLetters, finnishParticleEnd) {
			return false
		}
	default:
		if s.p2 > s.cursor {
			return false
		}
	}
	s.sliceDel()
	return true
}

func (s *finnish) possessive() bool {
	var v2, amongVar int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	s.ket = s.cursor
	amongVar = s.findB(&finnishA4)
	if amongVar == 0 {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v2
	switch amongVar {
	case 1:
		if s.byteB('k') {
			return false
		}
		s.sliceDel()
	case 2:
		s.sliceDel()
		s.ket = s.cursor
		if !s.hasB("kse") {
			return false
		}
		s.bra = s.cursor
		s.sliceFrom("ksi")
	case 3:
		s.sliceDel()
	case 4:
		if s.findB(&finnishA1) == 0 {
			return false
		}
		s.sliceDel()
	case 5:
		if s.findB(&finnishA2) == 0 {
			return false
		}
		s.sliceDel()
	default:
		if s.findB(&finnishA3) == 0 {
			return false
		}
		s.sliceDel()
	}
	return true
}

func (s *finnish) lv() bool {
	return s.findB(&finnishA5) != 0
}

func (s *finnish) vi() bool {
	return s.findB(&finnishA6) != 0
}

func (s *finnish) a() bool {
	if s.byteB('a') {
		goto done1
	}
	if !s.byteB('\'') {
		return false
	}
done1:
	return true
}

func (s *finnish) e() bool {
	if s.byteB('e') {
		goto done1
	}
	if !s.byteB('\'') {
		return false
	}
done1:
	return true
}

func (s *finnish) i() bool {
	if s.byteB('i') {
		goto done1
	}
	if !s.byteB('\'') {
		return false
	}
done1:
	return true
}

func (s *finnish) o() bool {
	if s.byteB('o') {
		goto done1
	}
	if !s.byteB('\'') {
		return false
	}
done1:
	return true
}

func (s *finnish) u() bool {
	if s.byteB('u') {
		goto done1
	}
	if !s.byteB('\'') {
		return false
	}
done1:
	return true
}

func (s *finnish) aUmlaut() bool {
	if s.hasB("ä") {
		goto done1
	}
	if !s.byteB('\'') {
		return false
	}
done1:
	return true
}

func (s *finnish) oUmlaut() bool {
	if s.hasB("ö") {
		goto done1
	}
	if s.hasB("ø") {
		goto done1
	}
	if !s.byteB('\'') {
		return false
	}
done1:
	return true
}

func (s *finnish) caseEnding() bool {
	var v2, amongVar, v3, v4, v5 int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	s.ket = s.cursor
	amongVar = s.findA7()
	if amongVar == 0 {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v2
	switch amongVar {
	case 1:
		v3 = s.limit - s.cursor
		v4 = s.limit - s.cursor
		v5 = s.limit - s.cursor
		if s.lv() {
			goto done2
		}
		s.cursor = s.limit - v5
		if !s.hasB("ie") {
			s.cursor = s.limit - v3
			goto fail1
		}
	done2:
		s.cursor = s.limit - v4
		if !s.hopB(1) {
			s.cursor = s.limit - v3
			goto fail1
		}
		s.bra = s.cursor
	fail1:
		break
	case 2:
		if !s.inB(&finnishLetters, finnishV) {
			return false
		}
		if !s.inB(&finnishLetters, finnishC) {
			return false
		}
	case 3:
		if !s.byteB('e') {
			return false
		}
	}
	s.sliceDel()
	s.endingRemoved = true
	return true
}

func (s *finnish) otherEndings() bool {
	var v2, amongVar int
	if s.cursor < s.p2 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p2
	s.ket = s.cursor
	amongVar = s.findB(&finnishA8)
	if amongVar == 0 {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v2
	switch amongVar {
	case 1:
		if s.hasB("po") {
			return false
		}
	}
	s.sliceDel()
	return true
}

func (s *finnish) iPlural() bool {
	var v2 int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	s.ket = s.cursor
	if s.findB(&finnishA9) == 0 {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v2
	s.sliceDel()
	return true
}

func (s *finnish) tPlural() bool {
	var v2, v3, v5, amongVar int
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	s.ket = s.cursor
	if !s.byteB('t') {
		s.limitBackward = v2
		return false
	}
	s.bra = s.cursor
	v3 = s.limit - s.cursor
	if !s.inB(&finnishLetters, finnishV) {
		s.limitBackward = v2
		return false
	}
	s.cursor = s.limit - v3
	s.sliceDel()
	s.limitBackward = v2
	if s.cursor < s.p2 {
		return false
	}
	v5 = s.limitBackward
	s.limitBackward = s.p2
	s.ket = s.cursor
	amongVar = s.findB(&finnishA10)
	if amongVar == 0 {
		s.limitBackward = v5
		return false
	}
	s.bra = s.cursor
	s.limitBackward = v5
	switch amongVar {
	case 1:
		if s.hasB("po") {
			return false
		}
	}
	s.sliceDel()
	return true
}

func (s *finnish) tidy() bool {
	var v2, v3, v4, v5, v6, v7, v8 int
	var x string
	if s.cursor < s.p1 {
		return false
	}
	v2 = s.limitBackward
	s.limitBackward = s.p1
	v3 = s.limit - s.cursor
	v4 = s.limit - s.cursor
	if !s.lv() {
		goto fail1
	}
	s.cursor = s.limit - v4
	s.ket = s.cursor
	if !s.hopB(1) {
		goto fail1
	}
	s.bra = s.cursor
	s.sliceDel()
fail1:
	s.cursor = s.limit - v3
	v5 = s.limit - s.cursor
	s.ket = s.cursor
	if !s.inB(&finnishLetters, finnishAei) {
		goto fail2
	}
	s.bra = s.cursor
	if !s.inB(&finnishLetters, finnishC) {
		goto fail2
	}
	s.sliceDel()
fail2:
	s.cursor = s.limit - v5
	v6 = s.limit - s.cursor
	s.ket = s.cursor
	if !s.byteB('j') {
		goto fail3
	}
	s.bra = s.cursor
	if s.byteB('o') {
		goto done4
	}
	if !s.byteB('u') {
		goto fail3
	}
done4:
	s.sliceDel()
fail3:
	s.cursor = s.limit - v6
	v7 = s.limit - s.cursor
	s.ket = s.cursor
	if !s.byteB('o') {
		goto fail5
	}
	s.bra = s.cursor
	if !s.byteB('j') {
		goto fail5
	}
	s.sliceDel()
fail5:
	s.cursor = s.limit - v7
	s.limitBackward = v2
	v8 = s.limit - s.cursor
	if !s.gotoNonB(&finnishLetters, finnishV) {
		goto fail6
	}
	s.ket = s.cursor
	if !s.inB(&finnishLetters, finnishC) {
		goto fail6
	}
	s.bra = s.cursor
	x = s.sliceTo()
	if !s.hasB(x) {
		goto fail6
	}
	s.sliceDel()
fail6:
	s.cursor = s.limit - v8
	s.ket = s.cursor
	if !s.byteB('\'') {
		return false
	}
	s.bra = s.cursor
	s.sliceDel()
	return true
}

func (s *finnish) stem() bool {
	var v1, v2, v3, v4, v5, v6, v7, v8 int
	v1 = s.cursor
	s.markRegions()
	s.cursor = v1
	s.endingRemoved = false
	s.limitBackward = s.cursor
	s.cursor = s.limit
	v2 = s.limit - s.cursor
	s.particleEtc()
	s.cursor = s.limit - v2
	v3 = s.limit - s.cursor
	s.possessive()
	s.cursor = s.limit - v3
	v4 = s.limit - s.cursor
	s.caseEnding()
	s.cursor = s.limit - v4
	v5 = s.limit - s.cursor
	s.otherEndings()
	s.cursor = s.limit - v5
	if s.endingRemoved {
		v6 = s.limit - s.cursor
		s.iPlural()
		s.cursor = s.limit - v6
		goto done1
	}
	v7 = s.limit - s.cursor
	s.tPlural()
	s.cursor = s.limit - v7
done1:
	v8 = s.limit - s.cursor
	s.tidy()
	s.cursor = s.limit - v8
	s.cursor = s.limitBackward
	return true
}

func (s *finnish) findA7() int {
	cursor := s.cursor
	endings, tail := s.endings(&finnishA7)
	for i := range endings {
		s.cursor = cursor
		a := &endings[i]
		if !s.endsWith(a, tail) {
			continue
		}
		s.cursor = cursor - int(a.length)
		holds := true
		switch a.condition {
		case 1:
			holds = s.a()
		case 2:
			holds = s.aUmlaut()
		case 3:
			holds = s.e()
		case 4:
			holds = s.i()
		case 5:
			holds = s.lv()
		case 6:
			holds = s.o()
		case 7:
			holds = s.oUmlaut()
		case 8:
			holds = s.u()
		case 9:
			holds = s.vi()
		}
		if holds {
			s.cursor = cursor - int(a.length)
			return int(a.result)
		}
	}
	s.cursor = cursor
	return finnishA7.empty
}

// The groupings of finnish.sbl, as bits of finnishLetters.
const (
	finnishAei uint8 = 1 << iota
	finnishC
	finnishV
	finnishParticleEnd
)

var finnishLetters = letters{
	'a': finnishAei | finnishV | finnishParticleEnd,
	'b': finnishC,
	'c': finnishC,
	'd': finnishC,
	'e': finnishAei | finnishV | finnishParticleEnd,
	'f': finnishC,
	'g': finnishC,
	'h': finnishC,
	'i': finnishAei | finnishV | finnishParticleEnd,
	'j': finnishC,
	'k': finnishC,
	'l': finnishC,
	'm': finnishC,
	'n': finnishC | finnishParticleEnd,
	'o': finnishV | finnishParticleEnd,
	'p': finnishC,
	'q': finnishC,
	'r': finnishC,
	's': finnishC,
	't': finnishC | finnishParticleEnd,
	'u': finnishV | finnishParticleEnd,
	'v': finnishC,
	'w': finnishC,
	'x': finnishC,
	'y': finnishV | finnishParticleEnd,
	'z': finnishC,
	'ä': finnishAei | finnishV | finnishParticleEnd,
	'ö': finnishV | finnishParticleEnd,
}

var finnishA0 = among{
	start: [33]uint8{0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 8, 9, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10},
	empty: 0,
	affixes: []affix{
		{0x6170000000000000, 48, 2, 1, 0}, // pa
		{0xa4c3700000000000, 40, 3, 1, 0}, // pä
		{0x6974730000000000, 40, 3, 2, 0}, // sti
		{0x6ea4c3a4c36b0000, 16, 6, 1, 0}, // kään
		{0x6ea4c36800000000, 32, 4, 1, 0}, // hän
		{0x6e61616b00000000, 32, 4, 1, 0}, // kaan
		{0x6e61680000000000, 40, 3, 1, 0}, // han
		{0x6e696b0000000000, 40, 3, 1, 0}, // kin
		{0x6f6b000000000000, 48, 2, 1, 0}, // ko
		{0xb6c36b0000000000, 40, 3, 1, 0}, // kö
	},
}

var finnishA1 = among{
	start: [33]uint8{0, 0, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6},
	empty: 0,
	affixes: []affix{
		{0x616c6c0000000000, 40, 3, -1, 0}, // lla
		{0x61746c0000000000, 40, 3, -1, 0}, // lta
		{0x6173730000000000, 40, 3, -1, 0}, // ssa
		{0x6174730000000000, 40, 3, -1, 0}, // sta
		{0x616e000000000000, 48, 2, -1, 0}, // na
		{0x6174000000000000, 48, 2, -1, 0}, // ta
	},
}

var finnishA2 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6},
	empty: 0,
	affixes: []affix{
		{0xa4c36c6c00000000, 32, 4, -1, 0}, // llä
		{0xa4c3746c00000000, 32, 4, -1, 0}, // ltä
		{0xa4c3737300000000, 32, 4, -1, 0}, // ssä
		{0xa4c3747300000000, 32, 4, -1, 0}, // stä
		{0xa4c36e0000000000, 40, 3, -1, 0}, // nä
		{0xa4c3740000000000, 40, 3, -1, 0}, // tä
	},
}

var finnishA3 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
	empty: 0,
	affixes: []affix{
		{0x656e690000000000, 40, 3, -1, 0}, // ine
		{0x656c6c0000000000, 40, 3, -1, 0}, // lle
	},
}

var finnishA4 = among{
	start: [33]uint8{0, 0, 1, 1, 1, 2, 4, 4, 4, 4, 6, 6, 6, 6, 6, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9},
	empty: 0,
	affixes: []affix{
		{0x61736e0000000000, 40, 3, 3, 0}, // nsa
		{0xa4c3736e00000000, 32, 4, 3, 0}, // nsä
		{0x656d6d0000000000, 40, 3, 3, 0}, // mme
		{0x656e6e0000000000, 40, 3, 3, 0}, // nne
		{0x696e000000000000, 48, 2, 2, 0}, // ni
		{0x6973000000000000, 48, 2, 1, 0}, // si
		{0x6ea4c30000000000, 40, 3, 5, 0}, // än
		{0x6e61000000000000, 48, 2, 4, 0}, // an
		{0x6e65000000000000, 48, 2, 6, 0}, // en
	},
}

var finnishA5 = among{
	start: [33]uint8{0, 0, 1, 1, 1, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7},
	empty: 0,
	affixes: []affix{
		{0x6161000000000000, 48, 2, -1, 0}, // aa
		{0xa4c3a4c300000000, 32, 4, -1, 0}, // ää
		{0x6565000000000000, 48, 2, -1, 0}, // ee
		{0x6969000000000000, 48, 2, -1, 0}, // ii
		{0x6f6f000000000000, 48, 2, -1, 0}, // oo
		{0x7575000000000000, 48, 2, -1, 0}, // uu
		{0xb6c3b6c300000000, 32, 4, -1, 0}, // öö
	},
}

var finnishA6 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8},
	empty: 0,
	affixes: []affix{
		{0x2700000000000000, 56, 1, -1, 0}, // '
		{0x69a4c30000000000, 40, 3, -1, 0}, // äi
		{0x69b6c30000000000, 40, 3, -1, 0}, // öi
		{0x6961000000000000, 48, 2, -1, 0}, // ai
		{0x6965000000000000, 48, 2, -1, 0}, // ei
		{0x6969000000000000, 48, 2, -1, 0}, // ii
		{0x696f000000000000, 48, 2, -1, 0}, // oi
		{0x6975000000000000, 48, 2, -1, 0}, // ui
	},
}

var finnishA7 = among{
	start: [33]uint8{0, 0, 8, 8, 8, 16, 18, 18, 18, 18, 19, 19, 19, 19, 19, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31},
	empty: 0,
	affixes: []affix{
		{0x616c6c0000000000, 40, 3, -1, 0}, // lla
		{0x61746c0000000000, 40, 3, -1, 0}, // lta
		{0x6173730000000000, 40, 3, -1, 0}, // ssa
		{0x6174730000000000, 40, 3, -1, 0}, // sta
		{0x6174740000000000, 40, 3, 3, 0},  // tta
		{0x616e000000000000, 48, 2, -1, 0}, // na
		{0x6174000000000000, 48, 2, -1, 0}, // ta
		{0x6100000000000000, 56, 1, 2, 0},  // a
		{0xa4c36c6c00000000, 32, 4, -1, 0}, // llä
		{0xa4c3746c00000000, 32, 4, -1, 0}, // ltä
		{0xa4c3737300000000, 32, 4, -1, 0}, // ssä
		{0xa4c3747300000000, 32, 4, -1, 0}, // stä
		{0xa4c3747400000000, 32, 4, 3, 0},  // ttä
		{0xa4c36e0000000000, 40, 3, -1, 0}, // nä
		{0xa4c3740000000000, 40, 3, -1, 0}, // tä
		{0xa4c3000000000000, 48, 2, 2, 0},  // ä
		{0x656e690000000000, 40, 3, -1, 0}, // ine
		{0x656c6c0000000000, 40, 3, -1, 0}, // lle
		{0x69736b0000000000, 40, 3, -1, 0}, // ksi
		{0x6ea4c36800000000, 32, 4, -1, 2}, // hän
		{0x6eb6c36800000000, 32, 4, -1, 7}, // hön
		{0x6e65657300000000, 32, 4, -1, 5}, // seen
		{0x6e69697300000000, 32, 4, -1, 9}, // siin
		{0x6e65747400000000, 32, 4, -1, 9}, // tten
		{0x6e65640000000000, 40, 3, -1, 9}, // den
		{0x6e61680000000000, 40, 3, -1, 1}, // han
		{0x6e65680000000000, 40, 3, -1, 3}, // hen
		{0x6e69680000000000, 40, 3, -1, 4}, // hin
		{0x6e6f680000000000, 40, 3, -1, 6}, // hon
		{0x6e75680000000000, 40, 3, -1, 8}, // hun
		{0x6e00000000000000, 56, 1, 1, 0},  // n
	},
}

var finnishA8 = among{
	start: [33]uint8{0, 0, 5, 5, 5, 10, 10, 10, 10, 10, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14},
	empty: 0,
	affixes: []affix{
		{0x616d6d6900000000, 32, 4, -1, 0}, // imma
		{0x61706d6900000000, 32, 4, -1, 0}, // impa
		{0x616a650000000000, 40, 3, -1, 0}, // eja
		{0x616d6d0000000000, 40, 3, 1, 0},  // mma
		{0x61706d0000000000, 40, 3, 1, 0},  // mpa
		{0xa4c36d6d69000000, 24, 5, -1, 0}, // immä
		{0xa4c3706d69000000, 24, 5, -1, 0}, // impä
		{0xa4c36a6500000000, 32, 4, -1, 0}, // ejä
		{0xa4c36d6d00000000, 32, 4, 1, 0},  // mmä
		{0xa4c3706d00000000, 32, 4, 1, 0},  // mpä
		{0x696d6d6900000000, 32, 4, -1, 0}, // immi
		{0x69706d6900000000, 32, 4, -1, 0}, // impi
		{0x696d6d0000000000, 40, 3, 1, 0},  // mmi
		{0x69706d0000000000, 40, 3, 1, 0},  // mpi
	},
}

var finnishA9 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
	empty: 0,
	affixes: []affix{
		{0x6900000000000000, 56, 1, -1, 0}, // i
		{0x6a00000000000000, 56, 1, -1, 0}, // j
	},
}

var finnishA10 = among{
	start: [33]uint8{0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
	empty: 0,
	affixes: []affix{
		{0x616d6d6900000000, 32, 4, -1, 0}, // imma
		{0x616d6d0000000000, 40, 3, 1, 0},  // mma
	},
}
