package kaiku

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect"
	"github.com/kaiku-analytics/kaiku/langs/redact"
)

// sureEnough is the probability from which a detected language is believed over the one that the source states, which
// is often that of the form rather than of the answer.
const sureEnough = 0.9

// Add keeps records. Personal data is taken out of every text and field before anything else sees them, the language of
// each text is detected, and its vector computed. A record whose ID is known replaces the one before. When Add returns
// nil, the records are on disk (in an engine with a directory) and the next Search finds them. On an error none of the
// records was kept, unless they hold more than 32 MB of text: then the first of them may have been. The error is a
// *RecordError where a record cannot be kept.
func (e *Engine) Add(ctx context.Context, records []feedback.Record) error {
	docs := make([]index.Doc, len(records))
	texts := make([]string, len(records))
	for i := range records {
		if err := CheckRecord(&records[i]); err != nil {
			err.Index = i
			return err
		}
	}
	inParallel(len(records), func(i int) {
		docs[i] = document(&records[i])
		texts[i] = docs[i].Text
	})
	dim := e.embedder.Dim()
	vectors := make([]float32, len(docs)*dim)
	if err := e.embedder.Embed(ctx, embed.Passage, texts, vectors); err != nil {
		return fmt.Errorf("kaiku: embedding %d texts: %w", len(texts), err)
	}
	for i := range docs {
		if row := vectors[i*dim : (i+1)*dim]; !isZero(row) {
			docs[i].Vector = row
		}
	}
	err := e.index.Put(ctx, docs)
	e.writes.Add(1)
	if err != nil {
		return fmt.Errorf("kaiku: %w", err)
	}
	return nil
}

// AddFrom reads all of a file's records into the engine, a batch at a time, and returns the reader's quality report.
// What was added before an error stays. Where progress is not nil it is called after each batch with the number of
// records added so far.
func (e *Engine) AddFrom(ctx context.Context, r *feedback.Reader, progress func(added int)) (feedback.Quality, error) {
	const batch = 4096
	pending := make([]feedback.Record, 0, batch)
	added := 0
	flush := func() error {
		if err := e.Add(ctx, pending); err != nil {
			return err
		}
		added += len(pending)
		pending = pending[:0]
		if progress != nil {
			progress(added)
		}
		return nil
	}
	for record, err := range r.Records() {
		if err != nil {
			return r.Quality(), errors.Join(err, flush())
		}
		if pending = append(pending, record); len(pending) == batch {
			if err := flush(); err != nil {
				return r.Quality(), err
			}
		}
	}
	return r.Quality(), flush()
}

// document turns a record into what the index keeps, without personal data.
func document(r *feedback.Record) index.Doc {
	doc := index.Doc{ID: r.ID, Time: r.Time}
	doc.Text, _ = redact.Text(strings.ToValidUTF8(r.Text, "\uFFFD"))
	doc.Language = languageOf(doc.Text, r.Language)
	add := func(name, value string) {
		if value == "" {
			return
		}
		doc.Fields = append(doc.Fields, index.Field{Name: maskedValue(name), Value: maskedValue(value)})
	}
	add(string(feedback.Subject), r.Subject)
	add(string(feedback.Unit), r.Unit)
	add(string(feedback.Service), r.Service)
	add(string(feedback.Channel), r.Channel)
	add(string(feedback.Group), r.Group)
	add(feedback.QuestionField, r.Question)
	if score, ok := r.Score.Value(); ok {
		add(string(feedback.ScoreColumn), strconv.Itoa(score))
	}
	for _, extra := range r.Extra {
		add(extraPrefix+extra.Name, extra.Value)
	}
	slices.SortStableFunc(doc.Fields, func(a, b index.Field) int { return strings.Compare(a.Name, b.Name) })
	doc.Fields = slices.CompactFunc(doc.Fields, func(a, b index.Field) bool { return a.Name == b.Name })
	return doc
}

// extraPrefix stands before the heading of a column without a role, so that none can be taken for a field of kaiku's own.
const extraPrefix = "x:"

// languageOf is the detected language of a text, or the stated one where detection is not sure.
func languageOf(text string, stated langs.Language) langs.Language {
	detected, probability := detect.Default().Detect(text)
	if stated != langs.Undetermined && (detected == langs.Undetermined || probability < sureEnough) {
		return stated
	}
	return detected
}

func isZero(row []float32) bool {
	for _, x := range row {
		if x != 0 {
			return false
		}
	}
	return true
}

// inParallel calls f for 0 to n-1, on all cores where that pays.
func inParallel(n int, f func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n/64+1)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				f(i)
			}
		})
	}
	wg.Wait()
}
