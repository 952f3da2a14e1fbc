package report

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
)

// describe returns the topics with their counts. Their numbers by language and by month are columns of the grids that the
// report shows elsewhere, so that nothing withheld there is told here.
func (c *collector) describe(all *grid, languages *cut, byMonth *grid, months int) []Topic {
	list := make([]Topic, len(c.listed))
	for t, number := range c.listed {
		m := &c.model.Topics[number]
		topic := Topic{ID: t + 1, Labels: labels(m), Words: m.Words, Center: m.Center}
		topic.N = count("", all.cells[t].records, c.content, all.count.topics[t])
		topic.NPS = figure(all.cells[t], all.count.topics[t] || all.nps.topics[t])
		for row, name := range languages.names {
			if n := languages.grid.cell(row, t).N; n.N > 0 || n.Withheld {
				n.Name = name
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

// id returns the Topic.ID of a column, or 0 for that of the hidden topics and for -1.
func (c *collector) id(column int) int {
	if column == len(c.listed) {
		return 0
	}
	return column + 1
}

// points returns the map by id: one point for each text that has a place on it. Points of topics whose number is withheld
// are left out, since they could be counted.
func (c *collector) points(hidden []bool) []Point {
	var points []Point
	for _, i := range c.order {
		at, topic := c.model.Map[i], c.topic[i]
		if at == [2]float32{} || topic >= 0 && hidden[topic] {
			continue
		}
		points = append(points, Point{X: at[0], Y: at[1], Topic: c.id(topic)})
	}
	return points
}

// rows lists every text by id, without its topic where the topic's number is withheld.
func (c *collector) rows(hidden []bool) []Row {
	var rows []Row
	for _, i := range c.order {
		if c.docs[i].Text == "" {
			continue
		}
		row := Row{ID: c.docs[i].ID, Text: c.docs[i].Text}
		if topic := c.topic[i]; topic >= 0 && !hidden[topic] {
			row.Topic = c.id(topic)
		}
		rows = append(rows, row)
	}
	return rows
}

// hash is the SHA-256, in hexadecimal, of the documents by id.
func (c *collector) hash() string {
	h := sha256.New()
	var buf []byte
	add := func(s string) {
		buf = binary.AppendUvarint(buf, uint64(len(s)))
		buf = append(buf, s...)
	}
	for _, i := range c.order {
		doc := &c.docs[i]
		buf = buf[:0]
		add(doc.ID)
		add(doc.Text)
		add(doc.Language.String())
		buf = binary.LittleEndian.AppendUint64(buf, uint64(doc.Time.Unix()))
		for _, f := range doc.Fields {
			add(f.Name)
			add(f.Value)
		}
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(nil))
}
