package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestToken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens.json")
	out, err := cli(t, "", "token", "new", file, "--name", "reporting", "--scopes", "read")
	secret := strings.TrimSuffix(out, "\n")
	if err != nil || len(secret) != 62 || !strings.HasPrefix(secret, "kaiku_") {
		t.Fatalf("%q, %v", out, err)
	}
	out, err = cli(t, "", "token", "new", file, "--name", "intake", "--scopes", "write,read", "--expires", "2126-01-31", "--json")
	var made struct {
		Token, ID, Name, Expires string
		Scopes                   []string
	}
	if err != nil || json.Unmarshal([]byte(out), &made) != nil || !strings.HasPrefix(made.Token, "kaiku_"+made.ID+"_") || made.Expires != "2126-01-31T00:00:00Z" || strings.Join(made.Scopes, " ") != "read write" {
		t.Fatalf("%s, %v", out, err)
	}

	content, err := os.ReadFile(file)
	sum := sha256.Sum256([]byte(secret))
	if err != nil || !strings.Contains(string(content), hex.EncodeToString(sum[:])) {
		t.Errorf("the file has not the token's sum: %s, %v", content, err)
	}
	id := secret[6:18]
	if out, err = cli(t, "", "token", "list", file); err != nil || !strings.Contains(out, id+"  read ") || !strings.Contains(out, "until 2126-01-31T00:00:00Z  intake\n") {
		t.Errorf("%s, %v", out, err)
	}
	if out, err = cli(t, "", "token", "revoke", file, id); err != nil || !strings.Contains(out, id) || !strings.Contains(out, "revoked 20") || strings.Contains(out, made.ID) {
		t.Errorf("%s, %v", out, err)
	}
	out, err = cli(t, "", "token", "list", file, "--json")
	var list []struct {
		ID      string
		InForce bool `json:"in_force"`
	}
	if err != nil || json.Unmarshal([]byte(out), &list) != nil || len(list) != 2 || list[0].ID != id || list[0].InForce || !list[1].InForce {
		t.Errorf("%s, %v", out, err)
	}
	requireNone(t, "the list", out+string(content), []string{secret[19:], made.Token[19:]})

	for _, words := range [][]string{
		{"new", file, "--scopes", "read"}, {"new", file, "--name", "a"}, {"new", file, "--name", "a", "--scopes", "all"},
		{"new", file, "--name", "a", "--scopes", "read", "--expires", "tomorrow"},
		{"new", file, "--name", "a", "--scopes", "read", "--expires", "2026-01-01"}, {"new"}, {"list"}, {"revoke", file},
	} {
		var usage usageError
		if _, err := cli(t, "", append([]string{"token"}, words...)...); !errors.As(err, &usage) {
			t.Errorf("%q: %v, want a usage error", words, err)
		}
	}
	if _, err := cli(t, "", "token", "revoke", file, secret); err == nil || strings.Contains(err.Error(), secret[19:29]) {
		t.Errorf("a token in place of its id: %v", err)
	}
	if _, err := cli(t, "", "token", "list", file+"x"); err == nil || !strings.Contains(err.Error(), "kaiku token new") {
		t.Errorf("no file: %v", err)
	}
}
