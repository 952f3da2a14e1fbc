package npy

// A finished file is NumPy's format 1.0 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html):
//
//	0   6  "\x93NUMPY"
//	6   2  version, 1 and 0
//	8   2  length of what follows before the rows, 502
//	10 502 a Python dictionary of the type "<f4", the order (by rows) and the shape, spaces, and a line end
//	512    float32, little-endian, row by row
//
// While it grows, the first 512 bytes are these instead; numbers are little-endian, a CRC is CRC-32C (Castagnoli):
//
//	0   8  magic "kaikurow"
//	8   4  version, 1
//	12  4  dim, elements of a row, 1 to 1<<16
//	16  8  n, number of rows
//	24 32  SHA-256 of the input that the rows were made of
//	56  4  CRC of the rows
//	60  4  length of the name of what made the rows, at most 440 bytes
//	64     that name, in UTF-8, and zeros
//	508 4  CRC of bytes 0-507
//
// Rows are written before the number that counts them, so that what an interrupted write leaves is rows that do not count.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"

	"github.com/kaiku-analytics/kaiku/internal/filelock"
)

const (
	magic      = "kaikurow"
	version    = 1
	headerSize = 512
	maxName    = 440
	maxDim     = 1 << 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// File is a matrix that grows by rows. It is not safe for concurrent use.
type File struct {
	path   string
	file   *os.File
	origin string
	dim    int
	rows   int
	input  [32]byte
	sum    uint32
	buf    []byte
}

// Open opens the unfinished file at path, or begins one, with rows of dim elements. origin names what makes the rows, such
// as a model's fingerprint. A file with rows of another origin or length, whose rows are damaged, or that somebody else has
// open, is an error.
func Open(path, origin string, dim int) (*File, error) {
	if dim < 1 || dim > maxDim || len(origin) > maxName {
		return nil, fmt.Errorf("npy: rows of %d elements by a maker with a name of %d bytes: expected 1 to %d, at most %d", dim, len(origin), maxDim, maxName)
	}
	file, err := openLocked(path)
	if err != nil {
		return nil, fmt.Errorf("npy: %w", err)
	}
	f := &File{path: path, file: file, origin: origin, dim: dim}
	if err := f.resume(); err != nil {
		return nil, fmt.Errorf("npy: %s: %w", path, errors.Join(err, file.Close()))
	}
	return f, nil
}

// openLocked opens the file with its lock, unless another has that.
func openLocked(path string) (*os.File, error) {
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		taken, err := filelock.Try(file)
		if err == nil && !taken {
			err = errors.New("another process is writing it")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, errors.Join(err, file.Close()))
		}
		// Whoever had the lock may have renamed or removed the file before letting go of it.
		mine, err := file.Stat()
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		if named, err := os.Stat(path); err == nil && os.SameFile(mine, named) {
			return file, nil
		}
		file.Close()
	}
}

// resume reads the header, if there is one, and verifies the rows that it counts.
func (f *File) resume() error {
	info, err := f.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return f.mark()
	}
	b := make([]byte, headerSize)
	if _, err := io.ReadFull(f.file, b); err != nil && err != io.ErrUnexpectedEOF {
		return err
	}
	if err := f.readHeader(b); err != nil {
		return err
	}
	sum := crc32.New(castagnoli)
	n, err := io.CopyN(sum, f.file, int64(f.rows)*int64(f.stride()))
	if err != nil && err != io.EOF {
		return err
	}
	if n != int64(f.rows)*int64(f.stride()) || sum.Sum32() != f.sum {
		return errors.New("the rows are damaged: remove the file to begin anew")
	}
	return nil
}

func (f *File) readHeader(b []byte) error {
	field := func(i int) uint32 { return binary.LittleEndian.Uint32(b[i:]) }
	switch {
	case string(b[:6]) == "\x93NUMPY":
		return errors.New("is a finished .npy file: rename it, or remove it to begin anew")
	case string(b[:len(magic)]) != magic:
		return fmt.Errorf("starts with %q, which is not how an unfinished matrix begins: remove the file to begin anew", b[:len(magic)])
	case crc32.Checksum(b[:508], castagnoli) != field(508):
		return errors.New("the first bytes are damaged: remove the file to begin anew")
	case field(8) != version:
		return fmt.Errorf("format version %d: this program reads version %d", field(8), version)
	}
	rows, nameLength := binary.LittleEndian.Uint64(b[16:]), field(60)
	if rows > math.MaxInt64/(4*maxDim) || nameLength > maxName {
		return fmt.Errorf("%d rows by a maker with a name of %d bytes: expected fewer", rows, nameLength)
	}
	origin := string(b[64 : 64+nameLength])
	if origin != f.origin || int(field(12)) != f.dim {
		return fmt.Errorf("holds rows of %d elements by %.80q, and these are %d by %.80q: remove the file to begin anew",
			field(12), origin, f.dim, f.origin)
	}
	f.rows, f.input, f.sum = int(rows), [32]byte(b[24:]), field(56)
	return nil
}

// mark writes the header of an unfinished file.
func (f *File) mark() error {
	b := make([]byte, headerSize)
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[8:], version)
	binary.LittleEndian.PutUint32(b[12:], uint32(f.dim))
	binary.LittleEndian.PutUint64(b[16:], uint64(f.rows))
	copy(b[24:], f.input[:])
	binary.LittleEndian.PutUint32(b[56:], f.sum)
	binary.LittleEndian.PutUint32(b[60:], uint32(len(f.origin)))
	copy(b[64:], f.origin)
	binary.LittleEndian.PutUint32(b[508:], crc32.Checksum(b[:508], castagnoli))
	_, err := f.file.WriteAt(b, 0)
	return err
}

func (f *File) stride() int { return 4 * f.dim }

func (f *File) at(row int) int64 { return headerSize + int64(row)*int64(f.stride()) }

// Rows is the number of rows so far.
func (f *File) Rows() int { return f.rows }

// Input is what Append was last told of the input, zero before.
func (f *File) Input() [32]byte { return f.input }

// Append adds rows, their elements one behind the other, and notes the hash of all the input up to them. The rows count
// when it returns; a power cut can damage them, which Open notices.
func (f *File) Append(rows []float32, input [32]byte) error {
	if len(rows)%f.dim != 0 {
		return fmt.Errorf("npy: %d elements: expected rows of %d", len(rows), f.dim)
	}
	f.buf = f.buf[:0]
	for _, x := range rows {
		f.buf = binary.LittleEndian.AppendUint32(f.buf, math.Float32bits(x))
	}
	if _, err := f.file.WriteAt(f.buf, f.at(f.rows)); err != nil {
		return fmt.Errorf("npy: %w", err)
	}
	f.rows += len(rows) / f.dim
	f.input = input
	f.sum = crc32.Update(f.sum, castagnoli, f.buf)
	if err := f.mark(); err != nil {
		return fmt.Errorf("npy: %w", err)
	}
	return nil
}

// Read fills out with whole rows from the given one on. They must have been appended.
func (f *File) Read(row int, out []float32) error {
	if row < 0 || row+len(out)/f.dim > f.rows || len(out)%f.dim != 0 {
		return fmt.Errorf("npy: %d elements from row %d: there are %d rows of %d", len(out), row, f.rows, f.dim)
	}
	f.buf = append(f.buf[:0], make([]byte, 4*len(out))...)
	if _, err := f.file.ReadAt(f.buf, f.at(row)); err != nil {
		return fmt.Errorf("npy: %w", err)
	}
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(f.buf[4*i:]))
	}
	return nil
}

// Finish makes the file a .npy file, waits until it is on disk, and closes it. After an error it may be neither.
func (f *File) Finish() error {
	dictionary := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }", f.rows, f.dim)
	b := binary.LittleEndian.AppendUint16([]byte("\x93NUMPY\x01\x00"), headerSize-10)
	b = fmt.Appendf(b, "%-*s\n", headerSize-len(b)-1, dictionary)
	err := f.file.Truncate(f.at(f.rows))
	if err == nil {
		_, err = f.file.WriteAt(b, 0)
	}
	if err == nil {
		err = f.file.Sync()
	}
	if err = errors.Join(err, f.file.Close()); err != nil {
		return fmt.Errorf("npy: %w", err)
	}
	return nil
}

// Close closes an unfinished file, which Open can go on with.
func (f *File) Close() error { return f.file.Close() }

// Discard removes an unfinished file.
func (f *File) Discard() error {
	removed := os.Remove(f.path) // before another can take the lock
	err := f.file.Close()
	if removed != nil {
		removed = os.Remove(f.path) // Windows keeps what is open
	}
	if err = errors.Join(removed, err); err != nil {
		return fmt.Errorf("npy: %w", err)
	}
	return nil
}
