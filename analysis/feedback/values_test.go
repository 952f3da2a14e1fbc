package feedback

import (
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/langs"
)

func TestParseScore(t *testing.T) {
	valid := map[string]int{"0": 0, "9": 9, "10": 10, "9.0": 9, "9,0": 9, "10,00": 10, "07": 7}
	for s, want := range valid {
		score, ok := parseScore(s)
		if got, has := score.Value(); !ok || !has || got != want {
			t.Errorf("parseScore(%q) = %d, %t, want %d", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "11", "100", "-1", "+1", "7,5", "7.5", "9.", "9,0,0", "abc", "10/10", "9 ", "١"} {
		if score, ok := parseScore(s); ok || score != (Score{}) {
			t.Errorf("parseScore(%q) = %v, %t, want no score", s, score, ok)
		}
	}
}

func TestNewScore(t *testing.T) {
	for v := -2; v < 13; v++ {
		score, err := NewScore(v)
		if got, ok := score.Value(); (err == nil) != (0 <= v && v <= 10) || ok != (err == nil) || ok && got != v {
			t.Errorf("NewScore(%d) = %d, %t, %v", v, got, ok, err)
		}
	}
}

func TestIsMissing(t *testing.T) {
	for _, s := range []string{"", "-", "–", "NA", "n/a", "Null", "En osaa sanoa", "KAN INTE SÄGA"} {
		if !isMissing(s) {
			t.Errorf("isMissing(%q) = false", s)
		}
	}
	for _, s := range []string{"0", "nana", "--", "nullo"} {
		if isMissing(s) {
			t.Errorf("isMissing(%q) = true", s)
		}
	}
}

func TestParseLanguage(t *testing.T) {
	tests := map[string]langs.Language{
		"fi": langs.Finnish, "SV": langs.Swedish, "eng": langs.English, "Suomi": langs.Finnish, "svenska": langs.Swedish,
		"fi-FI": langs.Finnish, "sv_FI": langs.Swedish, "English": langs.English, "mis": langs.Other, "und": langs.Undetermined,
	}
	for s, want := range tests {
		if got, ok := parseLanguage(s); !ok || got != want {
			t.Errorf("parseLanguage(%q) = %v, %t, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "xx", "ru", "f", "finnishly", "-fi"} {
		if got, ok := parseLanguage(s); ok {
			t.Errorf("parseLanguage(%q) = %v, want none", s, got)
		}
	}
}

func TestParseTime(t *testing.T) {
	at := func(year, month, day, hour, minute, second, nano int) time.Time {
		return time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC)
	}
	tests := map[string]time.Time{
		"2025-01-31":                   at(2025, 1, 31, 0, 0, 0, 0),
		" 2025-01-31 ":                 at(2025, 1, 31, 0, 0, 0, 0),
		"2025-1-1":                     at(2025, 1, 1, 0, 0, 0, 0),
		"2025-01-31 13:45":             at(2025, 1, 31, 13, 45, 0, 0),
		"2025-01-31 13:45:10":          at(2025, 1, 31, 13, 45, 10, 0),
		"2025-01-31T13:45:10Z":         at(2025, 1, 31, 13, 45, 10, 0),
		"2025-01-31T13:45:10+02:00":    at(2025, 1, 31, 11, 45, 10, 0),
		"2025-01-01T00:30:00.25+03:00": at(2024, 12, 31, 21, 30, 0, 250e6),
		"2025-01-31 13:45:10.5 -0430":  at(2025, 1, 31, 18, 15, 10, 500e6),
		"2025-01-31 13:45:10+02":       at(2025, 1, 31, 11, 45, 10, 0),
		"31.1.2025":                    at(2025, 1, 31, 0, 0, 0, 0),
		"01.02.2025":                   at(2025, 2, 1, 0, 0, 0, 0),
		"31.1.2025 13:45":              at(2025, 1, 31, 13, 45, 0, 0),
		"31.1.2025 13.45":              at(2025, 1, 31, 13, 45, 0, 0),
		"31.1.2025 klo 9.05":           at(2025, 1, 31, 9, 5, 0, 0),
		"31.1.2025 klo 13.45.10":       at(2025, 1, 31, 13, 45, 10, 0),
		"31/01/2025":                   at(2025, 1, 31, 0, 0, 0, 0),
		"3/4/2025":                     at(2025, 4, 3, 0, 0, 0, 0),
		"20250131":                     at(2025, 1, 31, 0, 0, 0, 0),
		"29.2.2024":                    at(2024, 2, 29, 0, 0, 0, 0),
	}
	for s, want := range tests {
		if got, ok := parseTime(s, false); !ok || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("parseTime(%q) = %v, %t, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{
		"", "2025", "2025-01", "2025-13-01", "2025-02-30", "31.2.2025", "29.2.2025", "0.1.2025", "1.0.2025", "1.1.25",
		"1/31/2025", "2025-01-31x", "2025-01-31 25:00", "2025-01-31 13", "2025-01-31 13:60", "2025-01-31T13:45:60",
		"31.1/2025", "20251301", "202501311", "0001-01-01", "0205-01-31", "9", "45688", "31.1.2025 klo", "2025-01-31T13:45:10+2",
		"2025-01-31T13:45:10.", "12:30", "tammikuu 2025", "2025-01-31 13:45 klo", "-1.1.2025",
	} {
		if got, ok := parseTime(s, false); ok {
			t.Errorf("parseTime(%q) = %v, want none", s, got)
		}
	}
	if got, ok := parseTime("1/31/2025", true); !ok || !got.Equal(at(2025, 1, 31, 0, 0, 0, 0)) {
		t.Errorf("month first: %v, %t", got, ok)
	}
	if _, ok := parseTime("31/1/2025", true); ok {
		t.Error("month first: took 31 for a month")
	}
}

// TestParseTimeAgainstTime compares with the standard library on every day of a leap cycle.
func TestParseTimeAgainstTime(t *testing.T) {
	for day := time.Date(2023, 12, 31, 23, 59, 58, 0, time.UTC); day.Year() < 2029; day = day.AddDate(0, 0, 1) {
		for _, layout := range []string{time.RFC3339, time.DateTime, "2.1.2006 15.04.05", "02/01/2006 15:04:05"} {
			if got, ok := parseTime(day.Format(layout), false); !ok || !got.Equal(day) {
				t.Fatalf("parseTime(%q) = %v, %t", day.Format(layout), got, ok)
			}
		}
	}
}

// The expected dates are those that Excel shows for the numbers.
func TestExcelTime(t *testing.T) {
	tests := []struct {
		serial   float64
		from1904 bool
		want     string
	}{
		{1, false, "1900-01-01T00:00:00Z"},
		{59, false, "1900-02-28T00:00:00Z"},
		{61, false, "1900-03-01T00:00:00Z"},
		{45688, false, "2025-01-31T00:00:00Z"},
		{45688.5, false, "2025-01-31T12:00:00Z"},
		{45716.99998842592, false, "2025-02-28T23:59:59Z"},
		{44226, true, "2025-01-31T00:00:00Z"},
	}
	for _, test := range tests {
		got, ok := excelTime(test.serial, test.from1904)
		if !ok || got.Format(time.RFC3339Nano) != test.want {
			t.Errorf("excelTime(%v, %t) = %v, %t, want %s", test.serial, test.from1904, got, ok, test.want)
		}
	}
	for _, serial := range []float64{-1, 0, 0.5, 2958466, 1e300} {
		if got, ok := excelTime(serial, false); ok {
			t.Errorf("excelTime(%v) = %v, want none", serial, got)
		}
	}
}

func TestCutTo(t *testing.T) {
	for _, test := range []struct{ s, want string }{{"abc", "abc"}, {"abcd", "abc"}, {"abä", "ab"}, {"ä€", "ä"}, {"", ""}} {
		if got := cutTo(test.s, 3); got != test.want {
			t.Errorf("cutTo(%q, 3) = %q, want %q", test.s, got, test.want)
		}
	}
}
