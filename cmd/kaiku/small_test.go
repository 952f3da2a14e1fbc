package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file may have too few texts for any topic, or none that says something.
func TestReportOfFewTexts(t *testing.T) {
	for name, rows := range map[string]string{
		"nothing said": "ei mitään,9\n",
		"two texts":    "hyvä palvelu,9\njono oli pitkä,3\n",
		"five texts":   "hyvä palvelu,9\njono oli pitkä,3\nruoka oli kylmää,2\nok,8\nhoitaja oli ystävällinen,10\n",
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "few.csv")
			if err := os.WriteFile(file, []byte("text,score\n"+rows), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := cli(t, "", "report", file, "-o", filepath.Join(t.TempDir(), "few.html"))
			if err != nil || !strings.Contains(out, "0 topics") {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}
