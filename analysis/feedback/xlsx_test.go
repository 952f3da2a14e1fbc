package feedback_test

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/xuri/excelize/v2"
)

// workbook makes one of two sheets, the second with the given cells.
func workbook(t *testing.T, from1904 bool, cells map[string]any, formats map[string]string) *bytes.Buffer {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
	check(book.SetSheetRow("Sheet1", "A1", &[]any{"Ohje", "Lue tämä"}))
	_, err := book.NewSheet("Data")
	check(err)
	for cell, value := range cells {
		check(book.SetCellValue("Data", cell, value))
	}
	for cell, format := range formats {
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		check(err)
		check(book.SetCellStyle("Data", cell, cell, style))
	}
	var buffer bytes.Buffer
	check(book.Write(&buffer))
	return &buffer
}

func TestXLSX(t *testing.T) {
	cells := map[string]any{
		"A1": "ID", "B1": "Aika", "C1": "NPS", "D1": "Palaute", "F1": "Käyntipäivä",
		"A2": 1234567, "B2": 45688.5, "C2": 9, "D2": "Hyvä", "E2": 0.25, "F2": 45688,
		"A4": "b", "B4": "31.1.2025", "C4": 7.6, "D4": "Tyhjän rivin jälkeen", "H4": "soitettu",
		"A5": "c", "C5": "#N/A", "D5": "  ", "F5": "x",
	}
	formats := map[string]string{"A2": "#,##0", "B2": "d.m.yyyy", "C4": "0", "E2": "0%", "F2": "d.m.yyyy"}
	in := workbook(t, false, cells, formats)
	r, err := feedback.NewReader(in, "-", feedback.Options{Sheet: "Data"})
	if err != nil {
		t.Fatal(err)
	}
	got, q := collect(t, r), r.Quality()
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	nine, _ := feedback.NewScore(9)
	want := []feedback.Record{
		{ID: "1234567", Time: time.Date(2025, 1, 31, 12, 0, 0, 0, time.UTC), Score: nine, Text: "Hyvä",
			Extra: []feedback.Field{{Name: "column 5", Value: "25%"}, {Name: "Käyntipäivä", Value: "31.1.2025"}}},
		{ID: "b", Time: time.Date(2025, 1, 31, 0, 0, 0, 0, time.UTC), Text: "Tyhjän rivin jälkeen",
			Extra: []feedback.Field{{Name: "column 5"}, {Name: "Käyntipäivä"}, {Name: "column 7"}, {Name: "column 8", Value: "soitettu"}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	wantProblems := []feedback.Problem{
		{Line: 4, Column: "NPS", Value: "7.6", Reason: feedback.ReasonScore, Expected: "a whole number from 0 to 10"},
		{Line: 5, Reason: feedback.ReasonNothing, Expected: "a text or a score", Rejected: true},
	}
	if !reflect.DeepEqual(q.Problems, wantProblems) || q.Format != (feedback.Format{Kind: "xlsx", Header: true}) {
		t.Errorf("format %+v, problems %+v", q.Format, q.Problems)
	}
}

func TestXLSXDatesFrom1904(t *testing.T) {
	in := workbook(t, true, map[string]any{"A1": "aika", "B1": "text", "A2": 44226, "B2": "hei"}, nil)
	r, err := feedback.NewReader(in, "x.xlsx", feedback.Options{Sheet: "Data"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := collect(t, r)[0].Time; !got.Equal(time.Date(2025, 1, 31, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("time %v", got)
	}
}

func TestXLSXSheets(t *testing.T) {
	cells := map[string]any{"A1": "text", "A2": "hei"}
	if _, err := feedback.NewReader(workbook(t, false, cells, nil), "x.xlsx", feedback.Options{Sheet: "data 2"}); err == nil ||
		err.Error() != `feedback: x.xlsx: no sheet "data 2": there are "Sheet1", "Data"` {
		t.Errorf("missing sheet: %v", err)
	}
	if _, err := feedback.NewReader(workbook(t, false, cells, nil), "x.xlsx", feedback.Options{}); err == nil {
		t.Error("the first sheet has no feedback, yet no error")
	}
}

func TestXLSXDamaged(t *testing.T) {
	whole := workbook(t, false, map[string]any{"A1": "text", "A2": "hei", "A3": 5}, nil).Bytes()
	for n := 5; n < len(whole); n += 97 {
		damaged := bytes.Clone(whole)
		for i := n; i < min(n+20, len(damaged)); i++ {
			damaged[i] ^= 0x5a
		}
		for _, data := range [][]byte{whole[:n], damaged} {
			r, err := feedback.NewReader(bytes.NewReader(data), "x.xlsx", feedback.Options{Sheet: "Data"})
			if err != nil {
				continue
			}
			for range r.Records() {
			}
			r.Close()
		}
	}
}
