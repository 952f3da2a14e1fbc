package feedback_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
)

type parquetRow struct {
	ID     int64            `parquet:"id"`
	Time   time.Time        `parquet:"time,timestamp(microsecond)"`
	Score  *float64         `parquet:"nps,optional"`
	Text   *string          `parquet:"text,optional,zstd"`
	Day    int32            `parquet:"day,date"`
	Old    deprecated.Int96 `parquet:"old"`
	Price  int64            `parquet:"price,decimal(2:18)"`
	Flag   bool             `parquet:"flag"`
	Weight float32          `parquet:"weight"`
	Big    uint64           `parquet:"big"`
	Key    [16]byte         `parquet:"key,uuid"`
	Tags   []string         `parquet:"tags"`
	Bytes  []byte           `parquet:"bytes"`
	Clock  int32            `parquet:"clock,time(millisecond)"`
	Nested struct {
		Leaf string `parquet:"leaf,dict"`
	} `parquet:"nested"`
}

func parquetFile(t *testing.T) []byte {
	t.Helper()
	nine, text := 9.0, "Hyvää, ä\n"
	first := parquetRow{
		ID: -5, Time: time.Date(2025, 1, 31, 13, 45, 10, 123456000, time.UTC), Score: &nine, Text: &text, Day: 20119,
		Old:   deprecated.Int96{0x5f5e100, 0, 2460707}, // 100,000,000 ns into the 31st of January 2025
		Price: -1205, Flag: true, Weight: 0.5, Big: 1<<64 - 1, Key: [16]byte{0xff, 15: 1},
		Tags: []string{"a", "b"}, Bytes: []byte("k\xe4ynti"), Clock: 45296789,
	}
	first.Nested.Leaf = "x"
	var buffer bytes.Buffer
	w := parquet.NewGenericWriter[parquetRow](&buffer)
	for _, rows := range [][]parquetRow{{first}, {{ID: 2}, {ID: 3, Text: &text}}} {
		if _, err := w.Write(rows); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil { // a row group
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

func TestParquet(t *testing.T) {
	data := parquetFile(t)
	file := filepath.Join(t.TempDir(), "x.parquet")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	records, q := read(t, file, feedback.Options{})
	if len(records) != 2 || q.Rows != 3 || q.Rejected != 1 {
		t.Fatalf("%d records, %+v", len(records), q)
	}
	r := records[0]
	if score, _ := r.Score.Value(); r.ID != "-5" || score != 9 || r.Text != "Hyvää, ä\n" || !r.Time.Equal(time.Date(2025, 1, 31, 13, 45, 10, 123456000, time.UTC)) {
		t.Errorf("record %+v", r)
	}
	want := []feedback.Field{
		{Name: "day", Value: "2025-01-31"}, {Name: "old", Value: "2025-01-31T00:00:00.1Z"}, {Name: "price", Value: "-12.05"},
		{Name: "flag", Value: "true"}, {Name: "weight", Value: "0.5"}, {Name: "big", Value: "18446744073709551615"},
		{Name: "key", Value: "ff000000-0000-0000-0000-000000000001"}, {Name: "tags", Value: "a; b"},
		{Name: "bytes", Value: "k\ufffdynti"}, {Name: "clock", Value: "12:34:56.789"}, {Name: "nested.leaf", Value: "x"},
	}
	if !reflect.DeepEqual(r.Extra, want) {
		t.Errorf("extra\n%q\nwant\n%q", r.Extra, want)
	}
	if p := q.Problems[0]; p.Reason != feedback.ReasonEncoding || p.Line != 1 || p.Value != "" {
		t.Errorf("problem %+v", p)
	}

	t.Setenv("TMPDIR", t.TempDir())
	stream, err := feedback.NewReader(bytes.NewReader(data), "-", feedback.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := collect(t, stream); !reflect.DeepEqual(got, records) {
		t.Errorf("from a stream: %+v", got)
	}
	if err := stream.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) != 0 {
		t.Errorf("temporary files left: %v", left)
	}
}

func TestParquetDamaged(t *testing.T) {
	whole := parquetFile(t)
	t.Setenv("TMPDIR", t.TempDir())
	for n := 4; n < len(whole); n += 13 {
		damaged := bytes.Clone(whole)
		damaged[n] ^= 0xff
		for _, data := range [][]byte{whole[:n], damaged} {
			r, err := feedback.NewReader(bytes.NewReader(data), "x.parquet", feedback.Options{})
			if err != nil {
				continue
			}
			for range r.Records() {
			}
			r.Close()
		}
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) != 0 {
		t.Errorf("temporary files left: %d", len(left))
	}
}
