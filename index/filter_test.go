package index

import (
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/langs"
)

func TestFilter(t *testing.T) {
	noon := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	d := Doc{ID: "a", Language: langs.Finnish, Time: noon, Fields: []Field{{"channel", ""}, {"unit", "x"}}}
	undated := d
	undated.Time = time.Time{}
	for name, test := range map[string]struct {
		f    Filter
		d    Doc
		want bool
	}{
		"zero":             {Filter{}, d, true},
		"value":            {Filter{Fields: []FieldFilter{{"unit", []string{"y", "x"}}}}, d, true},
		"other value":      {Filter{Fields: []FieldFilter{{"unit", []string{"y"}}}}, d, false},
		"no values":        {Filter{Fields: []FieldFilter{{"unit", nil}}}, d, false},
		"empty value":      {Filter{Fields: []FieldFilter{{"channel", []string{""}}}}, d, false},
		"missing field":    {Filter{Fields: []FieldFilter{{"group", []string{""}}}}, d, false},
		"both must pass":   {Filter{Fields: []FieldFilter{{"unit", []string{"x"}}, {"channel", []string{"sms"}}}}, d, false},
		"language":         {Filter{Languages: []langs.Language{langs.Swedish, langs.Finnish}}, d, true},
		"other language":   {Filter{Languages: []langs.Language{langs.Swedish}}, d, false},
		"from is included": {Filter{From: noon}, d, true},
		"to is excluded":   {Filter{To: noon}, d, false},
		"within":           {Filter{From: noon.Add(-1), To: noon.Add(1)}, d, true},
		"no time":          {Filter{From: noon}, undated, false},
		"id":               {Filter{IDs: []string{"b", "a"}}, d, true},
		"no id":            {Filter{IDs: []string{}}, d, false},
	} {
		if got := test.f.Match(&test.d); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
