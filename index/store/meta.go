package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The file meta is a JSON object with the members format, always "kaiku log", version, and fingerprint: the embedder whose
// vectors belong to the texts of the log. It is written once, when the directory is first opened, under another name and
// then renamed, so that it is there entirely or not at all.

const (
	metaName   = "meta"
	metaFormat = "kaiku log"
)

type meta struct {
	Format      string `json:"format"`
	Version     int    `json:"version"`
	Fingerprint string `json:"fingerprint"`
}

// checkMeta compares the meta file of dir with the fingerprint, and writes one when there is none and the log is new.
func checkMeta(dir, fingerprint string, fresh bool) error {
	file := filepath.Join(dir, metaName)
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) && fresh {
		return writeMeta(dir, fingerprint)
	}
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	var m meta
	switch err := json.Unmarshal(raw, &m); {
	case err != nil:
		return fmt.Errorf("store: %s: %w", file, err)
	case m.Format != metaFormat:
		return fmt.Errorf("store: %s: format %.40q: expected %q", file, m.Format, metaFormat)
	case m.Version != version:
		return fmt.Errorf("store: %s: version %d: this program reads version %d", file, m.Version, version)
	case m.Fingerprint != fingerprint:
		return &FingerprintError{Dir: dir, Stored: m.Fingerprint, Given: fingerprint}
	}
	return nil
}

// FingerprintError says that a directory was made with another embedder than the one it is opened with, so that vectors
// of the two would be compared.
type FingerprintError struct {
	Dir, Stored, Given string
}

func (e *FingerprintError) Error() string {
	return fmt.Sprintf("store: %s was made with the embedder %q and is opened with %q", e.Dir, e.Stored, e.Given)
}

func writeMeta(dir, fingerprint string) error {
	raw, err := json.Marshal(meta{metaFormat, version, fingerprint})
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	file := filepath.Join(dir, metaName)
	if err := writeSynced(file+".new", append(raw, '\n')); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return syncDir(dir)
}

// writeSynced writes a file of its own and waits until it is on disk.
func writeSynced(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
