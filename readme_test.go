package kaiku_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeLinks checks that what the README points to within the repository is there.
func TestReadmeLinks(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllSubmatch(readme, -1) {
		if target := string(link[1]); !strings.Contains(target, "://") {
			if _, err := os.Stat(target); err != nil {
				t.Errorf("link %s: %v", target, err)
			}
		}
	}
}
