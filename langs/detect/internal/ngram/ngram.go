package ngram

import (
	"unicode"
	"unicode/utf8"
)

const (
	longest = 5
	maxWord = 62 // letters; a longer word is read as several

	gramSeed = 0x811C9DC5
	wordSeed = 0x5BD1E995
	prime    = 0x01000193

	// foreign stands for every letter outside the Latin blocks: one is enough to know what the text is not.
	foreign = 0x250
)

// Append appends the features of text to dst until its capacity is reached, and returns it with the number of letters
// read. Letters are taken in lower case, letters in two parts (a and U+0308) as one; digits and signs separate words.
func Append(dst []uint32, text string) (features []uint32, letters int) {
	var padded [maxWord + 2]rune
	padded[0] = ' '
	n := 0
	for i := 0; i < len(text) && len(dst) < cap(dst); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch r = letter(r, padded[n]); {
		case r > 0:
			if n == maxWord {
				dst = appendWord(dst, &padded, n)
				n = 0
			}
			n++
			padded[n] = r
			letters++
		case r < 0: // a mark, or what it makes of the letter before it
			if n > 0 {
				padded[n] = -r
			}
		case n > 0:
			dst = appendWord(dst, &padded, n)
			n = 0
		}
	}
	if n > 0 {
		dst = appendWord(dst, &padded, n)
	}
	return dst, letters
}

// letter gives the letter that r is read as, 0 for what separates words, and for a mark minus the letter that it makes
// of the one before.
func letter(r, before rune) rune {
	switch {
	case 'a' <= r && r <= 'z':
		return r
	case 'A' <= r && r <= 'Z':
		return r | 0x20
	case r < 0xC0:
		return 0
	case r >= 0x300 && unicode.IsMark(r), r == 0x200D:
		return -withMark(before, r)
	case !unicode.IsLetter(r):
		return 0
	case r >= foreign && !unicode.Is(unicode.Latin, r):
		return foreign
	}
	return unicode.ToLower(r)
}

func withMark(letter, mark rune) rune {
	switch {
	case mark == 0x308 && letter == 'a':
		return 'ä'
	case mark == 0x308 && letter == 'o':
		return 'ö'
	case mark == 0x30A && letter == 'a':
		return 'å'
	}
	return letter
}

// appendWord appends the features of the n letters from padded[1] on.
func appendWord(dst []uint32, padded *[maxWord + 2]rune, n int) []uint32 {
	padded[n+1] = ' '
	whole := uint32(wordSeed)
	for start := 0; start <= n; start++ {
		hash := uint32(gramSeed)
		for end := start; end <= min(start+longest-1, n+1); end++ {
			hash = (hash ^ uint32(padded[end])) * prime
			if end > 0 && len(dst) < cap(dst) { // the space alone says nothing
				dst = append(dst, mix(hash))
			}
		}
		whole = (whole ^ uint32(padded[start])) * prime
	}
	if len(dst) < cap(dst) {
		dst = append(dst, mix(whole))
	}
	return dst
}

// mix spreads the hash over all bits (the finalizer of MurmurHash3): buckets are taken from its upper ones.
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	return h ^ h>>16
}

// Bucket maps a feature to one of count buckets.
func Bucket(feature, count uint32) uint32 { return uint32(uint64(feature) * uint64(count) >> 32) }
