package lexicon_test

import (
	"fmt"

	"github.com/kaiku-analytics/kaiku/langs/lexicon"
)

func ExampleHealth() {
	for c := range lexicon.Health() {
		if c.Finnish[0] == "jono" {
			fmt.Println(c.Swedish[0], c.English[0], c.PartOfSpeech)
		}
	}
	// Output: kö queue noun
}

func ExampleParseAnswers() {
	answers := lexicon.ParseAnswers("ei mitään # nothing\ningen åsikt\n")
	fmt.Println(answers.Has("EI MITÄÄN!"), answers.Has("ei mitään valittamista"))
	// Output: true false
}
