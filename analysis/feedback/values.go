package feedback

import (
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
)

// Texts of Problem.Expected for values.
const (
	expectedScore    = "a whole number from 0 to 10"
	expectedTime     = "a date such as 31.1.2025 or 2025-01-31"
	expectedLanguage = "fi, sv or en"
	expectedID       = "an id that occurs once"
	expectedContent  = "a text or a score"
)

// missing are the ways of writing that there is no answer, beside writing nothing.
var missing = [...]string{
	"-", "–", "—", "na", "n/a", "#n/a", "nan", "null", "none",
	"eos", "en osaa sanoa", "ei osaa sanoa", "vet ej", "vet inte", "kan inte säga", "don't know",
}

func isMissing(s string) bool {
	if s == "" {
		return true
	}
	for _, m := range missing {
		if len(s) <= len(m)+2 && strings.EqualFold(s, m) {
			return true
		}
	}
	return false
}

// parseScore reads a whole number from 0 to 10, which may have a fraction of zeros after a point or a comma.
func parseScore(s string) (Score, bool) {
	c := cursor{s: s}
	value, digits := c.number(2)
	if digits == 0 || value > 10 {
		return Score{}, false
	}
	if c.s != "" {
		if _, ok := c.eatAny(".,"); !ok || c.s == "" || strings.Trim(c.s, "0") != "" {
			return Score{}, false
		}
	}
	score, err := NewScore(value)
	return score, err == nil
}

var languageNames = [...]struct {
	name     string
	language langs.Language
}{
	{"fi", langs.Finnish}, {"sv", langs.Swedish}, {"en", langs.English},
	{"fin", langs.Finnish}, {"swe", langs.Swedish}, {"eng", langs.English},
	{"suomi", langs.Finnish}, {"svenska", langs.Swedish}, {"english", langs.English},
	{"finnish", langs.Finnish}, {"swedish", langs.Swedish}, {"engelska", langs.English},
	{"finska", langs.Finnish}, {"ruotsi", langs.Swedish}, {"englanti", langs.English},
	{"und", langs.Undetermined}, {"mis", langs.Other},
}

// parseLanguage reads a code of two or three letters, with or without a region (fi-FI), or a name in one of the three
// languages. The codes that langs.Language writes are understood too.
func parseLanguage(s string) (langs.Language, bool) {
	if i := strings.IndexAny(s, "-_"); i == 2 || i == 3 {
		s = s[:i]
	}
	for _, l := range languageNames {
		if strings.EqualFold(s, l.name) {
			return l.language, true
		}
	}
	return langs.Undetermined, false
}

// looksNumeric reports whether s is a number with or without a decimal part.
func looksNumeric(s string) bool {
	s = strings.TrimLeft(s, "+-")
	digits, marks := 0, 0
	for i := range len(s) {
		switch {
		case '0' <= s[i] && s[i] <= '9':
			digits++
		case s[i] == '.' || s[i] == ',':
			marks++
		default:
			return false
		}
	}
	return digits > 0 && marks <= 1
}

// cutTo returns the beginning of s that has at most n bytes and whole characters.
func cutTo(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
