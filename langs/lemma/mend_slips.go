package lemma

import (
	"bytes"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// vary looks for slips in a variant of the word, or in a part of it.
func (g *mender) vary(v variant, inParts bool) {
	var buf [2*mostRespelled + 8]byte
	word := v.of(buf[:0], g.word)
	if v > 0 && string(word) == string(g.word) {
		return
	}
	g.sums.Fill(word)
	p := part{v, word, 0, len(word)}
	if inParts {
		g.parts(&p)
	} else {
		g.slips(&p)
	}
}

// isCompound reports whether the word consists of two known forms.
func (g *mender) isCompound() bool {
	forms := &g.model.forms
	for i := leastPart; i <= len(g.word)-leastPart; i++ {
		if _, ok := forms.GetRare(wordtable.SumOf(g.word[i:]).Key()); ok {
			if _, ok := forms.GetRare(wordtable.SumOf(g.word[:i]).Key()); ok {
				return true
			}
		}
	}
	return false
}

// parts looks for slips in the first or the last part of a compound whose other part is written rightly.
func (g *mender) parts(p *part) {
	n := len(p.word)
	for i := leastPart; i <= n-leastPart; i++ {
		if !utf8.RuneStart(p.word[i]) {
			continue
		}
		q := *p
		if _, ok := g.model.forms.GetRare(g.sums.Part(0, i).Key()); ok && n-i >= leastWrong {
			q.start, q.end = i, n
			g.slips(&q)
		}
		if _, ok := g.model.forms.GetRare(g.sums.Part(i, n).Key()); ok && i >= leastWrong {
			q.start, q.end = 0, i
			g.slips(&q)
		}
	}
}

// slips tries the forms that differ from p by one letter, or by two exchanged ones.
func (g *mender) slips(p *part) {
	word, sums, letters := p.word, &g.sums, g.model.alphabet.letters()
	size := 0
	for i := p.start; i <= p.end; i += size {
		cost := 0
		if i == p.start {
			cost = wrongStart
		}
		before := sums.Part(p.start, i)
		try := func(kind slipKind, letter int, middle wordtable.Sum, length, from, cost int) {
			sum := before.Join(middle, length).Join(sums.Part(from, p.end), p.end-from)
			g.try(p, slip{kind | slipKind(p.variant)<<4, uint8(i), uint8(letter)}, sum, cost)
		}
		size = 1
		if i < p.end {
			_, size = utf8.DecodeRune(word[i:])
			here, next := word[i:i+size], i+size
			extra := 1
			if bytes.HasSuffix(word[:i], here) {
				extra = 0
			}
			try(tooMany, 0, 0, 0, next, cost+extra)
			for _, l := range letters {
				letter := slipLetters[l]
				if letter != string(here) {
					try(wrong, int(l), slipSums[l], len(letter), next, cost+1+far(letter, here))
				}
			}
			if next < p.end {
				_, n := utf8.DecodeRune(word[next:])
				try(exchanged, 0, sums.Part(next, next+n).Join(sums.Part(i, next), size), n+size, next+n, cost)
			}
		}
		for _, l := range letters {
			letter := slipLetters[l]
			extra := 1
			if bytes.HasSuffix(word[:i], []byte(letter)) {
				extra = 0
			}
			try(missing, int(l), slipSums[l], len(letter), i, cost+extra)
		}
	}
}
