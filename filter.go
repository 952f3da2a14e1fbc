package kaiku

import (
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs/redact"
)

// maskedToo returns a filter that passes what the records that were added with its values have now: the name of a unit may
// look like a person's, and is then masked in them. Values that are masked alike can no longer be told apart, and all pass.
// Erase has no such filter, lest it erase more than it was asked to.
func maskedToo(f index.Filter) index.Filter {
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		values := f.Fields[i].Values
		for _, value := range values {
			if masked := maskedValue(value); masked != value {
				values = append(slices.Clip(values), masked)
			}
		}
		f.Fields[i].Values = values
	}
	return f
}

// maskedValue is what a field is kept as.
func maskedValue(value string) string {
	masked, _ := redact.Text(strings.ToValidUTF8(value, "\uFFFD"))
	return masked
}
