package index

import (
	"context"
	"iter"
	"time"

	"github.com/kaiku-analytics/kaiku/langs"
)

// Doc is one text with what is known about it. Text has been redacted before it comes here.
type Doc struct {
	ID       string // unique; a Put with a known ID replaces the document
	Text     string // may be empty: a score without a comment
	Language langs.Language
	Time     time.Time // zero when unknown
	Fields   []Field   // sorted by Name, each Name at most once
	Vector   []float32 // unit length, or empty when the text has none
}

// Field is a named value that queries can filter and count by.
type Field struct{ Name, Value string }

// Value returns the value of the named field, or "".
func (d *Doc) Value(name string) string {
	for i := range d.Fields {
		if d.Fields[i].Name == name {
			return d.Fields[i].Value
		}
	}
	return ""
}

// Mode says how a query finds documents.
type Mode uint8

const (
	ByBoth    Mode = iota // ranks of both, fused
	ByWord                // documents that contain the words, in any inflection
	ByMeaning             // documents whose vectors are near the query's
)

// Query asks for documents. A query without Text and Vector matches every document that passes the filter.
type Query struct {
	Mode     Mode
	Text     string
	Language langs.Language // of Text; Undetermined tries all three
	Vector   []float32      // of Text, unit length; needed by ByMeaning and ByBoth
	Filter   Filter
	Limit    int      // hits a page; 10 when zero
	After    string   // Page.Next of the page before; "" for the first
	Facets   []string // fields whose values are counted over all matches
	IDsOnly  bool     // hits carry the ID of their Doc, Score and Similarity and nothing else: what a fusion of many needs
}

// Filter narrows a query. Its zero value lets everything pass.
type Filter struct {
	Fields    []FieldFilter // all must pass
	Languages []langs.Language
	From, To  time.Time // From <= Time < To; a zero bound is open. A document without a time fails either bound
	IDs       []string  // only these documents, when not nil
}

// FieldFilter passes documents whose field has one of the values. The empty value passes none: no value is no match.
type FieldFilter struct {
	Name   string
	Values []string
}

// Hit is one found document and why it was found.
type Hit struct {
	Doc        Doc
	Score      float64  // comparable within one page sequence only
	Words      []string // the words of the document that matched, in the order of the text
	Similarity float32  // cosine with the query's vector; 0 when not found by meaning
}

// Facet counts one value of a field over all matches.
type Facet struct {
	Field, Value string
	Count        int
}

// Page is one page of an answer.
type Page struct {
	Hits   []Hit
	Facets []Facet // by field in the order asked, then by falling count, then by value
	Total  int     // matches in all; by meaning, every document with a vector that passes the filter; by both, see Hybrid
	Next   string  // what Query.After takes for the next page; "" on the last
}

// Searcher answers queries.
type Searcher interface {
	// Search returns hits by falling score; equal scores are ordered by ID.
	Search(ctx context.Context, q Query) (Page, error)
}

// Index keeps documents and answers queries over them. It is safe for concurrent use; what Put acknowledged, the next
// Search finds.
type Index interface {
	Searcher
	Put(ctx context.Context, docs []Doc) error
	Get(ctx context.Context, ids []string) ([]Doc, error) // unknown ids are left out
	Delete(ctx context.Context, ids []string) error       // unknown ids are no error
	Scan(ctx context.Context, f Filter) iter.Seq2[Doc, error]
	Snapshot(ctx context.Context) (View, error)
	Close() error
}

// View is one state of an index, unmoved by later writes: rows in the order of first insertion. Its memory is borrowed
// from the index and must not be changed.
type View struct {
	Docs    []Doc     // Vector is not set
	Dim     int       // length of a row of Vectors
	Vectors []float32 // len(Docs) x Dim; the row of a document without a vector is zero
}
