package main

import (
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/en"
	"github.com/kaiku-analytics/kaiku/langs/fi"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
	"github.com/kaiku-analytics/kaiku/langs/stem"
	"github.com/kaiku-analytics/kaiku/langs/sv"
)

// keyer appends the key of a word, which is as asTokens gives it, to dst.
type keyer func(dst, word []byte) []byte

var apostrophe = strings.NewReplacer("\u2019", "'")

// asTokens returns forms as package token passes words on: in lower case, and with the apostrophe of ASCII.
func asTokens(forms []string) []string {
	words := make([]string, len(forms))
	for i, form := range lowerCase(forms) {
		words[i] = apostrophe.Replace(form)
	}
	return words
}

func kaikuLemma(l langs.Language) keyer {
	switch l {
	case langs.Finnish:
		return fi.Lemmatizer().Lemma
	case langs.Swedish:
		return sv.Lemmatizer().Lemma
	default:
		return en.Lemmatizer().Lemma
	}
}

func kaikuStem(l langs.Language) keyer {
	switch l {
	case langs.Finnish:
		return stem.Finnish
	case langs.Swedish:
		return stem.Swedish
	default:
		return stem.English
	}
}

// kaikuParts returns the number of parts of Finnish words.
func kaikuParts(forms []string) ([]int, error) {
	model := fi.Lemmatizer()
	var a lemma.Analysis
	parts := make([]int, len(forms))
	for i, form := range forms {
		model.Analyze([]byte(form), &a)
		parts[i] = max(1, len(a.Parts))
	}
	return parts, nil
}
