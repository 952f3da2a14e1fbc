package topics

// A model's file. Numbers are little-endian, float32 as IEEE 754; the texts stand by rising id, whatever their order in the
// corpus was, so that the same result is the same file.
//
//	 0  8  magic "kaikutop"
//	 8  4  version, 1
//	12  4  n, length of the head in bytes
//	16  n  the head: a JSON object, see fileHead
//	       the ids: for each text a uvarint length and that many bytes
//	       for each level: the topic of each text, int32; then its confidence, float32
//	       the map: x and y of each text, float32
//	       for each level and topic: its centroid, dim float32
//	       the anchors: for each of the five languages, in the order of their numbers, its mean, dim float32; for each topic
//	       that was fitted on the finest level its middle, dim float32; for each the least cosine, float32; for each level
//	       and each of them the topic, int32
//	   32  SHA-256 of all before
//
// The file holds no text: quotes are numbers of texts. Labels and words are words that the texts have. The times of
// Stats.Stages are left out. Of a model read from a file, the slices that are per text stand by rising id.

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
)

const (
	fileMagic   = "kaikutop"
	fileVersion = 1
	fileStart   = len(fileMagic) + 4 + 4
)

// fileHead is the part of the file that is JSON.
type fileHead struct {
	Texts       int         `json:"texts"`
	Dim         int         `json:"dim"`
	Default     int         `json:"default"` // level
	Scale       float32     `json:"scale"`   // of the map
	Anchors     int         `json:"anchors"` // topics that were fitted on the finest level
	Calibration calibration `json:"calibration"`
	Stats       Stats       `json:"stats"`
	Levels      []fileLevel `json:"levels"`
}

type fileLevel struct {
	Name       string      `json:"name"`
	Resolution float64     `json:"resolution"`
	Parent     []int32     `json:"parent,omitempty"`
	Topics     []fileTopic `json:"topics"`
}

type fileTopic struct {
	ID     int32       `json:"id,omitempty"`
	Guide  string      `json:"guide,omitempty"`
	Size   int         `json:"size"`
	Labels []fileLabel `json:"labels"`
	Words  []string    `json:"words"`
	Quotes []int       `json:"quotes"` // numbers of texts, by rising id from 0
	Center [2]float32  `json:"center"`
}

type fileLabel struct {
	Language string `json:"language"`
	Text     string `json:"text"`
	Origin   Origin `json:"origin"`
}

// WriteTo writes the model in the format that file.go describes and returns the number of bytes. The same texts give the
// same bytes, whatever their order, the threads and the machine.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	order := make([]int, len(m.IDs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(m.IDs[a], m.IDs[b]) })
	head, err := json.Marshal(m.head(order))
	if err != nil {
		return 0, fmt.Errorf("topics: model: %w", err)
	}
	sum := sha256.New()
	out := &fileWriter{w: bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)}
	out.bytes([]byte(fileMagic))
	out.uint32(fileVersion)
	out.uint32(uint32(len(head)))
	out.bytes(head)
	for _, i := range order {
		out.bytes(binary.AppendUvarint(nil, uint64(len(m.IDs[i]))))
		out.bytes([]byte(m.IDs[i]))
	}
	for _, l := range m.Levels {
		for _, i := range order {
			out.uint32(uint32(l.Assign[i]))
		}
		for _, i := range order {
			out.float(l.Confidence[i])
		}
	}
	for _, i := range order {
		out.float(m.Map[i][0])
		out.float(m.Map[i][1])
	}
	for _, l := range m.Levels {
		for _, t := range l.Topics {
			out.floats(t.Centroid)
		}
	}
	for _, mean := range m.anchors.means {
		out.floats(mean)
	}
	out.floats(m.anchors.rows)
	out.floats(m.anchors.least)
	for _, of := range m.anchors.of {
		for _, t := range of {
			out.uint32(uint32(t))
		}
	}
	if out.err == nil {
		out.err = out.w.Flush()
	}
	if out.err == nil {
		_, out.err = w.Write(sum.Sum(nil))
		out.n += sha256.Size
	}
	if out.err != nil {
		return out.n, fmt.Errorf("topics: writing a model: %w", out.err)
	}
	return out.n, nil
}

// head returns the part of the file that is JSON, for texts in an order.
func (m *Model) head(order []int) fileHead {
	place := make([]int, len(order))
	for at, i := range order {
		place[i] = at
	}
	h := fileHead{Texts: len(m.IDs), Dim: m.anchors.dim, Default: m.Default, Scale: m.MapScale, Anchors: len(m.anchors.least), Calibration: m.anchors.calibration, Stats: m.Stats, Levels: []fileLevel{}}
	h.Stats.Stages = nil
	for _, l := range m.Levels {
		level := fileLevel{l.Name, l.Resolution, l.Parent, []fileTopic{}}
		for _, t := range l.Topics {
			topic := fileTopic{ID: t.ID, Guide: t.Guide, Size: t.Size, Labels: []fileLabel{}, Words: t.Words, Center: t.Center}
			for _, label := range t.Labels {
				topic.Labels = append(topic.Labels, fileLabel{label.Language.String(), label.Text, label.Origin})
			}
			for _, q := range t.Quotes {
				topic.Quotes = append(topic.Quotes, place[q])
			}
			level.Topics = append(level.Topics, topic)
		}
		h.Levels = append(h.Levels, level)
	}
	return h
}

// fileWriter counts bytes and remembers the first error.
type fileWriter struct {
	w   *bufio.Writer
	n   int64
	err error
}

func (w *fileWriter) bytes(b []byte) {
	if w.err == nil {
		var n int
		n, w.err = w.w.Write(b)
		w.n += int64(n)
	}
}

func (w *fileWriter) uint32(x uint32) {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], x)
	w.bytes(b[:])
}

func (w *fileWriter) float(x float32) { w.uint32(math.Float32bits(x)) }

func (w *fileWriter) floats(list []float32) {
	for _, x := range list {
		w.float(x)
	}
}

// ReadModel reads what WriteTo wrote. A file that is damaged, cut short or of another version is an error.
func ReadModel(r io.Reader) (*Model, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("topics: reading a model: %w", err)
	}
	m, err := parseModel(content)
	if err != nil {
		return nil, fmt.Errorf("topics: model file: %w", err)
	}
	return m, nil
}

func parseModel(content []byte) (*Model, error) {
	switch {
	case len(content) < fileStart+sha256.Size:
		return nil, fmt.Errorf("%d bytes: expected at least %d", len(content), fileStart+sha256.Size)
	case string(content[:len(fileMagic)]) != fileMagic:
		return nil, fmt.Errorf("starts with %q: expected %q", content[:len(fileMagic)], fileMagic)
	case binary.LittleEndian.Uint32(content[8:]) != fileVersion:
		return nil, fmt.Errorf("format version %d: this program reads version %d", binary.LittleEndian.Uint32(content[8:]), fileVersion)
	}
	body, want := content[:len(content)-sha256.Size], content[len(content)-sha256.Size:]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], want) {
		return nil, errors.New("damaged: its SHA-256 is not the one at its end")
	}
	in := &fileReader{rest: body[fileStart:]}
	var h fileHead
	if err := json.Unmarshal(in.take(int(binary.LittleEndian.Uint32(content[12:]))), &h); err != nil {
		return nil, fmt.Errorf("head: %w", err)
	}
	// Each text, dimension and topic takes bytes, so that no number can ask for much more memory than the file is long.
	if most := len(body); h.Texts < 0 || h.Texts > most || h.Dim < 0 || h.Dim > most || h.Anchors < 0 || h.Anchors > most {
		return nil, fmt.Errorf("head: %d texts, dimension %d and %d anchors in %d bytes", h.Texts, h.Dim, h.Anchors, most)
	}
	m := &Model{Default: h.Default, MapScale: h.Scale, Stats: h.Stats, IDs: make([]string, 0, h.Texts), anchors: anchors{dim: h.Dim, calibration: h.Calibration}}
	for range h.Texts {
		n, size := binary.Uvarint(in.rest)
		if size <= 0 {
			return nil, errors.New("ids: cut short")
		}
		in.take(size)
		id := string(in.take(int(min(n, uint64(len(body))))))
		if in.short {
			return nil, errors.New("ids: cut short")
		}
		if k := len(m.IDs); k > 0 && m.IDs[k-1] >= id {
			return nil, fmt.Errorf("ids: %.40q is not behind the one before", id)
		}
		m.IDs = append(m.IDs, id)
	}
	for _, l := range h.Levels {
		m.Levels = append(m.Levels, Level{
			Name: l.Name, Resolution: l.Resolution, Parent: l.Parent, Assign: in.ints(h.Texts), Confidence: in.floats(h.Texts),
		})
	}
	xy := in.floats(2 * h.Texts)
	m.Map = make([][2]float32, len(xy)/2)
	for i := range m.Map {
		m.Map[i] = [2]float32{xy[2*i], xy[2*i+1]}
	}
	for i := range m.Levels {
		for _, t := range h.Levels[i].Topics {
			topic := Topic{ID: t.ID, Guide: t.Guide, Size: t.Size, Centroid: in.floats(h.Dim), Words: t.Words, Quotes: t.Quotes, Center: t.Center}
			for _, label := range t.Labels {
				l, err := langs.Parse(label.Language)
				if err != nil {
					return nil, fmt.Errorf("label: %w", err)
				}
				topic.Labels = append(topic.Labels, Label{l, label.Text, label.Origin})
			}
			m.Levels[i].Topics = append(m.Levels[i].Topics, topic)
		}
	}
	for l := range m.anchors.means {
		m.anchors.means[l] = in.floats(h.Dim)
	}
	m.anchors.rows = in.floats(h.Anchors * h.Dim)
	m.anchors.least = in.floats(h.Anchors)
	for range m.Levels {
		m.anchors.of = append(m.anchors.of, in.ints(h.Anchors))
	}
	if in.short || len(in.rest) > 0 {
		return nil, fmt.Errorf("its parts are not as long as its head says: %d bytes left", len(in.rest))
	}
	if err := h.Calibration.sound(); err != nil {
		return nil, err
	}
	if err := m.sound(); err != nil {
		return nil, err
	}
	if len(m.Levels) > 0 {
		l := m.Levels[m.Default]
		m.Topics, m.Assign, m.Confidence = l.Topics, l.Assign, l.Confidence
	}
	return m, nil
}

// sound returns an error where a number of the model refers to nothing.
func (m *Model) sound() error {
	if m.Default < 0 || m.Default >= max(1, len(m.Levels)) {
		return fmt.Errorf("default level %d of %d", m.Default, len(m.Levels))
	}
	for i, l := range m.Levels {
		outside := func(t int32) bool { return t < NoContent || int(t) >= len(l.Topics) }
		if slices.ContainsFunc(l.Assign, outside) || slices.ContainsFunc(m.anchors.of[i], outside) {
			return fmt.Errorf("level %.40q: a text in a topic that is not there", l.Name)
		}
		above := 0
		if i > 0 {
			above = len(m.Levels[i-1].Topics)
		}
		if i == 0 && l.Parent != nil || i > 0 && len(l.Parent) != len(l.Topics) ||
			slices.ContainsFunc(l.Parent, func(p int32) bool { return p < Unassigned || int(p) >= above }) {
			return fmt.Errorf("level %.40q: parents that are not there", l.Name)
		}
		for t, topic := range l.Topics {
			if slices.ContainsFunc(topic.Quotes, func(q int) bool { return q < 0 || q >= len(m.IDs) }) {
				return fmt.Errorf("level %.40q: topic %d quotes a text that is not there", l.Name, t)
			}
		}
	}
	return nil
}

// fileReader takes parts off the front of a file.
type fileReader struct {
	rest  []byte
	short bool // something was asked for that is not there
}

func (r *fileReader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.short, r.rest = true, nil
		return nil
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

func (r *fileReader) ints(n int) []int32 {
	part := r.take(4 * n)
	list := make([]int32, len(part)/4)
	for i := range list {
		list[i] = int32(binary.LittleEndian.Uint32(part[4*i:]))
	}
	return list
}

func (r *fileReader) floats(n int) []float32 {
	part := r.take(4 * n)
	list := make([]float32, len(part)/4)
	for i := range list {
		list[i] = math.Float32frombits(binary.LittleEndian.Uint32(part[4*i:]))
	}
	return list
}
