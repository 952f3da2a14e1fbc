package feedback

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const longHeading = 60 // characters from which the first row's values are rather answers than headings

// isHeader reports whether the first row of a source names its columns.
func isHeader(cells []string, o *Options) bool {
	switch o.Header {
	case HeaderYes:
		return true
	case HeaderNo:
		return false
	}
	known, numbers, long, empty := 0, 0, 0, 0
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		_, date := parseTime(cell, o.MonthFirst)
		switch {
		case cell == "":
			empty++
		case date || looksNumeric(cell):
			numbers++
		case roleOf(cell) != Extra || o.mentions(cell):
			known++
		case utf8.RuneCountInString(cell) > longHeading:
			long++
		}
	}
	if known > 0 {
		return numbers < known // a heading may be a number where most are known names
	}
	return numbers == 0 && long == 0 && empty == 0
}

// mentions reports whether the options name a column so.
func (o *Options) mentions(heading string) bool {
	for _, names := range o.Columns {
		if slices.ContainsFunc(names, func(name string) bool { return canonical(name) == canonical(heading) }) {
			return true
		}
	}
	return false
}

// headerNames makes column names of a header row. Empty cells at its end are no columns, others are named by position.
func headerNames(cells []string) []string {
	var names []string
	for i, cell := range cells {
		name, _ := repair(strings.TrimSpace(cell))
		if name == "" {
			name = positional(i)
		}
		names = append(names, name)
	}
	for len(names) > 0 && strings.TrimSpace(cells[len(names)-1]) == "" {
		names = names[:len(names)-1]
	}
	return names
}

// positional is the name of column i, from 0, where it has none.
func positional(i int) string { return fmt.Sprintf("column %d", i+1) }

// assign gives each column its role: the one that the options say, else the one its name says, else Extra.
func assign(names []string, o *Options) ([]Column, error) {
	columns := make([]Column, len(names))
	for i, name := range names {
		columns[i].Name = name
	}
	for _, role := range Roles {
		for _, name := range o.Columns[role] {
			i := findColumn(columns, name)
			if i < 0 {
				return nil, fmt.Errorf("no column %.40q for %s: there are %s", name, role, quoteList(names))
			}
			if columns[i].Role != "" {
				return nil, fmt.Errorf("column %.40q is named for %s and for %s: expected one role a column", name, columns[i].Role, role)
			}
			columns[i].Role = role
		}
	}
	for i := range columns {
		if columns[i].Role == "" {
			columns[i].Role = freeRole(columns, roleOf(columns[i].Name), o)
		}
	}
	return columns, nil
}

// freeRole returns role, or Extra where the options gave it to other columns or a column has it that can be only one.
func freeRole(columns []Column, role Role, o *Options) Role {
	if role != Extra && (len(o.Columns[role]) > 0 || role != Text && indexOf(columns, role) >= 0) {
		return Extra
	}
	return role
}

func indexOf(columns []Column, role Role) int {
	return slices.IndexFunc(columns, func(c Column) bool { return c.Role == role })
}

// findColumn finds the first column without a role that has a name: as it stands, else as canonical gives it, else by
// its position.
func findColumn(columns []Column, name string) int {
	tests := []func(i int) bool{
		func(i int) bool { return columns[i].Name == name },
		func(i int) bool { return canonical(columns[i].Name) == canonical(name) },
		func(i int) bool { return canonical(positional(i)) == canonical(name) },
	}
	taken := -1
	for _, test := range tests {
		for i := range columns {
			if test(i) {
				if columns[i].Role == "" {
					return i
				}
				taken = i
			}
		}
	}
	return taken
}

// guess gives roles to columns without a header by the values of the first rows; see Options.Header.
//
//   - text: the column with the most letters, one only
//   - time: dates only
//   - language: names of the three languages only
//   - score: whole numbers from 0 to 10 only, at least one above 1
//   - id: the first column whose values are all there, distinct and without spaces
//
// Empty values are passed over, except in an id. Where several columns would do, the first one gets the role. A column
// that counts the rows from 1 is an id, though the first ten of its values could be scores.
func guess(columns []Column, rows []row, o *Options) {
	give := func(role Role, i int) {
		if i >= 0 && len(o.Columns[role]) == 0 {
			columns[i].Role = role
		}
	}
	first := func(fits func(values []string) bool) int {
		for i := range columns {
			if o.leavesOpen(columns[i]) && fits(valuesOf(rows, i)) {
				return i
			}
		}
		return -1
	}
	every := func(test func(string) bool) func([]string) bool {
		return func(values []string) bool {
			some := false
			for _, v := range values {
				if v != "" && !test(v) {
					return false
				}
				some = some || v != ""
			}
			return some
		}
	}
	give(Text, mostLetters(columns, rows, o))
	give(Time, first(every(func(v string) bool { _, ok := parseTime(v, o.MonthFirst); return ok })))
	give(Language, first(every(func(v string) bool { _, ok := parseLanguage(v); return ok })))
	give(ScoreColumn, first(func(values []string) bool {
		aboveOne := false
		isScore := func(v string) bool {
			score, ok := parseScore(v)
			value, _ := score.Value()
			aboveOne = aboveOne || value > 1
			return ok
		}
		return every(isScore)(values) && aboveOne && !countsRows(values)
	}))
	give(ID, first(func(values []string) bool {
		seen := map[string]bool{}
		for _, v := range values {
			if v == "" || seen[v] || strings.ContainsAny(v, " \t\n") {
				return false
			}
			seen[v] = true
		}
		return len(values) > 0
	}))
}

func valuesOf(rows []row, column int) []string {
	var values []string
	for i := range rows {
		if r := &rows[i]; r.fault.Reason == "" && column < len(r.fields) {
			values = append(values, strings.TrimSpace(r.fields[column]))
		}
	}
	return values
}

func countsRows(values []string) bool {
	for i, v := range values {
		if v != fmt.Sprint(i+1) {
			return false
		}
	}
	return len(values) > 2
}

// leavesOpen reports whether a column has no role yet, and none by the options.
func (o *Options) leavesOpen(c Column) bool { return c.Role == Extra && !o.mentions(c.Name) }

// mostLetters returns the column without a role whose values have the most letters, -1 where none has any.
func mostLetters(columns []Column, rows []row, o *Options) int {
	best, most := -1, 0
	for i := range columns {
		letters := 0
		for _, v := range valuesOf(rows, i) {
			for _, r := range v {
				if unicode.IsLetter(r) {
					letters++
				}
			}
		}
		if letters > most && o.leavesOpen(columns[i]) {
			best, most = i, letters
		}
	}
	return best
}

// checkColumns returns an error for columns that hold no feedback.
func checkColumns(columns []Column) error {
	if len(columns) == 0 {
		return errors.New("no columns found: expected rows with a text or a score")
	}
	if indexOf(columns, Text) < 0 && indexOf(columns, ScoreColumn) < 0 {
		var names []string
		for _, c := range columns {
			names = append(names, c.Name)
		}
		return fmt.Errorf("no text column and no score column among %s: name one in the options", quoteList(names))
	}
	return nil
}

// quoteList writes up to 12 names of at most 40 bytes.
func quoteList(names []string) string {
	const most = 12
	var b strings.Builder
	for i, name := range names[:min(len(names), most)] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", cutTo(name, 40))
	}
	if len(names) > most {
		fmt.Fprintf(&b, " and %d more", len(names)-most)
	}
	return b.String()
}
