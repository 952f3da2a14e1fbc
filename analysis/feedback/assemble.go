package feedback

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/langs/redact"
)

// layout is what the columns of a source are.
type layout struct {
	columns []Column
	nth     []int // of a text column, its number among them, from 1
	id      int   // -1 where there is none
	texts   int
	extras  int
}

// setColumns takes the columns as understood. Their names are masked from here on, like everything that is handed out.
func (r *Reader) setColumns(columns []Column) {
	for i := range columns {
		columns[i].Name, _ = redact.Text(columns[i].Name)
	}
	l := layout{columns: columns, nth: make([]int, len(columns)), id: indexOf(columns, ID)}
	for i, c := range columns {
		switch c.Role {
		case Text:
			l.texts++
			l.nth[i] = l.texts
		case Extra:
			l.extras++
		}
	}
	r.layout = l
}

// addColumns takes up columns that first occur after the rows that Open read: keys of JSONL, and cells of a sheet beyond
// its header.
func (r *Reader) addColumns(names []string) {
	columns := r.layout.columns
	for _, name := range names {
		columns = append(columns, Column{name, freeRole(columns, roleOf(name), &r.options)})
	}
	r.setColumns(columns)
}

// fit makes a row and the columns equally many.
func (r *Reader) fit(row *row) {
	if names, known := r.source.names(), len(r.layout.columns); len(names) > known {
		r.addColumns(names[known:])
	}
	known := len(r.layout.columns)
	for len(row.fields) < known {
		row.fields = append(row.fields, "")
	}
	for len(row.fields) > known && strings.TrimSpace(row.fields[len(row.fields)-1]) == "" {
		row.fields = row.fields[:len(row.fields)-1]
	}
	for i := len(r.layout.columns); i < len(row.fields); i++ {
		r.addColumns([]string{positional(i)})
	}
}

// take makes records of a row, and problems of what is wrong with it.
func (r *Reader) take(row *row) {
	t := &r.tally
	t.quality.Rows++
	if row.fault.Reason != "" {
		row.fault.Line, row.fault.Rejected = row.line, true
		t.problem(row.fault)
		return
	}
	r.found = r.found[:0]
	r.understand(row)
	for _, p := range r.found {
		t.problem(p)
	}
}

// understand reads the fields of a row into r.records.
func (r *Reader) understand(row *row) {
	r.fit(row)
	mended := mend(row)
	record := Record{ID: strconv.Itoa(r.tally.quality.Rows)}
	if r.layout.id < 0 && r.options.ContentIDs {
		record.ID = r.contentID(row)
	}
	if i := r.layout.id; i >= 0 {
		id := row.stored(i)
		if _, personal := redact.Text(id); id != "" && len(personal) == 0 {
			record.ID = id
		} else {
			record.ID = "row " + record.ID // a bare number could be the id of another row
		}
		if r.tally.met(record.ID) {
			r.report(row, i, ReasonDuplicateID, record.ID, expectedID)
			return
		}
	}
	if r.layout.extras > 0 {
		record.Extra = make([]Field, 0, r.layout.extras)
	}
	answered := 0
	for i, c := range r.layout.columns {
		if i == mended.damaged {
			r.report(row, i, ReasonEncoding, row.fields[i], "text in "+r.encoding())
		}
		switch c.Role {
		case Text:
			if strings.TrimSpace(row.fields[i]) == "" {
				row.fields[i] = ""
			} else {
				answered++
			}
		case Extra:
			record.Extra = append(record.Extra, Field{c.Name, r.words.one(strings.TrimSpace(row.fields[i]))})
		default:
			r.read(&record, row, i, c.Role)
		}
	}
	if _, scored := record.Score.Value(); answered == 0 && !scored {
		// Of the values that could not be read only a score matters now: it is why there is nothing.
		r.found = slices.DeleteFunc(r.found, func(p Problem) bool { return p.Reason != ReasonScore })
		r.report(row, -1, ReasonNothing, "", expectedContent)
		return
	}
	r.tally.quality.Repaired += mended.doubled
	if answered == 0 {
		r.records = append(r.records, record)
		return
	}
	r.answers(record, row, mended.nul)
}

// contentID is made of a row's fields, and of how often the same fields were met before. Personal data is masked first:
// from a hash that it went into, a short code could be found again by trying them all.
func (r *Reader) contentID(row *row) string {
	h := sha256.New()
	for _, field := range row.fields {
		masked, _ := redact.Text(field)
		io.WriteString(h, masked)
		h.Write([]byte{0})
	}
	key := [10]byte(h.Sum(nil))
	r.tally.same[key]++
	id := hex.EncodeToString(key[:])
	if n := r.tally.same[key]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// answers adds a record for each text of a row; nul are the columns from which NUL was taken out.
func (r *Reader) answers(record Record, row *row, nul []int) {
	id := record.ID
	for i, n := range r.layout.nth {
		if n == 0 || row.fields[i] == "" {
			continue
		}
		record.Text = row.fields[i]
		if r.layout.texts > 1 {
			record.ID = id + "#" + strconv.Itoa(n)
			record.Question = r.layout.columns[i].Name
		}
		r.records = append(r.records, record)
		if slices.Contains(nul, i) {
			r.tally.quality.RepairedNUL++
		}
	}
}

// read reads one field into its place in a record.
func (r *Reader) read(record *Record, row *row, i int, role Role) {
	switch role {
	case Subject:
		record.Subject = row.stored(i)
	case Unit:
		record.Unit = r.words.one(strings.TrimSpace(row.fields[i]))
	case Service:
		record.Service = r.words.one(strings.TrimSpace(row.fields[i]))
	case Channel:
		record.Channel = r.words.one(strings.TrimSpace(row.fields[i]))
	case Group:
		record.Group = r.words.one(strings.TrimSpace(row.fields[i]))
	case Time:
		value, ok := row.stored(i), false
		if record.Time, ok = r.time(row, value); !ok && !isMissing(value) {
			r.report(row, i, ReasonTime, value, expectedTime)
		}
	case Language:
		value, ok := strings.TrimSpace(row.fields[i]), false
		if record.Language, ok = parseLanguage(value); !ok && !isMissing(value) {
			r.report(row, i, ReasonLanguage, value, expectedLanguage)
		}
	case ScoreColumn:
		value, ok := row.stored(i), false
		if record.Score, ok = parseScore(value); !ok && !isMissing(value) {
			r.report(row, i, ReasonScore, value, expectedScore)
		}
	}
}

// time reads a time as text or, in a workbook, as a number of days.
func (r *Reader) time(row *row, value string) (time.Time, bool) {
	t, ok := parseTime(value, r.options.MonthFirst)
	if !ok && row.raw != nil && looksNumeric(value) {
		if serial, err := strconv.ParseFloat(value, 64); err == nil {
			return excelTime(serial, row.from1904)
		}
	}
	return t, ok
}

// report finds a problem of a row, in column i or, where i is -1, as a whole. Values of text columns are left out, and so
// is damaged text of a column without a role, which may be a comment that nobody told us of.
func (r *Reader) report(row *row, i int, reason, value, expected string) {
	p := Problem{Line: row.line, Reason: reason, Expected: expected}
	p.Rejected = reason == ReasonDuplicateID || reason == ReasonNothing
	if i >= 0 {
		c := r.layout.columns[i]
		p.Column = c.Name
		if c.Role != Text && c.Role != Extra {
			masked, _ := redact.Text(value) // an identity code in the wrong column is still one
			p.Value = strings.Clone(cutTo(masked, maxValue))
		}
	}
	r.found = append(r.found, p)
}

// encoding is that of the file; the formats without one are UTF-8 by definition.
func (r *Reader) encoding() string {
	switch name := r.tally.quality.Format.Encoding; name {
	case "", utf8BOMName:
		return utf8Name
	default:
		return name
	}
}

// mended says what repair did to a row.
type mended struct {
	damaged int   // first column with what is no text, -1 for none
	doubled int   // fields whose double encoding was undone
	nul     []int // columns from which NUL was taken out
}

// mend repairs the fields of a row in place.
func mend(row *row) mended {
	m := mended{damaged: -1}
	if row.plain {
		return m
	}
	for i, field := range row.fields {
		var done repairs
		row.fields[i], done = repair(field)
		if done.damaged && m.damaged < 0 {
			m.damaged = i
		}
		if done.doubled {
			m.doubled++
		}
		if done.nul {
			m.nul = append(m.nul, i)
		}
	}
	return m
}

// stored returns field i without the spaces around it, and a number in a workbook without its format.
func (r *row) stored(i int) string {
	if i < len(r.raw) && looksNumeric(r.raw[i]) {
		return r.raw[i]
	}
	return strings.TrimSpace(r.fields[i])
}
