package topics

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
)

// nodes are the distinct texts of a corpus that have content and a vector. Texts that are equal after analysis (case,
// punctuation, spaces and inflection aside) are one node: thousands of "kiitos" would otherwise be each other's only
// neighbours.
type nodes struct {
	text    []int32 // of each node: the member with the smallest id that has a vector
	members []int32 // texts by node, each node's by id
	start   []int   // node i has members[start[i]:start[i+1]]
	of      []int32 // of each text: its node, or -1
}

func (n *nodes) len() int { return len(n.text) }

func (n *nodes) membersOf(i int) []int32 { return n.members[n.start[i]:n.start[i+1]] }

// hashOrder returns the numbers of ids ordered by the SHA-256 of the id: an order that is as good as random and does not
// depend on the order of the corpus, so that its beginning is a fair sample.
func hashOrder(ids []string) []int32 {
	type hashed struct {
		sum  [16]byte
		text int32
	}
	list := make([]hashed, len(ids))
	for i, id := range ids {
		sum := sha256.Sum256([]byte(id))
		list[i] = hashed{[16]byte(sum[:16]), int32(i)}
	}
	slices.SortFunc(list, func(a, b hashed) int {
		if c := bytes.Compare(a.sum[:], b.sum[:]); c != 0 {
			return c
		}
		return strings.Compare(ids[a.text], ids[b.text])
	})
	order := make([]int32, len(ids))
	for i, h := range list {
		order[i] = h.text
	}
	return order
}

// collapse makes the nodes of a corpus, in hash order of the members that stand for them.
func collapse(c *Corpus, w *words, order []int32) *nodes {
	group := make(map[[16]byte]int32)
	groups := make([]int32, len(order)) // of each text
	var stand []int32                   // of each group
	for _, t := range order {
		groups[t] = -1
		if !w.content[t] {
			continue
		}
		g, ok := group[w.digest[t]]
		if !ok {
			g = int32(len(stand))
			group[w.digest[t]] = g
			stand = append(stand, -1)
		}
		groups[t] = g
		if hasVector(c, t) && (stand[g] < 0 || c.IDs[t] < c.IDs[stand[g]]) {
			stand[g] = t
		}
	}
	n := &nodes{of: make([]int32, len(order))}
	number := make([]int32, len(stand))
	for _, t := range order {
		if g := groups[t]; g >= 0 && stand[g] == t {
			number[g] = int32(len(n.text))
			n.text = append(n.text, t)
		}
	}
	n.start = make([]int, len(n.text)+1)
	for t, g := range groups {
		n.of[t] = -1
		if g >= 0 && stand[g] >= 0 {
			n.of[t] = number[g]
			n.start[number[g]+1]++
		}
	}
	for i := range n.text {
		n.start[i+1] += n.start[i]
	}
	n.members = make([]int32, n.start[len(n.text)])
	next := slices.Clone(n.start[:len(n.text)])
	for t, i := range n.of {
		if i >= 0 {
			n.members[next[i]] = int32(t)
			next[i]++
		}
	}
	for i := range n.text {
		slices.SortFunc(n.membersOf(i), func(a, b int32) int { return strings.Compare(c.IDs[a], c.IDs[b]) })
	}
	return n
}

func hasVector(c *Corpus, t int32) bool {
	for _, x := range c.vector(int(t)) {
		if x != 0 {
			return true
		}
	}
	return false
}
