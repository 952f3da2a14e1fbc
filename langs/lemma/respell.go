package lemma

import "github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"

const (
	leastRespelled = 4  // letters of a word that may lack its dots
	leastSwapped   = 7  // letters of a word of which two may be exchanged
	mostRespelled  = 32 // bytes of a word that is respelled
)

// respelling is a known word that an unknown one was probably meant to be, and its reading.
type respelling struct {
	choice
	word [2 * mostRespelled]byte
}

// lemma appends the lemma of the word that was meant.
func (r *respelling) lemma(dst []byte) []byte {
	return append(append(dst, r.word[:r.stem]...), r.add...)
}

// respell looks for a known word with dots on letters that have none (hyva: hyvä, vantetid: väntetid), or with two
// neighbouring letters exchanged. It asks only the table of forms.
func (m *Model) respell(word []byte, r *respelling) bool {
	if len(word) < leastRespelled || len(word) > mostRespelled {
		return false
	}
	for _, c := range word {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	// A Finnish word, or the part of a compound before or after a place in it, has dots everywhere or nowhere.
	for i := range word {
		if m.isMeant(r, dotted(r.word[:0], word, i, len(word), 'a'), word, i) {
			return true
		}
	}
	for i := len(word) - 1; i > 0; i-- {
		if m.isMeant(r, dotted(r.word[:0], word, 0, i, 'a'), word, 0) {
			return true
		}
	}
	for i := range word {
		if m.isMeant(r, dotted(r.word[:0], word, i, i+1, 'a'), word, i) || m.isMeant(r, dotted(r.word[:0], word, i, i+1, 'o'), word, i) {
			return true
		}
	}
	if len(word) >= leastSwapped {
		for i := 1; i+1 < len(word); i++ {
			if word[i] != word[i+1] {
				meant := append(r.word[:0], word...)
				meant[i], meant[i+1] = meant[i+1], meant[i]
				if m.isMeant(r, meant, word, i) {
					return true
				}
			}
		}
	}
	return false
}

// dotted appends word with dots on the letters from start to end. Where ring is 'o', an a becomes å, not ä.
func dotted(dst, word []byte, start, end int, ring byte) []byte {
	for i, c := range word {
		switch {
		case i < start || i >= end || c != 'a' && c != 'o':
			dst = append(dst, c)
		case c == 'o':
			dst = append(dst, "ö"...)
		case ring == 'o':
			dst = append(dst, "å"...)
		default:
			dst = append(dst, "ä"...)
		}
	}
	return dst
}

// isMeant reports whether another spelling of the word is a known one, whose reading it puts into r.
func (m *Model) isMeant(r *respelling, meant, word []byte, from int) bool {
	if len(meant) == len(word) && meant[from] == word[from] {
		return false
	}
	v, ok := m.forms.GetRare(wordtable.SumOf(meant).Key())
	if !ok {
		return false
	}
	r.choice, ok = m.known(v, meant)
	r.resort = Typo
	return ok
}
