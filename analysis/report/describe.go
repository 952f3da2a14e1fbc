package report

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/index"
)

// describe returns the topics with their counts. Their numbers by language and by month are columns of the grids that the
// report shows elsewhere, so that nothing withheld there is told here.
func (c *collector) describe(all *grid, languages Slice, byMonth *grid, months int) []Topic {
	list := make([]Topic, c.topics)
	for t, m := range c.model.Topics {
		topic := Topic{ID: t + 1, Words: m.Words, Center: m.Center}
		for _, label := range m.Labels {
			topic.Labels = append(topic.Labels, Label{Language: label.Language, Text: label.Text, Borrowed: label.Borrowed})
		}
		topic.N = count("", all.cells[t].records, c.content, all.count.cols[t])
		topic.NPS = figure(all.cells[t], all.count.cols[t] || all.nps.cols[t])
		for _, group := range languages.Groups {
			if n := group.Topics[t].N; n.N > 0 || n.Withheld {
				n.Name = group.Name
				n.Share = ratio(n.N, topic.N.N)
				topic.Languages = append(topic.Languages, n)
			}
		}
		for _, q := range m.Quotes {
			topic.Quotes = append(topic.Quotes, Quote{Text: c.docs[q].Text, Language: c.docs[q].Language})
		}
		for month := range months {
			topic.Months = append(topic.Months, byMonth.cell(month, t).N)
		}
		list[t] = topic
	}
	return list
}

// unassigned counts the texts with content that are in no topic.
func unassigned(m *topics.Model) (n int) {
	for _, t := range m.Assign {
		if t == topics.Unassigned {
			n++
		}
	}
	return n
}

// method says in a sentence how the topics were found.
func method(s topics.Stats) string {
	return fmt.Sprintf("Leiden communities (modularity %.3f at resolution %g) of a shared-neighbour graph of %d distinct texts, %d edges",
		s.Modularity, s.Resolution, s.Nodes, s.Edges)
}

// points returns the map: one point for each text that has a place on it.
func (c *collector) points() []Point {
	var points []Point
	for i, at := range c.model.Map {
		if at == [2]float32{} {
			continue
		}
		p := Point{X: at[0], Y: at[1]}
		if c.topic[i] < c.topics {
			p.Topic = c.topic[i] + 1
		}
		points = append(points, p)
	}
	return points
}

// rows lists every text.
func (c *collector) rows() []Row {
	var rows []Row
	for i := range c.docs {
		if c.docs[i].Text == "" {
			continue
		}
		row := Row{ID: c.docs[i].ID, Text: c.docs[i].Text}
		if c.topic[i] < c.topics {
			row.Topic = c.topic[i] + 1
		}
		rows = append(rows, row)
	}
	return rows
}

// hashOf is the SHA-256, in hexadecimal, of the documents in their order.
func hashOf(docs []index.Doc) string {
	h := sha256.New()
	var buf []byte
	add := func(s string) {
		buf = binary.AppendUvarint(buf, uint64(len(s)))
		buf = append(buf, s...)
	}
	for i := range docs {
		buf = buf[:0]
		add(docs[i].ID)
		add(docs[i].Text)
		add(docs[i].Language.String())
		buf = binary.LittleEndian.AppendUint64(buf, uint64(docs[i].Time.Unix()))
		for _, f := range docs[i].Fields {
			add(f.Name)
			add(f.Value)
		}
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(nil))
}
