package kaiku

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/langs/redact"
)

const (
	maxID     = 1 << 10  // bytes
	maxRecord = 15 << 20 // bytes of all texts and fields of a record, so that what masking adds has room in the log
)

// RecordError says what keeps a record from being added.
type RecordError struct {
	Index    int    // of the record among those given, from 0
	Field    string // such as id
	Value    string // at most 40 bytes, personal data masked; "" where nothing is shown, as of a text
	Expected string // what would have been right, for a person to read
}

func (e *RecordError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("kaiku: record %d: field %s: expected %s", e.Index+1, e.Field, e.Expected)
	}
	return fmt.Sprintf("kaiku: record %d: field %s: %q: expected %s", e.Index+1, e.Field, e.Value, e.Expected)
}

// CheckRecord returns what keeps a record from being added, with the Index 0, or nil.
func CheckRecord(r *feedback.Record) *RecordError {
	switch masked, spans := redact.Text(r.ID); {
	case r.ID == "":
		return &RecordError{Field: "id", Expected: "a unique id"}
	case len(r.ID) > maxID:
		return &RecordError{Field: "id", Value: short(masked), Expected: fmt.Sprintf("at most %d bytes, found %d", maxID, len(r.ID))}
	case !utf8.ValidString(r.ID):
		return &RecordError{Field: "id", Expected: "valid UTF-8"}
	case len(spans) > 0:
		return &RecordError{Field: "id", Value: short(masked), Expected: "a pseudonym, without personal data"}
	}
	size := len(r.Text) + len(r.Subject) + len(r.Unit) + len(r.Service) + len(r.Channel) + len(r.Group) + len(r.Question)
	for _, extra := range r.Extra {
		size += len(extra.Name) + len(extra.Value)
	}
	if size > maxRecord {
		return &RecordError{Field: "text", Expected: fmt.Sprintf("at most %d bytes in the texts and fields of a record, found %d", maxRecord, size)}
	}
	return nil
}

// short cuts a value that an error shows.
func short(value string) string {
	if len(value) <= 40 {
		return value
	}
	return strings.ToValidUTF8(value[:40], "")
}
