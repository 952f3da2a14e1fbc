package access

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/index/store/disk"
)

// scopes reads scopes that are known to be right.
func scopes(t testing.TB, words string) Scopes {
	t.Helper()
	set, err := ParseScopes(strings.Split(words, ","))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// issue makes a token that does not expire.
func issue(t testing.TB, file, words string) (secret, id string) {
	t.Helper()
	secret, token, err := Issue(t.Context(), file, "of "+words, scopes(t, words), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return secret, token.ID
}

func TestIssueListRevoke(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "tokens.json")
	expires := time.Date(2126, 1, 2, 0, 0, 0, 0, time.FixedZone("", 7200))
	secret, made, err := Issue(t.Context(), file, "reporting", scopes(t, "read,admin"), expires)
	if err != nil || !regexp.MustCompile(`^kaiku_`+made.ID+`_[A-Za-z0-9_-]{43}$`).MatchString(secret) {
		t.Fatalf("%q, %v", secret, err)
	}
	other, id := issue(t, file, "erase")
	if other == secret || id == made.ID {
		t.Error("two tokens are alike")
	}
	content, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(content), secret[len(secret)-43:]) {
		t.Errorf("the file holds the secret: %v", err)
	}
	info, _ := os.Stat(file)
	if ownersAlone(info.Mode()) != nil {
		t.Errorf("mode %v", info.Mode())
	}

	revoked, err := Revoke(t.Context(), file, id)
	if err != nil || revoked.InForce(time.Now()) {
		t.Fatalf("%+v, %v", revoked, err)
	}
	if again, err := Revoke(t.Context(), file, id); err != nil || again != revoked {
		t.Errorf("revoked again: %+v, %v", again, err)
	}
	list, err := List(file)
	if err != nil || len(list) != 2 || list[0].Name != "reporting" || !list[0].Expires.Equal(expires) || !list[0].InForce(time.Now()) || list[1] != revoked {
		t.Errorf("%+v, %v", list, err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(left) != 2 || left[1] != file+".lock" {
		t.Errorf("files %q", left)
	}
}

func TestIssueAndRevokeRefuse(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "tokens.json")
	read := scopes(t, "read")
	for name, try := range map[string]func() error{
		"no name": func() error { _, _, err := Issue(t.Context(), file, "", read, time.Time{}); return err },
		"long name": func() error {
			_, _, err := Issue(t.Context(), file, strings.Repeat("a", 101), read, time.Time{})
			return err
		},
		"not UTF-8": func() error { _, _, err := Issue(t.Context(), file, "a\xe4", read, time.Time{}); return err },
		"no scope":  func() error { _, _, err := Issue(t.Context(), file, "a", 0, time.Time{}); return err },
		"is over":   func() error { _, _, err := Issue(t.Context(), file, "a", read, time.Now().Add(-time.Hour)); return err },
		"no folder": func() error {
			_, _, err := Issue(t.Context(), filepath.Join(dir, "a", "b"), "a", read, time.Time{})
			return err
		},
		"no file":      func() error { _, err := Revoke(t.Context(), file, "0a1b2c3d4e5f"); return err },
		"none to list": func() error { _, err := List(file); return err },
	} {
		if try() == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	secret, _ := issue(t, file, "read")
	if _, err := Revoke(t.Context(), file, secret[:30]); err == nil || strings.Contains(err.Error(), secret[7:25]) {
		t.Errorf("a token in place of its id: %v", err)
	}
	os.WriteFile(file, []byte("damaged"), 0o600)
	if _, _, err := Issue(t.Context(), file, "a", read, time.Time{}); err == nil {
		t.Error("a damaged file was written over")
	}
}

func TestEditsFollowEachOther(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens.json")
	os.WriteFile(file+".new", []byte("of an interrupted edit"), 0o644)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 5 {
				if _, _, err := Issue(t.Context(), file, "a", Scopes(1<<Read), time.Time{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if list, err := List(file); err != nil || len(list) != 20 {
		t.Errorf("%d tokens, %v", len(list), err)
	}

	lock, err := disk.OS().Lock(file + ".lock")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Issue(ctx, file, "a", Scopes(1<<Read), time.Time{}); err == nil || !strings.Contains(err.Error(), "is held by process") {
		t.Errorf("while another holds the lock: %v", err)
	}
}

func TestEditFollowsALink(t *testing.T) {
	file, link := filepath.Join(t.TempDir(), "tokens.json"), filepath.Join(t.TempDir(), "link")
	issue(t, file, "read")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	issue(t, link, "read")
	if list, err := List(file); err != nil || len(list) != 2 {
		t.Errorf("%d tokens, %v", len(list), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() {
		t.Errorf("the link became a file: %v", err)
	}
}
