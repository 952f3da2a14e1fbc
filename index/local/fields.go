package local

import (
	"hash/maphash"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/index"
)

// fieldSets keeps every distinct list of fields once, and every distinct name and value once. Feedback has a few dozen
// units, channels and scores, so most documents share their list with others.
type fieldSets struct {
	list    [][]index.Field
	byHash  map[uint64]uint32 // a list is under its hash, or the next number that was free
	strings map[string]string
	seed    maphash.Seed
}

func newFieldSets() fieldSets {
	return fieldSets{byHash: map[uint64]uint32{}, strings: map[string]string{}, seed: maphash.MakeSeed()}
}

// intern returns the number of a list of fields in list.
func (s *fieldSets) intern(fields []index.Field) uint32 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for i := range fields {
		h.WriteString(fields[i].Name)
		h.WriteByte(0)
		h.WriteString(fields[i].Value)
		h.WriteByte(0)
	}
	for hash := h.Sum64(); ; hash++ {
		set, known := s.byHash[hash]
		if !known {
			s.byHash[hash] = uint32(len(s.list))
			s.list = append(s.list, s.copy(fields))
			return uint32(len(s.list) - 1)
		}
		if slices.Equal(s.list[set], fields) {
			return set
		}
	}
}

func (s *fieldSets) copy(fields []index.Field) []index.Field {
	if len(fields) == 0 {
		return nil
	}
	out := make([]index.Field, len(fields))
	for i := range fields {
		out[i] = index.Field{Name: s.string(fields[i].Name), Value: s.string(fields[i].Value)}
	}
	return out
}

func (s *fieldSets) string(v string) string {
	kept, ok := s.strings[v]
	if !ok {
		kept = strings.Clone(v)
		s.strings[kept] = kept
	}
	return kept
}
