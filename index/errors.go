package index

import (
	"fmt"
	"strings"
)

// UnknownFieldError says that a query, a filter or a selection names a field that no document has.
type UnknownFieldError struct {
	Field string
	Known []string // the fields that documents have, sorted
}

func (e *UnknownFieldError) Error() string {
	const most = 40
	known := strings.Join(e.Known[:min(most, len(e.Known))], ", ")
	if more := len(e.Known) - most; more > 0 {
		known += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("index: field %.40q: no document has it: expected one of %s", e.Field, known)
}

// UnknownIDError says that there is no document with an ID.
type UnknownIDError struct{ ID string }

func (e *UnknownIDError) Error() string {
	return fmt.Sprintf("index: no document has the id %.40q", e.ID)
}

// QueryError says what is wrong in a query, whatever documents there are.
type QueryError struct {
	Field  string // of Query
	Reason string // the value, cut to 40 bytes, and what was expected
}

func (e *QueryError) Error() string { return "index: query: " + e.Field + " " + e.Reason }

// NoVectorError says that a document cannot be compared by meaning.
type NoVectorError struct{ ID string }

func (e *NoVectorError) Error() string {
	return fmt.Sprintf("index: document %.40q has no vector: its text is empty or has no known word", e.ID)
}
