package report

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/langs"
)

// withNews returns a sample with a finding of topic 1, one of topic 2, one without a topic, and a rising topic 3; every text
// of theirs is s.
func withNews(s string) Data {
	d := cloneSample(sample(900))
	last := d.Periods[len(d.Periods)-1].Start
	from, until := last.AddDate(0, 0, 7), last.AddDate(0, 0, 13)
	for t := range d.Topics[:2] {
		for m := range d.Topics[t].Months {
			d.Topics[t].Months[m].Withheld = false
		}
	}
	finding := Finding{
		Labels: []Label{{langs.Finnish, s, false, "own"}, {langs.Swedish, s, true, "own"}}, Quotes: []Quote{{s, langs.English}},
		From: from, Observed: 4711, Expected: 12.34, Low: 3, High: 21, P: 1e-6, Since: from,
	}
	n := News{From: from, Until: until, Rate: 0.01, Tests: 250, NewGroups: true, Found: []Finding{finding, finding, finding}}
	n.Found[0].Topic, n.Found[1].Topic = 1, 2
	n.Rising = []Growth{{Topic: 3, Since: from.AddDate(-1, 0, 0), Growth: 1.75, Low: 1.25, High: 2.5}}
	d.AddNews(n)
	return d
}

func TestNews(t *testing.T) {
	for _, l := range langs.All {
		page := render(t, withNews("Uusi sovellus"), l)
		checkPage(t, page, l)
		if n := strings.Count(page, `id="news"`); n != 1 {
			t.Errorf("%d sections of news", n)
		}
		if strings.Contains(render(t, sample(900), l), `id="news"`) {
			t.Error("news where there are none")
		}
	}
	page := strings.ReplaceAll(render(t, withNews("Uusi sovellus"), langs.English), "\u00a0", " ")
	for _, want := range []string{"4,711", "12.3", "3 to 21", "not yet a topic", "<b>1.8</b> <small>1.2 to 2.5</small>", "250. On average at most 2.5 of them"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	for _, s := range hostile {
		checkHarmless(t, render(t, withNews(s), langs.Finnish))
	}
	empty := sample(900)
	empty.AddNews(News{From: time.Unix(0, 0), Until: time.Unix(0, 0)})
	if !strings.Contains(render(t, empty, langs.Swedish), "Inget stack ut.") {
		t.Error("no news are not told")
	}
}

func TestNewsKeepWhatIsWithheld(t *testing.T) {
	d := withNews("x")
	if len(d.News.Found) != 3 || len(d.News.Rising) != 1 {
		t.Fatalf("%+v", d.News)
	}
	n := *d.News
	n.Found[2].Observed = d.MinCount - 1
	d.Topics[0].N.Withheld = true
	d.Topics[1].Months[len(d.Periods)-1].Withheld = true
	d.Topics[2].N.Withheld = true
	d.AddNews(n)
	if len(d.News.Found) != 0 || len(d.News.Rising) != 0 {
		t.Errorf("%+v", d.News)
	}
	d = withNews("x")
	d.Topics[1].Months[0].Withheld = true // long before
	d.AddNews(*d.News)
	if len(d.News.Found) != 3 {
		t.Errorf("%+v", d.News)
	}
}

func TestNewsThatDoNotFit(t *testing.T) {
	for _, change := range []func(*News){func(n *News) { n.Found[0].Topic = 99 }, func(n *News) { n.Rising[0].Topic = 0 }} {
		d := withNews("x")
		change(d.News)
		if err := Write(io.Discard, d, Options{Language: langs.Finnish}); err == nil {
			t.Error("no error")
		}
	}
}
