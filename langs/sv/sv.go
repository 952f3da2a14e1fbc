package sv

import (
	_ "embed"

	"github.com/kaiku-analytics/kaiku/langs/lexicon"
)

//go:embed stopwords.txt
var stopWords string

// Nothing lists the answers that say nothing, one a line, in the format of lexicon.ParseAnswers.
//
//go:embed nothing.txt
var Nothing string

// StopWords are the function words of Swedish: pronouns, auxiliaries, conjunctions, adpositions and particles.
var StopWords = lexicon.ParseWords(stopWords)
