package redact_test

import (
	"fmt"

	"github.com/kaiku-analytics/kaiku/langs/redact"
)

func ExampleText() {
	text := "Soittakaa minulle 040 123 4567, hetu 131052-308T. Aika oli 1.2.2024 klo 12.30."
	redacted, spans := redact.Text(text)
	fmt.Println(redacted)
	for _, span := range spans {
		fmt.Println(span.Kind, text[span.Start:span.End])
	}
	// Output:
	// Soittakaa minulle [PHONE], hetu [HETU]. Aika oli 1.2.2024 klo 12.30.
	// phone 040 123 4567
	// hetu 131052-308T
}
