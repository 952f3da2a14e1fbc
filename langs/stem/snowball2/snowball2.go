package snowball2

import (
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/swedish"
)

var environments = sync.Pool{New: func() any { return snowballstem.NewEnv("") }}

// Finnish appends the stem of a Finnish word to dst.
func Finnish(dst, word []byte) []byte {
	if !utf8.Valid(word) {
		return append(dst, word...)
	}
	env := environments.Get().(*snowballstem.Env)
	env.SetCurrent(string(word))
	finnish.Stem(env)
	dst = append(dst, env.Current()...)
	environments.Put(env)
	return dst
}

// Swedish appends the stem of a Swedish word to dst.
func Swedish(dst, word []byte) []byte { return appendStem(dst, word, swedish.Stem) }

// English appends the stem of an English word to dst.
func English(dst, word []byte) []byte { return appendStem(dst, word, english.Stem) }

func appendStem(dst, word []byte, stem func(word string, stopWords bool) string) []byte {
	if !utf8.Valid(word) {
		return append(dst, word...)
	}
	if stemmed := stem(string(word), true); stemmed != "" {
		return append(dst, stemmed...)
	}
	return append(dst, word...) // of 's nothing would be left
}
