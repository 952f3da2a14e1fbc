package bilingual

// A lexicon file is, numbers of fixed size being little-endian, all others a byte:
//
//	offset  size  content
//	0       8     the letters "kaikubil"
//	8       4     version of the format, uint32: 1
//	12      12    number of lemmas in Finnish, Swedish and English, uint32 each, at most 262,144
//	24      12    number of bytes of these lemmas, uint32 each
//	36            the lemmas of Finnish, then of Swedish, then of English, each language in strictly rising byte order;
//	              a lemma is the number of its first bytes that it shares with the lemma before it, the number of the
//	              bytes that follow these (1 to 255 together), and these bytes
//	              the translations of all lemmas from Finnish to Swedish, Finnish to English, Swedish to Finnish, Swedish
//	              to English, English to Finnish, English to Swedish; those of a lemma are their number (0 to 16), then
//	              three bytes each: the number of the other lemma in its language, from 0, in the low 18 bits, and above
//	              it the weight in 64ths less one
//	end-4   4     CRC-32C of all bytes before it, uint32

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
)

const (
	// MaxTranslations is the number of translations that a lemma has at most into one language.
	MaxTranslations = 16

	magic      = "kaikubil"
	version    = 1
	headerSize = 36
	pairSize   = 3
	idBits     = 18
	maxWeight  = 64
	maxLemma   = 255 // bytes
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errTruncated = errors.New("bilingual: lexicon file ends too early")

// pairAt reads the translation at the start of pairs; weight is 1 to maxWeight.
func pairAt(pairs string) (number, weight int) {
	v := int(pairs[0]) | int(pairs[1])<<8 | int(pairs[2])<<16
	return v & (1<<idBits - 1), v>>idBits + 1
}

// Load reads a lexicon file. The lexicon keeps a reference to data. A file that is damaged or of another version is an
// error.
func Load(data string) (*Lexicon, error) {
	if len(data) < headerSize+4 || data[:len(magic)] != magic {
		return nil, errors.New("bilingual: not a lexicon file")
	}
	header := []byte(data[:headerSize])
	if v := binary.LittleEndian.Uint32(header[8:]); v != version {
		return nil, fmt.Errorf("bilingual: lexicon file of version %d, expected %d", v, version)
	}
	r := reader{data[headerSize : len(data)-4]}
	want := binary.LittleEndian.Uint32([]byte(data[len(data)-4:]))
	if got := crc32.Checksum([]byte(data[:len(data)-4]), castagnoli); got != want {
		return nil, fmt.Errorf("bilingual: lexicon file has checksum %08x, expected %08x", got, want)
	}
	x := &Lexicon{}
	for l := range x.vocabularies {
		n := int(binary.LittleEndian.Uint32(header[12+4*l:]))
		if n > 1<<idBits || n > len(r.rest) {
			return nil, fmt.Errorf("bilingual: lexicon file with %d lemmas, expected at most %d in %d bytes", n, 1<<idBits, len(r.rest))
		}
		size := int(binary.LittleEndian.Uint32(header[24+4*l:]))
		if size > n*maxLemma {
			return nil, fmt.Errorf("bilingual: lexicon file with %d lemmas of %d bytes, expected at most %d each", n, size, maxLemma)
		}
		var err error
		if x.vocabularies[l], err = r.vocabulary(n, size); err != nil {
			return nil, err
		}
	}
	for i, d := range directions {
		var err error
		source, target := x.vocabularies[d[0]-langs.Finnish].len(), x.vocabularies[d[1]-langs.Finnish].len()
		if x.lists[i], err = r.lists(source, target); err != nil {
			return nil, err
		}
	}
	if r.rest != "" {
		return nil, fmt.Errorf("bilingual: lexicon file with %d bytes more than expected", len(r.rest))
	}
	return x, nil
}

// reader takes the parts of a file from its front.
type reader struct{ rest string }

func (r *reader) byte() (int, error) {
	if r.rest == "" {
		return 0, errTruncated
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return int(b), nil
}

func (r *reader) bytes(n int) (string, error) {
	if n > len(r.rest) {
		return "", errTruncated
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part, nil
}

// vocabulary reads n lemmas of size bytes together.
func (r *reader) vocabulary(n, size int) (vocabulary, error) {
	var text strings.Builder
	text.Grow(size)
	starts := make([]uint32, 1, n+1)
	last := ""
	for range n {
		shared, err := r.byte()
		if err != nil {
			return vocabulary{}, err
		}
		added, err := r.byte()
		if err != nil {
			return vocabulary{}, err
		}
		suffix, err := r.bytes(added)
		if err != nil {
			return vocabulary{}, err
		}
		if shared > len(last) || shared+added > maxLemma {
			return vocabulary{}, fmt.Errorf("bilingual: lexicon file shares %d bytes with %.40q and adds %d", shared, last, added)
		}
		start := text.Len()
		text.WriteString(last[:shared])
		text.WriteString(suffix)
		lemma := text.String()[start:]
		if lemma <= last {
			return vocabulary{}, fmt.Errorf("bilingual: lexicon file has %.40q after %.40q", lemma, last)
		}
		last = lemma
		starts = append(starts, uint32(text.Len()))
	}
	if text.Len() != size {
		return vocabulary{}, fmt.Errorf("bilingual: lexicon file with lemmas of %d bytes, expected %d", text.Len(), size)
	}
	return vocabulary{text.String(), starts}, nil
}

// lists reads the translations of source lemmas into a language of target lemmas.
func (r *reader) lists(source, target int) (lists, error) {
	section := r.rest
	starts := make([]uint32, source)
	for i := range starts {
		starts[i] = uint32(len(section) - len(r.rest))
		n, err := r.byte()
		if err != nil {
			return lists{}, err
		}
		if n > MaxTranslations {
			return lists{}, fmt.Errorf("bilingual: lexicon file has %d translations of a lemma, expected at most %d", n, MaxTranslations)
		}
		pairs, err := r.bytes(n * pairSize)
		if err != nil {
			return lists{}, err
		}
		for ; pairs != ""; pairs = pairs[pairSize:] {
			if number, _ := pairAt(pairs); number >= target {
				return lists{}, fmt.Errorf("bilingual: lexicon file has lemma %d of %d", number, target)
			}
		}
	}
	return lists{section, starts}, nil
}

// Entry is a lemma with its translations into one language, the likeliest first.
type Entry struct {
	From, To     langs.Language
	Lemma        string
	Translations []Translation
}

// Marshal writes a lexicon file. Weights are rounded to 64ths, those below 1/64 up. A lemma of no byte or more than 255,
// more translations than MaxTranslations, a lemma that has two entries in one direction and other directions than the six
// are errors.
func Marshal(entries []Entry) ([]byte, error) {
	var lemmas [3][]string
	for _, e := range entries {
		if _, ok := directionOf(e.From, e.To); !ok {
			return nil, fmt.Errorf("bilingual: entry %.40q from %v to %v", e.Lemma, e.From, e.To)
		}
		if len(e.Translations) > MaxTranslations {
			return nil, fmt.Errorf("bilingual: entry %.40q with %d translations, expected at most %d", e.Lemma, len(e.Translations), MaxTranslations)
		}
		lemmas[e.From-langs.Finnish] = append(lemmas[e.From-langs.Finnish], e.Lemma)
		for _, t := range e.Translations {
			lemmas[e.To-langs.Finnish] = append(lemmas[e.To-langs.Finnish], t.Lemma)
		}
	}
	data := append([]byte(magic), version, 0, 0, 0)
	var numbers [3]map[string]int
	for l := range lemmas {
		slices.Sort(lemmas[l])
		lemmas[l] = slices.Compact(lemmas[l])
		if len(lemmas[l]) > 1<<idBits {
			return nil, fmt.Errorf("bilingual: %d lemmas, expected at most %d", len(lemmas[l]), 1<<idBits)
		}
		numbers[l] = make(map[string]int, len(lemmas[l]))
		for i, lemma := range lemmas[l] {
			if lemma == "" || len(lemma) > maxLemma {
				return nil, fmt.Errorf("bilingual: lemma %.40q of %d bytes, expected 1 to %d", lemma, len(lemma), maxLemma)
			}
			numbers[l][lemma] = i
		}
		data = binary.LittleEndian.AppendUint32(data, uint32(len(lemmas[l])))
	}
	for l := range lemmas {
		size := 0
		for _, lemma := range lemmas[l] {
			size += len(lemma)
		}
		data = binary.LittleEndian.AppendUint32(data, uint32(size))
	}
	for l := range lemmas {
		data = appendVocabulary(data, lemmas[l])
	}
	for _, d := range directions {
		source, target := d[0]-langs.Finnish, d[1]-langs.Finnish
		translations := make([][]Translation, len(lemmas[source]))
		for _, e := range entries {
			if e.From != d[0] || e.To != d[1] {
				continue
			}
			list := &translations[numbers[source][e.Lemma]]
			if *list != nil {
				return nil, fmt.Errorf("bilingual: two entries %.40q from %v to %v", e.Lemma, e.From, e.To)
			}
			*list = e.Translations
		}
		for _, list := range translations {
			data = append(data, byte(len(list)))
			for _, t := range list {
				weight := min(max(int(t.Weight*maxWeight+.5), 1), maxWeight)
				v := numbers[target][t.Lemma] | (weight-1)<<idBits
				data = append(data, byte(v), byte(v>>8), byte(v>>16))
			}
		}
	}
	return binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli)), nil
}

func appendVocabulary(data []byte, lemmas []string) []byte {
	last := ""
	for _, lemma := range lemmas {
		shared := 0
		for shared < min(len(last), len(lemma)) && last[shared] == lemma[shared] {
			shared++
		}
		data = append(data, byte(shared), byte(len(lemma)-shared))
		data = append(data, lemma[shared:]...)
		last = lemma
	}
	return data
}
