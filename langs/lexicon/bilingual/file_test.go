package bilingual

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs"
)

var someEntries = []Entry{
	{langs.Finnish, langs.Swedish, "jono", []Translation{{"kö", 1}, {"räcka", .25}}},
	{langs.Finnish, langs.Swedish, "jonottaa", []Translation{{"köa", .5}}},
	{langs.Swedish, langs.Finnish, "kö", []Translation{{"jono", .75}, {"biljardikeppi", .015625}}},
	{langs.English, langs.Swedish, "stand in a queue", []Translation{{"köa", .5}}},
}

func someFile(t testing.TB) string {
	t.Helper()
	data, err := Marshal(someEntries)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMarshalThenLoad(t *testing.T) {
	x, err := Load(someFile(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range someEntries {
		if got := x.Translate(nil, e.Lemma, e.From, e.To); !slices.Equal(got, e.Translations) {
			t.Errorf("%s is %v, want %v", e.Lemma, got, e.Translations)
		}
	}
	if got := x.Translate(nil, "räcka", langs.Swedish, langs.Finnish); len(got) > 0 {
		t.Errorf("räcka is %v", got)
	}
}

func TestMarshalRefuses(t *testing.T) {
	many := slices.Repeat([]Translation{{"kö", 1}}, MaxTranslations+1)
	for want, entries := range map[string][]Entry{
		"from fi to fi":      {{langs.Finnish, langs.Finnish, "jono", nil}},
		"with 17 transl":     {{langs.Finnish, langs.Swedish, "jono", many}},
		"two entries":        {someEntries[0], someEntries[0]},
		"of 0 bytes":         {{langs.Finnish, langs.Swedish, "", nil}},
		"of 256 bytes, expe": {{langs.Finnish, langs.Swedish, strings.Repeat("ab", 128), nil}},
	} {
		if _, err := Marshal(entries); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestLoadRefusesDamage(t *testing.T) {
	file := someFile(t)
	for i := range len(file) {
		if _, err := Load(file[:i]); err == nil {
			t.Errorf("no error for the first %d of %d bytes", i, len(file))
		}
		damaged := []byte(file)
		damaged[i] ^= 1
		if _, err := Load(string(damaged)); err == nil {
			t.Errorf("no error with byte %d changed", i)
		}
	}
}

// FuzzLoad gives damaged files a good checksum: whatever loads must be safe to look everything up in.
func FuzzLoad(f *testing.F) {
	file := someFile(f)
	f.Add([]byte(file[:len(file)-4]))
	f.Add([]byte(file[:headerSize]))
	f.Fuzz(func(t *testing.T, data []byte) {
		data = binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
		x, err := Load(string(data))
		if err != nil {
			return
		}
		for _, d := range directions {
			v := &x.vocabularies[d[0]-langs.Finnish]
			for i := range v.len() {
				if v.find(v.lemma(i)) != i {
					t.Errorf("%q is not found", v.lemma(i))
				}
				x.Translate(nil, v.lemma(i), d[0], d[1])
			}
		}
	})
}
