package feedback

// Parquet (https://parquet.apache.org/docs/file-format) read with parquet-go: row groups of columns, each column with a
// physical type (booleans, 32, 64 and 96 bit integers, floats, bytes) and a logical one that says what it stands for.
// Every leaf of the schema is a column, one within a group under "group.leaf". Values become text: null and NaN are
// empty, dates and times ISO 8601, numbers the shortest decimal form, the elements of a list are joined by "; ".

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

type parquetSource struct {
	columns []string
	text    []func(parquet.Value) string // of each column
	groups  []parquet.RowGroup           // not begun
	rows    parquet.Rows                 // of the group being read
	batch   []parquet.Row
	pending []parquet.Row // of batch, not given out
	line    int
	cleanup func() error
}

// spoolParquet copies a stream into a temporary file, because the format is read from its end.
func spoolParquet(in io.Reader) (source, error) {
	file, err := os.CreateTemp("", "feedback-*.parquet")
	if err != nil {
		return nil, err
	}
	cleanup := func() error { return errors.Join(file.Close(), os.Remove(file.Name())) }
	if _, err := io.Copy(file, in); err != nil {
		return nil, errors.Join(err, cleanup())
	}
	p, err := openParquet(file, cleanup)
	if err != nil {
		return nil, errors.Join(err, cleanup())
	}
	return p, nil
}

// openParquet reads the schema of file, which stays the caller's when it fails.
func openParquet(file *os.File, cleanup func() error) (source, error) {
	p := &parquetSource{batch: make([]parquet.Row, 128), cleanup: cleanup}
	err := guarded(func() error {
		info, err := file.Stat()
		if err != nil {
			return err
		}
		opened, err := parquet.OpenFile(file, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
		if err != nil {
			return fmt.Errorf("damaged Parquet file: %w", err)
		}
		schema := opened.Schema()
		for _, path := range schema.Columns() {
			leaf, _ := schema.Lookup(path...)
			p.columns = append(p.columns, strings.Join(path, "."))
			p.text = append(p.text, textOf(leaf.Node.Type()))
		}
		p.groups = opened.RowGroups()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

func (p *parquetSource) names() []string { return p.columns }
func (p *parquetSource) begin(int, *row) {}

func (p *parquetSource) close() error {
	var err error
	if p.rows != nil {
		err = p.rows.Close()
	}
	return errors.Join(err, p.cleanup())
}

func (p *parquetSource) next(r *row) error {
	return guarded(func() error {
		for len(p.pending) == 0 {
			if err := p.fill(); err != nil {
				return err
			}
		}
		p.line++
		*r = row{line: p.line, fields: r.fields[:0]}
		for range p.columns {
			r.fields = append(r.fields, "")
		}
		for _, value := range p.pending[0] {
			if value.IsNull() {
				continue
			}
			field, text := &r.fields[value.Column()], p.text[value.Column()](value)
			if *field != "" && text != "" {
				text = *field + "; " + text
			}
			*field = text
		}
		p.pending = p.pending[1:]
		return nil
	})
}

// fill reads the next batch of rows.
func (p *parquetSource) fill() error {
	if p.rows == nil {
		if len(p.groups) == 0 {
			return io.EOF
		}
		p.rows, p.groups = p.groups[0].Rows(), p.groups[1:]
	}
	n, err := p.rows.ReadRows(p.batch)
	p.pending = p.batch[:n]
	switch {
	case err == io.EOF || err == nil && n == 0:
		err = p.rows.Close()
		p.rows = nil
	case err != nil:
		err = fmt.Errorf("damaged Parquet file: %w", err)
	}
	return err
}

// textOf returns how the values of a type are written.
func textOf(t parquet.Type) func(parquet.Value) string {
	if logical := t.LogicalType(); logical != nil {
		switch l := logical.Value.(type) {
		case *format.DateType:
			return func(v parquet.Value) string { return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly) }
		case *format.TimestampType:
			unit := l.Unit.Value.Duration()
			return func(v parquet.Value) string { return timestampText(v.Int64(), unit) }
		case *format.TimeType:
			unit := l.Unit.Value.Duration()
			return func(v parquet.Value) string { return timeText(v, unit) }
		case *format.DecimalType:
			return func(v parquet.Value) string { return decimalText(v, int(l.Scale)) }
		case *format.IntType:
			if !l.IsSigned {
				return unsignedText
			}
		case *format.UUIDType:
			return uuidText
		}
	}
	return plainText
}

func plainText(v parquet.Value) string {
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.FormatBool(v.Boolean())
	case parquet.Int32:
		return strconv.FormatInt(int64(v.Int32()), 10)
	case parquet.Int64:
		return strconv.FormatInt(v.Int64(), 10)
	case parquet.Int96:
		return int96Text(v)
	case parquet.Float:
		return floatText(float64(v.Float()), 32)
	case parquet.Double:
		return floatText(v.Double(), 64)
	}
	return string(v.ByteArray())
}

func unsignedText(v parquet.Value) string {
	if v.Kind() == parquet.Int32 {
		return strconv.FormatUint(uint64(v.Uint32()), 10)
	}
	return strconv.FormatUint(v.Uint64(), 10)
}

func floatText(x float64, bits int) string {
	if math.IsNaN(x) {
		return "" // how pandas writes a missing number
	}
	return strconv.FormatFloat(x, 'f', -1, bits)
}

func timestampText(n int64, unit time.Duration) string {
	perSecond := int64(time.Second / unit)
	seconds, rest := n/perSecond, n%perSecond
	return time.Unix(seconds, rest*int64(unit)).UTC().Format(time.RFC3339Nano)
}

func timeText(v parquet.Value, unit time.Duration) string {
	n := int64(v.Int32())
	if v.Kind() == parquet.Int64 {
		n = v.Int64()
	}
	return time.Unix(0, 0).UTC().Add(time.Duration(n) * unit).Format("15:04:05.999999999")
}

func uuidText(v parquet.Value) string {
	b := v.ByteArray()
	if len(b) != 16 {
		return fmt.Sprintf("%x", b)
	}
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// int96Text reads the timestamp of old Spark, Hive and Impala: nanoseconds of the day, then the Julian day.
func int96Text(v parquet.Value) string {
	const julianOfUnix = 2440588
	words := v.Int96()
	nanoseconds := int64(words[1])<<32 | int64(words[0])
	return time.Unix((int64(words[2])-julianOfUnix)*86400, nanoseconds).UTC().Format(time.RFC3339Nano)
}

func decimalText(v parquet.Value, scale int) string {
	n := new(big.Int)
	switch v.Kind() {
	case parquet.Int32:
		n.SetInt64(int64(v.Int32()))
	case parquet.Int64:
		n.SetInt64(v.Int64())
	default: // two's complement, high byte first
		b := v.ByteArray()
		n.SetBytes(b)
		if len(b) > 0 && b[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	}
	digits := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(scale, 0))), nil)
	return new(big.Rat).SetFrac(n, digits).FloatString(max(scale, 0))
}
