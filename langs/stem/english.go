// Code generated from english.sbl of Snowball 3.1.1 by generate/generate.py. DO NOT EDIT.
// Snowball's copyright and licence are in LICENSE.snowball.

package stem

// english is Snowball's algorithm with its variables.
type english struct {
	env
	yFound bool
	p2     int
	p1     int
}

func (s *english) prelude() bool {
	var v1, v2, v3, v4, v5 int
	s.yFound = false
	v1 = s.cursor
	s.bra = s.cursor
	if !s.byte('\'') {
		goto fail1
	}
	s.ket = s.cursor
	s.sliceDel()
fail1:
	s.cursor = v1
	v2 = s.cursor
	s.bra = s.cursor
	if !s.byte('y') {
		goto fail2
	}
	s.ket = s.cursor
	s.sliceFrom("Y")
	s.yFound = true
fail2:
	s.cursor = v2
	v3 = s.cursor
loop4:
	for {
		v4 = s.cursor
		if !s.ahead('y') {
			goto fail5
		}
	loop6:
		for {
			v5 = s.cursor
			if !s.in(&englishLetters, englishV) {
				goto fail7
			}
			s.bra = s.cursor
			if !s.byte('y') {
				goto fail7
			}
			s.ket = s.cursor
			s.cursor = v5
			break loop6
		fail7:
			s.cursor = v5
			if !s.hop(1) {
				goto fail5
			}
		}
		s.sliceFrom("Y")
		s.yFound = true
		continue loop4
	fail5:
		s.cursor = v4
		break loop4
	}
	s.cursor = v3
	return true
}

func (s *english) markRegions() bool {
	var v1, v2 int
	s.p1 = s.limit
	s.p2 = s.limit
	v1 = s.cursor
	v2 = s.cursor
	if s.find(&englishA0) != 0 {
		goto done2
	}
	s.cursor = v2
	if !s.gopast(&englishLetters, englishV) {
		goto fail1
	}
	if !s.gopastNon(&englishLetters, englishV) {
		goto fail1
	}
done2:
	s.p1 = s.cursor
	if !s.gopast(&englishLetters, englishV) {
		goto fail1
	}
	if !s.gopastNon(&englishLetters, englishV) {
		goto fail1
	}
	s.p2 = s.cursor
fail1:
	s.cursor = v1
	return true
}

func (s *english) shortv() bool {
	var v1 int
	v1 = s.limit - s.cursor
	if !s.outB(&englishLetters, englishVWXY) {
		goto fail2
	}
	if !s.inB(&englishLetters, englishV) {
		goto fail2
	}
	if !s.outB(&englishLetters, englishV) {
		goto fail2
	}
	goto done1
fail2:
	s.cursor = s.limit - v1
	if !s.outB(&englishLetters, englishV) {
		goto fail3
	}
	if !s.inB(&englishLetters, englishV) {
		goto fail3
	}
	if s.cursor > s.limitBackward {
		goto fail3
	}
	goto done1
fail3:
	s.cursor = s.limit - v1
	if !s.hasB("past") {
		return false
	}
done1:
	return true
}

func (s *english) r1() bool {
	return s.p1 <= s.cursor
}

func (s *english) r2() bool {
	return s.p2 <= s.cursor
}

func (s *english) step1a() bool {
	var v1, amongVar, v2 int
	v1 = s.limit - s.cursor
	s.ket = s.cursor
	if s.findB(&englishA1) == 0 {
		s.cursor = s.limit - v1
		goto fail1
	}
	s.bra = s.cursor
	s.sliceDel()
fail1:
	s.ket = s.cursor
	amongVar = s.findB(&englishA2)
	if amongVar == 0 {
		return false
	}
	s.bra = s.cursor
	switch amongVar {
	case 1:
		s.sliceFrom("ss")
	case 2:
		v2 = s.limit - s.cursor
		if s.hopB(2) {
			s.sliceFrom("i")
			goto done2
		}
		s.cursor = s.limit - v2
		s.sliceFrom("ie")
	done2:
		break
	case 3:
		if !s.hopB(1) {
			return false
		}
		if !s.gopastB(&englishLetters, englishV) {
			return false
		}
		s.sliceDel()
	}
	return true
}

func (s *english) step1b() bool {
	var amongVar, v1, v2, v3, v4, v5, v6, v7, v8 int
	s.ket = s.cursor
	amongVar = s.findB(&englishA5)
	s.bra = s.cursor
	v1 = s.limit - s.cursor
	switch amongVar {
	case 1:
		v2 = s.limit - s.cursor
		if s.r1() {
			v3 = s.limit - s.cursor
			if s.findB(&englishA3) == 0 {
				goto fail4
			}
			if s.cursor > s.limitBackward {
				goto fail4
			}
			goto done3
		fail4:
			s.cursor = s.limit - v3
			s.sliceFrom("ee")
		done3:
		}
		s.cursor = s.limit - v2
	case 2:
		goto fail2
	case 3:
		amongVar = s.findB(&englishA4)
		if amongVar == 0 {
			goto fail2
		}
		switch amongVar {
		case 1:
			v4 = s.limit - s.cursor
			if !s.outB(&englishLetters, englishV) {
				goto fail2
			}
			if s.cursor > s.limitBackward {
				goto fail2
			}
			s.cursor = s.limit - v4
			s.bra = s.cursor
			s.sliceFrom("ie")
		default:
			if s.cursor > s.limitBackward {
				goto fail2
			}
		}
	}
	goto done1
fail2:
	s.cursor = s.limit - v1
	v5 = s.limit - s.cursor
	if !s.gopastB(&englishLetters, englishV) {
		return false
	}
	s.cursor = s.limit - v5
	s.sliceDel()
	s.ket = s.cursor
	s.bra = s.cursor
	v6 = s.limit - s.cursor
	amongVar = s.findB(&englishA6)
	switch amongVar {
	case 1:
		s.sliceFrom("e")
		return false
	case 2:
		v7 = s.limit - s.cursor
		if !s.inB(&englishLetters, englishAeo) {
			goto fail5
		}
		if s.cursor > s.limitBackward {
			goto fail5
		}
		return false
	fail5:
		s.cursor = s.limit - v7
	default:
		if s.cursor != s.p1 {
			return false
		}
		v8 = s.limit - s.cursor
		if !s.shortv() {
			return false
		}
		s.cursor = s.limit - v8
		s.sliceFrom("e")
		return false
	}
	s.cursor = s.limit - v6
	s.ket = s.cursor
	if !s.hopB(1) {
		return false
	}
	s.bra = s.cursor
	s.sliceDel()
done1:
	return true
}

func (s *english) step1c() bool {
	s.ket = s.cursor
	if s.byteB('y') {
		goto done1
	}
	if !s.byteB('Y') {
		return false
	}
done1:
	s.bra = s.cursor
	if !s.outB(&englishLetters, englishV) {
		return false
	}
	if s.cursor <= s.limitBackward {
		return false
	}
	s.sliceFrom("i")
	return true
}

func (s *english) step2() bool {
	var amongVar int
	s.ket = s.cursor
	amongVar = s.findB(&englishA7)
	if amongVar == 0 {
		return false
	}
	s.bra = s.cursor
	if !s.r1() {
		return false
	}
	switch amongVar {
	case 1:
		s.sliceFrom("tion")
	case 2:
		s.sliceFrom("ence")
	case 3:
		s.sliceFrom("ance")
	case 4:
		s.sliceFrom("able")
	case 5:
		s.sliceFrom("ent")
	case 6:
		s.sliceFrom("ize")
	case 7:
		s.sliceFrom("ate")
	case 8:
		s.sliceFrom("al")
	case 9:
		s.sliceFrom("ful")
	case 10:
		s.sliceFrom("ous")
	case 11:
		s.sliceFrom("ive")
	case 12:
		s.sliceFrom("ble")
	case 13:
		s.sliceFrom("og")
	case 14:
		if !s.byteB('l') {
			return false
		}
		s.sliceFrom("og")
	case 15:
		s.sliceFrom("less")
	default:
		if !s.inB(&englishLetters, englishValidLI) {
			return false
		}
		s.sliceDel()
	}
	return true
}

func (s *english) step3() bool {
	var amongVar int
	s.ket = s.cursor
	amongVar = s.findB(&englishA8)
	if amongVar == 0 {
		return false
	}
	s.bra = s.cursor
	if !s.r1() {
		return false
	}
	switch amongVar {
	case 1:
		s.sliceFrom("tion")
	case 2:
		s.sliceFrom("ate")
	case 3:
		s.sliceFrom("al")
	case 4:
		s.sliceFrom("ic")
	case 5:
		s.sliceDel()
	default:
		if !s.r2() {
			return false
		}
		s.sliceDel()
	}
	return true
}

func (s *english) step4() bool {
	var amongVar int
	s.ket = s.cursor
	amongVar = s.findB(&englishA9)
	if amongVar == 0 {
		return false
	}
	s.bra = s.cursor
	if !s.r2() {
		return false
	}
	switch amongVar {
	case 1:
		s.sliceDel()
	default:
		if s.byteB('s') {
			goto done1
		}
		if !s.byteB('t') {
			return false
		}
	done1:
		s.sliceDel()
	}
	return true
}

func (s *english) step5() bool {
	var amongVar, v1 int
	s.ket = s.cursor
	amongVar = s.findB(&englishA10)
	if amongVar == 0 {
		return false
	}
	s.bra = s.cursor
	switch amongVar {
	case 1:
		if s.r2() {
			goto done1
		}
		if !s.r1() {
			return false
		}
		v1 = s.limit - s.cursor
		if s.shortv() {
			return false
		}
		s.cursor = s.limit - v1
	done1:
		s.sliceDel()
	default:
		if !s.r2() {
			return false
		}
		if !s.byteB('l') {
			return false
		}
		s.sliceDel()
	}
	return true
}

func (s *english) exception1() bool {
	var amongVar int
	s.bra = s.cursor
	amongVar = s.find(&englishA11)
	if amongVar == 0 {
		return false
	}
	s.ket = s.cursor
	if s.cursor < s.limit {
		return false
	}
	if amongVar > 0 {
		s.sliceFrom(englishAS11[amongVar-1])
	}
	return true
}

func (s *english) postlude() bool {
	var v1, v2 int
	if !s.yFound {
		return false
	}
loop1:
	for {
		v1 = s.cursor
		if !s.ahead('Y') {
			goto fail2
		}
	loop3:
		for {
			v2 = s.cursor
			s.bra = s.cursor
			if !s.byte('Y') {
				goto fail4
			}
			s.ket = s.cursor
			s.cursor = v2
			break loop3
		fail4:
			s.cursor = v2
			if !s.hop(1) {
				goto fail2
			}
		}
		s.sliceFrom("y")
		continue loop1
	fail2:
		s.cursor = v1
		break loop1
	}
	return true
}

func (s *english) stem() bool {
	var v1, v2, v3, v4, v5, v6, v7, v8, v9 int
	v1 = s.cursor
	if s.exception1() {
		goto done1
	}
	s.cursor = v1
	if s.hop(3) {
		goto fail2
	}
	goto done1
fail2:
	s.cursor = v1
	s.prelude()
	s.markRegions()
	s.limitBackward = s.cursor
	s.cursor = s.limit
	v2 = s.limit - s.cursor
	s.step1a()
	s.cursor = s.limit - v2
	v3 = s.limit - s.cursor
	s.step1b()
	s.cursor = s.limit - v3
	v4 = s.limit - s.cursor
	s.step1c()
	s.cursor = s.limit - v4
	v5 = s.limit - s.cursor
	s.step2()
	s.cursor = s.limit - v5
	v6 = s.limit - s.cursor
	s.step3()
	s.cursor = s.limit - v6
	v7 = s.limit - s.cursor
	s.step4()
	s.cursor = s.limit - v7
	v8 = s.limit - s.cursor
	s.step5()
	s.cursor = s.limit - v8
	s.cursor = s.limitBackward
	v9 = s.cursor
	s.postlude()
	s.cursor = v9
done1:
	return true
}

// The groupings of english.sbl, as bits of englishLetters.
const (
	englishAeo uint8 = 1 << iota
	englishV
	englishVWXY
	englishValidLI
)

var englishLetters = letters{
	'Y': englishVWXY,
	'a': englishAeo | englishV | englishVWXY,
	'c': englishValidLI,
	'd': englishValidLI,
	'e': englishAeo | englishV | englishVWXY | englishValidLI,
	'g': englishValidLI,
	'h': englishValidLI,
	'i': englishV | englishVWXY,
	'k': englishValidLI,
	'm': englishValidLI,
	'n': englishValidLI,
	'o': englishAeo | englishV | englishVWXY,
	'r': englishValidLI,
	't': englishValidLI,
	'u': englishV | englishVWXY,
	'w': englishVWXY,
	'x': englishVWXY,
	'y': englishV | englishVWXY,
}

var englishA0 = among{
	start: [33]uint8{0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9},
	empty: 0,
	affixes: []affix{
		{0x0000006e65737261, 24, 5, -1, 0}, // arsen
		{0x00006e756d6d6f63, 16, 6, -1, 0}, // commun
		{0x0000006772656d65, 24, 5, -1, 0}, // emerg
		{0x00000072656e6567, 24, 5, -1, 0}, // gener
		{0x0000007265746e69, 24, 5, -1, 0}, // inter
		{0x000000726574616c, 24, 5, -1, 0}, // later
		{0x0000006e6167726f, 24, 5, -1, 0}, // organ
		{0x0000000074736170, 32, 4, -1, 0}, // past
		{0x0073726576696e75, 8, 7, -1, 0},  // univers
	},
}

var englishA1 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3},
	empty: 0,
	affixes: []affix{
		{0x2773270000000000, 40, 3, 1, 0}, // 's'
		{0x2700000000000000, 56, 1, 1, 0}, // '
		{0x7327000000000000, 48, 2, 1, 0}, // 's
	},
}

var englishA2 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6},
	empty: 0,
	affixes: []affix{
		{0x6465690000000000, 40, 3, 2, 0},  // ied
		{0x7365737300000000, 32, 4, 1, 0},  // sses
		{0x7365690000000000, 40, 3, 2, 0},  // ies
		{0x7373000000000000, 48, 2, -1, 0}, // ss
		{0x7375000000000000, 48, 2, -1, 0}, // us
		{0x7300000000000000, 56, 1, 3, 0},  // s
	},
}

var englishA3 = among{
	start: [33]uint8{0, 0, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3},
	empty: 0,
	affixes: []affix{
		{0x636f727000000000, 32, 4, 1, 0}, // proc
		{0x6363757300000000, 32, 4, 1, 0}, // succ
		{0x6378650000000000, 40, 3, 1, 0}, // exc
	},
}

var englishA4 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7},
	empty: 0,
	affixes: []affix{
		{0x6e6e616300000000, 32, 4, 2, 0}, // cann
		{0x6e65766500000000, 32, 4, 2, 0}, // even
		{0x6e6e690000000000, 40, 3, 2, 0}, // inn
		{0x7272616500000000, 32, 4, 2, 0}, // earr
		{0x7272656800000000, 32, 4, 2, 0}, // herr
		{0x74756f0000000000, 40, 3, 2, 0}, // out
		{0x7900000000000000, 56, 1, 1, 0}, // y
	},
}

var englishA5 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 6, 6, 6, 6, 6, 6, 6},
	empty: -1,
	affixes: []affix{
		{0x6465650000000000, 40, 3, 1, 0}, // eed
		{0x6465000000000000, 48, 2, 2, 0}, // ed
		{0x676e690000000000, 40, 3, 3, 0}, // ing
		{0x796c646565000000, 24, 5, 1, 0}, // eedly
		{0x796c676e69000000, 24, 5, 2, 0}, // ingly
		{0x796c646500000000, 32, 4, 2, 0}, // edly
	},
}

var englishA6 = among{
	start: [33]uint8{0, 0, 0, 1, 1, 2, 2, 3, 4, 4, 4, 4, 4, 5, 6, 7, 7, 8, 8, 9, 9, 11, 11, 11, 11, 11, 11, 12, 12, 12, 12, 12, 12},
	empty: 3,
	affixes: []affix{
		{0x6262000000000000, 48, 2, 2, 0}, // bb
		{0x6464000000000000, 48, 2, 2, 0}, // dd
		{0x6666000000000000, 48, 2, 2, 0}, // ff
		{0x6767000000000000, 48, 2, 2, 0}, // gg
		{0x6c62000000000000, 48, 2, 1, 0}, // bl
		{0x6d6d000000000000, 48, 2, 2, 0}, // mm
		{0x6e6e000000000000, 48, 2, 2, 0}, // nn
		{0x7070000000000000, 48, 2, 2, 0}, // pp
		{0x7272000000000000, 48, 2, 2, 0}, // rr
		{0x7461000000000000, 48, 2, 1, 0}, // at
		{0x7474000000000000, 48, 2, 2, 0}, // tt
		{0x7a69000000000000, 48, 2, 1, 0}, // iz
	},
}

var englishA7 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 14, 14, 16, 17, 19, 19, 19, 19, 21, 24, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25},
	empty: 0,
	affixes: []affix{
		{0x6974696c69620000, 16, 6, 12, 0}, // biliti
		{0x696c7373656c0000, 16, 6, 15, 0}, // lessli
		{0x6974696c61000000, 24, 5, 8, 0},  // aliti
		{0x696c746e65000000, 24, 5, 5, 0},  // entli
		{0x696c6c7566000000, 24, 5, 9, 0},  // fulli
		{0x6974697669000000, 24, 5, 11, 0}, // iviti
		{0x696c73756f000000, 24, 5, 10, 0}, // ousli
		{0x696c626100000000, 32, 4, 4, 0},  // abli
		{0x696c6c6100000000, 32, 4, 8, 0},  // alli
		{0x69636e6100000000, 32, 4, 3, 0},  // anci
		{0x69636e6500000000, 32, 4, 2, 0},  // enci
		{0x696c620000000000, 40, 3, 12, 0}, // bli
		{0x69676f0000000000, 40, 3, 14, 0}, // ogi
		{0x696c000000000000, 48, 2, 16, 0}, // li
		{0x6c616e6f69746100, 8, 7, 7, 0},   // ational
		{0x6c616e6f69740000, 16, 6, 1, 0},  // tional
		{0x6d73696c61000000, 24, 5, 8, 0},  // alism
		{0x6e6f6974617a6900, 8, 7, 6, 0},   // ization
		{0x6e6f697461000000, 24, 5, 7, 0},  // ation
		{0x726f746100000000, 32, 4, 7, 0},  // ator
		{0x72657a6900000000, 32, 4, 6, 0},  // izer
		{0x7373656e6c756600, 8, 7, 9, 0},   // fulness
		{0x7373656e65766900, 8, 7, 11, 0},  // iveness
		{0x7373656e73756f00, 8, 7, 10, 0},  // ousness
		{0x747369676f000000, 24, 5, 13, 0}, // ogist
	},
}

var englishA8 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9},
	empty: 0,
	affixes: []affix{
		{0x657a696c61000000, 24, 5, 3, 0}, // alize
		{0x6576697461000000, 24, 5, 6, 0}, // ative
		{0x6574616369000000, 24, 5, 4, 0}, // icate
		{0x6974696369000000, 24, 5, 4, 0}, // iciti
		{0x6c616e6f69746100, 8, 7, 2, 0},  // ational
		{0x6c616e6f69740000, 16, 6, 1, 0}, // tional
		{0x6c61636900000000, 32, 4, 4, 0}, // ical
		{0x6c75660000000000, 40, 3, 5, 0}, // ful
		{0x7373656e00000000, 32, 4, 5, 0}, // ness
	},
}

var englishA9 = among{
	start: [33]uint8{0, 0, 0, 0, 1, 1, 8, 8, 8, 8, 9, 9, 9, 10, 11, 12, 12, 12, 12, 13, 14, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18},
	empty: 0,
	affixes: []affix{
		{0x6369000000000000, 48, 2, 1, 0}, // ic
		{0x656c626100000000, 32, 4, 1, 0}, // able
		{0x65636e6100000000, 32, 4, 1, 0}, // ance
		{0x65636e6500000000, 32, 4, 1, 0}, // ence
		{0x656c626900000000, 32, 4, 1, 0}, // ible
		{0x6574610000000000, 40, 3, 1, 0}, // ate
		{0x6576690000000000, 40, 3, 1, 0}, // ive
		{0x657a690000000000, 40, 3, 1, 0}, // ize
		{0x6974690000000000, 40, 3, 1, 0}, // iti
		{0x6c61000000000000, 48, 2, 1, 0}, // al
		{0x6d73690000000000, 40, 3, 1, 0}, // ism
		{0x6e6f690000000000, 40, 3, 2, 0}, // ion
		{0x7265000000000000, 48, 2, 1, 0}, // er
		{0x73756f0000000000, 40, 3, 1, 0}, // ous
		{0x746e656d65000000, 24, 5, 1, 0}, // ement
		{0x746e656d00000000, 32, 4, 1, 0}, // ment
		{0x746e610000000000, 40, 3, 1, 0}, // ant
		{0x746e650000000000, 40, 3, 1, 0}, // ent
	},
}

var englishA10 = among{
	start: [33]uint8{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
	empty: 0,
	affixes: []affix{
		{0x6500000000000000, 56, 1, 1, 0}, // e
		{0x6c00000000000000, 56, 1, 2, 0}, // l
	},
}

var englishA11 = among{
	start: [33]uint8{0, 0, 2, 3, 4, 4, 5, 5, 6, 7, 8, 8, 8, 8, 8, 9, 10, 10, 10, 10, 14, 14, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15},
	empty: 0,
	affixes: []affix{
		{0x0000007365646e61, 24, 5, -1, 0}, // andes
		{0x00000073616c7461, 24, 5, -1, 0}, // atlas
		{0x0000000073616962, 32, 4, -1, 0}, // bias
		{0x0000736f6d736f63, 16, 6, -1, 0}, // cosmos
		{0x000000796c726165, 24, 5, 6, 0},  // early
		{0x0000796c746e6567, 16, 6, 4, 0},  // gently
		{0x0000000065776f68, 32, 4, -1, 0}, // howe
		{0x00000000796c6469, 32, 4, 3, 0},  // idly
		{0x000000007377656e, 32, 4, -1, 0}, // news
		{0x00000000796c6e6f, 32, 4, 7, 0},  // only
		{0x0000796c676e6973, 16, 6, 8, 0},  // singly
		{0x0000007365696b73, 24, 5, 2, 0},  // skies
		{0x0000000073696b73, 32, 4, 1, 0},  // skis
		{0x0000000000796b73, 40, 3, -1, 0}, // sky
		{0x00000000796c6775, 32, 4, 5, 0},  // ugly
	},
}

var englishAS11 = [...]string{"ski", "sky", "idl", "gentl", "ugli", "earli", "onli", "singl"}
