package index

import (
	"slices"

	"github.com/kaiku-analytics/kaiku/langs"
)

// Match reports whether the filter lets d pass. It is the definition that every Searcher follows. Its cost is linear in
// the values and IDs of the filter.
func (f *Filter) Match(d *Doc) bool {
	return f.MatchTime(d) && f.MatchLanguage(d.Language) && f.MatchFields(d.Fields) &&
		(f.IDs == nil || slices.Contains(f.IDs, d.ID))
}

// MatchTime reports whether the filter's From and To let d pass.
func (f *Filter) MatchTime(d *Doc) bool {
	if f.From.IsZero() && f.To.IsZero() {
		return true
	}
	return !d.Time.IsZero() && (f.From.IsZero() || !d.Time.Before(f.From)) && (f.To.IsZero() || d.Time.Before(f.To))
}

// MatchLanguage reports whether the filter's Languages let a document in language l pass.
func (f *Filter) MatchLanguage(l langs.Language) bool {
	return len(f.Languages) == 0 || slices.Contains(f.Languages, l)
}

// MatchFields reports whether the filter's Fields let a document with these fields pass.
func (f *Filter) MatchFields(fields []Field) bool {
	for i := range f.Fields {
		want := &f.Fields[i]
		if !slices.ContainsFunc(fields, func(have Field) bool {
			return have.Name == want.Name && have.Value != "" && slices.Contains(want.Values, have.Value)
		}) {
			return false
		}
	}
	return true
}

// Empty reports whether the filter lets everything pass.
func (f *Filter) Empty() bool {
	return len(f.Fields) == 0 && len(f.Languages) == 0 && f.From.IsZero() && f.To.IsZero() && f.IDs == nil
}
