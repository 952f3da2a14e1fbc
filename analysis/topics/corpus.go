package topics

import (
	"fmt"
	"math"

	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
)

// Corpus is what topics are fitted to: n texts with their vectors. Fit does not change it.
type Corpus struct {
	IDs       []string // unique; they break ties
	Texts     []string // redacted
	Languages []langs.Language
	Dim       int
	Vectors   []float32 // n x Dim, unit rows; a zero row has no vector
}

func (c *Corpus) vector(i int) []float32 { return c.Vectors[i*c.Dim : (i+1)*c.Dim : (i+1)*c.Dim] }

// check returns an error that names what is wrong with the corpus, if anything is.
func (c *Corpus) check() error {
	n := len(c.IDs)
	switch {
	case len(c.Texts) != n:
		return fmt.Errorf("topics: %d texts for %d ids: expected as many", len(c.Texts), n)
	case len(c.Languages) != n:
		return fmt.Errorf("topics: %d languages for %d ids: expected as many", len(c.Languages), n)
	case c.Dim < 0 || len(c.Vectors) != n*c.Dim:
		return fmt.Errorf("topics: %d numbers in Vectors: expected %d ids x Dim %d", len(c.Vectors), n, c.Dim)
	}
	seen := make(map[string]bool, n)
	for i, id := range c.IDs {
		if seen[id] {
			return fmt.Errorf("topics: id %.40q stands twice: expected unique ids", id)
		}
		seen[id] = true
		if l := c.Languages[i]; l > langs.Other {
			return fmt.Errorf("topics: language of id %.40q is %v: expected fi, sv, en, mis or und", id, l)
		}
		if c.Dim == 0 {
			continue
		}
		// A NaN or an infinity anywhere in the row makes the sum one.
		if square := vec.Dot(c.vector(i), c.vector(i)); square != 0 && !(math.Abs(float64(square)-1) < 0.01) {
			return fmt.Errorf("topics: vector of id %.40q has squared length %v: expected 1, or 0 for none", id, square)
		}
	}
	return nil
}
