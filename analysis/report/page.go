package report

import (
	"html/template"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/langs"
)

// page is a report being written: the data, the words for it and what the templates ask about both.
type page struct {
	Data
	*locale
	Title string
	topic map[int]*Topic
}

func newPage(d Data, words *locale, title string) *page {
	p := &page{Data: d, locale: words, Title: title, topic: make(map[int]*Topic, len(d.Topics))}
	for i := range d.Topics {
		p.topic[d.Topics[i].ID] = &d.Topics[i]
	}
	return p
}

// funcs are the functions of the templates.
func (p *page) funcs() template.FuncMap {
	return template.FuncMap{
		"lang":        func() string { return p.language.String() },
		"t":           p.text,
		"name":        p.name,
		"value":       p.value,
		"num":         p.integer,
		"decimal":     p.number,
		"pct":         p.percent,
		"date":        p.date,
		"month":       p.month,
		"nps":         func(f Figure, decimals int) string { return p.number(f.Value, decimals) },
		"interval":    func(f Figure, decimals int) string { return p.interval(f.Low, f.High, decimals) },
		"shown":       shown,
		"label":       p.label,
		"others":      p.others,
		"heading":     p.heading,
		"join":        strings.Join,
		"hue":         hue,
		"areaName":    p.areaName,
		"topic":       func(id int) *Topic { return p.topic[id] },
		"whisker":     p.whisker,
		"spark":       p.spark,
		"trend":       p.trend,
		"cloud":       p.cloud,
		"bubbles":     p.bubbles,
		"matrix":      p.matrix,
		"topicOf":     topicOf,
		"byChance":    byChance,
		"shownGroups": shownGroups, "withheldGroups": withheldGroups,
		"reasons":  p.reasons,
		"problems": p.problems,
		"add":      func(a, b int) int { return a + b },
	}
}

// shown reports whether a figure has a number that may be printed.
func shown(f Figure) bool { return !f.Withheld && f.N > 0 }

// hue numbers the colour of a topic. It hangs on the id alone, so that a topic keeps its colour as others come and go.
func hue(id int) int { return (id - 1) % hues }

// hues is the number of colours in style.css, --k0 and on.
const hues = 10

// tagged is a text with the value of its lang attribute.
type tagged struct {
	Lang, Text string
	Borrowed   bool
}

// own returns the index of the label in the language of the page; failing that of the first; failing that -1.
func (p *page) own(labels []Label) int {
	i := slices.IndexFunc(labels, func(l Label) bool { return l.Language == p.language })
	if i < 0 && len(labels) > 0 {
		i = 0
	}
	return i
}

// areaName returns an area's name as heading does a topic's.
func (p *page) areaName(a Area) (tagged, error) {
	if i := p.own(a.Labels); i >= 0 {
		return tag(a.Labels[i]), nil
	}
	text, err := p.text("area.none")
	return tagged{Lang: p.language.String(), Text: text}, err
}

// heading returns a topic's name, in the language of the page if it has one; a topic without labels is named by number.
func (p *page) heading(t *Topic) (tagged, error) {
	if i := p.own(t.Labels); i >= 0 {
		return tag(t.Labels[i]), nil
	}
	text, err := p.text("topic.number", p.integer(t.ID))
	return tagged{Lang: p.language.String(), Text: text}, err
}

// others returns the labels that heading did not choose.
func (p *page) others(t *Topic) []Label {
	own := p.own(t.Labels)
	var out []Label
	for i, l := range t.Labels {
		if i != own {
			out = append(out, l)
		}
	}
	return out
}

// Lang is the value of the label's lang attribute: which language the words of a foreign one are in is not known.
func (l Label) Lang() string {
	if l.Origin == topics.OtherLanguage.String() {
		return langs.Undetermined.String()
	}
	return l.Language.String()
}

func tag(l Label) tagged { return tagged{Lang: l.Lang(), Text: l.Text, Borrowed: l.Borrowed} }

// label returns the heading of the topic with an id, and false for texts without a topic and for topics of withheld
// size: naming those text by text would tell their number.
func (p *page) label(id int) (*tagged, error) {
	t := p.topic[id]
	if t == nil || t.N.Withheld {
		return nil, nil
	}
	h, err := p.heading(t)
	return &h, err
}

// value words the value of a field: languages have names, and an empty value is unknown.
func (p *page) value(by, v string) string {
	switch {
	case v == "":
		return p.texts["unknown"]
	case by == "language":
		return p.name(by, v)
	}
	return v
}

// reason is how often something was wrong in the listed problems.
type reason struct {
	Reason string
	N      int
}

// reasons counts the listed problems by reason, in the order in which the reasons were first met.
func (p *page) reasons() []reason {
	var out []reason
	at := map[string]int{}
	for _, problem := range p.Quality.Problems {
		i, ok := at[problem.Reason]
		if !ok {
			i = len(out)
			at[problem.Reason] = i
			out = append(out, reason{Reason: problem.Reason})
		}
		out[i].N++
	}
	return out
}

// problems returns the first of the listed problems.
func (p *page) problems() []feedback.Problem {
	return p.Quality.Problems[:min(len(p.Quality.Problems), 20)]
}
