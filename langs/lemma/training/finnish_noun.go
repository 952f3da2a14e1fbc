package main

import "strings"

// nominal is what the forms of a Finnish noun or adjective are put together from.
type nominal struct {
	strong, weak             string   // singular vowel stem: essive, genitive
	partitive, illative      []string // singular
	pluralStrong, pluralWeak []string // i-stems: essive, inessive
	pluralGenitive           []string
	pluralPartitive          []string
	pluralIllative           []string
}

// nominalStems follows Kotus's inflection classes 1 to 49; ok is false for a class or word that it cannot do.
func nominalStems(w string, class int, letter string) (n nominal, ok bool) {
	f := isFront(w)
	e := func(stem string, endings ...string) []string {
		var out []string
		for _, x := range endings {
			out = append(out, stem+ending(f, x))
		}
		return out
	}
	weak := func(s string) string { return weaken(s, letter) }
	b, v := cut(w, 1), last(w)
	if len([]rune(w)) < 2 {
		return n, false
	}
	o := "o"
	if v == "ä" {
		o = "ö"
	}
	// vowel sets the singular of a word with one vowel stem.
	vowel := func(strong, weakStem string, par, ill []string) {
		n.strong, n.weak, n.partitive, n.illative = strong, weakStem, par, ill
	}
	plural := func(strong, weakStem, gen, par, ill []string) {
		n.pluralStrong, n.pluralWeak, n.pluralGenitive, n.pluralPartitive, n.pluralIllative = strong, weakStem, gen, par, ill
	}
	one := func(s string) []string { return []string{s} }
	switch class {
	case 1, 2, 3, 4, 8, 21:
		par := e(w, "A")
		ill := one(w + v + "n")
		if class == 3 || class == 21 {
			par = e(w, "tA")
		}
		if class == 21 {
			ill = one(w + "h" + strings.Replace(v, "é", "e", 1) + "n")
		}
		vowel(w, weak(w), par, ill)
		switch class {
		case 1, 8:
			plural(one(w+"i"), one(weak(w)+"i"), e(w, "jen"), e(w, "jA"), one(w+"ihin"))
		case 2:
			plural(one(w+"i"), one(w+"i"), e(w, "jen", "iden", "itten"), e(w, "jA", "itA"), one(w+"ihin"))
		case 3, 21:
			plural(one(w+"i"), one(w+"i"), e(w, "iden", "itten"), e(w, "itA"), one(w+"ihin"))
		case 4:
			k := weak(w)
			plural(one(w+"i"), one(k+"i"), []string{w + "jen", k + "iden", k + "itten"},
				append(e(w, "jA"), e(k, "itA")...), []string{w + "ihin", k + "ihin"})
		}
	case 5, 6:
		if v != "i" {
			b, w = w, w+"i"
		}
		vowel(w, weak(w), e(w, "A"), one(w+"in"))
		k := cut(weak(w), 1)
		plural(one(b+"ei"), one(k+"ei"), one(w+"en"), e(b, "ejA"), one(b+"eihin"))
		if class == 6 {
			n.pluralGenitive = append(n.pluralGenitive, b+"eiden", b+"eitten")
			n.pluralPartitive = append(n.pluralPartitive, e(b, "eitA")...)
		}
	case 7:
		s := b + "e"
		vowel(s, weak(s), e(s, "A"), one(s+"en"))
		plural(one(b+"i"), one(weak(b+"i")), one(b+"ien"), e(b, "iA"), one(b+"iin"))
	case 9, 10, 11, 12, 13, 14:
		vowel(w, weak(w), e(w, "A"), one(w+v+"n"))
		i, oi := b+"i", b+o+"i"
		k := cut(weak(w), 1)
		switch class {
		case 9:
			plural(one(oi), one(k+o+"i"), one(b+o+"jen"), e(b+o, "jA"), one(oi+"hin"))
		case 10:
			plural(one(i), one(weak(i)), one(b+"ien"), e(b, "iA"), one(b+"iin"))
		case 11:
			plural([]string{i, oi}, []string{i, oi}, []string{b + "ien", oi + "den", oi + "tten", b + o + "jen"},
				append(e(b, "iA"), append(e(oi, "tA"), e(b+o, "jA")...)...), []string{b + "iin", oi + "hin"})
		case 12:
			plural(one(oi), one(oi), e(oi, "den", "tten"), e(oi, "tA"), one(oi+"hin"))
		case 13:
			plural(one(oi), one(oi), []string{oi + "den", oi + "tten", b + o + "jen"}, append(e(oi, "tA"), e(b+o, "jA")...),
				one(oi+"hin"))
		case 14:
			koi := k + o + "i"
			plural(one(oi), one(koi), []string{koi + "den", koi + "tten", b + o + "jen"},
				append(e(koi, "tA"), e(b+o, "jA")...), []string{oi + "hin", koi + "hin"})
		}
	case 15:
		vowel(w, w, e(w, "A", "tA"), e(w, "An"))
		plural(one(b+"i"), one(b+"i"), e(b, "iden", "itten"), e(b, "itA"), e(b, "isiin", "ihin"))
	case 16:
		s := b + ending(f, "A")
		vowel(s, weaken(s, "H"), e(s, "A"), e(s, "An"))
		plural(one(b+"i"), one(weaken(b+"i", "H")), one(b+"ien"), e(b, "iA"), one(b+"iin"))
	case 17:
		vowel(w, w, e(w, "tA"), one(w+"seen"))
		plural(one(b+"i"), one(b+"i"), e(b, "iden", "itten"), e(b, "itA"), e(b, "isiin", "ihin"))
	case 18, 20:
		vowel(w, w, e(w, "tA"), one(w+"h"+v+"n"))
		if class == 20 {
			n.illative = append(n.illative, w+"seen")
		}
		plural(one(b+"i"), one(b+"i"), e(b, "iden", "itten"), e(b, "itA"), e(b, "ihin"))
		if class == 20 {
			n.pluralIllative = append(n.pluralIllative, b+"isiin")
		}
	case 19:
		vowel(w, w, e(w, "tA"), one(w+"h"+v+"n"))
		p := cut(w, 2) + v + "i"
		plural(one(p), one(p), e(p, "den", "tten"), e(p, "tA"), one(p+"hin"))
	case 22:
		vowel(w+"'", w+"'", e(w, "'tA"), one(w+"'hen"))
		plural(one(w+"'i"), one(w+"'i"), one(w+"'iden"), e(w, "'itA"), one(w+"'ihin"))
	case 23, 24, 25, 26, 29, 30:
		s := b + "e"
		c := b
		switch class {
		case 25:
			c = cut(b, 1) + "n"
		case 29:
			c = cut(b, 2) + "s"
		case 30:
			c = cut(b, 2) + "s"
		}
		vowel(s, weak(s), e(c, "tA"), one(s+"en"))
		plural(one(b+"i"), one(b+"i"), []string{b + "ien"}, e(b, "iA"), one(b+"iin"))
		if class != 23 {
			n.pluralGenitive = append(n.pluralGenitive, c+"ten")
		}
		if class == 25 {
			n.partitive = append(n.partitive, e(s, "A")...)
		}
		if w == "meri" || w == "veri" {
			n.partitive = one(b + "ta")
		}
	case 27, 28, 31:
		c := cut(b, 1)
		if class == 31 {
			c = cut(b, 2) + "h"
		}
		s, k := c+"te", c+"de"
		if class == 28 {
			k = c + last(c) + "e"
		}
		par := e(c, "ttA")
		if class == 31 {
			par = e(c, "tA")
		}
		vowel(s, k, par, one(s+"en"))
		plural(one(b+"i"), one(b+"i"), []string{b + "ien", c + "tten"}, e(b, "iA"), one(b+"iin"))
	case 32, 49:
		s := strengthen(w, letter)
		vowel(s+"e", s+"e", e(w, "tA"), one(s+"een"))
		plural(one(s+"i"), one(s+"i"), []string{s + "ien", w + "ten"}, e(s, "iA"), one(s+"iin"))
		if class == 49 {
			if v == "e" {
				return nominalStems(w, 48, letter)
			}
			n.illative = append(n.illative, s+"eeseen")
			n.partitive = append(n.partitive, e(s, "ettA")...)
			n.pluralStrong = append(n.pluralStrong, s+"ei")
			n.pluralWeak = append(n.pluralWeak, s+"ei")
			n.pluralPartitive = append(n.pluralPartitive, e(s, "eitA")...)
			n.pluralGenitive = append(n.pluralGenitive, s+"eiden")
			n.pluralIllative = append(n.pluralIllative, s+"eisiin", s+"eihin")
		}
	case 33, 34, 35:
		s := strengthen(b, letter)
		if class == 33 {
			vowel(s+"me", s+"me", e(w, "tA"), one(s+"meen"))
		} else {
			vowel(s+ending(f, "mA"), s+ending(f, "mA"), e(w, "tA"), e(s, "mAAn"))
		}
		plural(one(s+"mi"), one(s+"mi"), []string{s + "mien", w + "ten"}, e(s, "miA"), one(s+"miin"))
	case 36, 37:
		vowel(b+ending(f, "mpA"), b+ending(f, "mmA"), e(w, "tA"), e(b, "mpAAn"))
		plural(one(b+"mpi"), one(b+"mmi"), []string{b + "mpien", w + "ten"}, e(b, "mpiA"), one(b+"mpiin"))
	case 38:
		c := cut(w, 3)
		vowel(c+"se", c+"se", e(c, "stA"), one(c+"seen"))
		plural(one(c+"si"), one(c+"si"), []string{c + "sten", c + "sien"}, e(c, "siA"), one(c+"siin"))
	case 39:
		vowel(b+"kse", b+"kse", e(w, "tA"), one(b+"kseen"))
		plural(one(b+"ksi"), one(b+"ksi"), []string{w + "ten", b + "ksien"}, e(b, "ksiA"), one(b+"ksiin"))
	case 40:
		vowel(b+"te", b+"de", e(b, "ttA"), one(b+"teen"))
		plural(one(b+"ksi"), one(b+"ksi"), one(b+"ksien"), e(b, "ksiA"), one(b+"ksiin"))
	case 41, 44:
		c := strengthen(b, letter)
		s := c + last(c)
		vowel(s, s, e(w, "tA"), one(s+"seen"))
		plural(one(c+"i"), one(c+"i"), e(c, "iden", "itten"), e(c, "itA"), e(c, "isiin", "ihin"))
	case 42:
		c := b + "he"
		vowel(c, c, e(w, "tA"), one(c+"en"))
		plural(one(b+"hi"), one(b+"hi"), []string{w + "ten", b + "hien"}, e(b, "hiA"), one(b+"hiin"))
	case 43:
		c := strengthen(b, letter)
		vowel(c+"e", c+"e", e(w, "tA"), one(c+"een"))
		plural(one(c+"i"), one(c+"i"), e(c, "iden", "itten"), e(c, "itA"), e(c, "isiin", "ihin"))
	case 45, 46:
		vowel(b+"nte", b+"nne", e(b, "ttA"), one(b+"nteen"))
		plural(one(b+"nsi"), one(b+"nsi"), one(b+"nsien"), e(b, "nsiA"), one(b+"nsiin"))
	case 47:
		c := cut(w, 2)
		vowel(c+"ee", c+"ee", e(w, "tA"), one(c+"eeseen"))
		plural(one(c+"ei"), one(c+"ei"), e(c, "eiden", "eitten"), e(c, "eitA"), e(c, "eisiin", "eihin"))
	case 48:
		c := strengthen(w, letter)
		vowel(c+"e", c+"e", e(w, "ttA"), one(c+"eseen"))
		plural(one(c+"i"), one(c+"i"), e(c, "iden", "itten"), e(c, "itA"), e(c, "isiin", "ihin"))
	default:
		return n, false
	}
	return n, true
}

// The cases, in the order of their frequency. A slot is a case and a number of a nominal or a form of a verb.
const (
	slotNominative = iota
	slotGenitive
	slotPartitive
	slotInessive
	slotElative
	slotIllative
	slotAdessive
	slotAblative
	slotAllative
	slotEssive
	slotTranslative
	slotAbessive
	slotInstructive
	cases
)

// nominalForms appends all forms of a nominal, without clitics. Bound forms are followed by a possessive suffix.
func nominalForms(dst []form, lemma string, n nominal, slot int) []form {
	f := isFront(lemma)
	add := func(c int, plural, free, bound bool, texts ...string) {
		s := slot + c
		if plural {
			s += cases
		}
		for _, t := range texts {
			dst = append(dst, form{text: t, slot: s, free: free, bound: bound})
		}
	}
	add(slotNominative, false, true, false, lemma)
	add(slotNominative, false, false, true, n.strong)
	add(slotGenitive, false, true, false, n.weak+"n")
	local := func(plural bool, strong, weak string) {
		for _, x := range [...]struct {
			c      int
			ending string
		}{{slotInessive, "ssA"}, {slotElative, "stA"}, {slotAdessive, "llA"}, {slotAblative, "ltA"},
			{slotAllative, "lle"}, {slotAbessive, "ttA"}} {
			add(x.c, plural, true, true, weak+ending(f, x.ending))
		}
		add(slotEssive, plural, true, true, strong+ending(f, "nA"))
		add(slotTranslative, plural, true, false, weak+"ksi")
		add(slotTranslative, plural, false, true, weak+"kse")
	}
	local(false, n.strong, n.weak)
	add(slotPartitive, false, true, true, n.partitive...)
	for _, ill := range n.illative {
		add(slotIllative, false, true, false, ill)
		add(slotIllative, false, false, true, cut(ill, 1))
	}
	add(slotNominative, true, true, false, n.weak+"t")
	for i := range n.pluralStrong {
		local(true, n.pluralStrong[i], n.pluralWeak[i])
		add(slotInstructive, true, true, false, n.pluralWeak[i]+"n")
		add(slotInstructive, true, false, true, n.pluralStrong[i]+"ne")
	}
	for _, gen := range n.pluralGenitive {
		add(slotGenitive, true, true, false, gen)
		add(slotGenitive, true, false, true, cut(gen, 1))
	}
	add(slotPartitive, true, true, true, n.pluralPartitive...)
	for _, ill := range n.pluralIllative {
		add(slotIllative, true, true, false, ill)
		add(slotIllative, true, false, true, cut(ill, 1))
	}
	return dst
}
