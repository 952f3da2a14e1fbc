package kaiku

import (
	"fmt"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
)

// Dimension is something that feedback is counted by.
type Dimension uint8

// The dimensions. Topics are named by their ids; a record in none of a level, be it that it came after the last fit, has "".
const (
	ByService Dimension = iota
	ByUnit
	ByChannel
	ByGroup
	ByQuestion
	ByLanguage
	ByMonth // calendar month of its time in UTC, as 2025-01
	ByArea
	ByTheme
	ByTopic
	ByDetail
	dimensions int = iota
)

// dimensionNames are those of document fields, and of levels of topics.
var dimensionNames = [dimensions]string{
	string(feedback.Service), string(feedback.Unit), string(feedback.Channel), string(feedback.Group), feedback.QuestionField,
	"language", "month", "areas", "themes", "topics", "details",
}

// String returns the name of a field, "language", "month", or the name of a level of topics.
func (d Dimension) String() string {
	if int(d) < dimensions {
		return dimensionNames[d]
	}
	return fmt.Sprintf("kaiku.Dimension(%d)", uint8(d))
}

// ofTopics reports whether the dimension is a level of topics.
func (d Dimension) ofTopics() bool { return d >= ByArea }
