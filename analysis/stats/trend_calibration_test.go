package stats

import (
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// world is a made-up stream of texts: what is true of it, and what its topics do.
type world struct {
	name    string
	perWeek float64
	weeks   int
	topics  int
	groups  int                           // units, of falling size
	spread  float64                       // coefficient of variation of a topic's share from week to week
	apart   float64                       // the same from group to group
	weekend bool                          // few texts at the weekend, and other topics
	volume  func(week, group int) float64 // how much comes in, 1 for as much as ever
}

// draw returns the day, group and topic of each text. Day 0 is a Monday, and the last week is number weeks-1.
func (w world) draw(r *rand.Rand) (day, group, topic []int32) {
	shares := make([]float64, w.topics)
	sum := 0.0
	for k := range shares {
		shares[k] = 1 / float64(k+3)
		sum += shares[k]
	}
	gamma := func(cv float64) float64 {
		if cv == 0 {
			return 1
		}
		return distuv.Gamma{Alpha: 1 / (cv * cv), Beta: 1 / (cv * cv), Src: r}.Rand()
	}
	sizes, all := make([]float64, w.groups), 0.0
	for g := range sizes {
		sizes[g] = 1 / float64(g+2)
		all += sizes[g]
	}
	of := make([][]float64, w.groups)
	for g := range of {
		of[g] = make([]float64, w.topics)
		for k := range of[g] {
			of[g][k] = shares[k] / sum * gamma(w.apart)
		}
	}
	for week := range w.weeks {
		for k := range w.topics {
			weekly := gamma(w.spread)
			for g := range w.groups {
				volume := w.perWeek * sizes[g] / all
				if w.volume != nil {
					volume *= w.volume(week, g)
				}
				for d := range 7 {
					part := 1. / 7
					if w.weekend {
						part = []float64{.19, .19, .18, .18, .16, .05, .05}[d]
						if d >= 5 && k%4 == 0 {
							part *= 4
						}
					}
					mean := volume * part * of[g][k] * weekly
					if mean == 0 {
						continue
					}
					for range int(distuv.Poisson{Lambda: mean, Src: r}.Rand()) {
						day, group, topic = append(day, int32(7*week+d)), append(group, int32(g)), append(topic, int32(k))
					}
				}
			}
		}
	}
	return day, group, topic
}

var worlds = []world{
	{name: "Poisson", perWeek: 2000},
	{name: "restless, CV .2", perWeek: 2000, spread: .2},
	{name: "restless, CV .4", perWeek: 2000, spread: .4},
	{name: "other topics at weekends", perWeek: 2000, weekend: true},
	{name: "40 units, each its own mix", perWeek: 2000, groups: 40, apart: 1},
	{name: "four weeks of holidays", perWeek: 2000, groups: 10, apart: 1, weekend: true, volume: func(week, _ int) float64 {
		if week >= 30 && week < 34 {
			return 0
		}
		return 1
	}},
	{name: "twice as many texts", perWeek: 2000, groups: 10, apart: 1, volume: func(week, _ int) float64 {
		if week >= 60 {
			return 2
		}
		return 1
	}},
	{name: "a large unit connected", perWeek: 2000, groups: 10, apart: 1, volume: func(week, g int) float64 {
		if g == 1 && week < 60 {
			return 0
		}
		return 1
	}},
	{name: "a wave in one unit", perWeek: 2000, groups: 40, apart: 1, volume: func(week, g int) float64 {
		if g == 20 && week >= 60 {
			return 30
		}
		return 1
	}},
	{name: "200 texts a week", perWeek: 200},
}

// draws is how often the worlds are drawn: KAIKU_DRAWS, or a few times.
func draws() int {
	if n, err := strconv.Atoi(os.Getenv("KAIKU_DRAWS")); err == nil {
		return n
	}
	return 1
}

const (
	leastCount = 5
	weeksDrawn = 70
	firstLook  = 58
)

// TestFalseAlarms asks each week of streams in which nothing happens, and counts the alarms. The rate that was asked for is
// one in 100 topic-weeks.
func TestFalseAlarms(t *testing.T) {
	allTests, allAlarms := 0, 0
	for n, w := range worlds {
		w.weeks, w.topics = weeksDrawn, 60
		w.perWeek = max(w.perWeek, 200)
		w.groups = max(1, w.groups)
		tests, alarms, rare, rises, looks := 0, 0, 0, 0, 0
		for draw := range draws() {
			day, group, topic := w.draw(rand.New(rand.NewPCG(uint64(n), uint64(draw))))
			for last := firstLook; last < weeksDrawn; last += 2 {
				watch, err := NewWatch(day, group, WatchOptions{Last: int32(7*last + 6)})
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range watch.Excesses(topic, w.topics) {
					tests++
					if e.P <= 0.01 && e.Observed >= leastCount {
						alarms++
						if e.P <= 0.001 {
							rare++
						}
					}
				}
				looks++
				for _, s := range watch.Slopes(topic, w.topics) {
					if s.Tested && s.Q <= 0.05 {
						rises++
						break
					}
				}
			}
		}
		p := float64(alarms) / float64(tests)
		t.Logf("%-26s %6d topic-weeks, false alarms in 100: %.2f (+- %.2f), at a rate of 0.001 %.2f; weeks with a rising topic: %d of %d",
			w.name, tests, 100*p, 196*math.Sqrt(p/float64(tests)), 100*float64(rare)/float64(tests), rises, looks)
		allTests, allAlarms = allTests+tests, allAlarms+alarms
		if p > 0.02 {
			t.Errorf("%s: %d alarms in %d topic-weeks", w.name, alarms, tests)
		}
	}
	if float64(allAlarms) > 0.01*float64(allTests) {
		t.Errorf("%d alarms in %d topic-weeks", allAlarms, allTests)
	}
}

// TestPlanted begins a topic after a year of 2,000 texts a week, and counts after how many weeks it is found.
func TestPlanted(t *testing.T) {
	const begins = 57
	for _, c := range []struct {
		name       string
		before, by float64 // shares
		world      world
		atLeast    float64 // found within two weeks
	}{
		{"0 to 0.5 %", 0, .005, world{}, .99},
		{"0 to 0.5 %, restless", 0, .005, world{spread: .4}, .95},
		{"0.1 to 0.6 %", .001, .005, world{groups: 40, apart: 1}, .95},
		{"0.5 to 1 %", .005, .005, world{groups: 40, apart: 1}, .6},
		{"2 to 2.5 %", .02, .005, world{groups: 40, apart: 1}, 0},
	} {
		w := c.world
		w.perWeek, w.weeks, w.topics = 2000, begins+2, 2
		w.groups = max(1, w.groups)
		n := 10 * draws()
		var one, two [2]int // at rates of 0.01 and 0.001
		for draw := range n {
			r := rand.New(rand.NewPCG(99, uint64(draw)))
			day, group, topic := w.draw(r)
			for i := range topic {
				topic[i] = 1
				if r.Float64() < c.before {
					topic[i] = 0
				}
			}
			for week := int32(begins); week < begins+2; week++ {
				for range int(distuv.Poisson{Lambda: c.by * w.perWeek, Src: r}.Rand()) {
					like := r.IntN(len(day)) // from where others are
					day, group, topic = append(day, 7*week+r.Int32N(7)), append(group, group[like]), append(topic, 0)
				}
			}
			var p [2]float64
			for week := range int32(2) {
				watch, err := NewWatch(day, group, WatchOptions{Last: 7*(begins+week) + 6})
				if err != nil {
					t.Fatal(err)
				}
				e := watch.Excesses(topic, 2)[0]
				if p[week] = e.P; e.Observed < leastCount {
					p[week] = 1
				}
			}
			for i, rate := range []float64{0.01, 0.001} {
				if p[0] <= rate {
					one[i]++
				}
				if min(p[0], p[1]) <= rate {
					two[i]++
				}
			}
		}
		share := func(k int) float64 { return float64(k) / float64(n) }
		t.Logf("%-22s %d draws: found within a week %.3f, within two weeks %.3f; at a rate of 0.001 %.3f and %.3f",
			c.name, n, share(one[0]), share(two[0]), share(one[1]), share(two[1]))
		if share(two[0]) < c.atLeast {
			t.Errorf("%s: found within two weeks in %d of %d draws", c.name, two[0], n)
		}
	}
}
