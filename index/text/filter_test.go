package text

import (
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/kaiku-analytics/kaiku/langs"
)

func TestLemmaFilter(t *testing.T) {
	for _, test := range []struct {
		language langs.Language
		config   map[string]any
		word     string
		want     []string
	}{
		{langs.Finnish, nil, "hoitajien", []string{"hoitaja"}},
		{langs.Finnish, map[string]any{"parts": true}, "hammaslääkärille", []string{"hammaslääkäri", "hammas", "lääkäri"}},
		{langs.Finnish, map[string]any{"parts": true}, "hoitajien", []string{"hoitaja"}},
		{langs.Swedish, map[string]any{"parts": true}, "hemtjänsten", []string{"hemtjänst", "hem", "tjänst"}},
		{langs.English, nil, "appointments", []string{"appointment"}},
	} {
		cache := registry.NewCache()
		filter, err := cache.DefineTokenFilter("f", config(test.language, test.config))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tok := range filter.Filter(analysis.TokenStream{{Term: []byte(test.word), End: len(test.word), Position: 1}}) {
			got = append(got, string(tok.Term))
			if tok.Position != 1 || tok.End != len(test.word) {
				t.Errorf("%s: token %+v is not at the word's place", test.word, tok)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.word, got, test.want)
		}
	}
	if _, err := registry.NewCache().DefineTokenFilter("f", config(langs.Finnish, map[string]any{"parts": "yes"})); err == nil {
		t.Error("parts: yes is no error")
	}
}

func config(l langs.Language, more map[string]any) map[string]any {
	c := map[string]any{"type": FilterName(l)}
	for key, value := range more {
		c[key] = value
	}
	return c
}
