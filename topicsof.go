package kaiku

import "github.com/kaiku-analytics/kaiku/analysis/topics/lineage"

// TopicEvent is something that happened to topics.
type TopicEvent struct {
	lineage.Event
	Undone bool // it was undone
}

// TopicEvents returns up to limit events after number after, in their order; where topic is not 0, of those that say
// anything of it; and whether there are more. They share memory with the history and must not be changed.
func (e *Engine) TopicEvents(topic lineage.ID, after, limit int) (events []TopicEvent, more bool, err error) {
	err = e.TopicHistory(func(l *lineage.Lineage) error {
		for _, event := range l.Events() {
			if event.N <= after || topic != 0 && !event.Concerns(topic) {
				continue
			}
			if more = len(events) == limit; more {
				break
			}
			events = append(events, TopicEvent{event, l.Undone(event.N)})
		}
		return nil
	})
	return events, more, err
}
