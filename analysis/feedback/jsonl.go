package feedback

// JSONL (also NDJSON): one JSON object a line, https://jsonlines.org. The keys of the objects are the columns, in the
// order in which they first occur; a key that an object lacks is an empty field. Numbers keep the form they are written
// in, true and false are words, null is empty, and arrays and objects stay JSON. Of a key that occurs twice in an object
// the last value counts, as in encoding/json. Blank lines are no rows.

import (
	"bytes"
	"encoding/json"
	"strings"
)

type jsonlSource struct {
	in      *lineReader
	columns []string
	index   map[string]int // in columns
}

func newJSONL(in *lineReader) *jsonlSource {
	return &jsonlSource{in: in, columns: []string{}, index: map[string]int{}}
}

func (j *jsonlSource) names() []string { return j.columns }
func (j *jsonlSource) begin(int, *row) {}
func (j *jsonlSource) close() error    { return nil }

const expectedObject = "a JSON object"

func (j *jsonlSource) next(r *row) error {
	for {
		if err := j.in.failure(); err != nil {
			return err
		}
		*r = row{line: j.in.line, fields: r.fields[:0]}
		line, size, ok := j.in.lineAt(0)
		if !ok || len(line) > j.in.limit {
			r.fault = Problem{Reason: ReasonSyntax, Expected: expectedShort}
			j.in.skipLine()
			return nil
		}
		if err := j.in.torn(size); err != nil {
			return err
		}
		line = bytes.TrimSpace(line)
		if len(line) > 0 {
			if line[0] != '{' || !json.Valid(line) {
				r.fault = Problem{Reason: ReasonSyntax, Expected: expectedObject}
			} else {
				j.object(r, line)
			}
		}
		j.in.advance(size)
		if len(line) > 0 {
			return nil
		}
	}
}

// object cuts a line into fields. The line is valid JSON, which lets the cutting look at quotes and brackets alone.
func (j *jsonlSource) object(r *row, line []byte) {
	r.plain = isPlain(line) && bytes.IndexByte(line, '\\') < 0
	for len(r.fields) < len(j.columns) {
		r.fields = append(r.fields, "")
	}
	text := string(line)
	for pos := skipJSON(text, 1, " \t\r,"); text[pos] != '}'; pos = skipJSON(text, pos, " \t\r,") {
		end := endOfJSON(text, pos)
		key := jsonText(text[pos:end])
		pos = skipJSON(text, end, " \t\r:")
		end = endOfJSON(text, pos)
		column, known := j.index[key]
		if !known {
			column = len(j.columns)
			j.columns = append(j.columns, strings.Clone(key))
			j.index[j.columns[column]] = column
			r.fields = append(r.fields, "")
		}
		r.fields[column] = jsonText(text[pos:end])
		pos = end
	}
}

// skipJSON returns the first position from pos whose byte is not in set.
func skipJSON(text string, pos int, set string) int {
	for strings.IndexByte(set, text[pos]) >= 0 {
		pos++
	}
	return pos
}

// endOfJSON returns where the value that begins at pos ends.
func endOfJSON(text string, pos int) int {
	depth := 0
	for ; ; pos++ {
		switch text[pos] {
		case '"':
			for pos++; text[pos] != '"'; pos++ {
				if text[pos] == '\\' {
					pos++
				}
			}
			if depth == 0 {
				return pos + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 { // a number or word ended before
				return pos
			}
			if depth--; depth == 0 {
				return pos + 1
			}
		case ',', ' ', '\t', '\r', ':':
			if depth == 0 {
				return pos
			}
		}
	}
}

// jsonText returns what a value says.
func jsonText(value string) string {
	switch {
	case value == "null":
		return ""
	case value[0] != '"':
		return value
	case strings.IndexByte(value, '\\') < 0:
		return value[1 : len(value)-1]
	}
	var s string
	if json.Unmarshal([]byte(value), &s) != nil {
		return value
	}
	return s
}
