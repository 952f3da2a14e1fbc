package rpc

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/topics/guide"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
)

// maxViolations bounds what one answer lists.
const maxViolations = 100

// violations gather what is wrong with a request.
type violations struct {
	list []*errdetails.BadRequest_FieldViolation
	more int
}

// add notes that a field is wrong. The description must hold nothing of a text.
func (v *violations) add(field, format string, args ...any) {
	if len(v.list) == maxViolations {
		v.more++
		return
	}
	v.list = append(v.list, &errdetails.BadRequest_FieldViolation{Field: field, Description: fmt.Sprintf(format, args...)})
}

// between checks that a number is in a range.
func (v *violations) between(field string, n, low, high int64) {
	if n < low || n > high {
		v.add(field, "%d: expected %d to %d", n, low, high)
	}
}

// count checks how many elements a list has.
func (v *violations) count(field string, n, low, high int) {
	if n < low || n > high {
		v.add(field, "%d elements: expected %d to %d", n, low, high)
	}
}

// length checks how long a text is.
func (v *violations) length(field, text string, most int) {
	if len(text) > most {
		v.add(field, "%d bytes: expected at most %d", len(text), most)
	}
}

// err is the status of a request that is not valid, or nil.
func (v *violations) err() error {
	if len(v.list) == 0 {
		return nil
	}
	message := v.list[0].Field + ": " + v.list[0].Description
	if more := len(v.list) + v.more - 1; more > 0 {
		message += fmt.Sprintf(", and %d more", more)
	}
	return withDetail(codes.InvalidArgument, message, &errdetails.BadRequest{FieldViolations: v.list})
}

// violation is the status of a request of which one field is wrong.
func violation(field, format string, args ...any) error {
	var v violations
	v.add(field, format, args...)
	return v.err()
}

func withDetail(code codes.Code, message string, detail protoadapt.MessageV1) error {
	s, err := status.New(code, message).WithDetails(detail)
	if err != nil {
		return status.Error(code, message) // the detail is of a registered type; this does not happen
	}
	return s.Err()
}

// internalError is INTERNAL to the client, who learns nothing of what failed; the log gets the cause.
type internalError struct{ cause error }

func (e *internalError) Error() string { return e.cause.Error() }
func (e *internalError) Unwrap() error { return e.cause }

func (e *internalError) GRPCStatus() *status.Status {
	return status.New(codes.Internal, "the server could not do it; its log says why")
}

// answer turns an error of the library into a status.
func answer(err error) error {
	var (
		record    *kaiku.RecordError
		field     *index.UnknownFieldError
		id        *index.UnknownIDError
		query     *index.QueryError
		noVector  *index.NoVectorError
		edit      *lineage.EditError
		topic     *kaiku.UnknownTopicError
		fit       *kaiku.UnknownFitError
		tableSize *kaiku.TableSizeError
		file      *guide.FileError
	)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return status.Error(codes.DeadlineExceeded, "the deadline passed; what was not acknowledged may not be done")
	case errors.Is(err, context.Canceled):
		return status.Error(codes.Canceled, "the call was cancelled")
	case errors.As(err, &record):
		return violation(fmt.Sprintf("records[%d].%s", record.Index, record.Field), "%s", wrong(record.Value, record.Expected))
	case errors.As(err, &query):
		return violation(queryFields[query.Field], "%s", query.Reason)
	case errors.As(err, &file):
		var v violations
		for _, e := range faults(err) {
			v.add("taxonomy", "%s", e)
		}
		return v.err()
	case errors.As(err, &field):
		return missing("field", field.Field, field.Error())
	case errors.As(err, &id):
		return missing("record", id.ID, id.Error())
	case errors.As(err, &topic):
		return missing("topic", fmt.Sprint(topic.ID), topic.Error())
	case errors.As(err, &fit):
		return missing("fit", fit.Name, fit.Error())
	case errors.As(err, &edit) && edit.Missing != 0:
		return missing("topic", fmt.Sprint(edit.Missing), edit.Error())
	case errors.As(err, &edit):
		return status.Error(codes.FailedPrecondition, edit.Error())
	case errors.As(err, &noVector):
		return status.Error(codes.FailedPrecondition, noVector.Error())
	case errors.As(err, &tableSize):
		return status.Error(codes.FailedPrecondition, tableSize.Error())
	case errors.Is(err, lineage.ErrNoFit):
		return status.Error(codes.FailedPrecondition, lineage.ErrNoFit.Error()+": call Topics.Fit")
	case errors.Is(err, kaiku.ErrFitting):
		return status.Error(codes.FailedPrecondition, kaiku.ErrFitting.Error())
	case errors.Is(err, kaiku.ErrErasedMeanwhile):
		return status.Error(codes.Aborted, kaiku.ErrErasedMeanwhile.Error())
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return status.Error(codes.ResourceExhausted, "the server's disk is full; nothing was kept")
	}
	return &internalError{err}
}

// queryFields are the names of the fields of an index.Query in requests.
var queryFields = map[string]string{"After": "page_token", "Limit": "page_size", "Mode": "mode", "Vector": "text"}

// missing is the status of a request for something that there is not.
func missing(kind, name, message string) error {
	return withDetail(codes.NotFound, message, &errdetails.ResourceInfo{ResourceType: kind, ResourceName: name})
}

// wrong says what was found and what was expected; the value may be one that is not shown.
func wrong(value, expected string) string {
	if value == "" {
		return "expected " + expected
	}
	return fmt.Sprintf("%q: expected %s", value, expected)
}

// faults lists the errors that an error joins.
func faults(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// reason is what a client may know of why something failed.
func reason(err error) string { return status.Convert(answer(err)).Message() }
