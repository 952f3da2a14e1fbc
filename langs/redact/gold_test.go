package redact

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// goal is what must be reached on the gold set, in percent.
type goal struct{ recall, precision int }

var goals = [...]goal{
	PersonalID: {100, 100}, Phone: {98, 100}, Email: {100, 98}, IBAN: {100, 100}, Name: {93, 97}, Address: {97, 100}, URL: {95, 100}, Plate: {100, 100}, Handle: {100, 100}, Personnummer: {100, 100},
}

// TestGold measures recall and precision on testdata/gold, from which no rule and no list is drawn. A span counts as found
// when all of it is masked, under whatever kind; a mask counts as right when it touches a span of any kind. Texts with a
// number, an address or a page of a service, which is none of a person's, are counted apart.
func TestGold(t *testing.T) {
	file, err := os.Open("testdata/gold/gold.jsonl")
	if err != nil {
		t.Skip("no gold set: ", err)
	}
	defer file.Close()
	var people, services score
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var g goldText
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		s := &people
		if strings.HasPrefix(g.Note, "service") {
			s = &services
		}
		got, spans := Text(g.Text)
		if err := check(g.Text, got, spans); err != "" {
			t.Error(err)
		}
		s.add(t, g, spans)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for kind := range kinds {
		p, s := people[kind], services[kind]
		t.Logf("%-12s %3d of %3d masked in full; %3d of %3d masks right; of services %d masks", Kind(kind), p.found, p.gold, p.right, p.masks, s.masks-s.right)
		if g := goals[kind]; p.found*100 < p.gold*g.recall || p.right*100 < p.masks*g.precision {
			t.Errorf("%s: recall below %d %% or precision below %d %%", Kind(kind), g.recall, g.precision)
		}
	}
	t.Logf("names of staff: %d of %d said to be so, %d others", people[Name].staff, people[Name].goldStaff, people[Name].notStaff)
	t.Logf("inflected names: %d of %d masked in full", people[Name].inflected, people[Name].goldInflected)
}

type goldText struct {
	Text, Note, Language string
	Spans                []struct {
		Start, End       int
		Kind, Role, Text string
	}
}

// score holds the counts of each kind.
type score [len(kinds)]struct {
	found, gold, right, masks, staff, goldStaff, notStaff, inflected, goldInflected int
}

func (c *score) add(t *testing.T, g goldText, spans []Span) {
	masked := make([]bool, len(g.Text))
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			masked[i] = true
		}
	}
	touched, staff := make([]bool, len(g.Text)), make([]bool, len(g.Text))
	for _, want := range g.Spans {
		var kind Kind
		if err := kind.UnmarshalText([]byte(strings.ToLower(want.Kind))); err != nil {
			t.Fatal(err)
		}
		whole := true
		for i := want.Start; i < want.End; i++ {
			whole = whole && masked[i]
			touched[i] = true
			staff[i] = want.Role == "staff"
		}
		k := &c[kind]
		k.gold++
		if whole {
			k.found++
		}
		if want.Role == "staff" {
			k.goldStaff++
		}
		if kind == Name && g.Language == "fi" && isInflected(want.Text) {
			k.goldInflected++
			if whole {
				k.inflected++
			}
		}
	}
	for _, s := range spans {
		k := &c[s.Kind]
		k.masks++
		for i := s.Start; i < s.End; i++ {
			if touched[i] {
				k.right++
				if s.Staff && staff[i] {
					k.staff++
				} else if s.Staff {
					k.notStaff++
				}
				break
			}
		}
	}
}

// isInflected reports whether a Finnish name ends as an inflected one does. Few names do so in their base form.
func isInflected(name string) bool {
	for _, ending := range strings.Fields("n lle lta ltä lla llä ssa ssä sta stä ta tä ksi na nä") {
		if strings.HasSuffix(strings.ToLower(name), ending) && !strings.HasSuffix(name, "nen") {
			return true
		}
	}
	return false
}
