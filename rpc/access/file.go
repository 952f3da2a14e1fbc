package access

// The file of tokens is JSON in UTF-8, at most 16 MiB:
//
//	{
//	  "format": "kaiku tokens",
//	  "version": 1,
//	  "tokens": [
//	    {
//	      "id": "0a1b2c3d4e5f",                  12 hexadecimal digits in lower case, no two alike
//	      "name": "reporting, Pirha",            1 to 100 characters, none of them a control character
//	      "scopes": ["read"],                    of figures, read, write, erase and admin, each at most once
//	      "sha256": "9f86d081884c7d65...",       64 hexadecimal digits in lower case: SHA-256 of the whole token's text
//	      "made": "2026-11-22T10:00:00Z",        RFC 3339
//	      "expires": "2027-11-22T00:00:00Z",     RFC 3339, after made; absent: never
//	      "revoked": "2026-12-01T08:30:00Z"      RFC 3339; absent: it is in force
//	    }
//	  ]
//	}
//
// A member that is not named here is an error, so that no misspelled "expires" leaves a token in force for ever; so is
// another version. A revoked token stays in the file, so that its id in the audit keeps its name.
//
// The token itself is "kaiku_", the id, "_" and 43 characters: 32 random bytes in the base64url alphabet of RFC 4648 without
// padding. The prefix lets programs that look for secrets in the wrong places find it. A secret of 256 random bits cannot be
// guessed however fast each guess is, so a plain SHA-256 keeps it as well as a slow password hash would, and costs a
// call a third of a microsecond instead of a tenth of a second.
//
// The file is its owner's alone (mode 0600; one that others may read or write is refused, where the system has such
// modes). It is replaced as a whole by a file written beside it, so that a reader sees the old or the new one. Who changes
// it holds a lock on the file with ".lock" after its name meanwhile.

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	formatName    = "kaiku tokens"
	formatVersion = 1
	maxFile       = 16 << 20
	maxName       = 100 // characters
)

// Token is what is known of a token besides its secret.
type Token struct {
	ID      string    // 12 hexadecimal digits; no secret
	Name    string    // whose it is, for people; 1 to 100 characters
	Scopes  Scopes    // at least one
	Made    time.Time // UTC
	Expires time.Time // zero: never
	Revoked time.Time // zero: it is not
}

// InForce reports whether the token is neither revoked nor expired at a time.
func (t *Token) InForce(at time.Time) bool {
	return t.Revoked.IsZero() && (t.Expires.IsZero() || at.Before(t.Expires))
}

// entry is a token and what it is recognised by.
type entry struct {
	Token
	sum [32]byte
}

// The form of the file. A pointer tells a time that is absent from the zero time, which no token has expired or ended at.
type (
	fileForm struct {
		Format  string      `json:"format"`
		Version int         `json:"version"`
		Tokens  []tokenForm `json:"tokens"`
	}
	tokenForm struct {
		ID      string     `json:"id"`
		Name    string     `json:"name"`
		Scopes  []string   `json:"scopes"`
		SHA256  string     `json:"sha256"`
		Made    time.Time  `json:"made"`
		Expires *time.Time `json:"expires,omitempty"`
		Revoked *time.Time `json:"revoked,omitempty"`
	}
)

// readFile reads the file of tokens. Errors name the file; that there is none is fs.ErrNotExist.
func readFile(file string) ([]entry, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: expected a regular file", file)
	}
	if err := ownersAlone(info.Mode()); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	content, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	entries, err := parse(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return entries, nil
}

// parse reads the content of a file of tokens.
func parse(content []byte) ([]entry, error) {
	if len(content) > maxFile {
		return nil, fmt.Errorf("more than %d bytes", maxFile)
	}
	if !utf8.Valid(content) { // the decoder would put U+FFFD in place of what is not
		return nil, errors.New("expected UTF-8")
	}
	var form fileForm
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&form); err != nil {
		return nil, fmt.Errorf("at byte %d: %.200s", decoder.InputOffset(), err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("at byte %d: expected the end of the file", decoder.InputOffset())
	}
	if form.Format != formatName {
		return nil, fmt.Errorf("format %q: expected %q", cut(form.Format), formatName)
	}
	if form.Version != formatVersion {
		return nil, fmt.Errorf("version %d: expected %d", form.Version, formatVersion)
	}
	entries := make([]entry, len(form.Tokens))
	seen := make(map[string]bool, len(form.Tokens))
	for i, token := range form.Tokens {
		var err error
		if entries[i], err = token.entry(); err != nil {
			return nil, fmt.Errorf("token %d: %w", i+1, err)
		}
		if seen[token.ID] {
			return nil, fmt.Errorf("token %d: id %q is there twice", i+1, token.ID)
		}
		seen[token.ID] = true
	}
	return entries, nil
}

func (t *tokenForm) entry() (entry, error) {
	if !isHex(t.ID, idLength) {
		return entry{}, fmt.Errorf("id %q: expected %d hexadecimal digits in lower case", cut(t.ID), idLength)
	}
	if err := checkName(t.Name); err != nil {
		return entry{}, err
	}
	scopes, err := ParseScopes(t.Scopes)
	if err != nil {
		return entry{}, err
	}
	e := entry{Token: Token{ID: t.ID, Name: t.Name, Scopes: scopes, Made: t.Made}}
	if !isHex(t.SHA256, hex.EncodedLen(len(e.sum))) {
		return entry{}, fmt.Errorf("sha256: expected %d hexadecimal digits in lower case", hex.EncodedLen(len(e.sum)))
	}
	if _, err := hex.Decode(e.sum[:], []byte(t.SHA256)); err != nil {
		return entry{}, fmt.Errorf("sha256: %w", err)
	}
	if t.Made.IsZero() {
		return entry{}, errors.New("made: expected a time")
	}
	if t.Expires != nil {
		if e.Expires = *t.Expires; !e.Expires.After(e.Made) {
			return entry{}, fmt.Errorf("expires %s: expected a time after made", e.Expires.Format(time.RFC3339))
		}
	}
	if t.Revoked != nil {
		if e.Revoked = *t.Revoked; e.Revoked.Before(e.Made) {
			return entry{}, fmt.Errorf("revoked %s: expected no time before made", e.Revoked.Format(time.RFC3339))
		}
	}
	return e, nil
}

// format returns the content of a file of tokens.
func format(entries []entry) ([]byte, error) {
	form := fileForm{Format: formatName, Version: formatVersion, Tokens: make([]tokenForm, len(entries))}
	for i, e := range entries {
		form.Tokens[i] = tokenForm{e.ID, e.Name, e.Scopes.Words(), hex.EncodeToString(e.sum[:]), e.Made, present(e.Expires), present(e.Revoked)}
	}
	content, err := json.MarshalIndent(form, "", "  ")
	return append(content, '\n'), err
}

// present returns a pointer to a time, or nil for the zero time.
func present(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func checkName(name string) error {
	if n := utf8.RuneCountInString(name); n < 1 || n > maxName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("name %q: expected 1 to %d characters, none of them a control character", cut(name), maxName)
	}
	return nil
}

// isHex reports whether s has n hexadecimal digits in lower case and nothing else.
func isHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
