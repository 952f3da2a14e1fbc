package feedback

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect"
	"github.com/kaiku-analytics/kaiku/langs/redact"
)

// Reader reads the records of one source. It is not safe for concurrent use.
type Reader struct {
	source  source
	file    *os.File // to close; nil for a stream
	options Options
	name    string // of the source in errors
	started []row  // rows read ahead by Open
	tally   tally
	layout  layout
	words   interner
	current row
	records []Record  // of the current row
	given   int       // of them
	found   []Problem // of the current row
	err     error     // that ended the reading
}

// Open opens the file at path, and standard input for "-". It reads as much as it takes to know the columns, about the
// first hundred rows. A file that is empty, binary, a directory or without a text or score column is an error that says
// so; so is a column in the options that the file does not have.
func Open(path string, o Options) (*Reader, error) {
	if path == "-" {
		return NewReader(os.Stdin, path, o)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("feedback: %w", err)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("a directory: expected a file")
	}
	seekable := file
	if err == nil && !info.Mode().IsRegular() {
		seekable = nil
	}
	var r *Reader
	if err == nil {
		if r, err = newReader(file, seekable, path, o); err == nil {
			r.file = file
			return r, nil
		}
	}
	file.Close()
	return nil, fmt.Errorf("feedback: %s: %w", path, err)
}

// NewReader reads from a stream. The base of name becomes Quality.Source, and its extension tells the format.
func NewReader(in io.Reader, name string, o Options) (*Reader, error) {
	r, err := newReader(in, nil, name, o)
	if err != nil {
		return nil, fmt.Errorf("feedback: %s: %w", name, err)
	}
	return r, nil
}

func newReader(in io.Reader, file *os.File, name string, o Options) (*Reader, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	r := &Reader{options: o, name: name, words: interner{}}
	r.tally = tally{ids: map[[16]byte]struct{}{}, same: map[[10]byte]int{}, texts: map[uint64]struct{}{}, detect: o.Detect}
	if o.Detect == nil {
		detector := detect.Default()
		r.tally.detect = func(text string) langs.Language { language, _ := detector.Detect(text); return language }
	}
	q := &r.tally.quality
	q.Source, _ = redact.Text(filepath.Base(name))
	q.Languages, q.Problems = map[string]int{}, []Problem{}
	var err error
	if r.source, err = openSource(in, file, name, &o, &q.Format); err != nil {
		return nil, err
	}
	if err := r.start(); err != nil {
		return nil, errors.Join(err, r.source.close())
	}
	return r, nil
}

// start reads the first rows and finds the columns.
func (r *Reader) start() error {
	q := &r.tally.quality
	names := r.source.names()
	if names == nil {
		var first row
		if err := r.source.next(&first); err == io.EOF {
			return errEmpty
		} else if err != nil {
			return err
		}
		if q.Format.Header = first.fault.Reason == "" && isHeader(first.fields, &r.options); q.Format.Header {
			names = headerNames(first.fields)
			r.source.begin(len(names), nil)
		} else {
			r.source.begin(0, &first)
			r.started = append(r.started, first)
		}
	}
	for len(r.started) < sampleRows {
		var next row
		if err := r.source.next(&next); err == io.EOF {
			break
		} else if err != nil {
			if len(r.started) == 0 {
				return err
			}
			r.err = err // after the rows before it
			break
		}
		r.started = append(r.started, next)
	}
	switch {
	case r.source.names() != nil:
		names = r.source.names()
		if len(names) == 0 && len(r.started) > 0 {
			return fmt.Errorf("none of the first %d lines is a JSON object: expected one a line", len(r.started))
		}
	case !q.Format.Header:
		for _, row := range r.started {
			for i := len(names); i < len(row.fields) && row.fault.Reason == ""; i++ {
				names = append(names, positional(i))
			}
		}
	}
	columns, err := assign(names, &r.options)
	if err != nil {
		return err
	}
	if r.source.names() == nil && !q.Format.Header {
		guess(columns, r.started, &r.options)
	}
	r.setColumns(columns)
	return checkColumns(columns)
}

// Records gives the records in the order of the source. An error is the last thing it gives: the input failed, or a
// problem was met that Options.Strict does not allow. What was given before it stays valid. Ranging over it again goes on
// where the last time stopped. The Extra of records from one row is shared.
func (r *Reader) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for {
			for r.given < len(r.records) {
				record := &r.records[r.given]
				r.given++
				r.tally.count(record)
				if !yield(*record, nil) {
					return
				}
			}
			err := r.advance()
			if err == io.EOF {
				return
			}
			if err != nil {
				r.err = io.EOF // which stands for having told
				yield(Record{}, fmt.Errorf("feedback: %s: %w", r.name, err))
				return
			}
		}
	}
}

// advance reads the next row into r.records.
func (r *Reader) advance() error {
	r.records, r.given = r.records[:0], 0
	if len(r.started) > 0 {
		r.current = r.started[0]
		r.started = r.started[1:]
	} else if r.err != nil {
		return r.err
	} else if err := r.source.next(&r.current); err != nil {
		r.err = err
		return err
	}
	r.take(&r.current)
	if q := &r.tally.quality; r.options.Strict && len(q.Problems) > 0 {
		r.started, r.records = nil, nil
		return errors.New(q.Problems[0].String())
	}
	return nil
}

// Quality returns the report on what has been read so far, which is complete once Records has ended. The slices and the
// map in it are the reader's own.
func (r *Reader) Quality() Quality {
	q := r.tally.quality
	q.Columns = r.layout.columns
	return q
}

// Close releases what the reader holds: the file that Open opened and temporary files. The stream given to NewReader
// stays open.
func (r *Reader) Close() error {
	err := r.source.close()
	if r.file != nil {
		err = errors.Join(err, r.file.Close())
	}
	if err != nil {
		return fmt.Errorf("feedback: %s: %w", r.name, err)
	}
	return nil
}

// interner makes equal short strings one, so that a unit's name is in memory once and not once a record.
type interner map[string]string

const (
	maxInterned       = 1 << 16 // strings
	maxInternedLength = 64      // bytes
)

func (in interner) one(s string) string {
	if len(s) > maxInternedLength {
		return s
	}
	if known, ok := in[s]; ok {
		return known
	}
	if len(in) < maxInterned {
		s = strings.Clone(s) // or it would keep its whole row in memory
		in[s] = s
	}
	return s
}
