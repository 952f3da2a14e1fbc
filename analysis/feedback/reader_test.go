package feedback_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/langs"
	"golang.org/x/text/encoding/charmap"
)

func open(t *testing.T, name, content string, o feedback.Options) *feedback.Reader {
	t.Helper()
	r, err := feedback.NewReader(strings.NewReader(content), name, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func TestOpenErrors(t *testing.T) {
	columns := func(role feedback.Role, names ...string) feedback.Options {
		return feedback.Options{Columns: map[feedback.Role][]string{role: names}}
	}
	tests := []struct {
		name, content string
		o             feedback.Options
		want          string // part of the error
	}{
		{"x.csv", "", feedback.Options{}, "empty"},
		{"x.csv", "\xef\xbb\xbf", feedback.Options{}, "empty"},
		{"x.csv", " \r\n\n", feedback.Options{}, "empty"},
		{"x.jsonl", "\n", feedback.Options{}, "empty"},
		{"x.csv", "id,unit\n1,a\n", feedback.Options{}, `no text column and no score column among "id", "unit"`},
		{"x.csv", "id,text\n1,a\n", columns(feedback.Text, "vastaus"), `no column "vastaus" for text: there are "id", "text"`},
		{"x.csv", "id,text\n1,a\n", columns(feedback.Unit, "id", "text"), "2 columns for role unit"},
		{"x.csv", "id,text\n1,a\n", columns("unti", "id"), `role "unti"`},
		{"x.csv", "id,text\n1,a\n", feedback.Options{Columns: map[feedback.Role][]string{feedback.Unit: {"id"}, feedback.Text: {"id"}}}, "is named for unit and for text"},
		{"x.csv", "text\n", feedback.Options{Encoding: "ebcdic"}, `encoding "ebcdic"`},
		{"x.csv", "text\n", feedback.Options{Separator: "|"}, `separator "|"`},
		{"x.csv", "text\n", feedback.Options{Format: "xml"}, `format "xml"`},
		{"x.csv", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", feedback.Options{}, "PDF"},
		{"x.csv", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x01\x02\x03\x04\x05", feedback.Options{}, "binary"},
		{"x.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", feedback.Options{}, "save it as .xlsx"},
		{"x.xlsx", "id,text\n1,a\n", feedback.Options{}, "no xlsx file by its content"},
		{"x.csv", "PK\x03\x04rest", feedback.Options{}, "damaged or encrypted Excel workbook"},
		{"x.parquet", "PAR1rest", feedback.Options{}, "damaged Parquet file"},
		{"x.json", `[{"text": "a"}]`, feedback.Options{}, "one object a line"},
		{"x.jsonl", "text\nhyvä\n", feedback.Options{}, "none of the first 2 lines is a JSON object"},
		{"x.csv.gz", "\x1f\x8b\x08\x00", feedback.Options{}, "EOF"},
	}
	for _, test := range tests {
		_, err := feedback.NewReader(strings.NewReader(test.content), test.name, test.o)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s %.20q: error %v, want one line with %s", test.name, test.content, err, test.want)
		}
	}
	if _, err := feedback.Open(t.TempDir(), feedback.Options{}); err == nil || !strings.Contains(err.Error(), "a directory") {
		t.Errorf("directory: %v", err)
	}
	if _, err := feedback.Open(filepath.Join(t.TempDir(), "none.csv"), feedback.Options{}); !os.IsNotExist(unwrapAll(err)) {
		t.Errorf("missing file: %v", err)
	}
}

func unwrapAll(err error) error {
	for {
		inner, ok := err.(interface{ Unwrap() error })
		if !ok || os.IsNotExist(err) {
			return err
		}
		err = inner.Unwrap()
	}
}

func TestErrorListsFewHeadings(t *testing.T) {
	var names []string
	for i := range 500 {
		names = append(names, "kysymys "+strings.Repeat("x", 100)+strconv.Itoa(i))
	}
	_, err := feedback.NewReader(strings.NewReader(strings.Join(names, ",")+"\n"), "x.csv", feedback.Options{Header: feedback.HeaderYes})
	if err == nil || len(err.Error()) > 1000 || !strings.Contains(err.Error(), "and 488 more") {
		t.Errorf("error of %d bytes: %.200v", len(err.Error()), err)
	}
}

// TestFeedbackFile reads the file that the other tests of this project use.
func TestFeedbackFile(t *testing.T) {
	records, q := read(t, "../../testdata/feedback.csv", feedback.Options{})
	if q.Rows != 940 || q.Records != 940 || q.NoTime != 0 || q.EmptyTexts != 0 || len(q.Problems) != 0 {
		t.Errorf("%+v", q)
	}
	var roles []string
	for _, c := range q.Columns {
		roles = append(roles, string(c.Role))
	}
	if got := strings.Join(roles, " "); got != "id subject time unit service channel group language score text extra extra extra" {
		t.Errorf("roles %s", got)
	}
	if last := records[939]; last.ID != "p0940" || len(last.Extra) != 3 {
		t.Errorf("last record %+v", last)
	}
}

func TestStrictEndsAtTheFirstProblem(t *testing.T) {
	r := open(t, "x.csv", "id,nps,text\na,9,x\nb,11,y\nc,9,z\n", feedback.Options{Strict: true})
	var ids string
	var last error
	for record, err := range r.Records() {
		ids, last = ids+record.ID, err
	}
	want := `feedback: x.csv: line 3, column "nps": score "11": expected a whole number from 0 to 10`
	if ids != "a" || last == nil || last.Error() != want {
		t.Errorf("ids %q, error %v, want %s", ids, last, want)
	}
}

func TestGoingOnAfterBreak(t *testing.T) {
	r := open(t, "x.csv", "id,text,comment\na,x,y\nb,x,y\n", feedback.Options{})
	var ids []string
	for range 10 {
		for record := range r.Records() {
			ids = append(ids, record.ID)
			break
		}
	}
	if got := strings.Join(ids, " "); got != "a#1 a#2 b#1 b#2" {
		t.Errorf("ids %s", got)
	}
	if q := r.Quality(); q.Rows != 2 || q.Records != 4 || q.Duplicates != 0 && q.Duplicates != 2 {
		t.Errorf("quality %+v", q)
	}
}

func TestIDs(t *testing.T) {
	ids := func(content string) string {
		var list []string
		for _, record := range collect(t, open(t, "x.csv", content, feedback.Options{})) {
			list = append(list, record.ID)
		}
		return strings.Join(list, "|")
	}
	if got := ids("nps,text\n9,a\n,\n8,b\n11,\n7,c\n"); got != "1|2|4" {
		t.Errorf("without a column: %s", got)
	}
	if got := ids("id,text\n2,a\n,b\n 3 ,c\n3,d\n"); got != "2|row 2|3" {
		t.Errorf("with an empty id: %s", got)
	}
}

func TestNothingButABadScore(t *testing.T) {
	r := open(t, "x.csv", "id,nps,text\na,11,\n", feedback.Options{})
	records, q := collect(t, r), r.Quality()
	if len(records) != 0 || q.Rejected != 1 || len(q.Problems) != 2 || q.Problems[0].Reason != feedback.ReasonScore || q.Problems[1].Reason != feedback.ReasonNothing {
		t.Errorf("%d records, %+v", len(records), q.Problems)
	}
}

// TestEncodingIsFoundLate has the first byte beyond ASCII far behind what is looked at to begin with.
func TestEncodingIsFoundLate(t *testing.T) {
	ascii := "id,text\n" + strings.Repeat("x,fine\n", 1) + strings.Repeat(strings.Repeat("y", 99)+"\n", 3000)
	last := "z,hyvä päivä\n"
	windows, err := charmap.Windows1252.NewEncoder().String(last)
	if err != nil {
		t.Fatal(err)
	}
	for want, end := range map[string]string{"utf-8": last, "windows-1252": windows} {
		r := open(t, "x.csv", ascii+end, feedback.Options{})
		records := collect(t, r)
		if got := records[len(records)-1].Text; got != "hyvä päivä" || r.Quality().Format.Encoding != want {
			t.Errorf("%q as %s, want %s", got, r.Quality().Format.Encoding, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	tests := []struct {
		name, content string
		o             feedback.Options
		text          string
		encoding      string
		problems      int
	}{
		{"damaged UTF-8 stays UTF-8", "text\nhyvää päivää\nk\xe4ynti ä\n", feedback.Options{}, "k\ufffdynti ä", "utf-8", 1},
		{"byte that Windows-1252 lacks", "text\nhyv\xe4\x81\n", feedback.Options{}, "hyvä\ufffd", "windows-1252", 1},
		{"Latin-1 by option", "text\nhyv\xe4\n", feedback.Options{Encoding: "ISO-8859-1"}, "hyvä", "windows-1252", 0},
		{"UTF-8 by option", "text\nhyv\xe4\n", feedback.Options{Encoding: "UTF-8"}, "hyv\ufffd", "utf-8", 1},
		{"half a UTF-16 character", "t\x00e\x00x\x00t\x00\n\x00a\x00\x00\xd8b\x00\n\x00", feedback.Options{Encoding: "utf-16le"}, "a\ufffdb", "utf-16le", 1},
		{"ASCII", "text\nhei\n", feedback.Options{}, "hei", "utf-8", 0},
	}
	for _, test := range tests {
		r := open(t, "x.csv", test.content, test.o)
		records, q := collect(t, r), r.Quality()
		last := records[len(records)-1].Text
		if last != test.text || q.Format.Encoding != test.encoding || len(q.Problems) != test.problems {
			t.Errorf("%s: %q as %s, %v", test.name, last, q.Format.Encoding, q.Problems)
		}
		for _, p := range q.Problems {
			if p.Reason != feedback.ReasonEncoding || p.Value != "" || p.Expected != "text in "+test.encoding {
				t.Errorf("%s: %+v", test.name, p)
			}
		}
	}
}

func TestProblemsAreBounded(t *testing.T) {
	content := "nps,text\n" + strings.Repeat("99,x\n", feedback.MaxProblems) + strings.Repeat("1,x,y\n", 5)
	r := open(t, "x.csv", content, feedback.Options{})
	collect(t, r)
	q := r.Quality()
	if len(q.Problems) != feedback.MaxProblems || q.MoreProblem != 5 || q.Rejected != 5 || q.Rows != feedback.MaxProblems+5 {
		t.Errorf("%d problems, %d more, %d rejected of %d", len(q.Problems), q.MoreProblem, q.Rejected, q.Rows)
	}
}

func TestGzip(t *testing.T) {
	var buffer bytes.Buffer
	z := gzip.NewWriter(&buffer)
	z.Write([]byte(`{"text": "hei"}`))
	z.Close()
	file := filepath.Join(t.TempDir(), "x.jsonl.gz")
	if err := os.WriteFile(file, buffer.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	records, q := read(t, file, feedback.Options{})
	if len(records) != 1 || q.Source != "x.jsonl.gz" || q.Format.Kind != "jsonl" {
		t.Errorf("%d records, %+v", len(records), q)
	}
}

func TestStandardInput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(file, []byte(`{"text": "hei"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func(was *os.File) { os.Stdin = was; in.Close() }(os.Stdin)
	os.Stdin = in
	records, q := read(t, "-", feedback.Options{})
	if len(records) != 1 || q.Source != "-" || q.Format.Kind != "jsonl" {
		t.Errorf("%d records, %+v", len(records), q)
	}
}

func TestDetectOption(t *testing.T) {
	r := open(t, "x.csv", "text\nhei vaan teille\n-\n", feedback.Options{Detect: func(string) langs.Language { return langs.Other }})
	collect(t, r)
	if q := r.Quality(); len(q.Languages) != 1 || q.Languages["mis"] != 1 {
		t.Errorf("languages %v", q.Languages)
	}
}

func TestContentIDs(t *testing.T) {
	const first, second = "nps;palaute\n9;Kiitos avusta\n9;Kiitos avusta\n3;Jonotin kauan\n", "nps;palaute\n3;Jonotin kauan\n8;Hyvä ruoka\n"
	ids := func(content string) (ids []string) {
		r, err := feedback.NewReader(strings.NewReader(content), "f.csv", feedback.Options{ContentIDs: true})
		if err != nil {
			t.Fatal(err)
		}
		for record, err := range r.Records() {
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, record.ID)
		}
		return ids
	}
	a, b := ids(first), ids(second)
	if len(a) != 3 || a[0] == a[1] || a[1] != a[0]+"-2" {
		t.Errorf("ids of equal rows: %q", a)
	}
	if b[0] != a[2] || b[1] == a[0] {
		t.Errorf("the same row in another file: %q, want %q", b[0], a[2])
	}
}

func TestPersonalDataInHeadingsNamesAndIDs(t *testing.T) {
	const hetu = "010190-900P"
	content := "id;liisa@example.com;palaute\n" + hetu + ";x;Kiitos avusta\n"
	r, err := feedback.NewReader(strings.NewReader(content), hetu+".csv", feedback.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for record, err := range r.Records() {
		if err != nil || record.ID != "row 1" || record.Extra[0].Name != "[EMAIL]" {
			t.Errorf("record %+v, %v", record, err)
		}
	}
	if q := r.Quality(); strings.Contains(fmt.Sprintf("%+v", q), hetu) || strings.Contains(fmt.Sprintf("%+v", q), "liisa@") {
		t.Errorf("the quality report tells it: %+v", q)
	}
}
