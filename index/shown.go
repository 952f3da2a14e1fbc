package index

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"strings"
)

// shown is the set of documents that the pages before have shown. It is the place between two pages of fused ranks, where
// a score cannot be: one document more shifts the ranks, and with them the scores, of all behind it.
type shown map[[shownSize]byte]bool

// shownSize is the length of an ID's hash. Among the 2*Window IDs that there can be, two in a hundred million sequences
// have one in common, which leaves a document out.
const shownSize = 6

func shownHash(id string) (key [shownSize]byte) {
	h := fnv.New64a()
	h.Write([]byte(id))
	copy(key[:], h.Sum(nil))
	return key
}

// shownMark is what the Page.Next of a page of fused ranks begins with; that of another kind of page never does.
const shownMark = "~"

// parseShown reads Page.Next of a page of fused ranks: the mark, and base64url of the hashes of the IDs so far.
func parseShown(after string) (shown, error) {
	hashes, marked := strings.CutPrefix(after, shownMark)
	raw, err := base64.RawURLEncoding.Strict().DecodeString(hashes)
	if after != "" && !marked || err != nil || len(raw)%shownSize != 0 || len(raw) > 2*Window*shownSize {
		return nil, &QueryError{"After", fmt.Sprintf("%.40q is not a cursor: expected the Next of a page", after)}
	}
	s := shown{}
	for ; len(raw) > 0; raw = raw[shownSize:] {
		s[[shownSize]byte(raw)] = true
	}
	return s, nil
}

// nextShown returns the Page.Next behind some hits of a page that came after another.
func nextShown(after string, hits []Hit) string {
	raw, _ := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(after, shownMark)) // parseShown has read it
	for i := range hits {
		key := shownHash(hits[i].Doc.ID)
		raw = append(raw, key[:]...)
	}
	return shownMark + base64.RawURLEncoding.EncodeToString(raw)
}
