package feedback

// CSV, as RFC 4180 describes it and as programs write it: rows of fields with a separator between them, ended by CRLF or
// LF. A field that begins with a quote ends with one, and may hold separators, line ends and, doubled, quotes. A quote
// elsewhere in a field is a character like any other. Lines of nothing but spaces and separators are no rows.
//
// A row whose quotes do not fit is rejected, and reading goes on at its second line. Lines there that do not have as many
// fields as there are columns are the rest of the rejected row rather than rows of their own.

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

type csvSource struct {
	in         *lineReader
	separator  byte
	usual      int  // number of fields, by the sample
	columns    int  // 0 before begin
	recovering bool // the last row was rejected for its quotes

	scratch []byte // a row's fields, unquoted, one behind the other
	ends    []int  // where each ends
}

func newCSV(in *lineReader, d dialect) *csvSource {
	return &csvSource{in: in, separator: d.separator, usual: d.fields}
}

func (c *csvSource) names() []string { return nil }
func (c *csvSource) close() error    { return nil }

func (c *csvSource) begin(columns int, first *row) {
	c.columns = columns
	if first != nil {
		c.columns = c.usual
		c.count(first)
	}
}

// Texts of Problem.Expected for rows that cannot be parsed.
const (
	expectedQuote     = "a closing quote"
	expectedSeparator = "a separator after the closing quote"
	expectedShort     = "a row of at most 64 MiB"
)

func (c *csvSource) next(r *row) error {
	for {
		if err := c.read(r); err != nil {
			return err
		}
		c.count(r)
		if c.recovering && r.fault.Reason == ReasonFields {
			continue
		}
		c.recovering = r.fault.Reason == ReasonSyntax
		return nil
	}
}

// count rejects a row that has another number of fields than there are columns. Empty ones at its end do not count: Excel
// writes them.
func (c *csvSource) count(r *row) {
	if c.columns == 0 || r.fault.Reason != "" {
		return
	}
	for len(r.fields) > c.columns && strings.TrimSpace(r.fields[len(r.fields)-1]) == "" {
		r.fields = r.fields[:len(r.fields)-1]
	}
	if len(r.fields) != c.columns {
		r.fault = Problem{Reason: ReasonFields, Value: strconv.Itoa(len(r.fields)), Expected: countFields(c.columns)}
	}
}

func countFields(n int) string {
	if n == 1 {
		return "1 field"
	}
	return fmt.Sprintf("%d fields", n)
}

// read parses the next row, with as many fields as it has.
func (c *csvSource) read(r *row) error {
	for {
		if err := c.in.failure(); err != nil {
			return err
		}
		*r = row{line: c.in.line, fields: r.fields[:0]}
		line, size, ok := c.in.lineAt(0)
		switch {
		case !ok || len(line) > c.in.limit:
			r.fault = Problem{Reason: ReasonSyntax, Expected: expectedShort}
			c.in.skipLine()
			return nil
		case c.blank(line):
			c.in.advance(size)
			continue
		case bytes.IndexByte(line, '"') < 0:
			c.split(r, line)
		default:
			first := size
			if size, r.fault.Expected = c.unquote(); r.fault.Expected != "" {
				r.fault.Reason = ReasonSyntax
				size = first
			} else {
				c.cut(r)
			}
		}
		if err := c.in.torn(size); err != nil {
			return err
		}
		c.in.advance(size)
		return nil
	}
}

// blank reports whether a line says nothing.
func (c *csvSource) blank(line []byte) bool {
	for _, b := range line {
		if b != ' ' && b != '\t' && b != '\r' && b != c.separator {
			return false
		}
	}
	return true
}

// split reads a row without quotes.
func (c *csvSource) split(r *row, line []byte) {
	rest := string(line)
	r.plain = isPlain(line)
	for {
		i := strings.IndexByte(rest, c.separator)
		if i < 0 {
			r.fields = append(r.fields, rest)
			return
		}
		r.fields = append(r.fields, rest[:i])
		rest = rest[i+1:]
	}
}

// unquote reads the row at the window's beginning into c.scratch and c.ends and returns its length, or what it expected.
func (c *csvSource) unquote() (size int, expected string) {
	c.scratch, c.ends = c.scratch[:0], c.ends[:0]
	for pos := 0; ; {
		if b, _ := c.in.at(pos); b != '"' {
			line, next, ok := c.in.lineAt(pos)
			if !ok {
				return 0, expectedShort
			}
			if i := bytes.IndexByte(line, c.separator); i >= 0 {
				c.endField(line[:i])
				pos += i + 1
				continue
			}
			c.endField(line)
			return next, ""
		}
		for pos++; ; pos++ {
			quote := c.in.find(pos, '"')
			if quote < 0 {
				return 0, expectedQuote
			}
			c.scratch = append(c.scratch, c.in.window()[pos:quote]...)
			pos = quote + 1
			if b, _ := c.in.at(pos); b != '"' {
				break
			}
			c.scratch = append(c.scratch, '"')
		}
		c.endField(nil)
		b, more := c.in.at(pos)
		if more && b == c.separator {
			pos++
			continue
		}
		rest, next, _ := c.in.lineAt(pos)
		if len(rest) > 0 {
			return 0, expectedSeparator
		}
		return next, ""
	}
}

func (c *csvSource) endField(content []byte) {
	c.scratch = append(c.scratch, content...)
	c.ends = append(c.ends, len(c.scratch))
}

// cut makes the fields of a row that unquote has read.
func (c *csvSource) cut(r *row) {
	all, from := string(c.scratch), 0
	r.plain = isPlain(c.scratch)
	for _, end := range c.ends {
		r.fields = append(r.fields, all[from:end])
		from = end
	}
}

// isPlain reports whether b is ASCII without NUL.
func isPlain(b []byte) bool {
	if bytes.IndexByte(b, 0) >= 0 {
		return false
	}
	for ; len(b) >= 8; b = b[8:] {
		if binary.NativeEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
