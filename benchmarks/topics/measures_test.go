package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs"
)

// A word is of the language in which it is written so, though more texts of another have what may be read as a slip of it.
func TestFindLanguage(t *testing.T) {
	s := &set{}
	for _, text := range []string{"minä tulin", "minut otettiin", "minun vuoro", "minua odotettiin"} {
		s.add(text, langs.Finnish, "")
	}
	s.add("not one minute late", langs.English, "")
	if got := newOccurrences(s).find("minute"); got == nil || got.language != langs.English || got.count != 1 {
		t.Errorf("%+v", got)
	}
}

func TestStayed(t *testing.T) {
	a := []int32{0, 0, 0, 0, 1, 1, 1, -1}
	b := []int32{5, 5, 5, -1, 5, 2, 2, 2}
	if got := stayed(a, b); got != 5./7 { // 0 is 5 and 1 is 2
		t.Errorf("%v, want 5/7", got)
	}
}

func TestCoherence(t *testing.T) {
	s := &set{}
	for _, text := range []string{"nurse doctor", "nurses and doctors", "the doctor", "parking", "the parking fee", "fees", "room", "rooms"} {
		s.add(text, langs.English, "")
	}
	s.add("hoitaja", langs.Finnish, "")
	s.add("hoitajan huone", langs.Finnish, "")
	o := newOccurrences(s)
	nurse := math.Log(2*10./(2*3)) / -math.Log(2./10)
	parking := math.Log(1*10./(2*2)) / -math.Log(1./10)
	for _, test := range []struct {
		groups [][]string
		want   float64
	}{
		{[][]string{{"nurse", "doctor"}}, nurse},
		{[][]string{{"nurses", "doctor", "nurse"}}, nurse}, // a word once
		{[][]string{{"parking", "fee"}, {"room"}}, parking},
		{[][]string{{"nurse", "doctor"}, {"parking", "fee"}}, (nurse + parking) / 2},
		{[][]string{{"nurse", "parking"}}, -1},
		{[][]string{{"nurse", "doctor", "hoitaja", "unheard"}}, nurse}, // of another language, and of none
	} {
		if got := o.coherence(test.groups); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%v: %v, want %v", test.groups, got, test.want)
		}
	}
	if got := o.functionWords([][]string{{"the", "nurse"}, {"and", "doctor"}}); got != 50 {
		t.Errorf("function words %v %%, want 50", got)
	}
}

func TestWilson(t *testing.T) {
	from, to := wilson(8, 10)
	if math.Abs(from-0.4902) > 1e-4 || math.Abs(to-0.9433) > 1e-4 {
		t.Errorf("%.4f to %.4f, want 0.4902 to 0.9433", from, to)
	}
}

func TestSlope(t *testing.T) {
	if got := slope([]int{1000, 10_000, 20_000}, []float64{1, 20, 20 * math.Pow(2, math.Log10(20))}); math.Abs(got-math.Log10(20)) > 1e-12 {
		t.Errorf("%v, want %v", got, math.Log10(20))
	}
}

func TestDrop(t *testing.T) {
	s := &set{texts: make([]string, 950)}
	list := s.drop(3)
	if len(list) != 10 || !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != 10 {
		t.Errorf("%v, want 10 different numbers, rising", list)
	}
	if rest := without([]int32{4, 5, 6, 7}, []int{1, 3}); !slices.Equal(rest, []int32{4, 6}) {
		t.Errorf("%v, want 4 and 6", rest)
	}
}

func TestSlips(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	text := make([]rune, 30_000)
	for i := range text {
		text[i] = 'é' // no slip strikes it
	}
	kept := 0
	for _, r := range slips(rng, string(text)) {
		if r == 'é' {
			kept++
		}
	}
	// A fifteenth of the letters slips: a quarter of them each is left out, doubled, exchanged (unseen here) and struck.
	if want := 30_000 - 30_000/15/4; kept < want-150 || kept > want+150 {
		t.Errorf("%d letters kept, want about %d", kept, want)
	}
}

// Vectors are kept between runs, and texts may have changed.
func TestVectorsOfOtherTexts(t *testing.T) {
	s := &set{dim: 2, vectors: []float32{1, 0, 0, 1}}
	s.add("a", langs.English, "")
	s.add("b", langs.Finnish, "")
	folder := t.TempDir()
	if err := s.write(folder); err != nil {
		t.Fatal(err)
	}
	back, err := readSet(folder)
	if err != nil || back.dim != 2 || !slices.Equal(back.vectors, s.vectors) || back.languages[1] != langs.Finnish || back.texts[0] != "a" {
		t.Errorf("%v, %v", back, err)
	}
	s.add("c", langs.English, "")
	s.vectors = s.vectors[:3]
	if err := s.readVectors(folder + "/vectors.f32"); err == nil {
		t.Error("vectors of two texts were read for three")
	}
}
