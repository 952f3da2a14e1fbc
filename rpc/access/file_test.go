package access

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

// The text of a token and its SHA-256 by coreutils: printf %s TOKEN | sha256sum.
const (
	knownToken = prefix + "0a1b2c3d4e5f_" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	knownSum   = "315df7dc812fc33d8d83f128a84109d6b816bd2d6b5d6a739ccd46973179bcac"
)

const knownFile = `{"format": "kaiku tokens", "version": 1, "tokens": [
  {"id": "0a1b2c3d4e5f", "name": "intake, Pirha", "scopes": ["erase", "read"], "sha256": "` + knownSum + `",
   "made": "2026-01-02T03:04:05Z", "expires": "2126-01-02T00:00:00+02:00"},
  {"id": "ffffffffffff", "name": "ä", "scopes": ["admin"], "sha256": "` + knownSum + `",
   "made": "2026-01-02T03:04:05Z", "revoked": "2026-01-02T03:04:05Z"}
]}
`

func TestParse(t *testing.T) {
	entries, err := parse([]byte(knownFile))
	if err != nil || len(entries) != 2 {
		t.Fatalf("%v, %v", entries, err)
	}
	first, second := entries[0], entries[1]
	if first.ID != "0a1b2c3d4e5f" || first.Name != "intake, Pirha" || first.Scopes.String() != "read,erase" ||
		!first.Made.Equal(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)) || !first.Revoked.IsZero() {
		t.Errorf("%+v", first)
	}
	expires := time.Date(2126, 1, 1, 22, 0, 0, 0, time.UTC)
	if !first.InForce(expires.Add(-1)) || first.InForce(expires) || second.InForce(expires.Add(-1)) {
		t.Error("the times are not kept")
	}
}

func TestParseRefuses(t *testing.T) {
	for name, change := range map[string][3]string{ // what is replaced, by what, and what the error says
		"not JSON":              {`{"format"`, `format`, "at byte"},
		"more after it":         {"]}\n", "]} {}", "expected the end"},
		"not UTF-8":             {"ä", "\xe4", "UTF-8"},
		"unknown member":        {`"revoked"`, `"revoekd"`, "revoekd"},
		"unknown member on top": {`"version"`, `"more": 1, "version"`, "more"},
		"another format":        {"kaiku tokens", "tokens", `format "tokens": expected`},
		"another version":       {`"version": 1`, `"version": 2`, "version 2: expected 1"},
		"no version":            {`"version": 1,`, ``, "version 0: expected 1"},
		"version as a string":   {`"version": 1`, `"version": "1"`, "version"},
		"tokens as an object": {`[
  {`, `{"a": {`, "at byte"},
		"short id":     {`"0a1b2c3d4e5f"`, `"0a1b2c3d4e5"`, `token 1: id "0a1b2c3d4e5": expected 12`},
		"capital id":   {`"0a1b2c3d4e5f"`, `"0A1b2c3d4e5f"`, "token 1: id"},
		"token as id":  {`"0a1b2c3d4e5f"`, `"` + knownToken + `"`, `token 1: id "kaiku_..."`},
		"id twice":     {"ffffffffffff", "0a1b2c3d4e5f", `token 2: id "0a1b2c3d4e5f" is there twice`},
		"no name":      {`"name": "ä",`, ``, "token 2: name"},
		"long name":    {`"ä"`, `"` + strings.Repeat("ä", 101) + `"`, "token 2: name"},
		"control":      {`"ä"`, `"a\u000ab"`, "token 2: name"},
		"no scope":     {`["admin"]`, `[]`, "token 2: no scope"},
		"null scopes":  {`["admin"]`, `null`, "token 2: no scope"},
		"public":       {`["admin"]`, `["public"]`, `token 2: scope "public": expected`},
		"empty scope":  {`["admin"]`, `[""]`, `token 2: scope ""`},
		"scope twice":  {`["admin"]`, `["admin", "admin"]`, "twice"},
		"short sum":    {knownSum, knownSum[1:], "sha256: expected 64"},
		"capital sum":  {knownSum, strings.ToUpper(knownSum), "sha256: expected 64"},
		"no time":      {`"made": "2026-01-02T03:04:05Z", "revoked"`, `"revoked"`, "token 2: made"},
		"not a time":   {`"made": "2026-01-02T03:04:05Z", "revoked"`, `"made": "yesterday", "revoked"`, "at byte"},
		"over before":  {"2126-01-02T00:00:00+02:00", "2026-01-02T03:04:05Z", "token 1: expires 2026-01-02T03:04:05Z: expected a time after made"},
		"zero expiry":  {"2126-01-02T00:00:00+02:00", "0001-01-01T00:00:00Z", "token 1: expires"},
		"zero revoked": {`"revoked": "2026-01-02T03:04:05Z"`, `"revoked": "0001-01-01T00:00:00Z"`, "token 2: revoked"},
	} {
		content := strings.Replace(knownFile, change[0], change[1], 1)
		if content == knownFile {
			t.Fatalf("%s: nothing to replace", name)
		}
		_, err := parse([]byte(content))
		if err == nil || !strings.Contains(err.Error(), change[2]) || len(err.Error()) > 300 {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "AAAA") {
			t.Errorf("%s: the error holds a secret: %v", name, err)
		}
	}
	if _, err := parse(make([]byte, maxFile+1)); err == nil {
		t.Error("a large file was read")
	}
}

func TestReadFileRefusesWhatOthersCanRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the system has no such modes")
	}
	file := filepath.Join(t.TempDir(), "tokens.json")
	if err := os.WriteFile(file, []byte(knownFile), 0o600); err != nil {
		t.Fatal(err)
	}
	for mode, ok := range map[os.FileMode]bool{0o600: true, 0o400: true, 0o700: true, 0o640: false, 0o604: false, 0o620: false, 0o666: false, 0o601: false} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := readFile(file); (err == nil) != ok {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
	if _, err := readFile(filepath.Dir(file)); err == nil {
		t.Error("a directory was read")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(knownFile))
	f.Add([]byte(`{"format":"kaiku tokens","version":1,"tokens":null}`))
	f.Add([]byte(`{"format":"kaiku tokens","version":1,"tokens":[{"id":"0a1b2c3d4e5f","expires":null}]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		entries, err := parse(content)
		if err != nil {
			if len(err.Error()) > 400 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		written, err := format(entries)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parse(written)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		for i := range entries {
			a, b := &entries[i], &again[i]
			if !a.Made.Equal(b.Made) || !a.Expires.Equal(b.Expires) || !a.Revoked.Equal(b.Revoked) {
				t.Errorf("the times of %+v became %+v", a, b)
			}
			a.Made, a.Expires, a.Revoked = b.Made, b.Expires, b.Revoked // locations may differ
		}
		if len(entries) > 0 && !reflect.DeepEqual(entries, again) {
			t.Errorf("%+v became %+v", entries, again)
		}
	})
}

func TestBearer(t *testing.T) {
	for value, ok := range map[string]bool{
		"Bearer " + knownToken:       true,
		"bearer " + knownToken:       true,
		"BEARER   " + knownToken:     true,
		"Bearer\t" + knownToken:      false,
		"Bearer" + knownToken:        false,
		knownToken:                   false,
		"Basic " + knownToken:        false,
		"Bearer " + knownToken + " ": false,
		"Bearer " + knownToken[1:]:   false,
		"Bearer " + knownToken + "A": false,
		"Bearer " + strings.Replace(knownToken, "kaiku_", "kaiko_", 1): false,
		"Bearer " + strings.Replace(knownToken, "0a1b", "0A1b", 1):     false,
		"Bearer " + strings.Replace(knownToken, "5f_", "5fA", 1):       false,
		"Bearer":  false,
		"Bearer ": false,
		"":        false,
	} {
		token, id, got := bearer([]string{value})
		if got != ok || ok && (token != knownToken || id != "0a1b2c3d4e5f") {
			t.Errorf("%q: %q, %q, %t", value, token, id, got)
		}
	}
	for _, values := range [][]string{nil, {"Bearer " + knownToken, "Bearer " + knownToken}} {
		if _, _, ok := bearer(values); ok {
			t.Errorf("%q is taken", values)
		}
	}
}

func FuzzBearer(f *testing.F) {
	f.Add("Bearer " + knownToken)
	f.Add("Basic dXNlcjpwYXNz")
	f.Fuzz(func(t *testing.T, value string) {
		token, id, ok := bearer([]string{value})
		if !ok {
			return
		}
		if !strings.HasSuffix(value, " "+token) || !strings.HasPrefix(token, "kaiku_"+id+"_") || len(token) != 62 {
			t.Errorf("%q: token %q, id %q", value, token, id)
		}
	})
}

func TestScopes(t *testing.T) {
	all, err := ParseScopes([]string{"admin", "erase", "write", "read", "figures"})
	if err != nil || all.String() != "figures,read,write,erase,admin" {
		t.Errorf("%s, %v", all, err)
	}
	for _, one := range []Scope{Figures, Read, Write, Erase, Admin} {
		set, err := ParseScopes([]string{one.String()})
		if err != nil {
			t.Fatal(err)
		}
		for s := range Scope(255) { // none includes another, and neither what asks for nothing nor what is not a scope
			if set.Has(s) != (s == one) {
				t.Errorf("%s has %d: %t", set, s, set.Has(s))
			}
			if set.Allows(s) != (s == one || one == Read && s == Figures) {
				t.Errorf("%s allows %d: %t", set, s, set.Allows(s))
			}
		}
	}
}
