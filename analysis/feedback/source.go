package feedback

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// source gives the rows of one format.
type source interface {
	// next reads a row into r, whose slices it may reuse, and returns io.EOF after the last one.
	next(r *row) error

	// names returns the column names where the format has them, nil where a row may be a header. More may come as rows
	// are read.
	names() []string

	// begin tells a source without names, after its first row, how many columns there are. Where there is no header,
	// columns is 0 and first is that row, which is then checked as the rest will be.
	begin(columns int, first *row)

	close() error
}

// row is what a source reads, before anything is made of it.
type row struct {
	line   int      // from 1; see Problem.Line
	fields []string // one a column; there may be fewer, never more than names of a source that has them
	fault  Problem  // with a Reason when the row could not be read
	plain  bool     // all of it is ASCII without NUL, so there is nothing to repair

	raw      []string // of xlsx: the fields without their number format
	from1904 bool     // of xlsx: where its days are counted from
}

const sniffed = 64 << 10 // bytes looked at before anything is decided

// First bytes of formats that are no text.
var (
	magicGzip    = []byte{0x1f, 0x8b}
	magicZip     = []byte("PK\x03\x04")
	magicParquet = []byte("PAR1")
	magicOldXLS  = []byte{0xd0, 0xcf, 0x11, 0xe0}
)

// openSource finds the format of r and opens it. A regular file that r reads from may be given as file.
func openSource(r io.Reader, file *os.File, name string, o *Options, format *Format) (source, error) {
	in := bufio.NewReaderSize(r, sniffed)
	if head, _ := in.Peek(len(magicGzip)); bytes.HasPrefix(head, magicGzip) {
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("gzip: %w", err)
		}
		in, file = bufio.NewReaderSize(unzipped, sniffed), nil
		name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	}
	head, err := in.Peek(sniffed)
	if len(head) == 0 && err == io.EOF {
		return nil, errEmpty
	} else if len(head) == 0 {
		return nil, err
	}
	kind, err := kindOf(o.Format, name, head)
	if err != nil {
		return nil, err
	}
	format.Kind = kind
	switch kind {
	case kindXLSX:
		return openXLSX(in, o.Sheet)
	case kindParquet:
		if file != nil {
			return openParquet(file, func() error { return nil })
		}
		return spoolParquet(in)
	}
	text, err := decodeText(in, o.Encoding, &format.Encoding)
	if err != nil {
		return nil, err
	}
	lines := newLineReader(text)
	if err := lines.check(); err != nil {
		return nil, err
	}
	if kind == kindJSONL {
		return newJSONL(lines), nil
	}
	d := dialectOf(lines, o.Separator, path.Ext(strings.ToLower(name)))
	format.Separator = string(d.separator)
	return newCSV(lines, d), nil
}

var errEmpty = errors.New("empty: expected rows of feedback")

// kindOf goes by the option, by bytes that no text begins with, by the extension and by the first character, in that
// order.
func kindOf(option, name string, head []byte) (string, error) {
	if option != "" {
		return option, nil
	}
	switch {
	case bytes.HasPrefix(head, magicZip):
		return kindXLSX, nil
	case bytes.HasPrefix(head, magicParquet):
		return kindParquet, nil
	case bytes.HasPrefix(head, magicOldXLS):
		return "", errors.New("an Excel workbook of the old format, or an encrypted one: save it as .xlsx without a password, or as .csv")
	}
	extension := path.Ext(strings.ToLower(name))
	switch extension {
	case ".csv", ".tsv", ".tab":
		return kindCSV, nil
	case ".jsonl", ".ndjson":
		return kindJSONL, nil
	case ".xlsx", ".xlsm", ".parquet":
		return "", fmt.Errorf("no %s file by its content: it may be damaged, or a file of another format under a wrong name", extension[1:])
	}
	switch firstCharacter(head) {
	case '{':
		return kindJSONL, nil
	case '[':
		if extension == ".json" {
			return "", errors.New("a JSON array: expected one object a line (JSONL)")
		}
	}
	return kindCSV, nil
}

// firstCharacter skips byte order marks, NUL (the other half of UTF-16) and spaces.
func firstCharacter(head []byte) byte {
	for _, b := range head {
		if strings.IndexByte("\xef\xbb\xbf\xff\xfe\x00 \t\r\n", b) < 0 {
			return b
		}
	}
	return 0
}

// guarded turns a panic of a decoder of foreign bytes into an error. Both formats that come from libraries are behind it.
func guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("damaged file: %v", p)
		}
	}()
	return f()
}
