package report

import (
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/langs"
)

// Data is everything that a report shows, already counted and with small numbers withheld; writing it out adds nothing.
// It is also what `kaiku report --json` prints. Apart from the quotes, and Texts when asked for, it holds no comment.
type Data struct {
	Source    string           `json:"source"` // base name of the file
	Records   int              `json:"records"`
	Texts     int              `json:"texts"`      // records with a text
	NoContent int              `json:"no_content"` // texts that say nothing
	From      time.Time        `json:"from"`       // first and last known time; zero when no record has one
	To        time.Time        `json:"to"`
	NPS       Figure           `json:"nps"`
	Languages []Count          `json:"languages"`
	MinCount  int              `json:"min_count"`       // counts below are withheld
	MinMean   int              `json:"min_mean"`        // means of fewer scores are withheld
	Topics    []Topic          `json:"topics"`          // by falling size
	Areas     []Area           `json:"areas,omitempty"` // groups of topics, where the model has a coarser level
	NoTopic   Count            `json:"no_topic"`        // texts with content that belong to none
	Hidden    Count            `json:"hidden"`          // texts of topics that lists leave out; in no other number by topic
	News      *News            `json:"news,omitempty"`
	Slices    []Slice          `json:"slices"`  // service, unit, channel, group, language; those that the data has
	Periods   []Period         `json:"periods"` // months without gaps, first to last
	Map       []Point          `json:"map"`
	Quality   feedback.Quality `json:"quality"`
	Notes     Notes            `json:"notes"`
	Rows      []Row            `json:"rows,omitempty"` // every text; only when asked for
}

// Count is a number of records under a name.
type Count struct {
	Name     string  `json:"name"` // a code ("fi") or a value from the data
	N        int     `json:"n"`
	Share    float64 `json:"share"` // of what it is a part of, 0 to 1
	Withheld bool    `json:"withheld"`
}

// Figure is a mean or NPS with its 95 % interval. Where Withheld is set the numbers are zero and are not to be shown.
type Figure struct {
	stats.Interval
	Withheld bool `json:"withheld"`
}

// Topic is one group of texts about the same thing.
type Topic struct {
	ID        int        `json:"id"` // 1, 2, 3 ... by falling size
	Labels    []Label    `json:"labels"`
	Words     []string   `json:"words"` // what sets it apart, strongest first, as people wrote them
	N         Count      `json:"n"`     // share is of all texts with content
	NPS       Figure     `json:"nps"`
	Languages []Count    `json:"languages"`
	Quotes    []Quote    `json:"quotes"`
	Months    []Count    `json:"months"` // aligned with Data.Periods
	Center    [2]float32 `json:"center"` // on the map
}

// Area is a group of topics. Its numbers are theirs added up, and withheld where one of theirs is.
type Area struct {
	Labels []Label `json:"labels"` // none where the topics are in no area that is shown
	Topics []int   `json:"topics"` // of each its Topic.ID, by falling size
	N      Count   `json:"n"`      // share is of all texts with content
	NPS    Figure  `json:"nps"`
}

// Label names a topic in one language.
type Label struct {
	Language langs.Language `json:"language"`
	Text     string         `json:"text"`
	Borrowed bool           `json:"borrowed"` // too few texts in this language for words of its own
	Origin   string         `json:"origin"`   // where the words are from: own, translated, near or foreign
}

// Quote is one representative text, redacted.
type Quote struct {
	Text     string         `json:"text"`
	Language langs.Language `json:"language"`
}

// Slice is the data cut by the values of one field.
type Slice struct {
	By     string  `json:"by"` // service, unit, channel, group or language
	Groups []Group `json:"groups"`
}

// Group is one value of a field.
type Group struct {
	Name   string `json:"name"`
	N      Count  `json:"n"`
	NPS    Figure `json:"nps"`
	Topics []Cell `json:"topics"` // aligned with Data.Topics
}

// Cell is one topic within one group.
type Cell struct {
	N   Count  `json:"n"` // share is of the group
	NPS Figure `json:"nps"`
}

// Period is one calendar month.
type Period struct {
	Start time.Time `json:"start"` // first day, UTC
	N     Count     `json:"n"`
	NPS   Figure    `json:"nps"`
}

// Point is one text on the map.
type Point struct {
	X     float32 `json:"x"` // -1 to 1
	Y     float32 `json:"y"`
	Topic int     `json:"topic"` // a Topic.ID, or 0 for none that is shown
}

// Notes tell how the figures were made.
type Notes struct {
	Version  string `json:"version"`   // of kaiku
	Embedder string `json:"embedder"`  // fingerprint
	Method   string `json:"method"`    // of the topics, with its parameters
	DataHash string `json:"data_hash"` // SHA-256 over the records, so that two reports can be told apart
}

// Row is one text with its topic.
type Row struct {
	ID    string `json:"id"`
	Topic int    `json:"topic"` // a Topic.ID, or 0 for none that is shown
	Text  string `json:"text"`  // redacted
}
