package token

import "strings"

// abbreviationKind says what a full stop after a word may mean.
type abbreviationKind uint8

const (
	none         abbreviationKind = iota // the end of a sentence
	always                               // an abbreviation that something must follow
	mayEnd                               // one that ends a sentence too: the next letter decides
	beforeNumber                         // one only before a number: "No. 5", but "No. Never."
)

// longestAbbreviation is in bytes, inner full stops included.
const longestAbbreviation = 8

// The abbreviations of the three languages are one list. What is a word of one of them as well ("min", "tim") may end a
// sentence.
var abbreviations = func() map[string]abbreviationKind {
	kinds := map[string]abbreviationKind{}
	for kind, words := range [...]string{
		always: "esim mm klo n noin ks vrt ts t terv ns os p puh nro s tri toht prof dr dos k " + // Finnish
			"t.ex bl.a kl ca tel nr resp ev f.d d.v.s dvs m.a.o p.g.a s.k fr.o.m t.o.m avd mvh inkl exkl jfr st " + // Swedish
			"e.g i.e mr mrs ms drs vs cf approx dept ref fig", // English
		mayEnd: "jne yms ym tms ml kpl min h v vk kk pv krs eur milj sek e.kr eaa dyl o.dyl " +
			"osv o.s.v m.m m.fl mfl etc tim mån st.f o.d " +
			"a.m p.m hrs mins jan feb aug sept oct nov dec jr sr inc ltd co",
		beforeNumber: "no art sid tab kap vol pp",
	} {
		for _, word := range strings.Fields(words) {
			kinds[word] = abbreviationKind(kind)
		}
	}
	return kinds
}()

// abbreviation looks up the word that ends with token i, joined by single full stops to the short words before it as in
// bl.a.
func (t *Tokens) abbreviation(text []byte, i int) abbreviationKind {
	var buf [longestAbbreviation]byte
	at := len(buf)
	for j := i; ; j-- {
		word := t.Word(j)
		if len(word) > at {
			break
		}
		at -= copy(buf[at-len(word):], word)
		if j == 0 || at == 0 || t.List[j-1].Kind != Word {
			break
		}
		if before, start := t.List[j-1], t.List[j].Start; before.End-before.Start > 3 || start-before.End != 1 || text[before.End] != '.' {
			break
		}
		at--
		buf[at] = '.'
	}
	if at < len(buf) && buf[at] == '.' {
		at++
	}
	if kind, ok := abbreviations[string(buf[at:])]; ok {
		return kind
	}
	return abbreviations[string(t.Word(i))]
}
