package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/langs"
)

func render(t testing.TB, d Data, l langs.Language) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d, Options{Language: l}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPageIsWholeAndAlone(t *testing.T) {
	for _, l := range langs.All {
		for name, d := range map[string]Data{"sample": withRows(sample(900)), "nothing": {}} {
			t.Run(name+" "+l.String(), func(t *testing.T) { checkPage(t, render(t, d, l), l) })
		}
	}
}

// void elements have no end tag.
var void = []string{"meta", "link", "input", "br", "hr", "img"}

// checkPage looks for tags that do not match, ids that are missing or used twice, anything fetched from elsewhere, and
// a policy that does not fit the page.
func checkPage(t *testing.T, page string, l langs.Language) {
	t.Helper()
	if regexp.MustCompile(`(?i)https?://|@import|url\(`).MatchString(page) {
		t.Error("the page names something outside itself")
	}
	var open []string
	ids := map[string]bool{}
	var references, sources []string
	var policy string
	content := map[string][]string{} // of style and script elements
	tokens := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			if tokens.Err() != io.EOF {
				t.Fatal(tokens.Err())
			}
			break
		}
		token := tokens.Token()
		switch kind {
		case html.TextToken:
			if n := len(open); n > 0 && (open[n-1] == "style" || open[n-1] == "script") {
				content[open[n-1]] = append(content[open[n-1]], token.Data)
			}
		case html.EndTagToken:
			if n := len(open); n == 0 || open[n-1] != token.Data {
				t.Fatalf("</%s> closes %v", token.Data, open)
			}
			open = open[:len(open)-1]
		case html.StartTagToken:
			if !slices.Contains(void, token.Data) {
				open = append(open, token.Data)
			}
		}
		for _, a := range token.Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("the id %q is used twice", a.Val)
				}
				ids[a.Val] = true
			case "aria-labelledby", "aria-describedby":
				references = append(references, a.Val)
			case "href", "src":
				if id, ok := strings.CutPrefix(a.Val, "#"); ok {
					references = append(references, id)
				} else {
					sources = append(sources, a.Val)
				}
			case "lang":
				if _, err := langs.Parse(a.Val); err != nil || a.Val == "" {
					t.Errorf("<%s lang=%q>", token.Data, a.Val)
				}
				if token.Data == "html" && a.Val != l.String() {
					t.Errorf("the page is in %q, want %v", a.Val, l)
				}
			case "style":
				t.Errorf("<%s style> is against the page's own policy", token.Data)
			case "content":
				if strings.Contains(a.Val, "default-src") {
					policy = a.Val
				}
			}
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s>", token.Data, a.Key)
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("%v are left open", open)
	}
	for _, id := range references {
		if !ids[id] {
			t.Errorf("no element has the id %q", id)
		}
	}
	if !slices.Equal(sources, []string{"data:,"}) {
		t.Errorf("the page loads %q", sources)
	}
	if len(content["style"]) != 1 || !strings.Contains(policy, "style-src "+source(content["style"][0])) {
		t.Error("the policy does not admit the style")
	}
	scripts := content["script"]
	if len(scripts) == 0 || !strings.HasSuffix(strings.Split(policy, "; style-src")[0], "script-src "+source(scripts[len(scripts)-1])) {
		t.Error("the policy does not admit the script")
	}
	if !utf8.ValidString(page) {
		t.Error("the page is not UTF-8")
	}
}

// Two reports that differ only in numbers that are withheld must be the same, byte for byte.
func TestWithheldNumbersLeaveNoTrace(t *testing.T) {
	hidden, poisoned := cloneSample(sample(900)), cloneSample(sample(900))
	withhold := func(d *Data, number int) {
		n := func(c *Count) { *c = Count{Name: c.Name, N: number, Share: float64(number) / 1e7, Withheld: true} }
		f := func(f *Figure) {
			v := float64(number) / 1e5
			*f = Figure{Interval: stats.Interval{N: number, Value: v, Low: v - 1, High: v + 1}, Withheld: true}
		}
		f(&d.NPS)
		n(&d.NoTopic)
		n(&d.Languages[1])
		n(&d.Topics[2].N)
		f(&d.Topics[2].NPS)
		n(&d.Areas[1].N)
		f(&d.Areas[1].NPS)
		n(&d.Hidden)
		n(&d.Topics[3].Months[4])
		n(&d.Topics[3].Languages[1])
		n(&d.Slices[1].Groups[2].N)
		f(&d.Slices[1].Groups[2].NPS)
		n(&d.Slices[1].Groups[0].Topics[1].N)
		f(&d.Slices[1].Groups[0].Topics[1].NPS)
		n(&d.Periods[3].N)
		f(&d.Periods[3].NPS)
		for range number % 1000 {
			d.Map = append(d.Map, Point{Topic: 3}, Point{})
		}
	}
	withhold(&hidden, 0)
	withhold(&poisoned, 7654321)
	for _, l := range langs.All {
		if render(t, hidden, l) != render(t, poisoned, l) {
			t.Errorf("in %v the page shows something withheld", l)
		}
	}
}

func TestTextsOfWithheldTopicsAreNotCountable(t *testing.T) {
	d := sample(900)
	last := len(d.Topics)
	if !d.Topics[last-1].N.Withheld {
		t.Fatal("the sample's last topic is not withheld")
	}
	d.Rows = []Row{{ID: "a", Topic: last, Text: "Taksi ei tullut."}}
	page := render(t, d, langs.Finnish)
	if !strings.Contains(page, `<td>Ei aihetta</td><td>Taksi ei tullut.</td>`) {
		t.Error("the text is listed under its topic")
	}
}

var hostile = []string{
	`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onfocus='alert(1)`, `<!--`, `]]>`,
	`{{.}}`, `javascript:alert(1)`, `&lt;b&gt;`, "\x00\xff\xfe", "a\u2028b", `\u003c/script>`, `</style><style>*{}`,
}

// harm returns a sample of two topics and one group a slice in which every string of the data is s.
func harm(s string) Data {
	d := cloneSample(sample(100))
	d.Topics = d.Topics[:2]
	d.Areas = []Area{{Labels: []Label{{langs.Finnish, s, false, "own"}}, Topics: []int{2}}, {Topics: []int{1}}}
	d.Map = []Point{{Topic: 1}, {Topic: 2}, {}}
	for i := range d.Slices {
		d.Slices[i].Groups = d.Slices[i].Groups[:1]
		d.Slices[i].Groups[0].Topics = d.Slices[i].Groups[0].Topics[:2]
	}
	d = withRows(d)
	d.Source = s
	for i := range d.Topics {
		d.Topics[i].Labels = []Label{{langs.Finnish, s, false, "own"}, {langs.Swedish, s, true, "own"}}
		d.Topics[i].Words = []string{s, s}
		d.Topics[i].Quotes = []Quote{{s, langs.Other}}
	}
	for i := range d.Slices {
		for j := range d.Slices[i].Groups {
			d.Slices[i].Groups[j].Name = s
		}
	}
	for i := range d.Languages {
		d.Languages[i].Name = s
	}
	for i := range d.Rows {
		d.Rows[i].ID, d.Rows[i].Text = s, s
	}
	d.Quality.Columns = []feedback.Column{{Name: s, Role: feedback.Extra}}
	d.Quality.Problems = []feedback.Problem{{Column: s, Value: s, Reason: s, Expected: s}}
	d.Quality.Format = feedback.Format{Kind: s, Encoding: s, Separator: s}
	d.Notes = Notes{s, s, s, s}
	return d
}

// checkHarmless parses a page as a browser would and looks for elements that the data brought in.
func checkHarmless(t *testing.T, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || strings.HasPrefix(a.Val, "javascript:") && a.Key == "href" {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	if count["script"] != 2 || count["style"] != 1 || count["img"] != 0 {
		t.Errorf("%d scripts, %d styles, %d images", count["script"], count["style"], count["img"])
	}
}

func TestHostileData(t *testing.T) {
	for _, s := range hostile {
		t.Run(fmt.Sprintf("%.20q", s), func(t *testing.T) {
			page := render(t, harm(s), langs.Finnish)
			checkHarmless(t, page)
			checkPage(t, page, langs.Finnish)
		})
	}
}

func FuzzHostileData(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkHarmless(t, render(t, harm(s), langs.Finnish)) })
}

func TestSameDataSameBytes(t *testing.T) {
	first, second := render(t, sample(900), langs.Swedish), render(t, sample(900), langs.Swedish)
	if first != second {
		t.Error("two reports of the same data differ")
	}
}

func TestTitle(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, Data{}, Options{Language: langs.English, Title: "Feedback 2025 <Q4>"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "<h1>Feedback 2025 &lt;Q4&gt;</h1>") {
		t.Error("the title is not the heading")
	}
}

func TestDataThatDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		want   string
		change func(d *Data)
	}{
		{"topic 1 in order has the id 0", func(d *Data) { d.Topics[0].ID = 0 }},
		{"topic 2 in order has the id 1", func(d *Data) { d.Topics[1].ID = 1 }},
		{"topic 1 has 1 months: expected 18", func(d *Data) { d.Topics[0].Months = d.Topics[0].Months[:1] }},
		{"area 1 in order has the topic 99", func(d *Data) { d.Areas[0].Topics = []int{99} }},
		{"area 2 in order has the topic 1", func(d *Data) { d.Areas[1].Topics = []int{1} }},
		{"18 of 20 topics are in an area", func(d *Data) { d.Areas = d.Areas[:3] }},
		{"area 1 in order: NPS 300", func(d *Data) { d.Areas[0].NPS.Value = 300 }},
		{`slice "unit", group 1: 3 cells for 20 topics`, func(d *Data) { d.Slices[1].Groups[0].Topics = d.Slices[1].Groups[0].Topics[:3] }},
		{"topic 1: NPS 300", func(d *Data) { d.Topics[0].NPS.Value = 300 }},
		{"point 0 of the map is at (2, ", func(d *Data) { d.Map[0].X = 2 }},
		{"point 0 of the map belongs to topic 99", func(d *Data) { d.Map[0].Topic = 99 }},
	} {
		d := cloneSample(sample(900))
		c.change(&d)
		var out bytes.Buffer
		err := Write(&out, d, Options{Language: langs.Finnish})
		if err == nil || !strings.Contains(err.Error(), c.want) || out.Len() > 0 {
			t.Errorf("error %v and %d bytes, want %q and none", err, out.Len(), c.want)
		}
	}
	if err := Write(io.Discard, Data{}, Options{Language: langs.Other}); err == nil || !strings.Contains(err.Error(), "expected fi, sv or en") {
		t.Errorf("language mis: %v", err)
	}
}
