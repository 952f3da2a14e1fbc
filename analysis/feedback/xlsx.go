package feedback

// XLSX is the workbook format of Excel (ECMA-376, Office Open XML), read with excelize. A row of the sheet is a row, and
// its number in the sheet is its line; rows without any value are no rows. A date is stored as the number of days since
// the end of 1899 (or the beginning of 1904) with a number format that shows it as a date, so each cell is read twice: as
// shown, which is what the columns without a role of their own keep, and as stored, which is what an id, a time and a
// score are read from.

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

type xlsxSource struct {
	book          *excelize.File
	shown, stored *excelize.Rows
	line          int
	from1904      bool
}

// openXLSX reads the whole compressed workbook into memory. Sheets of more than 16 MB go to temporary files of excelize,
// which close removes.
func openXLSX(in io.Reader, sheet string) (*xlsxSource, error) {
	x := &xlsxSource{}
	err := guarded(func() error { return x.open(in, sheet) })
	if err != nil {
		x.close()
		return nil, err
	}
	return x, nil
}

func (x *xlsxSource) open(in io.Reader, sheet string) (err error) {
	if x.book, err = excelize.OpenReader(in); err != nil {
		return fmt.Errorf("damaged or encrypted Excel workbook: %w", err)
	}
	sheets := x.book.GetSheetList()
	switch {
	case len(sheets) == 0:
		return errEmpty
	case sheet == "":
		sheet = sheets[0]
	case !slices.Contains(sheets, sheet):
		return fmt.Errorf("no sheet %.40q: there are %s", sheet, quoteList(sheets))
	}
	if properties, err := x.book.GetWorkbookProps(); err == nil && properties.Date1904 != nil {
		x.from1904 = *properties.Date1904
	}
	if x.shown, err = x.book.Rows(sheet); err == nil {
		x.stored, err = x.book.Rows(sheet)
	}
	return err
}

func (x *xlsxSource) names() []string { return nil }
func (x *xlsxSource) begin(int, *row) {}

func (x *xlsxSource) close() error {
	var errs []error
	for _, rows := range []*excelize.Rows{x.shown, x.stored} {
		if rows != nil {
			errs = append(errs, rows.Close())
		}
	}
	if x.book != nil {
		errs = append(errs, x.book.Close())
	}
	return errors.Join(errs...)
}

func (x *xlsxSource) next(r *row) error {
	return guarded(func() error { return x.read(r) })
}

func (x *xlsxSource) read(r *row) error {
	for {
		if !x.shown.Next() || !x.stored.Next() {
			if err := errors.Join(x.shown.Error(), x.stored.Error()); err != nil {
				return err
			}
			return io.EOF
		}
		x.line++
		fields, err := x.shown.Columns()
		if err != nil {
			return err
		}
		raw, err := x.stored.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(fields, func(s string) bool { return strings.TrimSpace(s) != "" }) {
			continue
		}
		width := max(len(fields), len(raw))
		*r = row{line: x.line, fields: pad(fields, width), raw: pad(raw, width), from1904: x.from1904}
		return nil
	}
}

func pad(cells []string, n int) []string {
	return append(cells, make([]string, n-len(cells))...)
}
