package feedback

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Names of encodings in Format.
const (
	utf8Name    = "utf-8"
	utf8BOMName = "utf-8-bom"
	utf16LEName = "utf-16le"
	utf16BEName = "utf-16be"
	windowsName = "windows-1252"
)

// encodingNames maps what an option may say, as canonical gives it. ISO 8859-1 is read as Windows-1252, as the Encoding
// Standard has it: the bytes that differ are control characters there and typographic signs here.
var encodingNames = map[string]string{
	"utf8": utf8Name, "utf8bom": utf8Name,
	"utf16le": utf16LEName, "utf16be": utf16BEName,
	"windows1252": windowsName, "cp1252": windowsName, "latin1": windowsName, "iso88591": windowsName,
}

const bomUTF8 = "\xef\xbb\xbf"

// decodeText returns the content of in as UTF-8, except that bytes which are not text stay as they are where the
// encoding is UTF-8. It sets *name to the encoding; when that is only known further on, then.
func decodeText(in *bufio.Reader, option string, name *string) (io.Reader, error) {
	head, err := in.Peek(sniffed)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, err
	}
	encoding := encodingNames[canonical(option)]
	bom := 0
	switch {
	case bytes.HasPrefix(head, []byte(bomUTF8)) && (encoding == "" || encoding == utf8Name):
		encoding, bom = utf8BOMName, len(bomUTF8)
	case bytes.HasPrefix(head, []byte("\xff\xfe")) && (encoding == "" || encoding == utf16LEName):
		encoding, bom = utf16LEName, 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")) && (encoding == "" || encoding == utf16BEName):
		encoding, bom = utf16BEName, 2
	case encoding == "":
		encoding = everyOtherZero(head)
	}
	if _, err := in.Discard(bom); err != nil {
		return nil, err
	}
	*name = encoding
	switch encoding {
	case utf8Name, utf8BOMName:
		return in, nil
	case utf16LEName:
		return transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()), nil
	case utf16BEName:
		return transform.NewReader(in, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()), nil
	case windowsName:
		return transform.NewReader(in, charmap.Windows1252.NewDecoder()), nil
	}
	*name = utf8Name // which ASCII is
	return &undecided{in: in, name: name}, nil
}

// everyOtherZero recognises UTF-16 without a byte order mark: the high byte of nearly all that is written in our
// languages is 0, and the low byte never is.
func everyOtherZero(head []byte) string {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs == 0:
		return ""
	case zeros[1]*10 >= pairs*7 && zeros[0]*10 < pairs:
		return utf16LEName
	case zeros[0]*10 >= pairs*7 && zeros[1]*10 < pairs:
		return utf16BEName
	}
	return ""
}

// undecided passes ASCII through, which is the same in UTF-8 and in Windows-1252, and chooses between the two at the
// first byte that is not. So the choice never comes too late for a file that begins with a long stretch of ASCII.
type undecided struct {
	in   *bufio.Reader
	out  io.Reader // once decided
	name *string
}

func (u *undecided) Read(p []byte) (int, error) {
	if u.out != nil {
		return u.out.Read(p)
	}
	window, err := u.in.Peek(sniffed)
	if len(window) == 0 {
		return 0, err
	}
	if n := asciiPrefix(window); n > 0 {
		n = copy(p, window[:n])
		u.in.Discard(n)
		return n, nil
	}
	u.out = u.in
	if !mostlyUTF8(window) {
		*u.name = windowsName
		u.out = transform.NewReader(u.in, charmap.Windows1252.NewDecoder())
	}
	return u.out.Read(p)
}

// mostlyUTF8 reports whether there are more characters beyond ASCII than bytes that are no part of any. Text in
// Windows-1252 is hardly ever valid UTF-8 by chance, while UTF-8 with a few damaged bytes should stay UTF-8.
func mostlyUTF8(window []byte) bool {
	characters, broken := 0, 0
	for len(window) > 0 {
		r, size := utf8.DecodeRune(window)
		switch {
		case r == utf8.RuneError && size == 1:
			if utf8.FullRune(window) { // else the window ends within a character
				broken++
			}
		case size > 1:
			characters++
		}
		window = window[size:]
	}
	return characters > broken || characters+broken == 0
}

func asciiPrefix(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

var errBinary = errors.New("a binary file: expected CSV, JSONL, an Excel workbook (.xlsx) or Parquet")

// checkText finds out by a sample of decoded text whether it is text at all: control characters are rare in text, and
// one byte in ten of compressed data.
func checkText(sample []byte) error {
	if len(bytes.TrimSpace(sample)) == 0 {
		return errEmpty
	}
	if bytes.HasPrefix(sample, []byte("%PDF-")) {
		return fmt.Errorf("a PDF document: expected CSV, JSONL, an Excel workbook (.xlsx) or Parquet")
	}
	controls, zeros := 0, 0
	for _, b := range sample {
		switch {
		case b == 0:
			zeros++
		case b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v':
			controls++
		}
	}
	if controls*20 > len(sample) || zeros*4 > len(sample) {
		return errBinary
	}
	return nil
}
