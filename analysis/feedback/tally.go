package feedback

import (
	"crypto/sha256"
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs"
)

// longText is the number of characters from which a text is counted in Quality.LongTexts.
const longText = 5000

// tally counts what Quality reports and remembers what has been met.
//
// Ids and texts are remembered by the first bytes of their SHA-256, not as they are. Two ids with the same 128 bits would
// cost a record; among five million the chance is 1 in 10^25, and nobody can write such ids on purpose. Two texts with the
// same 64 bits would make Duplicates one too many, 1 chance in a million.
type tally struct {
	quality Quality
	ids     map[[16]byte]struct{}
	same    map[[10]byte]int // rows of the same content, where ids are made of it
	texts   map[uint64]struct{}
	detect  func(string) langs.Language
	scratch []byte
}

// problem lists p, or counts it when the list is full.
func (t *tally) problem(p Problem) {
	if p.Rejected {
		t.quality.Rejected++
	}
	if len(t.quality.Problems) >= MaxProblems {
		t.quality.MoreProblem++
		return
	}
	t.quality.Problems = append(t.quality.Problems, p)
}

// met reports whether an id has occurred before, and remembers it.
func (t *tally) met(id string) bool {
	t.scratch = append(t.scratch[:0], id...)
	sum := sha256.Sum256(t.scratch)
	n := len(t.ids)
	t.ids[[16]byte(sum[:16])] = struct{}{}
	return len(t.ids) == n
}

// count counts one record.
func (t *tally) count(r *Record) {
	q := &t.quality
	q.Records++
	if _, ok := r.Score.Value(); !ok {
		q.NoScore++
	}
	if r.Time.IsZero() {
		q.NoTime++
	}
	if r.Text == "" {
		q.EmptyTexts++
		return
	}
	if len(r.Text) > longText && utf8.RuneCountInString(r.Text) > longText {
		q.LongTexts++
	}
	if !langs.HasContent(r.Text) {
		q.NoContent++
		return
	}
	if t.repeated(r.Text) {
		q.Duplicates++
	}
	q.Languages[t.detect(r.Text).String()]++
}

// repeated reports whether a text has occurred before, case and spaces aside, and remembers it.
func (t *tally) repeated(text string) bool {
	t.scratch = fold(t.scratch[:0], text)
	sum := sha256.Sum256(t.scratch)
	n := len(t.texts)
	t.texts[binary.LittleEndian.Uint64(sum[:])] = struct{}{}
	return len(t.texts) == n
}

// fold appends text in lower case, with one space for each run of spaces between words and none around them.
func fold(dst []byte, text string) []byte {
	space := false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		if unicode.IsSpace(r) {
			space = len(dst) > 0
			continue
		}
		if space {
			dst = append(dst, ' ')
			space = false
		}
		switch {
		case 'A' <= r && r <= 'Z':
			dst = append(dst, byte(r)+'a'-'A')
		case r < utf8.RuneSelf:
			dst = append(dst, byte(r))
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}
