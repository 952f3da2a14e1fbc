package report

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/langs"
)

func locales(t *testing.T) map[langs.Language]*locale {
	t.Helper()
	out := map[langs.Language]*locale{}
	for _, l := range langs.All {
		loc, err := newLocale(l)
		if err != nil {
			t.Fatal(err)
		}
		out[l] = loc
	}
	return out
}

func TestTextsAreTheSameInEveryLanguage(t *testing.T) {
	all := locales(t)
	arguments := regexp.MustCompile(`\{\d\}`)
	for l, loc := range all {
		for key, text := range all[langs.Finnish].texts {
			other, ok := loc.texts[key]
			if !ok || strings.TrimSpace(other) == "" {
				t.Errorf("%v has no text %q", l, key)
			}
			want, got := arguments.FindAllString(text, -1), arguments.FindAllString(other, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%v: %q has the arguments %v, want %v", l, key, got, want)
			}
		}
		for key := range loc.texts {
			if _, ok := all[langs.Finnish].texts[key]; !ok {
				t.Errorf("only %v has a text %q", l, key)
			}
		}
	}
}

func TestEveryTextIsUsedAndEveryUseHasAText(t *testing.T) {
	texts := locales(t)[langs.English].texts
	used := map[string]bool{"range": true, "unknown": true}
	find := func(source string, pattern string) {
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(source, -1) {
			used[m[1]] = true
		}
	}
	kinds := []string{"by", "field", "role", "reason", "expected", "language", "month"} // named by codes of the data
	templates, err := fs.Glob(assets, "assets/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range templates {
		find(asset(name), `\(?\bt "([^"]+)"`)
	}
	for _, name := range []string{"write.go", "page.go", "chart.go"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		find(string(source), `\.text\("([^"]+)"`)
	}
	for key := range used {
		if _, ok := texts[key]; !ok {
			t.Errorf("%q is used and has no text", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		kind, _, coded := strings.Cut(key, ".")
		if !used[key] && !(coded && slices.Contains(kinds, kind)) {
			t.Errorf("%q is never used", key)
		}
	}
}

func TestNumbersAndDates(t *testing.T) {
	day := time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
	all := locales(t)
	for _, c := range []struct {
		of   string
		got  func(l *locale) string
		want [3]string // fi, sv, en
	}{
		{"1234567", func(l *locale) string { return l.integer(1234567) }, [3]string{"1\u00a0234\u00a0567", "1\u00a0234\u00a0567", "1,234,567"}},
		{"-12.34", func(l *locale) string { return l.number(-12.34, 1) }, [3]string{"−12,3", "−12,3", "−12.3"}},
		{"-0.04", func(l *locale) string { return l.number(-.04, 1) }, [3]string{"0,0", "0,0", "0.0"}},
		{"-0.4", func(l *locale) string { return l.number(-.4, 0) }, [3]string{"0", "0", "0"}},
		{"-10", func(l *locale) string { return l.number(-10, 0) }, [3]string{"−10", "−10", "−10"}},
		{"12.3 %", func(l *locale) string { return l.percent(.1234, 1) }, [3]string{"12,3\u00a0%", "12,3\u00a0%", "12.3%"}},
		{"interval", func(l *locale) string { return l.interval(-25, 1, 0) }, [3]string{"−25\u2060…\u20601", "−25\u00a0till\u00a01", "−25\u00a0to\u00a01"}},
		{"day", func(l *locale) string { return l.date(day) }, [3]string{"31.12.2025", "31.12.2025", "31 Dec 2025"}},
		{"month", func(l *locale) string { return l.month(day) }, [3]string{"joulukuu 2025", "december 2025", "December 2025"}},
		{"short", func(l *locale) string { return l.monthShort(day) }, [3]string{"12/2025", "12/2025", "Dec 2025"}},
	} {
		for i, l := range langs.All {
			if got := c.got(all[l]); got != c.want[i] {
				t.Errorf("%s in %v is %q, want %q", c.of, l, got, c.want[i])
			}
		}
	}
}
