package detect

// A model file is, all numbers little-endian:
//
//	offset  size       content
//	0       8          the letters "kaikulid"
//	8       4          version of the format and of the features (package ngram), uint32: 1
//	12      4          number of buckets n, uint32, 1 to 262,128
//	16      4          scale, float32, above 0: a logit is the scale times a sum of weights
//	20      16         bias of the four classes, int32 each, in units of the scale
//	36      4n         weights, int8, the four classes of a bucket together
//	36+4n   4          CRC-32C of all bytes before it, uint32
//
// The classes are Finnish, Swedish, English and any other language, in this order. The logit of a class is its bias and
// the weights of the buckets of all features of a text, summed as integers and multiplied by the scale; the
// probabilities are their softmax.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

const (
	magic      = "kaikulid"
	version    = 1
	headerSize = 36
	maxBuckets = (1<<20 - headerSize - 4) / classes / 4 * 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Load reads a model file. The detector keeps a reference to data and reads its weights from there. A file that is
// damaged or of another version is an error.
func Load(data string) (*Detector, error) {
	if len(data) < headerSize+4 || data[:len(magic)] != magic {
		return nil, errors.New("detect: not a model file of the language detector")
	}
	header := []byte(data[:headerSize])
	if v := binary.LittleEndian.Uint32(header[8:]); v != version {
		return nil, fmt.Errorf("detect: model file of version %d, expected %d", v, version)
	}
	buckets := binary.LittleEndian.Uint32(header[12:])
	if buckets == 0 || buckets > maxBuckets {
		return nil, fmt.Errorf("detect: model file with %d buckets, expected 1 to %d", buckets, maxBuckets)
	}
	end := headerSize + classes*int(buckets)
	if len(data) != end+4 {
		return nil, fmt.Errorf("detect: model file of %d bytes, expected %d", len(data), end+4)
	}
	want := binary.LittleEndian.Uint32([]byte(data[end:]))
	if got := crc32.Checksum([]byte(data[:end]), castagnoli); got != want {
		return nil, fmt.Errorf("detect: model file has checksum %08x, expected %08x", got, want)
	}
	d := &Detector{
		buckets: buckets,
		scale:   math.Float32frombits(binary.LittleEndian.Uint32(header[16:])),
		weights: data[headerSize:end],

		checksum: want,
	}
	if !(d.scale > 0) || math.IsInf(float64(d.scale), 0) {
		return nil, fmt.Errorf("detect: model file with scale %v, expected a positive number", d.scale)
	}
	for c := range d.bias {
		d.bias[c] = int32(binary.LittleEndian.Uint32(header[20+4*c:]))
	}
	return d, nil
}

// Marshal writes a model file. weights has four numbers a bucket.
func Marshal(scale float32, bias [4]int32, weights []int8) []byte {
	data := make([]byte, 0, headerSize+len(weights)+4)
	data = append(data, magic...)
	data = binary.LittleEndian.AppendUint32(data, version)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(weights)/classes))
	data = binary.LittleEndian.AppendUint32(data, math.Float32bits(scale))
	for _, b := range bias {
		data = binary.LittleEndian.AppendUint32(data, uint32(b))
	}
	for _, w := range weights {
		data = append(data, byte(w))
	}
	return binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
}
