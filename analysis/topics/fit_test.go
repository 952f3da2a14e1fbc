package topics_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/internal/agreement"
	"github.com/kaiku-analytics/kaiku/langs"
)

// vocabulary has a word for the subject of each of ten topics, in the order of langs.All, and words that fit everywhere.
var (
	subjects = [10][3][]string{
		{{"ruoka", "keitto"}, {"mat", "soppa"}, {"food", "soup"}},
		{{"jono", "odotus"}, {"kö", "väntan"}, {"queue", "waiting"}},
		{{"puhelin", "soitto"}, {"telefon", "samtal"}, {"telephone", "call"}},
		{{"lasku", "maksu"}, {"faktura", "avgift"}, {"bill", "payment"}},
		{{"lääke", "resepti"}, {"medicin", "recept"}, {"medicine", "prescription"}},
		{{"taksi", "kyyti"}, {"taxi", "skjuts"}, {"taxi", "ride"}},
		{{"huone", "siivous"}, {"rum", "städning"}, {"room", "cleaning"}},
		{{"hammas", "paikka"}, {"tand", "fyllning"}, {"tooth", "filling"}},
		{{"rokote", "neuvola"}, {"vaccin", "rådgivning"}, {"vaccine", "clinic"}},
		{{"päätös", "hakemus"}, {"beslut", "ansökan"}, {"decision", "application"}},
	}
	general = [3][]string{
		{"hyvin", "paljon", "hidas", "viikolla", "hoitaja", "kotona", "vanha", "uusi"},
		{"väldigt", "mycket", "långsam", "veckan", "skötare", "hemma", "gammal", "ny"},
		{"really", "much", "slow", "week", "nurse", "home", "old", "new"},
	}
)

// invented makes n texts of ten topics whose sizes fall, in three languages, with vectors around the topic's direction
// and a smaller part for the language. The topic of each text is gold.
func invented(n, dim int) *labelled {
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	direction := func() []float32 {
		v := make([]float32, dim)
		for i := range v {
			v[i] = float32(rng.NormFloat64() / math.Sqrt(float64(dim)))
		}
		return v
	}
	var centers [10][]float32
	for i := range centers {
		centers[i] = direction()
	}
	var accents [3][]float32
	for i := range accents {
		accents[i] = direction()
	}
	l := &labelled{Corpus: topics.Corpus{Dim: dim}}
	for range n {
		topic := min(rng.IntN(10), rng.IntN(10))
		language := rng.IntN(3)
		words := []string{subjects[topic][language][rng.IntN(2)]}
		for range 2 + rng.IntN(5) {
			words = append(words, general[language][rng.IntN(8)])
		}
		rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		l.add(strings.Join(words, " "), langs.All[language], fmt.Sprint(topic))
		noise := direction()
		for i := range noise {
			noise[i] = 0.7*noise[i] + centers[topic][i] + 0.4*accents[language][i]
		}
		l.Vectors = append(l.Vectors, unit(noise)...)
	}
	return l
}

func unit(v []float32) []float32 {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	if square > 0 {
		for i := range v {
			v[i] /= float32(math.Sqrt(square))
		}
	}
	return v
}

// shuffled returns the same texts in another order.
func shuffled(c topics.Corpus) topics.Corpus {
	s := topics.Corpus{Dim: c.Dim}
	for _, i := range rand.New(rand.NewPCG(3, 4)).Perm(len(c.IDs)) {
		s.IDs = append(s.IDs, c.IDs[i])
		s.Texts = append(s.Texts, c.Texts[i])
		s.Languages = append(s.Languages, c.Languages[i])
		s.Vectors = append(s.Vectors, c.Vectors[i*c.Dim:(i+1)*c.Dim]...)
	}
	return s
}

func TestSameInputSameAnswer(t *testing.T) {
	for name, l := range map[string]*labelled{"feedback": feedback(t), "invented": invented(1500, 32)} {
		want := fit(t, l.Corpus, topics.Options{Threads: 1})
		for _, threads := range []int{1, 2, 8, 0} {
			if got := fit(t, l.Corpus, topics.Options{Threads: threads}); got.Fingerprint() != want.Fingerprint() {
				t.Errorf("%s: %d threads give another result than one", name, threads)
			} else if !slices.Equal(got.Map, want.Map) {
				t.Errorf("%s: %d threads give another map than one", name, threads)
			}
		}
		got := fit(t, shuffled(l.Corpus), topics.Options{})
		if got.Fingerprint() != want.Fingerprint() {
			t.Errorf("%s: another order of the texts gives another result", name)
		}
		for i, id := range got.IDs {
			if id == want.IDs[0] && got.Map[i] != want.Map[0] {
				t.Errorf("%s: another order of the texts gives another map", name)
			}
		}
	}
}

func TestFindsTheTopicsThatAreThere(t *testing.T) {
	l := invented(2000, 48)
	m := fit(t, l.Corpus, topics.Options{})
	if ami := agreement.Of(m.Assign, l.gold).AMI; ami < 0.95 {
		t.Errorf("AMI %.3f with the topics that the texts were made of", ami)
	}
	if m.Stats.SameLanguage > 0.65 {
		t.Errorf("%.2f of neighbours are in the same language, %.2f by chance", m.Stats.SameLanguage, m.Stats.ByChance)
	}
	// Each label holds a word of its topic's subject in its language, and no word that fits everywhere comes first.
	for i, topic := range m.Topics {
		if topic.Size < 100 {
			continue // a language may have too few texts
		}
		gold := goldOf(l, m, i)
		for k, label := range topic.Labels {
			if label.Language != langs.All[k] || label.Borrowed() {
				t.Errorf("topic %d: label %+v, want one of its own in %v", i, label, langs.All[k])
			}
			first, _, _ := strings.Cut(label.Text, ",")
			if !slices.ContainsFunc(subjects[gold][k], func(w string) bool { return strings.Contains(first, w) }) {
				t.Errorf("topic %d is about %v, its %v label is %q", i, subjects[gold][k], label.Language, label.Text)
			}
		}
		languages := map[langs.Language]bool{}
		for _, q := range topic.Quotes {
			languages[l.Languages[q]] = true
		}
		if len(topic.Quotes) != 3 || len(languages) != 3 {
			t.Errorf("topic %d: quotes %v in %d languages, want three in three", i, topic.Quotes, len(languages))
		}
	}
	if near, far := nearestOnMap(m); near < 0.9*far {
		t.Errorf("on the map %.2f of the nearest texts are of the same topic", near/far)
	}
}

// goldOf is the gold topic that most texts of topic i have.
func goldOf(l *labelled, m *topics.Model, i int) (best int) {
	var count [10]int
	for text, a := range m.Assign {
		if int(a) == i {
			count[l.gold[text][0]-'0']++
		}
	}
	for g, n := range count {
		if n > count[best] {
			best = g
		}
	}
	return best
}

// nearestOnMap counts texts whose nearest other text on the map is of the same topic, and texts.
func nearestOnMap(m *topics.Model) (same, all float64) {
	for i, p := range m.Map {
		best, nearest := -1, float32(math.Inf(1))
		for j, q := range m.Map {
			if d := (p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]); i != j && d < nearest {
				best, nearest = j, d
			}
		}
		all++
		if m.Assign[i] == m.Assign[best] {
			same++
		}
	}
	return same, all
}

// check fails the test where a model breaks what it promises.
func check(t *testing.T, c topics.Corpus, m *topics.Model) {
	t.Helper()
	n := len(c.IDs)
	if len(m.Assign) != n || len(m.Confidence) != n || len(m.Map) != n {
		t.Fatalf("%d texts, but %d assignments, %d confidences, %d places", n, len(m.Assign), len(m.Confidence), len(m.Map))
	}
	sizes := make([]int, len(m.Topics))
	var noContent, unassigned int
	for i, a := range m.Assign {
		switch {
		case a == topics.NoContent:
			noContent++
		case a == topics.Unassigned:
			unassigned++
		case a < 0 || int(a) >= len(sizes):
			t.Fatalf("text %d is in topic %d of %d", i, a, len(sizes))
		default:
			sizes[a]++
		}
		if x := m.Confidence[i]; !(0 <= x && x <= 1) || a < 0 && x != 0 {
			t.Errorf("text %d in topic %d: confidence %v", i, a, x)
		}
		for _, x := range m.Map[i] {
			if !(-1 <= x && x <= 1) {
				t.Errorf("text %d is at %v", i, m.Map[i])
			}
		}
	}
	if noContent != m.Stats.NoContent || unassigned != m.Stats.Unassigned {
		t.Errorf("%d without content and %d unassigned, stats say %d and %d", noContent, unassigned, m.Stats.NoContent, m.Stats.Unassigned)
	}
	for i, topic := range m.Topics {
		if topic.Size != sizes[i] || topic.Size == 0 || i > 0 && topic.Size > sizes[i-1] {
			t.Errorf("topic %d of size %d has %d texts, the one before %d", i, topic.Size, sizes[i], sizes[max(0, i-1)])
		}
		if len(topic.Labels) != len(langs.All) || len(topic.Centroid) != c.Dim {
			t.Errorf("topic %d has %d labels and a centroid of %d", i, len(topic.Labels), len(topic.Centroid))
		}
		for _, label := range topic.Labels {
			if label.Text == "" || !utf8.ValidString(label.Text) {
				t.Errorf("topic %d: label %+q", i, label.Text)
			}
		}
		for _, q := range topic.Quotes {
			if int(m.Assign[q]) != i {
				t.Errorf("topic %d quotes text %d, which is in %d", i, q, m.Assign[q])
			}
		}
	}
	if len(m.Fingerprint()) != 64 {
		t.Error("no fingerprint")
	}
}

func TestEdges(t *testing.T) {
	same := func(n int, text string, vector ...float32) topics.Corpus {
		c := topics.Corpus{Dim: len(vector)}
		for i := range n {
			c.IDs = append(c.IDs, fmt.Sprint(i))
			c.Texts = append(c.Texts, text)
			c.Languages = append(c.Languages, langs.English)
			c.Vectors = append(c.Vectors, vector...)
		}
		return c
	}
	distinct := func(c topics.Corpus) topics.Corpus {
		for i := range c.Texts {
			c.Texts[i] += " " + strings.Repeat("x", i+2)
		}
		return c
	}
	first := func(n int) topics.Corpus {
		l := invented(100, 24)
		return topics.Corpus{IDs: l.IDs[:n], Texts: l.Texts[:n], Languages: l.Languages[:n], Dim: 24, Vectors: l.Vectors[:n*24]}
	}
	for _, test := range []struct {
		name   string
		corpus topics.Corpus
		topics int // -1: any number
	}{
		{"empty", topics.Corpus{}, 0},
		{"one text", same(1, "the food was cold", 1, 0), 0},
		{"two texts", first(2), -1},
		{"five texts", first(5), -1},
		{"twenty texts", first(20), -1},
		{"all identical", same(300, "the food was cold", 0.6, 0.8), 1},
		{"equal vectors", distinct(same(40, "food", 0.6, 0.8)), 1},
		{"one dimension", distinct(same(40, "food", 1)), 1},
		{"no dimension", distinct(same(40, "food")), 0},
		{"zero vectors", distinct(same(40, "food", 0, 0)), 0},
		{"no content", same(40, " - ", 1, 0), 0},
		{"invalid UTF-8", distinct(same(40, "\xff\xfe food", 0.6, 0.8)), 1},
		{"emoji", same(40, "😀", 0.6, 0.8), -1},
		{"stop words", same(40, "it was not the", 0.6, 0.8), -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := fit(t, test.corpus, topics.Options{})
			check(t, test.corpus, m)
			if test.topics >= 0 && len(m.Topics) != test.topics {
				t.Errorf("%d topics, want %d", len(m.Topics), test.topics)
			}
		})
	}
}

func TestZeroVectorsAreUnassigned(t *testing.T) {
	l := invented(400, 24)
	l.add("something without a vector", langs.English, "")
	l.add("-", langs.English, "")
	l.add(strings.ToUpper(l.Texts[0])+"!", l.Languages[0], "") // the same as the first, which has a vector
	l.Vectors = append(l.Vectors, make([]float32, 3*24)...)
	m := fit(t, l.Corpus, topics.Options{})
	check(t, l.Corpus, m)
	if got := m.Assign[400:]; got[0] != topics.Unassigned || got[1] != topics.NoContent || got[2] != m.Assign[0] {
		t.Errorf("assigned to %v, want unassigned, no content and %d", got, m.Assign[0])
	}
	if m.Stats.NoVector != 1 {
		t.Errorf("%d texts without a vector, want 1", m.Stats.NoVector)
	}
}

func TestMinSize(t *testing.T) {
	l := invented(600, 24)
	m := fit(t, l.Corpus, topics.Options{MinSize: 60})
	check(t, l.Corpus, m)
	if len(m.Topics) == 0 || m.Stats.Reattached == 0 {
		t.Errorf("%d topics, %d nodes reattached", len(m.Topics), m.Stats.Reattached)
	}
	if m = fit(t, l.Corpus, topics.Options{MinSize: 10_000}); len(m.Topics) != 0 || m.Stats.Unassigned != 600 {
		t.Errorf("%d topics and %d unassigned where no topic can be large enough", len(m.Topics), m.Stats.Unassigned)
	}
}

func TestBorrowedLabels(t *testing.T) {
	// English is dropped but for two texts, Swedish altogether.
	l := invented(1500, 24)
	var c topics.Corpus
	c.Dim = l.Dim
	english := 0
	for i, language := range l.Languages {
		if language == langs.English {
			english++
		}
		if language == langs.Finnish || language == langs.English && english <= 2 {
			c.IDs = append(c.IDs, l.IDs[i])
			c.Texts = append(c.Texts, l.Texts[i])
			c.Languages = append(c.Languages, language)
			c.Vectors = append(c.Vectors, l.Vectors[i*l.Dim:(i+1)*l.Dim]...)
		}
	}
	m := fit(t, c, topics.Options{})
	check(t, c, m)
	for i, topic := range m.Topics {
		fi, sv, en := topic.Labels[0], topic.Labels[1], topic.Labels[2]
		if fi.Borrowed() || sv.Origin != topics.Translated || en.Origin != topics.Translated || sv.Text == fi.Text || en.Text == fi.Text {
			t.Errorf("topic %d: labels %+v", i, topic.Labels)
		}
	}
}

func TestBadCorpus(t *testing.T) {
	for _, test := range []struct {
		spoil func(c *topics.Corpus)
		want  string
	}{
		{func(c *topics.Corpus) { c.Texts = c.Texts[1:] }, "texts"},
		{func(c *topics.Corpus) { c.Languages = nil }, "languages"},
		{func(c *topics.Corpus) { c.Vectors = c.Vectors[1:] }, "Vectors"},
		{func(c *topics.Corpus) { c.IDs[3] = c.IDs[2] }, `"t2" stands twice`},
		{func(c *topics.Corpus) { c.Languages[4] = 77 }, `language of id "t4"`},
		{func(c *topics.Corpus) { c.Vectors[5*8] = float32(math.NaN()) }, `vector of id "t5"`},
		{func(c *topics.Corpus) { c.Vectors[6*8] = 3 }, `vector of id "t6"`},
	} {
		l := invented(20, 8)
		test.spoil(&l.Corpus)
		_, err := topics.Fit(context.Background(), l.Corpus, topics.Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("error %v, want one with %q", err, test.want)
		}
	}
}

func TestCancel(t *testing.T) {
	l := invented(1200, 24)
	for _, stage := range []string{"words", "neighbors", "map"} {
		ctx, cancel := context.WithCancel(context.Background())
		m, err := topics.Fit(ctx, l.Corpus, topics.Options{Progress: func(s string, done, total int) {
			if done < 1 || done > total {
				t.Errorf("%s: %d of %d", s, done, total)
			}
			if s == stage {
				cancel()
			}
		}})
		if stage != "words" && (m != nil || !errors.Is(err, context.Canceled)) {
			t.Errorf("cancelled in %q: model %v, error %v", stage, m != nil, err)
		}
		cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := topics.Fit(ctx, l.Corpus, topics.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before it began: %v", err)
	}
}

// FuzzFit cuts bytes into texts and coordinates.
func FuzzFit(f *testing.F) {
	f.Add([]byte("food was cold\x00ruoka oli kylmää\x00-\x00maten var kall"), uint8(2))
	f.Add([]byte(strings.Repeat("\x00\xff[PHONE] 12 😀", 30)), uint8(1))
	f.Fuzz(func(t *testing.T, bytes []byte, dim uint8) {
		bytes = bytes[:min(len(bytes), 2000)]
		c := topics.Corpus{Dim: int(dim % 5)}
		for i, text := range strings.Split(string(bytes), "\x00") {
			v := make([]float32, c.Dim)
			for j := range v {
				if (i+j)*7 < len(bytes) {
					v[j] = float32(int8(bytes[(i+j)*7]))
				}
			}
			c.IDs = append(c.IDs, fmt.Sprint(i))
			c.Texts = append(c.Texts, text)
			c.Languages = append(c.Languages, langs.Language(len(text)%5))
			c.Vectors = append(c.Vectors, unit(v)...)
		}
		m := fit(t, c, topics.Options{Threads: 2, MinSize: 1 + int(dim>>5)})
		check(t, c, m)
		if again := fit(t, shuffled(c), topics.Options{Threads: 1, MinSize: 1 + int(dim>>5)}); again.Fingerprint() != m.Fingerprint() {
			t.Error("another order of the texts gives another result")
		}
	})
}

func BenchmarkFit(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		l := invented(n, 256)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fit(b, l.Corpus, topics.Options{})
			}
		})
	}
}
