package lexicon

import (
	"strings"
	"testing"
)

func TestParseWords(t *testing.T) {
	set := ParseWords("# Pronouns\nminä sinä # the first two\n\n\thän\n")
	for _, word := range []string{"minä", "sinä", "hän"} {
		if !set.Has([]byte(word)) {
			t.Errorf("%s is missing", word)
		}
	}
	if len(set) != 3 || set.Has([]byte("first")) || set.Has(nil) {
		t.Errorf("set %v", set)
	}
}

func TestAnswers(t *testing.T) {
	long := strings.Repeat("ab", 32)
	answers := ParseAnswers("ei mitään\n# n/a\nn/a", "\ningen åsikt\n"+long+"\n"+long+"c")
	for text, want := range map[string]bool{
		"Ei mitään!": true, "EIMITAAN": true, "ei 5 mitäään": true, "n.a.": true, "Ingen asikt": true, "": true, "7 !": true, "zzz": true,
		long: true, long + "c": false, long + "d": false, "ei mitä": false, "ei mitään muuta": false, "医": false, "\xff": true,
	} {
		if got := answers.Has(text); got != want {
			t.Errorf("Has(%q) = %v", text, got)
		}
	}
	if none := ParseAnswers(); none.Has("ab") || !none.Has("") {
		t.Error("no answers: every text with letters is another one")
	}
}
