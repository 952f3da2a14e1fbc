package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/kaiku-analytics/kaiku/index/store/disk"
)

const (
	prefix       = "kaiku_"
	idLength     = 12 // hexadecimal digits
	secretLength = 43 // base64url characters of 32 bytes
	tokenLength  = len(prefix) + idLength + 1 + secretLength
)

// Issue makes a token and adds it to a file, which is made if there is none, and returns the only copy of its text there
// ever is. Expires is zero for never. It is in force on a server within a second of the return. Scopes and name are as in
// Token; what is wrong with them is an error.
func Issue(ctx context.Context, file, name string, scopes Scopes, expires time.Time) (secret string, made Token, err error) {
	now := time.Now().UTC().Truncate(time.Second)
	if err := checkName(name); err != nil {
		return "", Token{}, err
	}
	if _, err := ParseScopes(scopes.Words()); err != nil {
		return "", Token{}, err
	}
	if !expires.IsZero() && !expires.After(now) {
		return "", Token{}, fmt.Errorf("expires %s: expected a time to come", expires.Format(time.RFC3339))
	}
	err = edit(ctx, file, func(entries []entry) ([]entry, error) {
		made = Token{ID: newID(entries), Name: name, Scopes: scopes, Made: now, Expires: expires.UTC()}
		var random [32]byte
		rand.Read(random[:]) // never fails
		secret = prefix + made.ID + "_" + base64.RawURLEncoding.EncodeToString(random[:])
		return append(entries, entry{made, sha256.Sum256([]byte(secret))}), nil
	}, true)
	if err != nil {
		return "", Token{}, err
	}
	return secret, made, nil
}

// Revoke ends a token for good: on a server within a second of the return. One that was revoked before stays as it is. That
// there is no token with the id is an error, as is that there is no file.
func Revoke(ctx context.Context, file, id string) (Token, error) {
	var revoked Token
	err := edit(ctx, file, func(entries []entry) ([]entry, error) {
		i := slices.IndexFunc(entries, func(e entry) bool { return e.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("%s has no token with the id %q", file, cut(id))
		}
		if e := &entries[i]; e.Revoked.IsZero() {
			e.Revoked = time.Now().UTC().Truncate(time.Second)
			if e.Revoked.Before(e.Made) { // the clock was set back since
				e.Revoked = e.Made
			}
		}
		revoked = entries[i].Token
		return entries, nil
	}, false)
	return revoked, err
}

// List returns the tokens of a file, those that ended too, in the order in which they were made.
func List(file string) ([]Token, error) {
	entries, err := readFile(file)
	if err != nil {
		return nil, err
	}
	tokens := make([]Token, len(entries))
	for i := range entries {
		tokens[i] = entries[i].Token
	}
	return tokens, nil
}

// edit replaces the entries of a file by what change makes of them, while no other process changes it.
func edit(ctx context.Context, file string, change func([]entry) ([]entry, error), create bool) (err error) {
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target // so that a link stays one
	}
	if !create { // else a mistyped name would leave a lock there
		if _, err := os.Stat(file); err != nil {
			return err
		}
	}
	lock, err := lockFile(ctx, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	entries, err := readFile(file)
	if err != nil && !(create && errors.Is(err, fs.ErrNotExist)) {
		return err
	}
	if entries, err = change(entries); err != nil {
		return err
	}
	content, err := format(entries)
	if err != nil {
		return err
	}
	if _, err := parse(content); err != nil {
		return fmt.Errorf("%s would not be readable: %w", file, err)
	}
	return replace(file, content)
}

// replace gives the file a new content and leaves it with its owner.
func replace(file string, content []byte) error {
	system, beside := disk.OS(), file+".new"
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) { // of an interrupted edit, with whatever mode
		return err
	}
	if err := disk.Create(system, beside, content); err != nil {
		return err
	}
	err := giveOwner(beside, file)
	if err == nil {
		err = system.Rename(beside, file)
	}
	if err != nil {
		return errors.Join(err, system.Remove(beside))
	}
	return system.SyncDir(filepath.Dir(file))
}

// lockFile waits until nobody else changes the file. An edit takes milliseconds; who holds the lock for seconds is named.
func lockFile(ctx context.Context, file string) (io.Closer, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	for {
		lock, err := disk.OS().Lock(file + ".lock")
		var held *disk.LockedError
		if err == nil {
			if err := giveOwner(file+".lock", file); err != nil {
				return nil, errors.Join(err, lock.Close())
			}
			return lock, nil
		}
		if !errors.As(err, &held) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// newID returns an id that none of the entries has.
func newID(entries []entry) string {
	for {
		var random [idLength / 2]byte
		rand.Read(random[:]) // never fails
		id := hex.EncodeToString(random[:])
		if !slices.ContainsFunc(entries, func(e entry) bool { return e.ID == id }) {
			return id
		}
	}
}
