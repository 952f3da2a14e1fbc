package detect

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs"
)

func TestDetect(t *testing.T) {
	for _, test := range []struct {
		text string
		want langs.Language
	}{
		{"Hoitaja oli ystävällinen", langs.Finnish},
		{"hoitaja oli ystavallinen", langs.Finnish},
		{"HOITAJA OLI YSTA\u0308VA\u0308LLINEN", langs.Finnish},
		{"kiitos", langs.Finnish},
		{"ei vastattu puhelimeen", langs.Finnish},
		{"tosi hyvvää palvelluu", langs.Finnish},
		{"Sköterskan var vänlig", langs.Swedish},
		{"skoterskan var vanlig", langs.Swedish},
		{"tack", langs.Swedish},
		{"väntade i två timmar", langs.Swedish},
		{"The nurse was kind", langs.English},
		{"thank you", langs.English},
		{"didn't get an appointment", langs.English},
		{"Der Arzt war sehr freundlich zu mir", langs.Other},
		{"Arst oli väga sõbralik ja kuulas mind", langs.Other},
		{"Legen var veldig hyggelig mot meg i dag", langs.Other},
		{"Врач был очень внимателен", langs.Other},
		{"الطبيب كان لطيفا جدا", langs.Other},
		{"医生很友好", langs.Other},
		{"ექიმი ძალიან კეთილი იყო", langs.Other}, // Georgian, a script that training never saw
		{"", langs.Undetermined},
		{"12.30 - 5 👍 !!!", langs.Undetermined},
		{"a", langs.Undetermined},
		{"\xff\xfe", langs.Undetermined},
	} {
		got, p := Default().Detect(test.text)
		if got != test.want {
			t.Errorf("Detect(%q) = %v, %.3f, want %v", test.text, got, p, test.want)
		}
	}
}

func TestProbabilities(t *testing.T) {
	p, letters := Default().Probabilities("Hoitaja oli ystävällinen")
	if sum := p[0] + p[1] + p[2] + p[3]; math.Abs(sum-1) > 1e-12 || letters != 22 {
		t.Errorf("sum %v, %d letters", sum, letters)
	}
	if p, letters := Default().Probabilities("12 !"); p != [4]float64{.25, .25, .25, .25} || letters != 0 {
		t.Errorf("without letters: %v, %d", p, letters)
	}
	// A long text is read up to its bound, and words run together as one.
	long := strings.Repeat("hoitajaoliystävällinen", 100_000)
	if _, letters := Default().Probabilities(long); letters < 300 || letters > 500 {
		t.Errorf("%d letters of a long text were read", letters)
	}
}

func TestDetectIsSafeForConcurrentUse(t *testing.T) {
	texts := []string{"Hoitaja oli ystävällinen", "Sköterskan var vänlig", "The nurse was kind"}
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range 300 {
				text := texts[(i+worker)%3]
				if got, _ := Default().Detect(text); got != langs.All[(i+worker)%3] {
					t.Errorf("Detect(%q) = %v", text, got)
				}
			}
		})
	}
	wait.Wait()
}

func TestDetectDoesNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Default().Detect("Hoitaja oli ystävällinen, väntade 2 timmar") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestModel calculates by hand: one bucket, so that every feature has the same weights.
func TestModel(t *testing.T) {
	d, err := Load(string(Marshal(0.5, [4]int32{2, 0, 0, 0}, []int8{-1, 1, 0, 0})))
	if err != nil {
		t.Fatal(err)
	}
	// "ab" has the features a, ab, b; " a", " ab", " ab ", "ab ", "b ", the word: logits (2-9)/2, 9/2, 0, 0.
	p, _ := d.Probabilities("ab")
	total := math.Exp(-3.5) + math.Exp(4.5) + 2
	for c, logit := range []float64{-3.5, 4.5, 0, 0} {
		if want := math.Exp(logit) / total; math.Abs(p[c]-want) > 1e-12 {
			t.Errorf("probability %d is %v, want %v", c, p[c], want)
		}
	}
}

func TestLoadRejectsDamage(t *testing.T) {
	good := string(Marshal(0.5, [4]int32{1, 2, 3, 4}, []int8{1, -2, 3, -4, 5, -6, 7, -8}))
	if _, err := Load(good); err != nil {
		t.Fatal(err)
	}
	for n := range good {
		if _, err := Load(good[:n]); err == nil {
			t.Errorf("cut to %d bytes: no error", n)
		}
		damaged := []byte(good)
		damaged[n] ^= 0x10
		if _, err := Load(string(damaged)); err == nil {
			t.Errorf("byte %d changed: no error", n)
		}
	}
	if _, err := Load(good + "x"); err == nil {
		t.Error("a byte too many: no error")
	}
	for _, scale := range []float32{0, -1, float32(math.Inf(1)), float32(math.NaN())} {
		if _, err := Load(string(Marshal(scale, [4]int32{}, make([]int8, 4)))); err == nil {
			t.Errorf("scale %v: no error", scale)
		}
	}
	if len(model) > 1<<20 {
		t.Errorf("the built-in model has %d bytes, want at most 1 MiB", len(model))
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Hoitaja oli ysta\u0308va\u0308llinen \xff 医生")
	f.Fuzz(func(t *testing.T, text string) {
		language, p := Default().Detect(text)
		if language > langs.Other || !(p >= 0.25 && p <= 1) {
			t.Errorf("Detect(%+q) = %v, %v", text, language, p)
		}
	})
}

func FuzzLoad(f *testing.F) {
	f.Add(string(Marshal(0.5, [4]int32{1, 2, 3, 4}, []int8{1, -2, 3, -4})))
	f.Fuzz(func(t *testing.T, data string) {
		if d, err := Load(data); err == nil {
			d.Detect("Hoitaja oli ystävällinen")
		}
	})
}

func ExampleDetector_Detect() {
	detector := Default()
	for _, text := range []string{"Hoitaja oli ystävällinen", "tack för hjälpen", "long wait", "10/10"} {
		language, _ := detector.Detect(text)
		fmt.Println(language)
	}
	// Output:
	// fi
	// sv
	// en
	// und
}

func BenchmarkDetect(b *testing.B) {
	for _, text := range []string{"Hoitaja oli todella ystävällinen", "Sköterskan var mycket vänlig men väntetiden i telefonen var alldeles för lång"} {
		b.Run(fmt.Sprintf("%d-words", len(strings.Fields(text))), func(b *testing.B) {
			d := Default()
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				d.Detect(text)
			}
		})
	}
}
