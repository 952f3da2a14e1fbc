package feedback

import (
	"bytes"
	"io"
)

// maxRow is the most bytes that a row may have. A field is never longer than its row, so this is also the limit of a
// field and of a line.
const maxRow = 64 << 20

// lineReader is a window over text that begins at the row being read and grows to the right as far as that row needs.
// Offsets are relative to the beginning of the row, so that they hold while the window moves.
type lineReader struct {
	in         io.Reader
	buf        []byte
	start, end int // the window is buf[start:end]
	limit      int // of the window
	line       int // number of the line at the beginning of the window, from 1
	err        error
}

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: in, buf: make([]byte, sniffed), limit: maxRow, line: 1}
}

// window returns what has been read from the beginning of the row.
func (l *lineReader) window() []byte { return l.buf[l.start:l.end] }

// more makes the window longer, and returns false at its limit and at the end of the input.
func (l *lineReader) more() bool {
	if l.err != nil || l.end-l.start >= l.limit {
		return false
	}
	if l.start > 0 {
		copy(l.buf, l.buf[l.start:l.end])
		l.start, l.end = 0, l.end-l.start
	}
	if l.end == len(l.buf) {
		grown := make([]byte, min(2*len(l.buf), l.limit+len(l.buf)))
		copy(grown, l.buf)
		l.buf = grown
	}
	for tries := 0; l.err == nil; tries++ {
		n, err := l.in.Read(l.buf[l.end:])
		l.end += n
		l.err = err
		if n > 0 {
			return true
		}
		if tries == 100 {
			l.err = io.ErrNoProgress
		}
	}
	return false
}

// find returns the offset of the first b at or after from, and -1 when there is none before the limit or the end.
func (l *lineReader) find(from int, b byte) int {
	for {
		if i := bytes.IndexByte(l.buf[l.start+from:l.end], b); i >= 0 {
			return from + i
		}
		from = l.end - l.start
		if !l.more() {
			return -1
		}
	}
}

// at returns the byte at offset i, and false behind the last one.
func (l *lineReader) at(i int) (byte, bool) {
	for l.start+i >= l.end {
		if !l.more() {
			return 0, false
		}
	}
	return l.buf[l.start+i], true
}

// lineAt returns the line that begins at offset from, without its end, and the offset of the next one. It returns false
// when the window's limit comes first.
func (l *lineReader) lineAt(from int) (line []byte, next int, ok bool) {
	if i := l.find(from, '\n'); i >= 0 {
		return bytes.TrimSuffix(l.window()[from:i], []byte("\r")), i + 1, true
	}
	if l.err == nil {
		return nil, 0, false
	}
	rest := l.window()[from:]
	return bytes.TrimSuffix(rest, []byte("\r")), from + len(rest), true
}

// advance moves the beginning of the window over n bytes.
func (l *lineReader) advance(n int) {
	l.line += bytes.Count(l.buf[l.start:l.start+n], []byte("\n"))
	l.start += n
}

// skipLine moves the beginning of the window to the next line, however far that is.
func (l *lineReader) skipLine() {
	for {
		if i := bytes.IndexByte(l.window(), '\n'); i >= 0 {
			l.advance(i + 1)
			return
		}
		l.start = l.end
		if !l.more() {
			return
		}
	}
}

// failure returns io.EOF when all has been read, another error when the input failed, and nil while there is more.
func (l *lineReader) failure() error {
	if l.start == l.end && !l.more() {
		return l.err
	}
	return nil
}

// sample returns the first bytes and whether they are all there is.
func (l *lineReader) sample() (text []byte, all bool) {
	for l.end-l.start < sniffed && l.more() {
	}
	return l.window(), l.err == io.EOF
}

// check returns an error for what is no text.
func (l *lineReader) check() error {
	sample, _ := l.sample()
	if len(sample) == 0 && l.err != nil && l.err != io.EOF {
		return l.err
	}
	return checkText(sample)
}

// torn returns the error of an input that failed within the n bytes of a row, which are then not all of it.
func (l *lineReader) torn(n int) error {
	if l.start+n == l.end && l.err != nil && l.err != io.EOF {
		return l.err
	}
	return nil
}
