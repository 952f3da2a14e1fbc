package feedback

import (
	"fmt"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
)

// Options say what is known about a file beforehand. The zero value finds everything out.
type Options struct {
	Format    string // "csv", "jsonl", "xlsx" or "parquet"; empty: by the extension, else by the content
	Encoding  string // of csv and jsonl: "utf-8", "utf-16le", "utf-16be" or "windows-1252"; empty: by the content
	Separator string // of csv: ",", ";" or a tab; empty: the one that splits the rows most evenly
	Header    Header // of csv and xlsx: whether the first row names the columns
	Sheet     string // of xlsx; empty: the first one

	// Columns names the columns of a role by their headings, or by "column 3" where there is none or it is not unique.
	// Only Text and Extra may have several. It replaces what the headings would say about these columns and these roles;
	// Extra keeps a column from being taken for anything else, such as a "score" on another scale.
	Columns map[Role][]string

	// ContentIDs makes the ids of a source without an id column from the rows' content in place of their number, so that
	// several files can be kept together and adding one twice changes nothing.
	ContentIDs bool

	MonthFirst bool // read 1/31/2025 as the 31st of January; otherwise the day comes first
	Strict     bool // make the first problem the error that ends the reading

	// Detect names the language of a text for Quality.Languages; nil means detect.Default. Detection is most of the cost
	// of reading: a caller that detects languages anyway can share the work here, or leave it with Undetected.
	Detect func(text string) langs.Language
}

// Undetected names no language. It is an Options.Detect for callers that detect languages themselves, as kaiku.Engine does.
func Undetected(string) langs.Language { return langs.Undetermined }

// Header says whether the first row of a source names its columns.
type Header uint8

// Values of Header. With HeaderAuto a first row that names a known column, or that holds nothing like a date, a number,
// a long text or an empty cell, is a header.
const (
	HeaderAuto Header = iota
	HeaderYes
	HeaderNo
)

// Kinds of Format.
const (
	kindCSV     = "csv"
	kindJSONL   = "jsonl"
	kindXLSX    = "xlsx"
	kindParquet = "parquet"
)

// check finds options that no file could satisfy.
func (o *Options) check() error {
	switch o.Format {
	case "", kindCSV, kindJSONL, kindXLSX, kindParquet:
	default:
		return fmt.Errorf("option format %.40q: expected csv, jsonl, xlsx or parquet", o.Format)
	}
	switch o.Separator {
	case "", ",", ";", "\t":
	default:
		return fmt.Errorf("option separator %.40q: expected a comma, a semicolon or a tab", o.Separator)
	}
	if o.Encoding != "" {
		if _, ok := encodingNames[canonical(o.Encoding)]; !ok {
			return fmt.Errorf("option encoding %.40q: expected utf-8, utf-16le, utf-16be or windows-1252", o.Encoding)
		}
	}
	for role, names := range o.Columns {
		if _, known := headings[role]; !known && role != Extra {
			return fmt.Errorf("option columns: role %.40q: expected one of %s", string(role), listRoles())
		}
		if len(names) > 1 && role != Text && role != Extra {
			return fmt.Errorf("option columns: %d columns for role %s: expected one", len(names), role)
		}
	}
	return nil
}

func listRoles() string {
	var names []string
	for _, role := range Roles {
		names = append(names, string(role))
	}
	return strings.Join(names, ", ")
}
