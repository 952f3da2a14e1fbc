package feedback

import (
	"strings"
	"testing"
)

func TestIsHeader(t *testing.T) {
	question := "Kuinka todennäköisesti suosittelisit saamaasi palvelua läheisellesi tai ystävällesi?"
	tests := []struct {
		name  string
		cells string
		o     Options
		want  bool
	}{
		{"known names", "id|aika|palaute", Options{}, true},
		{"in capitals, with signs", "Svars-ID|DATUM|Avoin palaute", Options{}, true},
		{"one known name", "foo|bar|text", Options{}, true},
		{"known names and a question", "id|" + question + "|text", Options{}, true},
		{"known names and an empty cell", "id||text", Options{}, true},
		{"known names and a year", "id|text|2025", Options{}, true},
		{"no known name", "hyvää|huonoa", Options{}, true},
		{"no known name, an empty cell", "hyvää||huonoa", Options{}, false},
		{"a number", "1|web|hyvä", Options{}, false},
		{"a decimal", "x|0,544|hyvä", Options{}, false},
		{"a date", "a|31.1.2025|hyvä", Options{}, false},
		{"a number and one word that is a name", "12|palaute|hyvä", Options{}, false},
		{"a long text", "a|" + question, Options{}, false},
		{"a long text that the options name", "a|" + question, Options{Columns: map[Role][]string{Text: {question}}}, true},
		{"told so", "1|2|3", Options{Header: HeaderYes}, true},
		{"told not", "id|text", Options{Header: HeaderNo}, false},
	}
	for _, test := range tests {
		if got := isHeader(strings.Split(test.cells, "|"), &test.o); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}

// roles writes the roles of columns, one a column.
func roles(columns []Column) string {
	var list []string
	for _, c := range columns {
		list = append(list, string(c.Role))
	}
	return strings.Join(list, " ")
}

func TestRolesByName(t *testing.T) {
	for role, names := range headings {
		for _, name := range names {
			if name != canonical(name) {
				t.Errorf("heading %q of %s is not canonical", name, role)
			}
			if got := roleOf(strings.ToUpper(name)); got != role {
				t.Errorf("roleOf(%q) = %s, want %s", strings.ToUpper(name), got, role)
			}
		}
	}
	tests := []struct {
		names string
		o     Options
		want  string
	}{
		{"Vastaus_ID|päivämäärä|Toimipiste|ARVOSANA|Avoin palaute|muu", Options{}, "id time unit score text extra"},
		{"pa\u0308iva\u0308|text", Options{}, "time text"}, // decomposed
		{"nps|score|comment|feedback", Options{}, "score extra text text"},
		{"a|b|text", Options{Columns: map[Role][]string{Text: {"a", "B"}}}, "text text extra"},
		{"score|nps|text", Options{Columns: map[Role][]string{Extra: {"score"}}}, "extra score text"},
		{"text|text", Options{Columns: map[Role][]string{Text: {"column 2"}}}, "extra text"},
		{"q|q|q", Options{Columns: map[Role][]string{Text: {"q", "q"}}}, "text text extra"},
	}
	for _, test := range tests {
		columns, err := assign(strings.Split(test.names, "|"), &test.o)
		if err != nil || roles(columns) != test.want {
			t.Errorf("%s: %s, %v, want %s", test.names, roles(columns), err, test.want)
		}
	}
}

func TestRolesByValue(t *testing.T) {
	tests := []struct {
		name, rows, want string
		extra            []string // by the options
	}{
		{name: "told not", rows: "hyvä palvelu kaikille|hyvä", want: "extra text", extra: []string{"Column 1"}},
		{"all", "a1|31.1.2025|9|fi|Hoitaja oli hyvä|x\na2|1.2.2025|10|sv|Allt var bra|x", "id time score language text extra", nil},
		{"rows counted", "1|9|Hyvä\n2|8|Huono\n3|7|Ei tiedä", "id score text", nil},
		{"birth years and weights", "1|1992|0,5|hyvä\n2|1994|0,7|huono\n3|1994|0,7|ok", "id extra extra text", nil},
		{"codes 0 and 1", "hyvä palvelu|1\nhuono|0\nhyvä|1", "text extra", nil},
		{"missing values", "hyvä palvelu||9\nhuono|fi|\nhyvä||8", "text language score", nil},
		{"ids with a gap", "a|hyvä asia tämä\n|huono", "extra text", nil},
		{"an empty column", "hyvä|\nhuono|", "text extra", nil},
	}
	for _, test := range tests {
		o := &Options{Columns: map[Role][]string{Extra: test.extra}}
		var rows []row
		for _, line := range strings.Split(test.rows, "\n") {
			rows = append(rows, row{fields: strings.Split(line, "|")})
		}
		var names []string
		for i := range rows[0].fields {
			names = append(names, positional(i))
		}
		columns, err := assign(names, o)
		if err != nil {
			t.Fatal(err)
		}
		guess(columns, rows, o)
		if roles(columns) != test.want {
			t.Errorf("%s: %s, want %s", test.name, roles(columns), test.want)
		}
	}
}
