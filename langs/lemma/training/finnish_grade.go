package main

import "strings"

// grades are the pairs strong, weak of Kotus's gradation letters.
var grades = map[string][2]string{
	"A": {"kk", "k"}, "B": {"pp", "p"}, "C": {"tt", "t"}, "D": {"k", ""}, "E": {"p", "v"}, "F": {"t", "d"},
	"G": {"nk", "ng"}, "H": {"mp", "mm"}, "I": {"lt", "ll"}, "J": {"nt", "nn"}, "K": {"rt", "rr"}, "L": {"k", "j"},
	"M": {"k", "v"},
}

const vowels = "aeiouyäöåé"

// aroundConsonants cuts a stem before and after the consonants in front of its last vowel, or of an i-diphthong.
func aroundConsonants(stem string, diphthong bool) (before, consonants, after string) {
	r := []rune(stem)
	end := len(r) - 1
	for end >= 0 && !strings.ContainsRune(vowels, r[end]) {
		end--
	}
	if diphthong && end > 0 && r[end] == 'i' && strings.ContainsRune(vowels, r[end-1]) {
		end--
	}
	if end < 0 {
		return stem, "", ""
	}
	start := end
	for start > 0 && !strings.ContainsRune(vowels, r[start-1]) {
		start--
	}
	return string(r[:start]), string(r[start:end]), string(r[end:])
}

// weaken puts a stem that ends in a vowel from the strong into the weak grade.
func weaken(stem, letter string) string {
	g, ok := grades[letter]
	if !ok {
		return stem
	}
	before, consonants, after := aroundConsonants(stem, true)
	if !strings.HasSuffix(consonants, g[0]) {
		return stem
	}
	if letter == "D" && (before == "ai" || before == "poi") {
		return strings.TrimSuffix(before, "i") + "j" + after // aika: ajan, poika: pojan
	}
	consonants = consonants[:len(consonants)-len(g[0])] + g[1]
	if consonants == "" && meetsItself(before, after) {
		return before + "'" + after // vaaka: vaa'an
	}
	return before + consonants + after
}

// meetsItself reports whether a long vowel or diphthong and the vowel after it would write the same letter thrice or
// hide the syllable border: raaka, liuku.
func meetsItself(before, after string) bool {
	b, a := []rune(before), []rune(after)
	return len(b) > 1 && len(a) > 0 && b[len(b)-1] == a[0] && strings.ContainsRune(vowels, b[len(b)-2])
}

// strengthen puts a stem from the weak into the strong grade.
func strengthen(stem, letter string) string {
	g, ok := grades[letter]
	if !ok {
		return stem
	}
	before, consonants, after := aroundConsonants(stem, false)
	if !strings.HasSuffix(consonants, g[1]) {
		return stem
	}
	return before + consonants[:len(consonants)-len(g[1])] + g[0] + after
}

// isFront tells by the last vowel that says so whether a word takes ä, ö and y in its endings.
func isFront(word string) bool {
	r := []rune(word)
	for i := len(r) - 1; i >= 0; i-- {
		switch r[i] {
		case 'a', 'o', 'u', 'å':
			return false
		case 'ä', 'ö', 'y':
			return true
		}
	}
	return true
}

var harmony = strings.NewReplacer("A", "ä", "O", "ö", "U", "y")
var disharmony = strings.NewReplacer("A", "a", "O", "o", "U", "u")

// ending writes an ending, in which A, O and U stand for the vowels that follow the word's harmony.
func ending(front bool, e string) string {
	if front {
		return harmony.Replace(e)
	}
	return disharmony.Replace(e)
}

// cut removes the last n letters.
func cut(s string, n int) string {
	r := []rune(s)
	if n >= len(r) {
		return ""
	}
	return string(r[:len(r)-n])
}

func last(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return string(r[len(r)-1])
}
