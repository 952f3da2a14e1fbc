package topics

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku/langs"
)

// What Model.Assign holds for a text that is in no topic.
const (
	Unassigned int32 = -1 // has content, but no vector, or no topic near it that is large enough
	NoContent  int32 = -2 // says nothing: empty, "-", "ei mitään"
)

// Model is the topics of a corpus. The slices that are per text stand in the order of the corpus.
type Model struct {
	IDs []string // of the texts; shared with the corpus

	// Levels are the divisions of the texts, coarse to fine: areas, themes, topics and details, of which those that would
	// say nothing new are left out. They are nested: the texts of a topic are all in one topic of the level before.
	Levels  []Level
	Default int // the level called topics, which the next three fields are of

	Topics     []Topic
	Assign     []int32
	Confidence []float32

	// Map is where each text is drawn, both coordinates from -1 to 1: near texts of like meaning. A text without a
	// vector has no place and stands at (0, 0).
	Map [][2]float32

	// MapScale is what the coordinates of Map were divided by. With it a later fit, as Options.Previous, goes on with the map.
	MapScale float32

	Stats Stats

	anchors anchors // what later texts are assigned by
}

// Queue lists the texts that are Unassigned, in the order of the corpus: the queue of those that nobody's topic speaks for.
func (m *Model) Queue() []int32 {
	var queue []int32
	for t, topic := range m.Assign {
		if topic == Unassigned {
			queue = append(queue, int32(t))
		}
	}
	return queue
}

// Level is one division of the texts into topics.
type Level struct {
	Name       string  // areas, themes, topics or details
	Resolution float64 // of modularity
	Topics     []Topic // by falling size, then by the smallest id of a member
	Assign     []int32 // of each text: an index into Topics, or Unassigned or NoContent

	// Confidence is how well each text sits in its topic, 0 to 1; 0 for a text in no topic. See confidence.go.
	Confidence []float32

	Parent []int32 // of each topic: the topic of the level before that it lies in; nil on the first level
}

// Topic is a group of texts about the same thing.
type Topic struct {
	ID       int32     // stays over refits, see package lineage; 0 in a model that Fit returns
	Guide    string    // the id of a topic of Options.Guides; "" for one that was found
	Size     int       // texts
	Centroid []float32 // unit mean of the members' vectors, each distinct text once; of the dimension of the corpus
	Labels   []Label   // one for each of langs.All, in that order
	Words    []string  // what sets the topic apart in any of its languages, strongest first, at most 10
	Quotes   []int     // representative texts, best first, at most 3: indexes into the corpus
	Center   [2]float32
}

// Label names a topic in one language.
type Label struct {
	Language langs.Language
	Text     string // three or four words or phrases, joined by ", "
	Origin   Origin
}

// Borrowed reports whether the topic has too few texts in the label's language, or no word in common, for a label of its
// own.
func (l Label) Borrowed() bool { return l.Origin != OwnWords }

// Origin says where the words of a label are from.
type Origin uint8

const (
	OwnWords      Origin = iota // the topic's texts in the label's language
	Translated                  // translations of the words in the topic's largest language, from the bilingual lexicon
	NearWords                   // other topics: the words of the language that are nearest in meaning
	OtherLanguage               // the words in the topic's largest language, as they are
)

var origins = [...]string{"own", "translated", "near", "foreign"}

// String returns the origin in a word.
func (o Origin) String() string {
	if int(o) < len(origins) {
		return origins[o]
	}
	return fmt.Sprintf("topics.Origin(%d)", uint8(o))
}

// Stats tells how a model came about.
type Stats struct {
	Texts     int // of the corpus
	NoContent int
	NoVector  int // texts with content but without a vector
	Nodes     int // distinct texts with a vector
	Sample    int // those that the topics were found in; fewer than Nodes where Options.Sample says so
	Edges     int // of the neighbour graph of these

	// NeighborRecall is the share of true nearest neighbours that the graph was made of, measured on 400 texts; 1 where
	// all pairs of texts were compared.
	NeighborRecall float64

	Method     Method
	Resolution float64
	Modularity float64 // of the division into topics that was found, before small ones were joined, at that resolution
	Guided     int     // texts that Options.Guides said to be surely about a topic
	Reattached int     // nodes that were in communities below the minimum size and found another
	Unassigned int     // texts

	// SameLanguage is the share of nearest neighbours that are in the language of their node, and ByChance what it
	// would be if neighbours paid no attention to language. Over texts in the languages of langs.All.
	SameLanguage, ByChance float64

	// Stages are the times spent, in order. They are not part of the fingerprint.
	Stages []Stage
}

// Stage is one step of a fit and the time it took.
type Stage struct {
	Name string
	Time time.Duration
}

// Fingerprint is the SHA-256, in hexadecimal, of everything that is decided: the assignment of each id, and the labels,
// words, quotes and centroids of the topics. Two models of the same texts have the same fingerprint whatever the order of
// the texts was.
func (m *Model) Fingerprint() string {
	h := sha256.New()
	var buf []byte
	text := func(s string) {
		buf = binary.AppendUvarint(buf, uint64(len(s)))
		buf = append(buf, s...)
	}
	order := make([]int, len(m.IDs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(m.IDs[a], m.IDs[b]) })
	for _, i := range order {
		buf = buf[:0]
		text(m.IDs[i])
		for _, l := range m.Levels {
			buf = binary.LittleEndian.AppendUint32(buf, uint32(l.Assign[i]))
			buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(l.Confidence[i]))
		}
		h.Write(buf)
	}
	for _, level := range m.Levels {
		for _, t := range level.Topics {
			buf = binary.AppendUvarint(buf[:0], uint64(t.Size))
			if t.Guide != "" {
				text(t.Guide)
			}
			for _, l := range t.Labels {
				text(l.Language.String())
				text(l.Text)
				text(l.Origin.String())
			}
			for _, w := range t.Words {
				text(w)
			}
			for _, q := range t.Quotes {
				text(m.IDs[q])
			}
			for _, x := range t.Centroid {
				buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(x))
			}
			h.Write(buf)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
