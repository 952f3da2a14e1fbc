package lemma_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"testing"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/langs/en"
	"github.com/kaiku-analytics/kaiku/langs/fi"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
	"github.com/kaiku-analytics/kaiku/langs/lemma/wordtable"
	"github.com/kaiku-analytics/kaiku/langs/sv"
)

// tiny is a file with one word, talo, and the rules of three of its forms.
func tiny() *lemma.File {
	return &lemma.File{
		Weights: lemma.Weights{UnseenRule: 20, Known: 100, Clitic: 10},
		Rules:   []lemma.FileRule{{Ending: ""}, {Ending: "n"}, {Ending: "ssa"}},
		Paradigms: [][]lemma.FileParadigmRule{
			{{Rule: 0, Traits: lemma.Free | lemma.Bound}, {Rule: 1, Traits: lemma.Free}, {Rule: 2, Traits: lemma.Free | lemma.Bound}},
		},
		Lexicon:     []wordtable.Entry{{Key: wordtable.SumOf("talo").Key(), Value: lemma.LexiconValue(0, 3, lemma.Noun, 1)}},
		Nodes:       []wordtable.Entry{{Key: lemma.EndingKey("n"), Value: 0}},
		Lists:       []byte{1, 1, 0, 5},
		Forms:       []wordtable.Entry{{Key: wordtable.SumOf("taloon").Key(), Value: lemma.FormValue(1, lemma.Noun, lemma.Exception)}},
		Clitics:     []string{"kin"},
		Possessives: []string{"ni", "=an"},
	}
}

func TestTinyModel(t *testing.T) {
	m, err := lemma.Load(string(tiny().Marshal()))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{
		"talo": "talo", "talon": "talo", "talossa": "talo", "talossakin": "talo", "talossani": "talo", "talossanikin": "talo",
		"talossaan": "talo", "taloon": "taloo", "auton": "auto", "": "", "x": "x", "talo-": "talo", "tk:ssa": "tk", "\xff\xfe": "\xff\xfe",
	} {
		for range 2 { // the second answer is remembered
			if got := string(m.Lemma([]byte("> "), []byte(word))); got != "> "+want {
				t.Errorf("lemma of %q: %q, want %q", word, got, want)
			}
		}
	}
	var a lemma.Analysis
	m.Analyze([]byte("talossanikin"), &a)
	if string(a.Lemma) != "talo" || a.PartOfSpeech != lemma.Noun || a.Resort != lemma.Paradigm || len(a.Parts) != 0 {
		t.Errorf("analysis of talossanikin: %+v", a)
	}
}

func TestLoadDamaged(t *testing.T) {
	good := tiny().Marshal()
	for n := range good {
		if _, err := lemma.Load(string(good[:n])); err == nil {
			t.Fatalf("no error for the first %d of %d bytes", n, len(good))
		}
		bad := bytes.Clone(good)
		bad[n] ^= 0x55
		if _, err := lemma.Load(string(bad)); err == nil {
			t.Fatalf("no error for a wrong byte at %d", n)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	dst := make([]byte, 0, 256)
	var a lemma.Analysis
	for name, m := range models() {
		for _, word := range []string{"hoitajien", "terveyskeskuslääkäriaikakin", "sjuksköterskornas", "appointments", "qwertyuiopå", "tk:ssa"} {
			w := []byte(word)
			m.Analyze(w, &a)
			if n := testing.AllocsPerRun(20, func() { dst = m.Lemma(dst[:0], w); m.Analyze(w, &a) }); n != 0 {
				t.Errorf("%s, %s: %v allocations", name, word, n)
			}
		}
	}
}

func models() map[string]*lemma.Model {
	return map[string]*lemma.Model{"fi": fi.Lemmatizer(), "sv": sv.Lemmatizer(), "en": en.Lemmatizer()}
}

func FuzzLemma(f *testing.F) {
	for _, word := range []string{"hammaslääkärille", "sköterskorna", "went", "e-resepti", "", "-", "a:b", "\xc3", "kivi-juhlat"} {
		f.Add([]byte(word))
	}
	f.Fuzz(func(t *testing.T, word []byte) {
		var a lemma.Analysis
		for name, m := range models() {
			got := string(m.Lemma(nil, word))
			m.Analyze(word, &a)
			if string(a.Lemma) != got || string(m.Lemma(nil, word)) != got {
				t.Errorf("%s: lemma of %+q is %+q, then %+q", name, word, got, a.Lemma)
			}
			if utf8.Valid(word) && !utf8.ValidString(got) {
				t.Errorf("%s: lemma of %+q is %+q", name, word, got)
			}
			end := 0
			for _, p := range a.Parts {
				if p.Start < end || p.End <= p.Start || p.End > len(word) || !utf8.Valid(word[p.Start:p.End]) && utf8.Valid(word) {
					t.Errorf("%s: part %d to %d of %+q", name, p.Start, p.End, word)
				}
				end = p.End
			}
		}
	})
}

func FuzzLoad(f *testing.F) {
	f.Add(tiny().Marshal())
	if model, err := os.ReadFile("../en/lemma.model"); err == nil {
		f.Add(model[:4096])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) >= 4 { // with the right checksum, so that the rest of the reader sees the damage
			data = bytes.Clone(data[:len(data)-4])
			data = binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)))
		}
		if m, err := lemma.Load(string(data)); err == nil {
			var a lemma.Analysis
			for _, word := range []string{"talossanikin", "taloontalon", "hammaslääkärillekin"} {
				m.Lemma(nil, []byte(word))
				m.Analyze([]byte(word), &a)
			}
		}
	})
}
