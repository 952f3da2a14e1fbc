package feedback

import (
	"bytes"
	"io"
)

// dialect is what distinguishes one CSV file from another once it is UTF-8.
type dialect struct {
	separator byte
	fields    int // that most rows have
}

const sampleRows = 100 // rows looked at to find out about a file

// dialectOf finds the separator that gives the same number of fields, above one, in the most rows. Where two are as
// good, the one with more fields wins, then the extension (.tsv), then the order "," ";" tab. A file in which none gives
// two fields in its first row has one column; its separator is the one that splits the fewest rows.
func dialectOf(in *lineReader, option, extension string) dialect {
	candidates := []byte(",;\t")
	switch {
	case option != "":
		candidates = []byte(option)
	case extension == ".tsv" || extension == ".tab":
		candidates = []byte("\t,;")
	}
	sample, all := in.sample()
	if end := bytes.LastIndexByte(sample, '\n'); !all && end >= 0 {
		sample = sample[:end+1]
	}
	best, single := dialect{candidates[0], 1}, dialect{candidates[0], 1}
	var bestShare, singleShare float64
	for _, separator := range candidates {
		counts, rows, first := countSample(sample, separator)
		if rows == 0 {
			continue
		}
		if share := float64(counts[1]) / float64(rows); share > singleShare {
			single, singleShare = dialect{separator, 1}, share
		}
		mode := 0
		for n, count := range counts { // the first of the most frequent numbers, so the order is that of n
			if n > 1 && count > 0 && (mode == 0 || count > counts[mode]) {
				mode = n
			}
		}
		if mode == 0 || first < 2 {
			continue
		}
		share := float64(counts[mode]) / float64(rows)
		if share > bestShare || share == bestShare && mode > best.fields {
			best, bestShare = dialect{separator, mode}, share
		}
	}
	if bestShare == 0 {
		return single
	}
	return best
}

// countSample returns how many rows have 0, 1, 2 ... fields, how many rows there are, and the fields of the first.
func countSample(sample []byte, separator byte) (counts []int, rows, first int) {
	counts = make([]int, 2)
	c := csvSource{in: newSampleReader(sample), separator: separator}
	var r row
	for rows < sampleRows && c.next(&r) == nil {
		rows++
		n := len(r.fields)
		if n >= len(counts) {
			counts = append(counts, make([]int, n+1-len(counts))...)
		}
		counts[n]++
		if rows == 1 {
			first = n
		}
	}
	return counts, rows, first
}

// newSampleReader reads lines from memory.
func newSampleReader(sample []byte) *lineReader {
	return &lineReader{buf: sample[:len(sample):len(sample)], end: len(sample), limit: maxRow, line: 1, err: io.EOF}
}
