package rpc

import (
	"fmt"
	"time"

	"github.com/kaiku-analytics/kaiku/index"
	"github.com/kaiku-analytics/kaiku/langs"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/protobuf/types/known/timestamppb"
)

const (
	maxTexts  = 1000
	maxIDs    = 10_000
	maxPage   = 1000
	maxQuery  = 10_000 // bytes
	maxWhy    = 1000   // bytes
	pageSize  = 10
	batchSize = 1000 // of a stream's answers
)

// language turns a message's language into the library's; both enumerate them alike.
func language(v *violations, field string, l kaikuv1.Language) langs.Language {
	if _, known := kaikuv1.Language_name[int32(l)]; !known {
		v.add(field, "%d: expected a Language", l)
		return langs.Undetermined
	}
	return langs.Language(l)
}

// choice checks that a value is one of an enumeration's.
func choice[E ~int32](v *violations, field string, value E, names map[int32]string) {
	if _, known := names[int32(value)]; !known {
		v.add(field, "%d: expected one of its values", value)
	}
}

// moment turns a message's time into the library's; none is zero.
func moment(v *violations, field string, t *timestamppb.Timestamp) time.Time {
	if t == nil {
		return time.Time{}
	}
	if t.CheckValid() != nil {
		v.add(field, "expected a time of the years 1 to 9999, with 0 to 999999999 nanoseconds")
		return time.Time{}
	}
	return t.AsTime()
}

func timestamp(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}

// ids checks ids.
func ids(v *violations, field string, list []string, least, most int) []string {
	v.count(field, len(list), least, most)
	for i, id := range list {
		if id == "" {
			v.add(fmt.Sprintf("%s[%d]", field, i), "empty: expected an id")
		}
	}
	return list
}

func filter(v *violations, field string, f *kaikuv1.Filter) index.Filter {
	var out index.Filter
	if f == nil {
		return out
	}
	v.count(field+".fields", len(f.Fields), 0, 100)
	seen := map[string]bool{}
	for i, want := range f.Fields {
		at := fmt.Sprintf("%s.fields[%d]", field, i)
		if want.Name == "" || seen[want.Name] {
			v.add(at+".name", "%.40q: expected a name, each once", want.Name)
		}
		seen[want.Name] = true
		v.count(at+".values", len(want.Values), 1, 1000)
		for n, value := range want.Values {
			if value == "" {
				v.add(fmt.Sprintf("%s.values[%d]", at, n), "empty: expected a value")
			}
		}
		out.Fields = append(out.Fields, index.FieldFilter{Name: want.Name, Values: want.Values})
	}
	v.count(field+".languages", len(f.Languages), 0, 5)
	for i, l := range f.Languages {
		out.Languages = append(out.Languages, language(v, fmt.Sprintf("%s.languages[%d]", field, i), l))
	}
	out.From, out.To = moment(v, field+".from", f.From), moment(v, field+".to", f.To)
	if len(f.Ids) > 0 {
		out.IDs = ids(v, field+".ids", f.Ids, 0, maxIDs)
	}
	return out
}

func document(d *index.Doc) *kaikuv1.Document {
	out := &kaikuv1.Document{Id: d.ID, Text: d.Text, Language: kaikuv1.Language(d.Language), Time: timestamp(d.Time)}
	for _, field := range d.Fields {
		out.Fields = append(out.Fields, &kaikuv1.Field{Name: field.Name, Value: field.Value})
	}
	return out
}
