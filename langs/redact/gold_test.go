package redact

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestGold measures recall and precision on testdata/gold, from which no rule is drawn. A span counts as found when all
// of it is masked, under whatever kind; a mask counts as right when it touches a span of any kind.
func TestGold(t *testing.T) {
	file, err := os.Open("testdata/gold/gold.jsonl")
	if err != nil {
		t.Skip("no gold set: ", err)
	}
	defer file.Close()
	type gold struct {
		Text  string
		Spans []struct {
			Start, End int
			Kind       string
		}
	}
	found, all := map[string]int{}, map[string]int{}
	var right, masks [len(kinds)]int
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var g gold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		got, spans := Text(g.Text)
		if err := check(g.Text, got, spans); err != "" {
			t.Error(err)
		}
		masked := make([]bool, len(g.Text))
		for _, s := range spans {
			masks[s.Kind]++
			for i := s.Start; i < s.End; i++ {
				masked[i] = true
			}
		}
		touched := make([]bool, len(g.Text))
		for _, want := range g.Spans {
			all[want.Kind]++
			whole := true
			for i := want.Start; i < want.End; i++ {
				whole = whole && masked[i]
				touched[i] = true
			}
			if whole {
				found[want.Kind]++
			}
		}
		for _, s := range spans {
			for i := s.Start; i < s.End; i++ {
				if touched[i] {
					right[s.Kind]++
					break
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for k, name := range kinds {
		gold := strings.ToUpper(name)
		t.Logf("%-5s %3d of %3d masked in full; %3d of %3d masks right", name, found[gold], all[gold], right[k], masks[k])
		if all[gold] == 0 || found[gold]*10 < all[gold]*9 || right[k]*10 < masks[k]*9 {
			t.Errorf("%s: recall or precision below 90 %%", name)
		}
	}
}
