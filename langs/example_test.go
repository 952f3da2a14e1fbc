package langs_test

import (
	"fmt"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

func ExampleFor() {
	analyzer := langs.For(langs.Finnish)
	var tokens langs.Tokens // kept between texts, so that nothing is allocated for them
	for _, text := range []string{"Hoitajat olivat ystävällisiä.", "Kiitos hoitajille!"} {
		tokens.Reset()
		analyzer.Analyze(&tokens, []byte(text))
		for i, tok := range tokens.List {
			if tok.Kind == token.Word && !tok.Stop {
				fmt.Printf("%s: %s\n", text[tok.Start:tok.End], tokens.Key(i))
			}
		}
	}
	// Output:
	// Hoitajat: hoitaja
	// ystävällisiä: ystävällinen
	// Kiitos: kiitos
	// hoitajille: hoitaja
}

func ExampleHasContent() {
	for _, text := range []string{"Ei mitään!", "n/a", "10/10 👍", "Ei mitään valittamista"} {
		fmt.Println(langs.HasContent(text))
	}
	// Output:
	// false
	// false
	// false
	// true
}
