package redact

import (
	"os"
	"strings"
	"testing"
)

// TestDev checks the texts that the rules were made with: every span found, nothing else.
func TestDev(t *testing.T) {
	data, err := os.ReadFile("testdata/dev.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == '?' {
			continue
		}
		texts++
		text, want := parseMarked(strings.ReplaceAll(line, `\n`, "\n"))
		got, spans := Text(text)
		if err := check(text, got, spans); err != "" {
			t.Errorf("%q: %s", text, err)
		}
		if !sameSpans(spans, want) {
			t.Errorf("%s\n got %s", line, marked(text, spans))
		}
	}
	if texts < 200 {
		t.Errorf("%d texts", texts)
	}
}

// parseMarked takes the marks out of a text: {KIND ...}.
func parseMarked(line string) (text string, spans []Span) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(line, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), spans
		}
		kind, rest, _ := strings.Cut(rest, " ")
		value, rest, _ := strings.Cut(rest, "}")
		span := Span{Start: b.Len(), End: b.Len() + len(value), Staff: kind == "STAFF"}
		if span.Staff {
			kind = "NAME"
		}
		if err := span.Kind.UnmarshalText([]byte(strings.ToLower(kind))); err != nil {
			panic(line)
		}
		spans = append(spans, span)
		b.WriteString(value)
		line = rest
	}
}

// marked is the reverse of parseMarked.
func marked(text string, spans []Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		kind := strings.ToUpper(s.Kind.String())
		if s.Staff {
			kind = "STAFF"
		}
		b.WriteString(text[at:s.Start] + "{" + kind + " " + text[s.Start:s.End] + "}")
		at = s.End
	}
	return b.String() + text[at:]
}

// sameSpans compares without confidence.
func sameSpans(a, b []Span) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i], b[i]
		x.Confidence, y.Confidence = 0, 0
		if x != y {
			return false
		}
	}
	return true
}
