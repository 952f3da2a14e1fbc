// Package testdata carries the sample feedback, for the programs that need some to measure with.
package testdata

import _ "embed"

// Feedback is feedback.csv: 940 records, of which README.md tells.
//
//go:embed feedback.csv
var Feedback string
