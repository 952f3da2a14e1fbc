package langs

import (
	"github.com/kaiku-analytics/kaiku/langs/en"
	"github.com/kaiku-analytics/kaiku/langs/fi"
	"github.com/kaiku-analytics/kaiku/langs/lexicon"
	"github.com/kaiku-analytics/kaiku/langs/stem"
	"github.com/kaiku-analytics/kaiku/langs/stem/snowball2"
	"github.com/kaiku-analytics/kaiku/langs/sv"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// Mode says what the key of a word is. All inflections of a word should have one key, and no other word the same.
type Mode uint8

const (
	Lemmas    Mode = iota // the dictionary form; the best of the three, and the default
	Stems                 // Snowball's current algorithms
	Snowball2             // Snowball 2, for indexes that were built with it
)

// For returns the analyzer of a language, with lemmas. Undetermined and Other get one that only splits and lower-cases.
func For(l Language) Analyzer { return ForMode(l, Lemmas) }

// ForMode returns the analyzer of a language whose keys are of the given mode.
func ForMode(l Language, m Mode) Analyzer {
	if l < Finnish || l > English || m > Snowball2 {
		return plain{}
	}
	return &analyzers[l-Finnish][m]
}

var analyzers = [...][3]analyzer{
	{
		{fi.StopWords, func(dst, word []byte) []byte { return fi.Lemmatizer().Lemma(dst, word) }},
		{fi.StopWords, stem.Finnish},
		{fi.StopWords, snowball2.Finnish},
	}, {
		{sv.StopWords, func(dst, word []byte) []byte { return sv.Lemmatizer().Lemma(dst, word) }},
		{sv.StopWords, stem.Swedish},
		{sv.StopWords, snowball2.Swedish},
	}, {
		{en.StopWords, func(dst, word []byte) []byte { return en.Lemmatizer().Lemma(dst, word) }},
		{en.StopWords, stem.English},
		{en.StopWords, snowball2.English},
	},
}

// analyzer marks the stop words and gives every word its key, stop words included: a search for "he was not seen" needs
// them.
type analyzer struct {
	stopWords lexicon.Set
	key       func(dst, word []byte) []byte
}

func (a *analyzer) Analyze(dst *Tokens, text []byte) {
	first := dst.Len()
	token.Scan(dst, text)
	for i := first; i < dst.Len(); i++ {
		if tok := &dst.List[i]; tok.Kind == token.Word {
			tok.Stop = a.stopWords.Has(dst.Word(i))
			dst.SetKey(i, a.key)
		}
	}
}

type plain struct{}

func (plain) Analyze(dst *Tokens, text []byte) { token.Scan(dst, text) }
