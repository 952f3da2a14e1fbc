package lemma

import (
	"bytes"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

const (
	leastRespelled = 4  // letters of a word that may lack its dots
	leastSwapped   = 7  // letters of a word of which two may be exchanged
	leastSlipped   = 6  // letters of a word that may have a letter too few, too many or wrong
	mostRespelled  = 32 // bytes of a word that is respelled
	clearlyMore    = 3  // steps of frequency by which one of several words must lead; the lead of the likeliest slips
)

// slipKind is what may have happened to a letter.
type slipKind uint8

const (
	dotsFrom  slipKind = iota // the letters from a place on lack their dots
	dotsTo                    // those before it
	dotsAt                    // one letter lacks them
	ringAt                    // an å lacks its ring
	exchanged                 // two neighbours are exchanged
	tooMany                   // a letter is one too many
	missing                   // a letter is missing
	wrong                     // a letter is another one
	toOne                     // letters are drawn out (sooo), which stand for one
	toTwo                     // or for two
	dotsMixed                 // letters lack different signs: raksmorgas
)

// slip is one way in which a word may be mistyped.
type slip struct {
	kind   slipKind
	at     uint8
	letter uint8 // of slipLetters
}

var slipLetters = [...]string{"e", "n", "t", "r", "s", "l", "i", "d", "o", "m", "k", "g", "v", "f", "u", "p", "h", "b", "c", "j", "y", "x",
	"w", "z", "q", "a", "ä", "å", "ö"}

var slipSums = func() (sums [len(slipLetters)]wordtable.Sum) {
	for i, l := range slipLetters {
		sums[i] = wordtable.SumOf(l)
	}
	return sums
}()

// undo appends the word that was meant.
func (s slip) undo(dst, word []byte) []byte {
	if v := variant(s.kind >> 4); v > 0 {
		var buf [2*mostRespelled + 8]byte
		word = v.of(buf[:0], word)
		s.kind &= 15
	}
	at := min(int(s.at), len(word))
	_, size := utf8.DecodeRune(word[at:])
	switch s.kind {
	case dotsFrom:
		return dotted(dst, word, at, len(word), 'a')
	case dotsTo:
		return dotted(dst, word, 0, at, 'a')
	case dotsAt:
		return dotted(dst, word, at, at+1, 'a')
	case ringAt:
		return dotted(dst, word, at, at+1, 'o')
	case exchanged:
		_, next := utf8.DecodeRune(word[at+size:])
		dst = append(append(dst, word[:at]...), word[at+size:at+size+next]...)
		return append(append(dst, word[at:at+size]...), word[at+size+next:]...)
	case tooMany:
		return append(append(dst, word[:at]...), word[at+size:]...)
	case missing:
		size = 0
	case dotsMixed:
		return mixed(dst, word, int(s.letter))
	case toOne, toTwo:
		return drawnIn(dst, word, int(s.kind-toOne)+1)
	}
	dst = append(append(dst, word[:at]...), slipLetters[int(s.letter)%len(slipLetters)]...)
	return append(dst, word[at+size:]...)
}

// respelling is a known word that an unknown one was probably meant to be, and its reading.
type respelling struct {
	choice
	slip slip
	word [2*mostRespelled + 4]byte
}

// lemma appends the lemma of the word that was meant.
func (r *respelling) lemma(dst []byte) []byte {
	return append(append(dst, r.word[:r.stem]...), r.add...)
}

// respell looks for a known word that differs from an unknown one by one slip: dots that are missing (hyva: hyvä, vantetid:
// väntetid), a letter drawn out, two neighbouring letters exchanged, a letter too many, missing or wrong. It asks only the table of forms, once
// for each slip, which takes five to fifteen microseconds. Where several words may be meant, one must be far more common.
func (m *Model) respell(word []byte, r *respelling) bool {
	if len(word) < leastRespelled || len(word) > mostRespelled {
		return false
	}
	ascii := true
	letters := 0
	for rest := word; len(rest) > 0; letters++ {
		c, size := utf8.DecodeRune(rest)
		if (c < 'a' || c > 'z') && c != 'ä' && c != 'å' && c != 'ö' {
			return false
		}
		ascii = ascii && size == 1
		rest = rest[size:]
	}
	if m.isMeant(r, slip{kind: toOne}, word) || m.isMeant(r, slip{kind: toTwo}, word) || ascii && m.withoutDots(word, r) {
		return true
	}
	return letters >= leastSlipped && m.slipped(word, letters, r)
}

// withoutDots looks for the word with dots on letters that have none. A Finnish word, or the part of a compound before or
// after a place in it, has dots everywhere or nowhere.
func (m *Model) withoutDots(word []byte, r *respelling) bool {
	for i := range word {
		if m.isMeant(r, slip{kind: dotsFrom, at: uint8(i)}, word) {
			return true
		}
	}
	for i := len(word) - 1; i > 0; i-- {
		if m.isMeant(r, slip{kind: dotsTo, at: uint8(i)}, word) {
			return true
		}
	}
	for i := range word {
		if m.isMeant(r, slip{kind: dotsAt, at: uint8(i)}, word) || m.isMeant(r, slip{kind: ringAt, at: uint8(i)}, word) {
			return true
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

// drawnIn appends word with n letters in the place of three or more equal ones.
func drawnIn(dst, word []byte, n int) []byte {
	for i := 0; i < len(word); {
		_, size := utf8.DecodeRune(word[i:])
		letter, run := word[i:i+size], 0
		for ; i < len(word) && bytes.HasPrefix(word[i:], letter); i += size {
			run++
		}
		if run > 2 {
			run = n
		}
		for range run {
			dst = append(dst, letter...)
		}
	}
	return dst
}

// isMeant reports whether the word without a slip is a known one, whose reading it puts into r.
func (m *Model) isMeant(r *respelling, s slip, word []byte) bool {
	meant := s.undo(r.word[:0], word)
	if string(meant) == string(word) {
		return false
	}
	v, ok := m.forms.GetRare(wordtable.SumOf(meant).Key())
	if ok {
		r.choice, ok = m.known(v, meant)
		r.resort, r.slip = Typo, s
	}
	return ok
}

// slipped looks for the words that differ by one letter or by two exchanged ones. The first letter is taken to be right. A
// letter doubled or not and an exchange are likelier slips than others.
func (m *Model) slipped(word []byte, letters int, r *respelling) bool {
	var sums wordtable.Prefixes
	sums.Fill(word)
	n := len(word)
	found, second := -1, -1 // frequency of the best lemma and of the second
	var best, lemma [2*mostRespelled + 44]byte
	bestLength := 0
	try := func(s slip, sum wordtable.Sum, likelier bool) {
		v, ok := m.forms.GetRare(sum.Key())
		if !ok {
			return
		}
		var c choice
		meant := s.undo(r.word[:0], word)
		if c, ok = m.known(v, meant); !ok || wordtable.SumOf(meant) != sum {
			return
		}
		text := append(append(lemma[:0], meant[:c.stem]...), c.add...)
		frequency := 0
		if v, ok := m.lexicon.Get(wordtable.SumOf(text).Key()); ok {
			frequency = int(v >> 14 & 15)
		}
		if likelier {
			frequency += clearlyMore
		}
		switch {
		case found >= 0 && string(text) == string(best[:bestLength]):
			found = max(found, frequency)
		case frequency > found:
			second, found = found, frequency
			bestLength = copy(best[:], text)
			r.slip = s
		default:
			second = max(second, frequency)
		}
	}
	_, size := utf8.DecodeRune(word)
	for i := size; i <= n; i += size {
		size = 1
		if i < n {
			_, size = utf8.DecodeRune(word[i:])
			before, rest := sums.Part(0, i), sums.Part(i+size, n)
			try(slip{kind: tooMany, at: uint8(i)}, before.Join(rest, n-i-size), bytes.HasSuffix(word[:i], word[i:i+size]))
			for l, sum := range slipSums {
				try(slip{wrong, uint8(i), uint8(l)}, before.Join(sum, len(slipLetters[l])).Join(rest, n-i-size), false)
			}
			if j := i + size; j < n && letters >= leastSwapped {
				_, next := utf8.DecodeRune(word[j:])
				try(slip{kind: exchanged, at: uint8(i)},
					before.Join(sums.Part(j, j+next), next).Join(sums.Part(i, j), size).Join(sums.Part(j+next, n), n-j-next), true)
			}
		}
		for l, sum := range slipSums {
			letter := slipLetters[l]
			doubled := i >= len(letter) && string(word[i-len(letter):i]) == letter
			try(slip{missing, uint8(i), uint8(l)}, sums.Part(0, i).Join(sum, len(letter)).Join(sums.Part(i, n), n-i), doubled)
		}
	}
	return found >= 0 && (second < 0 || found >= second+clearlyMore) && m.isMeant(r, r.slip, word)
}
