package feedback

import (
	"fmt"
	"strings"
)

// Quality is the report of a load: what was read, how, and everything that was wrong with it. It holds no comment's text.
//
// The counts obey Rows = Records/texts-per-row + rejected rows: every row of the source is either read or listed in
// Problems with Rejected set. No row is dropped without a line here.
type Quality struct {
	Source      string         `json:"source"` // base name of the file, or "-"
	Format      Format         `json:"format"`
	Columns     []Column       `json:"columns"`      // how the source's columns were understood, in its order
	Rows        int            `json:"rows"`         // data rows met, the header not counted
	Records     int            `json:"records"`      // records read (a row with several answered text columns gives several)
	Rejected    int            `json:"rejected"`     // rows of which nothing was read
	EmptyTexts  int            `json:"empty_texts"`  // records that have a score but no text
	NoContent   int            `json:"no_content"`   // texts that say nothing: "-", "ei mitään", "ok", "n/a"
	NoScore     int            `json:"no_score"`     // records without a score
	NoTime      int            `json:"no_time"`      // records without a time
	Duplicates  int            `json:"duplicates"`   // texts met before (case and spaces aside), no-content ones not counted
	LongTexts   int            `json:"long_texts"`   // texts over 5,000 characters, kept whole
	RepairedNUL int            `json:"repaired_nul"` // texts from which NUL bytes were taken out
	Repaired    int            `json:"repaired"`     // fields whose double encoding (Ã¤ for ä) was undone
	Languages   map[string]int `json:"languages"`    // texts by language code, as detected
	Problems    []Problem      `json:"problems"`     // in the order of the source; at most MaxProblems
	MoreProblem int            `json:"more_problems"`
}

// MaxProblems bounds the list in a Quality; what is beyond it is counted in MoreProblem.
const MaxProblems = 1000

// Format is what was found out about a file.
type Format struct {
	Kind      string `json:"kind"`                // csv, jsonl, xlsx or parquet
	Encoding  string `json:"encoding,omitempty"`  // utf-8, utf-8-bom, utf-16le, utf-16be or windows-1252
	Separator string `json:"separator,omitempty"` // of csv: "," ";" or "\t"
	Header    bool   `json:"header"`              // whether the first row names the columns
}

// Column is a column of the source and what it was taken for.
type Column struct {
	Name string `json:"name"` // heading as it stands, or "column 1" where there is no header
	Role Role   `json:"role"`
}

// Problem is one fault of one row.
type Problem struct {
	Line     int    `json:"line"`             // line of the source on which the row begins; row number for xlsx and parquet
	Column   string `json:"column,omitempty"` // heading; empty when the whole row is meant
	Value    string `json:"value,omitempty"`  // at most 40 bytes, cut between characters; never of a text column
	Reason   string `json:"reason"`           // one of the Reason constants
	Expected string `json:"expected"`         // what would have been right, for a person to read
	Rejected bool   `json:"rejected"`         // the row was left out; otherwise only this field was
}

// Reasons of a Problem.
const (
	ReasonScore       = "score"        // not a whole number from 0 to 10; the record is kept without it
	ReasonTime        = "time"         // not a date that exists; the record is kept without it
	ReasonLanguage    = "language"     // not a language code; the record is kept, its language detected
	ReasonFields      = "fields"       // more or fewer fields than columns; the row is rejected
	ReasonDuplicateID = "duplicate id" // an id met before with other content; the row is rejected
	ReasonNothing     = "nothing"      // neither text nor score; the row is rejected
	ReasonSyntax      = "syntax"       // the row cannot be parsed (an open quote, bad JSON); the row is rejected
	ReasonEncoding    = "encoding"     // bytes that are not text in the file's encoding became U+FFFD; the record is kept
)

// String is the problem in one line for a person to read, such as
//
//	line 12, column "nps": score "11": expected a whole number from 0 to 10
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "line %d", p.Line)
	if p.Column != "" {
		fmt.Fprintf(&b, ", column %q", cutTo(p.Column, maxValue))
	}
	fmt.Fprintf(&b, ": %s", p.Reason)
	if p.Value != "" {
		fmt.Fprintf(&b, " %q", p.Value)
	}
	fmt.Fprintf(&b, ": expected %s", p.Expected)
	return b.String()
}

const maxValue = 40 // bytes of a value that a Problem repeats
