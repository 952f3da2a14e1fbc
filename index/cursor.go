package index

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
)

// Cursor is a place in a sequence of hits: just after the hit with this score and ID. Since it names a place and not a
// count, writes between two pages neither repeat a hit nor skip one whose score they leave alone. Fused ranks, which every
// write can change, have pages of another kind; see Page.
type Cursor struct {
	Score float64
	ID    string
}

// Compare orders hits as a Searcher returns them: by falling score, then by ID. It is negative when c comes first.
func (c Cursor) Compare(score float64, id string) int {
	if by := cmp.Compare(score, c.Score); by != 0 {
		return by
	}
	return cmp.Compare(c.ID, id)
}

// String returns the cursor as Page.Next carries it: base64url of the score's bits, big-endian, and the ID.
func (c Cursor) String() string {
	raw := binary.BigEndian.AppendUint64(nil, math.Float64bits(c.Score))
	return base64.RawURLEncoding.EncodeToString(append(raw, c.ID...))
}

// ParseCursor reads what String writes.
func ParseCursor(s string) (Cursor, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(raw) <= 8 {
		return Cursor{}, &QueryError{"After", fmt.Sprintf("%.40q is not a cursor: expected the Next of a page", s)}
	}
	score := math.Float64frombits(binary.BigEndian.Uint64(raw))
	if math.IsNaN(score) || math.IsInf(score, 0) {
		return Cursor{}, &QueryError{"After", fmt.Sprintf("%.40q is not a cursor: its score is not a number", s)}
	}
	return Cursor{Score: score, ID: string(raw[8:])}, nil
}
