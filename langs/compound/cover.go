package compound

import (
	"errors"
	"fmt"
	"math"

	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
)

// Modifiers is the set of what stands before the head in the compounds of a language, each with its cost: the less often
// it does so, the higher.
//
// The value of a modifier in the table is its cost in the low 8 bits, in sixteenths of a nat and times CostScale, and
// above them the number of the rule that makes its lemma, for the owner of the rules.
type Modifiers struct{ table wordtable.Table }

// CostScale is the step in which the table keeps costs.
const CostScale = 2

// Unreachable is the cost of what cannot be covered.
const Unreachable = math.MaxInt32 / 4

const (
	minModifier = 2  // bytes
	minHead     = 3  // bytes
	hyphenCost  = 48 // of an unknown part before a hyphen
)

// Load reads the modifiers from the bytes of their table and keeps a reference to them.
func Load(data string) (Modifiers, error) {
	t, err := wordtable.Load(data)
	if err != nil {
		return Modifiers{}, fmt.Errorf("compound: %w", err)
	}
	return Modifiers{t}, nil
}

// Value packs a modifier's cost and rule for the table.
func Value(cost, rule int) (uint32, error) {
	c := cost / CostScale
	if c < 0 || c > math.MaxUint8 || rule < 0 || rule > math.MaxUint16 {
		return 0, errors.New("compound: cost or rule out of range")
	}
	return uint32(c) | uint32(rule)<<8, nil
}

// Get returns the cost and the rule of a modifier.
func (m *Modifiers) Get(sum wordtable.Sum) (cost int32, rule uint16, ok bool) {
	v, ok := m.table.GetRare(sum.Key())
	return int32(v&0xff) * CostScale, uint16(v >> 8), ok
}

// Cover says for every place in a word whether what stands before it is a sequence of modifiers, at which cost, and where
// the last of them begins.
type Cover struct {
	Cost [wordtable.MaxWord + 1]int32
	from [wordtable.MaxWord + 1]uint8
	n    int
}

// Cover fills c for a word of at most wordtable.MaxWord bytes, whose sums are given. each is the cost of every further
// part. It takes the square of the word's length in look-ups at worst, in practice one to three a letter.
func (m *Modifiers) Cover(c *Cover, word []byte, sums *wordtable.Prefixes, each int32) {
	n := len(word)
	c.n = n
	for i := 1; i <= n; i++ {
		c.Cost[i] = Unreachable
	}
	c.Cost[0] = 0
	hyphen := -1
	for i := 0; i+minHead <= n; i++ {
		if word[i] == '-' && i > 0 && hyphen < i {
			// Whatever stands before a hyphen is a part.
			hyphen = i
			cost := c.Cost[i]
			from := c.from[i]
			if cost >= Unreachable {
				cost, from = hyphenCost, 0
			}
			c.Cost[i+1], c.from[i+1] = cost, from
			if c.Cost[i] >= Unreachable {
				c.from[i+1] = 0
			}
			continue
		}
		if c.Cost[i] >= Unreachable || word[i]&0xc0 == 0x80 {
			continue
		}
		for j := i + minModifier; j+minHead <= n; j++ {
			if word[j]&0xc0 == 0x80 {
				continue
			}
			cost, _, ok := m.Get(sums.Part(i, j))
			if !ok {
				continue
			}
			if cost += c.Cost[i] + each; cost < c.Cost[j] {
				c.Cost[j], c.from[j] = cost, uint8(i)
			}
		}
	}
}

// Starts appends to dst where the parts before place i of the covered word begin, from left to right.
func (c *Cover) Starts(dst []int, i int) []int {
	first := len(dst)
	for i > 0 && c.Cost[i] < Unreachable {
		i = int(c.from[i])
		dst = append(dst, i)
	}
	for a, b := first, len(dst)-1; a < b; a, b = a+1, b-1 {
		dst[a], dst[b] = dst[b], dst[a]
	}
	return dst
}
