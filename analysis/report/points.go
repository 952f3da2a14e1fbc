package report

import (
	"encoding/base64"
	"encoding/binary"
	"math"
)

// cloud is the map in the form that the page's script reads: XY holds x and y of each point as little-endian int16,
// 32767 for 1, in base64; the points stand topic by topic in the order of Runs. 100,000 points take 530 kB.
type cloud struct {
	XY   string `json:"xy"`
	Runs []run  `json:"runs"`
}

// Points returns how many points are on the map.
func (c cloud) Points() (n int) {
	for _, r := range c.Runs {
		n += r.N
	}
	return n
}

// run is a topic's points.
type run struct {
	Topic int        `json:"topic"` // 0 for none
	N     int        `json:"n"`
	At    [2]float32 `json:"at"` // where its name goes
}

// cloud packs the points of the map without those of topics whose size is withheld: they could be counted. The texts
// without a topic come first, so that they are painted beneath the others, and smaller topics are painted over larger.
func (p *page) cloud() cloud {
	var c cloud
	order := make(map[int]int, len(p.Topics)+1)
	add := func(topic int, size Count, at [2]float32) {
		if !size.Withheld {
			order[topic] = len(c.Runs)
			c.Runs = append(c.Runs, run{Topic: topic, At: at})
		}
	}
	add(0, p.NoTopic, [2]float32{})
	for _, t := range p.Topics {
		add(t.ID, t.N, t.Center)
	}
	for _, point := range p.Data.Map {
		if i, ok := order[point.Topic]; ok {
			c.Runs[i].N++
		}
	}
	next := make([]int, len(c.Runs))
	total := 0
	for i, r := range c.Runs {
		next[i] = total
		total += r.N
	}
	packed := make([]byte, 4*total)
	for _, point := range p.Data.Map {
		i, ok := order[point.Topic]
		if !ok {
			continue
		}
		at := packed[4*next[i]:]
		binary.LittleEndian.PutUint16(at, fixed(point.X))
		binary.LittleEndian.PutUint16(at[2:], fixed(point.Y))
		next[i]++
	}
	c.XY = base64.StdEncoding.EncodeToString(packed)
	return c
}

// fixed turns -1 to 1 into the bits of an int16.
func fixed(v float32) uint16 { return uint16(int16(math.Round(float64(v) * math.MaxInt16))) }
