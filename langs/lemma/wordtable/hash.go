package wordtable

// MaxWord is the length in bytes of the longest word that Prefixes takes.
const MaxWord = 96

const base = 0x9e3779b97f4a7c15 | 1

var powers = func() (p [MaxWord + 1]uint64) {
	p[0] = 1
	for i := range MaxWord {
		p[i+1] = p[i] * base
	}
	return p
}()

// Sum is a polynomial hash of a string: the sum of (byte + 1) times base to the number of bytes after it, modulo 1<<64.
// The sums of two strings give that of their concatenation.
type Sum uint64

// SumOf returns the sum of a string.
func SumOf[T string | []byte](s T) Sum {
	var h uint64
	for i := range len(s) {
		h = h*base + uint64(s[i]) + 1
	}
	return Sum(h)
}

// Join returns the sum of a string followed by another of n bytes, n at most MaxWord.
func (s Sum) Join(next Sum, n int) Sum { return Sum(uint64(s)*powers[n] + uint64(next)) }

// Key mixes a sum into the key of a table.
func (s Sum) Key() uint64 {
	h := uint64(s)
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	return h ^ h>>32
}

// Prefixes holds the sums of all prefixes of a word, from which that of any part of it follows.
type Prefixes [MaxWord + 1]Sum

// Fill makes p those of a word of at most MaxWord bytes.
func (p *Prefixes) Fill(word []byte) {
	var h uint64
	p[0] = 0
	for i, c := range word {
		h = h*base + uint64(c) + 1
		p[i+1] = Sum(h)
	}
}

// Part returns the sum of word[start:end].
func (p *Prefixes) Part(start, end int) Sum {
	return Sum(uint64(p[end]) - uint64(p[start])*powers[end-start])
}
