package lineage

import "slices"

// Concerns reports whether the event says anything of a topic.
func (e *Event) Concerns(id ID) bool {
	if e.Topic == id || slices.Contains(e.Topics, id) || slices.Contains(e.Made, id) {
		return true
	}
	return e.Fit != nil && slices.ContainsFunc(e.Fit.Changes, func(c Transition) bool {
		return slices.Contains(c.From, id) || slices.Contains(c.To, id)
	})
}
