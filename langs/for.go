package langs

import (
	"github.com/kaiku-analytics/kaiku/langs/en"
	"github.com/kaiku-analytics/kaiku/langs/fi"
	"github.com/kaiku-analytics/kaiku/langs/lexicon"
	"github.com/kaiku-analytics/kaiku/langs/stem"
	"github.com/kaiku-analytics/kaiku/langs/sv"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// For returns the analyzer of a language. Undetermined and Other get one that only splits and lower-cases.
func For(l Language) Analyzer {
	switch l {
	case Finnish:
		return analyzer{fi.StopWords, stem.Finnish}
	case Swedish:
		return analyzer{sv.StopWords, stem.Swedish}
	case English:
		return analyzer{en.StopWords, stem.English}
	}
	return plain{}
}

// analyzer marks the stop words and stems every word, stop words included: a search for "he was not seen" needs them.
type analyzer struct {
	stopWords lexicon.Set
	stem      func(dst, word []byte) []byte
}

func (a analyzer) Analyze(dst *Tokens, text []byte) {
	first := dst.Len()
	token.Scan(dst, text)
	for i := first; i < dst.Len(); i++ {
		if tok := &dst.List[i]; tok.Kind == token.Word {
			tok.Stop = a.stopWords.Has(dst.Word(i))
			dst.SetKey(i, a.stem)
		}
	}
}

type plain struct{}

func (plain) Analyze(dst *Tokens, text []byte) { token.Scan(dst, text) }
