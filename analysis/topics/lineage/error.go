package lineage

import "fmt"

// EditError says why an edit does not fit what topics and events there are.
type EditError struct {
	Missing ID // the topic that there is not; 0 where all are there
	Reason  string
}

func (e *EditError) Error() string { return "lineage: " + e.Reason }

// refused returns an EditError of an edit whose topics are all there.
func refused(format string, args ...any) error {
	return &EditError{Reason: fmt.Sprintf(format, args...)}
}
