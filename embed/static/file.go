package static

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"unicode/utf8"
)

// A model file, all numbers little-endian:
//
//	offset  bytes
//	0       8        magic "kaikuste"
//	8       4        uint32   version, 1
//	12      4        uint32   d, length of a row, 1 to 4096
//	16      4        uint32   n, number of pieces, 1 to 1<<24; piece 0 is the unknown one
//	20      4        uint32   m, bytes of the metadata
//	24      4        uint32   p, bytes of the pieces
//	28      m        metadata, a JSON object, see Info
//	        p        pieces in the order of their ids: one byte with the length, 1 to 255, then as many bytes of UTF-8
//	        4n       float32  score of each piece, its log probability in the Unigram model, -1e6 to 1e6
//	        4n       float32  scale of each row, 0 to 1e6
//	        n d      int8     rows: piece i stands for the vector scale[i] * row[i], of any length; row 0 is not used
//	        32       SHA-256 of all bytes before
//
// Nothing follows. A reader refuses versions, normalisers and splitters that it does not know.
const (
	magic      = "kaikuste"
	version    = 1
	headerSize = 28
	maxDim     = 4096
	maxPieces  = 1 << 24
)

// What version 1 says about how text becomes words, in the terms of the package tokenizers.
const (
	normalizer  = "NFKC, Lowercase"
	preSplitter = "WhitespaceSplit, Punctuation(isolated), Digits(individual), Metaspace(always)"
)

// Info is what a model file says about itself.
type Info struct {
	Name         string   `json:"name"`
	Languages    []string `json:"languages"`     // ISO 639-1 codes
	Licence      string   `json:"licence"`       // SPDX expression
	Attribution  []string `json:"attribution"`   // what the data's licences ask to be said
	TrainingHash string   `json:"training_hash"` // SHA-256 over the training pairs, in hexadecimal
	Normalizer   string   `json:"normalizer"`    // in version 1 "NFKC, Lowercase"
	PreTokenizer string   `json:"pre_tokenizer"` // in version 1 "WhitespaceSplit, Punctuation(isolated), ..."
}

// file is a model file taken apart; rows lies in the bytes that were parsed.
type file struct {
	info   Info
	dim    int
	pieces []string
	scores []float32
	scales []float32
	rows   []byte // int8
	sum    [sha256.Size]byte
}

// section is a cursor over the file that names what it was reading when the bytes ran out.
type section struct {
	data   []byte
	offset int
}

func (s *section) take(n int, what string) ([]byte, error) {
	if left := len(s.data) - s.offset; n > left {
		return nil, fmt.Errorf("%s at byte %d: %d bytes expected, %d left: the file is cut short or damaged",
			what, s.offset, n, left)
	}
	b := s.data[s.offset : s.offset+n]
	s.offset += n
	return b, nil
}

func parse(data []byte) (*file, error) {
	s := &section{data: data}
	header, err := s.take(headerSize, "header")
	if err != nil {
		return nil, err
	}
	if string(header[:len(magic)]) != magic {
		return nil, fmt.Errorf("magic at byte 0: %q, want %q: not a static model", header[:len(magic)], magic)
	}
	field := func(i int) int { return int(binary.LittleEndian.Uint32(header[i:])) }
	v, dim, n, metaSize, piecesSize := field(8), field(12), field(16), field(20), field(24)
	switch {
	case v != version:
		return nil, fmt.Errorf("version at byte 8: %d, this program reads %d", v, version)
	case dim < 1 || dim > maxDim:
		return nil, fmt.Errorf("row length at byte 12: %d, want 1 to %d", dim, maxDim)
	case n < 1 || n > maxPieces:
		return nil, fmt.Errorf("number of pieces at byte 16: %d, want 1 to %d", n, maxPieces)
	}
	f := &file{dim: dim}
	meta, err := s.take(metaSize, "metadata")
	if err != nil {
		return nil, err
	}
	pieces, err := s.take(piecesSize, "pieces")
	if err != nil {
		return nil, err
	}
	scores, err := s.take(4*n, "scores")
	if err != nil {
		return nil, err
	}
	scales, err := s.take(4*n, "scales")
	if err != nil {
		return nil, err
	}
	if f.rows, err = s.take(n*dim, "rows"); err != nil {
		return nil, err
	}
	body := s.offset
	sum, err := s.take(sha256.Size, "checksum")
	if err != nil {
		return nil, err
	}
	if s.offset != len(data) {
		return nil, fmt.Errorf("byte %d: %d bytes after the end", s.offset, len(data)-s.offset)
	}
	// The checksum comes before any content is looked at: past this point a fault is the writer's, not the carrier's.
	if f.sum = sha256.Sum256(data[:body]); !bytes.Equal(f.sum[:], sum) {
		return nil, fmt.Errorf("checksum at byte %d: %x, content has %x: the file is damaged", body, sum[:4], f.sum[:4])
	}
	if f.info, err = parseInfo(meta); err != nil {
		return nil, fmt.Errorf("metadata at byte %d: %w", headerSize, err)
	}
	if f.pieces, err = parsePieces(pieces, n); err != nil {
		return nil, fmt.Errorf("pieces at byte %d: %w", headerSize+metaSize, err)
	}
	if f.scores, err = parseFloats(scores, -1e6, 1e6); err != nil {
		return nil, fmt.Errorf("scores at byte %d: %w", headerSize+metaSize+piecesSize, err)
	}
	if f.scales, err = parseFloats(scales, 0, 1e6); err != nil {
		return nil, fmt.Errorf("scales at byte %d: %w", headerSize+metaSize+piecesSize+4*n, err)
	}
	return f, nil
}

func parseInfo(meta []byte) (Info, error) {
	var info Info
	if err := json.Unmarshal(meta, &info); err != nil {
		return info, err
	}
	if info.Normalizer != normalizer {
		return info, fmt.Errorf("normalizer %.40q, this program knows %q", info.Normalizer, normalizer)
	}
	if info.PreTokenizer != preSplitter {
		return info, fmt.Errorf("pre_tokenizer %.40q, this program knows %q", info.PreTokenizer, preSplitter)
	}
	return info, nil
}

func parsePieces(b []byte, n int) ([]string, error) {
	if len(b) < n {
		return nil, fmt.Errorf("%d bytes for %d pieces", len(b), n)
	}
	all := string(b)
	pieces := make([]string, n)
	at := 0
	for i := range pieces {
		if at == len(all) || at+1+int(all[at]) > len(all) {
			return nil, fmt.Errorf("piece %d runs past the section's end", i)
		}
		pieces[i] = all[at+1 : at+1+int(all[at])]
		if pieces[i] == "" || !utf8.ValidString(pieces[i]) {
			return nil, fmt.Errorf("piece %d is %q, want UTF-8 of 1 to 255 bytes", i, pieces[i])
		}
		at += 1 + len(pieces[i])
	}
	if at != len(all) {
		return nil, fmt.Errorf("%d bytes after the last piece", len(all)-at)
	}
	return pieces, nil
}

// parseFloats reads numbers from least to most.
func parseFloats(b []byte, least, most float32) ([]float32, error) {
	x := make([]float32, len(b)/4)
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if !(x[i] >= least && x[i] <= most) {
			return nil, fmt.Errorf("number %d is %v, want %v to %v", i, x[i], least, most)
		}
	}
	return x, nil
}
