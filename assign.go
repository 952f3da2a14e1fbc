package kaiku

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
	"github.com/kaiku-analytics/kaiku/index"
)

// TopicAssignment says which topics a record is in.
type TopicAssignment struct {
	ID     string
	Fitted bool           // the last fit had the record; otherwise it came later, and is in the nearest topic
	Places []topics.Place // on each level of the model, coarse to fine
	Spans  []topics.Span  // the parts of the record's text that are about topics of the default level
}

// assignBatch is how many records are assigned at a time, whose clauses are embedded in one call.
const assignBatch = 512

// AssignTopics calls visit with the topics of every record that the filter lets pass, in the order in which they were added,
// until visit returns an error. Records of the last fit are where it, and people, put them. Later ones go to the nearest
// topic, or stay Unassigned where none is near; see topics.Assigner. Places are numbers of topics in the returned model, and
// the assignment is visit's to keep. Assigning takes microseconds a record, and what the engine's embedder takes for the
// clauses of texts that have several.
func (e *Engine) AssignTopics(ctx context.Context, f index.Filter, visit func(*topics.Model, TopicAssignment) error) error {
	a, err := e.assigning(ctx, visit)
	if err != nil {
		return err
	}
	view, err := e.index.Snapshot(ctx)
	if err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	ids := map[string]bool{}
	for _, id := range f.IDs {
		ids[id] = true
	}
	all := f.IDs == nil
	f = maskedToo(f)
	f.IDs = nil
	for i := range view.Docs {
		doc := &view.Docs[i]
		if !all && !ids[doc.ID] || !f.Match(doc) {
			continue
		}
		if err := a.add(ctx, doc, view.Vectors[i*view.Dim:(i+1)*view.Dim]); err != nil {
			return err
		}
	}
	return a.flush(ctx)
}

// TopicsOf is AssignTopics of some records, in the order in which they are given. An id that there is not is an
// *index.UnknownIDError, and visit is not called. It takes microseconds a record however many there are; the first call
// after a fit sorts their ids, a second for a million.
func (e *Engine) TopicsOf(ctx context.Context, ids []string, visit func(*topics.Model, TopicAssignment) error) error {
	docs, err := e.Get(ctx, ids)
	if err != nil {
		return err
	}
	a, err := e.assigning(ctx, visit)
	if err != nil {
		return err
	}
	none := make([]float32, e.embedder.Dim()) // the vector of a text that has none
	for i := range docs {
		vector := docs[i].Vector
		if len(vector) == 0 {
			vector = none
		}
		if err := a.add(ctx, &docs[i], vector); err != nil {
			return err
		}
	}
	return a.flush(ctx)
}

// assigning is AssignTopics on its way.
type assigning struct {
	engine   *Engine
	model    *topics.Model
	assigner *topics.Assigner
	byID     []int32                          // rows of the model by record
	next     int                              // the row after the one that was found last
	byHand   map[string]map[string]lineage.ID // see lineage.Moved
	visit    func(*topics.Model, TopicAssignment) error

	batch []TopicAssignment
	texts []topics.Placed // of the batch
}

func (e *Engine) assigning(ctx context.Context, visit func(*topics.Model, TopicAssignment) error) (*assigning, error) {
	if err := e.requireTopics(ctx); err != nil {
		return nil, err
	}
	e.topicsMu.Lock()
	defer e.topicsMu.Unlock()
	e.mu.RLock()
	model := e.model
	e.mu.RUnlock()
	if model == nil {
		return nil, ErrErasedMeanwhile
	}
	if e.byID == nil {
		e.byID = make([]int32, len(model.IDs))
		for i := range e.byID {
			e.byID[i] = int32(i)
		}
		slices.SortFunc(e.byID, func(a, b int32) int { return cmp.Compare(model.IDs[a], model.IDs[b]) })
	}
	return &assigning{
		engine: e, model: model, assigner: topics.NewAssigner(model), byHand: e.history.Moved(), byID: e.byID, visit: visit,
	}, nil
}

// row returns the row of the model that is of a record. Records come mostly in the order of rows.
func (a *assigning) row(id string) (row int, fitted bool) {
	if a.next == len(a.model.IDs) || a.model.IDs[a.next] != id {
		at, found := slices.BinarySearchFunc(a.byID, id, func(row int32, id string) int { return cmp.Compare(a.model.IDs[row], id) })
		if !found {
			return 0, false
		}
		a.next = int(a.byID[at])
	}
	a.next++
	return a.next - 1, true
}

// add finds the places of a record, and hands over the batch when it is full.
func (a *assigning) add(ctx context.Context, doc *index.Doc, vector []float32) error {
	places, err := a.assigner.Assign(nil, doc.Text, doc.Language, vector)
	if err != nil {
		return fmt.Errorf("kaiku: record %.40q: %w", doc.ID, err)
	}
	row, known := a.row(doc.ID)
	for l := range places {
		level := &a.model.Levels[l]
		if known {
			put(&places[l], level.Assign[row], level.Confidence[row])
		} else if id, moved := a.byHand[doc.ID]; moved {
			put(&places[l], number(level, id[level.Name]), 0)
		}
	}
	a.batch = append(a.batch, TopicAssignment{ID: doc.ID, Fitted: known, Places: places})
	if len(places) > 0 {
		a.texts = append(a.texts, topics.Placed{Text: doc.Text, Language: doc.Language, Place: places[a.model.Default]})
	}
	if len(a.batch) < assignBatch {
		return nil
	}
	return a.flush(ctx)
}

// flush finds the spans of the batch and hands it over.
func (a *assigning) flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	spans, err := a.assigner.Spans(ctx, nil, a.engine.embedder, a.texts)
	if err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	for i, assignment := range a.batch {
		if i < len(spans) {
			assignment.Spans = spans[i]
		}
		if err := a.visit(a.model, assignment); err != nil {
			return err
		}
	}
	a.batch, a.texts = a.batch[:0], a.texts[:0]
	return nil
}

// put says that a text is in a topic whatever the assigner found, which is then the next nearest.
func put(p *topics.Place, topic int32, confidence float32) {
	if topic != p.Topic {
		if p.Topic >= 0 {
			p.RunnerUp = p.Topic
		}
		if p.RunnerUp == topic {
			p.RunnerUp = topics.Unassigned
		}
	}
	p.Topic, p.Confidence = topic, confidence
}

// number returns where the topic with an id stands on a level.
func number(level *topics.Level, id lineage.ID) int32 {
	for i, topic := range level.Topics {
		if lineage.ID(topic.ID) == id {
			return int32(i)
		}
	}
	return topics.Unassigned
}
