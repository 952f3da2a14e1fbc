package feedback_test

import (
	"reflect"
	"testing"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
)

func TestJSONL(t *testing.T) {
	const content = `{"ID": 7, "NPS": 9.0, "text": "a \"b\"\n\u00e4\ud83d\ude00", "tags": ["x", {"y": "}"}], "ok": true}
[1, 2]
{"ID": 8, "text": "ä", "late": "l"} trailing
  {"ID":8 , "text" : "x\u0000y" ,"late":-1.50e2,"NPS":null, "late": "last"}  ` + "\r" + `
{"ID": "9", "text": "half \ud83d", "kommentti": "k"}
{}
`
	r := open(t, "x.jsonl", content, feedback.Options{})
	got, q := collect(t, r), r.Quality()
	nine, _ := feedback.NewScore(9)
	extra := func(tags, ok, late string) []feedback.Field {
		return []feedback.Field{{Name: "tags", Value: tags}, {Name: "ok", Value: ok}, {Name: "late", Value: late}}
	}
	want := []feedback.Record{
		{ID: "7#1", Score: nine, Question: "text", Text: "a \"b\"\nä😀", Extra: extra(`["x", {"y": "}"}]`, "true", "")},
		{ID: "8#1", Question: "text", Text: "xy", Extra: extra("", "", "last")},
		{ID: "9#1", Question: "text", Text: "half \ufffd", Extra: extra("", "", "")},
		{ID: "9#2", Question: "kommentti", Text: "k", Extra: extra("", "", "")},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	var problems []string
	for _, p := range q.Problems {
		problems = append(problems, p.String())
	}
	wantProblems := []string{
		"line 2: syntax: expected a JSON object",
		"line 3: syntax: expected a JSON object",
		`line 5, column "text": encoding: expected text in utf-8`,
		"line 6: nothing: expected a text or a score",
	}
	if !reflect.DeepEqual(problems, wantProblems) {
		t.Errorf("problems %q, want %q", problems, wantProblems)
	}
	if q.RepairedNUL != 1 || q.Rows != 6 || q.Rejected != 3 {
		t.Errorf("quality %+v", q)
	}
}
