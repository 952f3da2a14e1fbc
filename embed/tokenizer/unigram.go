package tokenizer

import (
	"fmt"
	"math"
	"sort"
	"unicode/utf8"
)

// Unigram segments a word into the pieces whose scores sum to the most (Kudo, 2018, "Subword Regularization"). It is
// immutable and safe for concurrent use.
type Unigram struct {
	trie         *trie
	scores       []float64
	unknown      int32
	unknownScore float64
}

// unknownPenalty is how much a character that no piece covers scores below the worst piece.
const unknownPenalty = 10

// cell is the best segmentation of the word's bytes before one position.
type cell struct {
	score float64
	from  int32 // start of its last piece; -1 when no segmentation ends here
	id    int32
}

// NewUnigram returns the model of the pieces, whose ids are their positions, and of their scores (log probabilities).
// Runs of characters that no piece covers get the id unknown. Pieces must be distinct and not empty, and scores finite.
func NewUnigram(pieces []string, scores []float32, unknown int) (*Unigram, error) {
	if len(pieces) != len(scores) {
		return nil, fmt.Errorf("tokenizer: %d pieces with %d scores", len(pieces), len(scores))
	}
	if unknown < 0 || unknown >= len(pieces) {
		return nil, fmt.Errorf("tokenizer: unknown piece %d of %d", unknown, len(pieces))
	}
	u := &Unigram{scores: make([]float64, len(scores)), unknown: int32(unknown)}
	worst := math.Inf(1)
	for i, s := range scores {
		u.scores[i] = float64(s)
		if math.IsNaN(u.scores[i]) || math.IsInf(u.scores[i], 0) {
			return nil, fmt.Errorf("tokenizer: score of piece %d is %v, want a finite number", i, s)
		}
		worst = min(worst, u.scores[i])
	}
	u.unknownScore = worst - unknownPenalty

	ids := make([]int32, len(pieces))
	for i := range ids {
		ids[i] = int32(i)
	}
	sort.Slice(ids, func(i, j int) bool { return pieces[ids[i]] < pieces[ids[j]] })
	keys := make([]string, len(pieces))
	for i, id := range ids {
		keys[i] = pieces[id]
		switch {
		case keys[i] == "":
			return nil, fmt.Errorf("tokenizer: piece %d is empty", id)
		case i > 0 && keys[i] == keys[i-1]:
			return nil, fmt.Errorf("tokenizer: pieces %d and %d are both %q", ids[i-1], id, keys[i])
		}
	}
	u.trie = newTrie(keys, ids)
	return u, nil
}

// appendIDs fills the table from left to right; of segmentations that score the same the one found first stays, which
// is the one whose last piece is longest, as in the reference.
func (u *Unigram) appendIDs(dst []int32, word []byte, b *buffer) []int32 {
	if len(word) >= len(b.cells) {
		b.cells = make([]cell, 2*len(word))
	}
	cells := b.cells[:len(word)+1]
	for i := range cells {
		cells[i].from = -1
	}
	cells[0].score = 0
	for start, size := 0, 0; start < len(word); start += size {
		size = runeLen(word[start:])
		here, single := cells[start].score, false
		state, ok := uint32(0), true
		for i := start; i < len(word); i++ {
			if state, ok = u.trie.step(state, word[i]); !ok {
				break
			}
			if id, ok := u.trie.value(state); ok {
				end := &cells[i+1]
				if s := here + u.scores[id]; end.from < 0 || s > end.score {
					*end = cell{s, int32(start), id}
				}
				single = single || i+1 == start+size
			}
		}
		if end := &cells[start+size]; !single {
			if s := here + u.unknownScore; end.from < 0 || s > end.score {
				*end = cell{s, int32(start), u.unknown}
			}
		}
	}

	first := len(dst)
	for end := int32(len(word)); end > 0; end = cells[end].from {
		id := cells[end].id
		if id == u.unknown && len(dst) > first && dst[len(dst)-1] == id {
			continue // a run of unknown characters is one piece
		}
		dst = append(dst, id)
	}
	for i, j := first, len(dst)-1; i < j; i, j = i+1, j-1 {
		dst[i], dst[j] = dst[j], dst[i]
	}
	return dst
}

func runeLen(b []byte) int {
	if b[0] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRune(b)
	return n
}
