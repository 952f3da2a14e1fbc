package index

import "fmt"

const defaultPage = 10

// PageSize returns the number of hits that q asks for.
func (q *Query) PageSize() (int, error) {
	switch {
	case q.Limit < 0:
		return 0, &QueryError{"Limit", fmt.Sprintf("%d: expected zero or more", q.Limit)}
	case q.Limit == 0:
		return defaultPage, nil
	}
	return q.Limit, nil
}

// All reports whether q asks for every document that passes its filter.
func (q *Query) All() bool { return q.Text == "" && len(q.Vector) == 0 }
