package feedback

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

// kept lists the ids of the records and the problems of a file, shortly.
func kept(t *testing.T, name, content string, o Options) (ids, problems []string) {
	t.Helper()
	r, err := NewReader(strings.NewReader(content), name, o)
	if err != nil {
		t.Fatal(err)
	}
	for record, err := range r.Records() {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, record.ID)
	}
	for _, p := range r.Quality().Problems {
		problems = append(problems, fmt.Sprintf("%d %s", p.Line, p.Reason))
	}
	return ids, problems
}

func TestBrokenQuotes(t *testing.T) {
	const header = "id,nps,text\n"
	tests := []struct {
		name, rows    string
		ids, problems string
	}{
		{"open quote, closed by the next one", "a,1,\"hei\nb,2,\"hyvä\"\nc,3,ok\n", "b c", "2 syntax"},
		{"open quote in the last row", "a,1,x\nb,2,\"hei\n", "a", "3 syntax"},
		{"open quote at the very end", "a,1,x\nb,2,\"", "a", "3 syntax"},
		{"quote within a quoted field", "a,1,\"he said \"hi\" to me\"\nb,2,x\n", "b", "2 syntax"},
		{"the rest of a broken row is not a row", "a,1,\"one\ntwo \"three\"\nfour\"\nb,2,x\n", "b", "2 syntax"},
		{"two broken rows", "a,1,\"x\"y\nb,2,\"x\"y\nc,3,x\n", "c", "2 syntax|3 syntax"},
		{"quote in an unquoted field", "a,1,5\" putki\nb,2,x\n", "a b", ""},
		{"field of quotes", "a,1,\"\"\"\"\nb,2,x\n", "a b", ""},
		{"line after a row of several", "a,1,\"x\r\ny\r\n\"\r\nb,99,x\r\n", "a b", "5 score"},
		{"separators only", ",,\n ,, \na,1,x\n", "a", ""},
		{"fields", "a,1\nb,2,x,y\nc,3,x,, \nd,4,x\n", "c d", "2 fields|3 fields"},
	}
	for _, test := range tests {
		ids, problems := kept(t, "x.csv", header+test.rows, Options{Separator: ","})
		if strings.Join(ids, " ") != test.ids || strings.Join(problems, "|") != test.problems {
			t.Errorf("%s: ids %q, problems %q, want %q, %q", test.name, ids, problems, test.ids, test.problems)
		}
	}
}

// TestUnquoting compares with RFC 4180's rules, by hand.
func TestUnquoting(t *testing.T) {
	const content = "text,a,b\n\"x, \"\"y\"\"\nz\",\"\",plain\n\"\n\",ä,\"end\""
	want := [][]string{{"text", "a", "b"}, {"x, \"y\"\nz", "", "plain"}, {"\n", "ä", "end"}}
	for _, wrap := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader, iotest.DataErrReader} {
		c := newCSV(newLineReader(wrap(strings.NewReader(content))), dialect{',', 3})
		var got [][]string
		for {
			var r row
			if err := c.next(&r); err != nil {
				if err != io.EOF {
					t.Fatal(err)
				}
				break
			}
			got = append(got, r.fields)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDialect(t *testing.T) {
	tests := []struct {
		name, content, extension string
		want                     dialect
	}{
		{"commas", "id,text\n1,a\n2,b\n", ".csv", dialect{',', 2}},
		{"decimal commas", "id;nps;text\n1;9,0;hei, moi\n2;8,0;hei, moi\n", ".csv", dialect{';', 3}},
		{"tabs", "id\tnps\ttext\n1\t9\ta, b; c\n", ".tsv", dialect{'\t', 3}},
		{"quoted separators", "id,text\n1,\"a;b;c\"\n2,\"a;b;c\"\n", ".csv", dialect{',', 2}},
		{"one column with commas", "palaute\nhei, moi\nhei, taas, moi\nhei\n", ".csv", dialect{';', 1}},
		{"one quoted column", "palaute\n\"hei, moi; hei\thei\"\n", ".csv", dialect{',', 1}},
		{"one column", "palaute\nhei\n", ".csv", dialect{',', 1}},
		{"more fields win a tie", "a;b;c,d\n1;2;3,4\n", ".csv", dialect{';', 3}},
		{"extension wins a tie", "a\tb,c\n1\t2,3\n", ".tsv", dialect{'\t', 2}},
		{"a broken row", "id;text\n1;\"x\"y\n2;a\n3;b\n", ".csv", dialect{';', 2}},
	}
	for _, test := range tests {
		if got := dialectOf(newLineReader(strings.NewReader(test.content)), "", test.extension); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// TestRowLimit reads rows beyond a small limit.
func TestRowLimit(t *testing.T) {
	long := strings.Repeat("x", 500)
	open := func(content string) *lineReader {
		l := newLineReader(strings.NewReader(content))
		l.buf, l.limit = make([]byte, 16), 100
		return l
	}
	ids := func(s source) (got string) {
		for {
			var r row
			if err := s.next(&r); err == io.EOF {
				return got
			} else if err != nil {
				t.Fatal(err)
			}
			if r.fault.Reason != "" {
				got += fmt.Sprintf("[%d %s]", r.line, r.fault.Expected)
			} else {
				got += r.fields[0]
			}
		}
	}
	l := open("a,1\n" + long + ",2\nb,3\n\"" + long + "\",4\nc,5\n")
	if got, want := ids(newCSV(l, dialect{',', 2})), "a[2 a row of at most 64 MiB]b[4 a row of at most 64 MiB]c"; got != want {
		t.Errorf("csv: %s, want %s", got, want)
	}
	l = open(`{"id":"a"}` + "\n" + `{"id":"` + long + `"}` + "\n" + `{"id":"b"}`)
	if got, want := ids(newJSONL(l)), "a[2 a row of at most 64 MiB]b"; got != want {
		t.Errorf("jsonl: %s, want %s", got, want)
	}
}

// TestInputThatFails keeps the whole rows before the failure and tells of it.
func TestInputThatFails(t *testing.T) {
	failure := errors.New("cable cut")
	for _, content := range []string{"id,text\na,x\nb,y\nc,z", "id,text\na,x\nb,y\nc,\"z", `{"id":"a","text":"x"}` + "\n" + `{"id":"b","text":"x"}` + "\n" + `{"id":`} {
		in := io.MultiReader(strings.NewReader(content), iotest.ErrReader(failure))
		r, err := NewReader(in, "-", Options{})
		if err != nil {
			t.Fatal(err)
		}
		var ids string
		var last error
		for record, err := range r.Records() {
			ids += record.ID
			last = err
		}
		if ids != "ab" || !errors.Is(last, failure) {
			t.Errorf("%q: ids %q, error %v", content, ids, last)
		}
		for range r.Records() {
			t.Error("went on after the error")
		}
	}
}
