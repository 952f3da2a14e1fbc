package main

import "strings"

// verbal is what the forms of a Finnish verb are put together from.
type verbal struct {
	strong, weak         []string // present: sanoo, sanon; some verbs have two
	past, pastWeak       []string // sanoi, sanoin
	conditional          []string // sano-, before isi
	consonant            string   // before nut, nee, koon: sano, tul, vali
	passive              string   // before tiin: sanot, muistet, tul
	potential, pastPart  string   // tulle, tullut
	imperative           string   // sanokoon, tulkoon: before k
	passivePresent       string   // sanotaan, tullaan
	passivePart, gradeOf string   // sanottu and its gradation letter
}

// verbStems follows Kotus's inflection classes 52 to 78.
func verbStems(w string, class int, letter string) (v verbal, ok bool) {
	f := isFront(w)
	r := []rune(w)
	if len(r) < 3 {
		return v, false
	}
	weak := func(s string) string { return weaken(s, letter) }
	// long fills in what verbs whose stem ends in the infinitive's vowels have in common.
	long := func(stem string, pasts ...string) {
		k := weak(stem)
		v.strong, v.weak, v.past = []string{stem}, []string{k}, pasts
		for _, p := range pasts {
			// The past of a verb in t that becomes s has no gradation: huusi, huusin.
			if strings.HasSuffix(p, "si") && !strings.HasSuffix(cut(stem, 1), "s") {
				v.pastWeak = append(v.pastWeak, p)
			} else {
				v.pastWeak = append(v.pastWeak, weak(p))
			}
		}
		v.consonant, v.imperative = stem, stem
		v.potential, v.pastPart = stem+"ne", stem+ending(f, "nUt")
		passive := k
		if l := last(k); l == "a" || l == "ä" {
			passive = cut(k, 1) + "e"
		}
		v.passive = passive + "t"
		v.passivePresent = passive + ending(f, "tAAn")
		v.passivePart, v.gradeOf = passive+ending(f, "ttU"), "C"
		v.conditional = []string{stem}
		if l := last(stem); l == "e" || l == "i" {
			v.conditional = []string{cut(stem, 1)}
		}
	}
	// short does so for verbs whose infinitive ends in a consonant and ta, la, na or ra, or in da.
	short := func(consonant, vowel string, pasts ...string) {
		v.strong, v.weak, v.past, v.pastWeak = []string{vowel}, []string{vowel}, pasts, pasts
		v.consonant, v.imperative = consonant, consonant
		l := last(consonant)
		switch l {
		case "t":
			v.potential, v.pastPart = cut(consonant, 1)+"nne", cut(consonant, 1)+ending(f, "nnUt")
		case "s", "l", "n", "r":
			v.potential, v.pastPart = consonant+l+"e", consonant+l+ending(f, "Ut")
		default:
			v.potential, v.pastPart = consonant+"ne", consonant+ending(f, "nUt")
		}
		v.passive = consonant
		v.passivePresent = w + ending(f, "An")
		v.passivePart = consonant + ending(f, "tU")
		switch l {
		case "l":
			v.gradeOf = "I"
		case "n":
			v.gradeOf = "J"
		case "r":
			v.gradeOf = "K"
		case "s":
			v.gradeOf = ""
		case "t":
			v.gradeOf = "C"
		default:
			v.gradeOf = "F"
		}
		v.conditional = []string{vowel}
		if l := last(vowel); l == "e" || l == "i" {
			v.conditional = []string{cut(vowel, 1)}
		}
	}
	stem := cut(w, 1)    // muista-a
	base := cut(stem, 1) // muist
	c := cut(w, 2)       // tul-la
	o := "o"
	if f {
		o = "ö"
	}
	switch class {
	case 52:
		long(stem, stem+"i")
	case 53:
		long(stem, base+"i")
	case 54:
		long(stem, cut(base, 1)+"si")
	case 55, 57:
		long(stem, cut(base, 1)+"si", base+"i")
		if class == 57 {
			v.past, v.pastWeak = []string{cut(base, 1) + "si", base + o + "i"}, []string{cut(base, 1) + "si", weak(base + o + "i")}
		}
	case 56, 78, 77:
		long(stem, base+o+"i")
		if class != 56 {
			v.past, v.pastWeak = append(v.past, base+"i"), append(v.pastWeak, base+"i")
		}
	case 58:
		long(stem, base+"i")
	case 59:
		long(stem, cut(base, 1)+"si")
	case 60:
		long(stem, base+"i", cut(base, 2)+"ksi")
	case 61:
		long(stem, stem)
	case 62, 68:
		short(c, c, c)
		v.conditional = []string{cut(c, 1)}
		if class == 68 {
			v.strong, v.weak = []string{c, c + "tse"}, []string{c, c + "tse"}
			v.past, v.pastWeak = []string{c, c + "tsi"}, []string{c, c + "tsi"}
			v.conditional = []string{cut(c, 1), c + "ts"}
		}
	case 63:
		short(c, c, cut(c, 1)+"i")
		v.conditional = []string{cut(c, 1)}
	case 64:
		p := cut(c, 2) + last(c)
		short(c, c, p+"i")
		v.conditional = []string{p}
	case 65:
		short(c, c, cut(c, 1)+"vi")
		v.conditional = []string{cut(c, 1) + "v"}
	case 66:
		s := strengthen(c, letter)
		short(c, s+"e", s+"i")
	case 67:
		s := strengthen(c, letter)
		short(c, s+"e", s+"i")
	case 69:
		short(cut(w, 1), c+"tse", c+"tsi")
	case 70:
		short(c, cut(c, 1)+"kse", cut(c, 1)+"ksi")
	case 71:
		b := cut(c, 1)
		short(c, b+"ke", b+"ki")
		v.weak, v.pastWeak = []string{b + "e"}, []string{b + "i"}
	case 72:
		s := strengthen(c, letter)
		short(cut(w, 1), s+"ne", s+"ni")
	case 73:
		s := strengthen(c, letter)
		short(cut(w, 1), s+ending(f, "A"), s+"si")
		v.conditional = []string{s}
	case 74:
		s := strengthen(c, letter)
		short(cut(w, 1), s+ending(f, "A"), s+"si")
		v.conditional = []string{s + ending(f, "A"), s}
	case 75:
		s := strengthen(c, letter)
		short(cut(w, 1), s+ending(f, "A"), s+"si")
	case 76:
		long(stem, cut(base, 1)+"si")
	default:
		return v, false
	}
	return v, true
}

// The slots of verbs, after those of nominals.
const (
	slotInfinitive = 2*cases + iota
	slotPresent
	slotPresentStem // also the imperative and the form after ei
	slotPresentThird
	slotPast
	slotPastThird
	slotConditional
	slotPotential
	slotImperative
	slotPassivePresent
	slotPassivePast
	slotPassiveOther
	slotInfinitiveFinal // sanoakseen
	slotInfinitiveTwo   // sanoessa
	slotParticiple      // four participles and the third infinitive, each a nominal
	verbSlots           = slotParticiple + 5*2*cases
	slotOrdinalComparative
)

// verbForms appends the forms of a verb, those of its participles and of its third infinitive included.
func verbForms(dst []form, lemma string, v verbal) []form {
	f := isFront(lemma)
	add := func(slot int, texts ...string) {
		for _, t := range texts {
			dst = append(dst, form{text: t, slot: slot, free: true})
		}
	}
	persons := func(slot int, stem string) { add(slot, stem+"n", stem+"t", stem+"mme", stem+ending(f, "tte")) }
	add(slotInfinitive, lemma)
	for i, k := range v.weak {
		persons(slotPresent, k)
		add(slotPresentStem, k)
		s := v.strong[i]
		add(slotPresentThird, s+ending(f, "vAt"))
		r := []rune(s)
		if len(r) > 1 && strings.ContainsRune(vowels, r[len(r)-2]) && last(s) != "e" && s == k && (last(lemma) == "a" || last(lemma) == "ä") &&
			(strings.HasSuffix(lemma, "da") || strings.HasSuffix(lemma, "dä")) {
			add(slotPresentThird, s) // saa, voi, juo
		} else if len(r) > 1 && r[len(r)-1] == r[len(r)-2] {
			add(slotPresentThird, s) // salaa
		} else {
			add(slotPresentThird, s+last(s))
		}
	}
	for i, p := range v.past {
		persons(slotPast, v.pastWeak[i])
		add(slotPastThird, p, p+ending(f, "vAt"))
	}
	for _, c := range v.conditional {
		persons(slotConditional, c+"isi")
		add(slotConditional, c+"isi", c+"is", c+ending(f, "isivAt"))
	}
	persons(slotPotential, v.potential)
	add(slotPotential, v.potential, v.potential+"e", v.potential+ending(f, "vAt"))
	for _, e := range []string{"kAA", "kOOn", "kOOt", "kAAmme", "kO"} {
		add(slotImperative, v.imperative+ending(f, e))
	}
	add(slotPassivePresent, v.passivePresent, cut(v.passivePresent, 2))
	add(slotPassivePast, v.passive+"tiin")
	for _, e := range []string{"tAisiin", "tAisi", "tAneen", "tAkOOn", "tAessA"} {
		add(slotPassiveOther, v.passive+ending(f, e))
	}
	dst = append(dst, form{text: lemma + "kse", slot: slotInfinitiveFinal, bound: true})
	for _, s := range v.strong {
		two := s
		if last(s) == "e" {
			two = cut(s, 1) + "i"
		}
		if strings.HasSuffix(lemma, "d"+ending(f, "A")) || strings.HasSuffix(lemma, "t"+ending(f, "A")) ||
			strings.HasSuffix(lemma, "l"+ending(f, "A")) || strings.HasSuffix(lemma, "n"+ending(f, "A")) ||
			strings.HasSuffix(lemma, "r"+ending(f, "A")) {
			two = cut(lemma, 1) // tulla: tullessa
		}
		dst = append(dst, form{text: two + ending(f, "essA"), slot: slotInfinitiveTwo, free: true, bound: true},
			form{text: two + "en", slot: slotInfinitiveTwo, free: true})
	}
	participle := func(i int, nominative string, class int, letter string) {
		n, ok := nominalStems(nominative, class, letter)
		if !ok {
			return
		}
		from := len(dst)
		dst = nominalForms(dst, nominative, n, slotParticiple+i*2*cases)
		for j := range dst[from:] {
			dst[from+j].participle = true
			dst[from+j].agent = i == 4
		}
	}
	for _, s := range v.strong {
		participle(0, s+ending(f, "vA"), 10, "")
		participle(4, s+ending(f, "mA"), 10, "")
	}
	participle(1, v.pastPart, 47, "")
	participle(2, v.passivePart, 1, v.gradeOf)
	participle(3, v.passive+ending(f, "tAvA"), 10, "")
	return dst
}
