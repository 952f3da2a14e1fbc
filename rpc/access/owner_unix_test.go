//go:build unix

package access

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestEditKeepsTheOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	file := filepath.Join(t.TempDir(), "tokens.json")
	issue(t, file, "read")
	if err := os.Chown(file, 12345, 12346); err != nil {
		t.Skip(err)
	}
	issue(t, file, "read")
	for _, name := range []string{file, file + ".lock"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if owner := info.Sys().(*syscall.Stat_t); owner.Uid != 12345 || owner.Gid != 12346 {
			t.Errorf("%s is of %d:%d", name, owner.Uid, owner.Gid)
		}
	}
}
