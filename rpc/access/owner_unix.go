//go:build unix

package access

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// ownersAlone returns an error if a file of this mode can be read or written by others than its owner.
func ownersAlone(mode fs.FileMode) error {
	if mode.Perm()&0o077 != 0 {
		return fmt.Errorf("others than its owner can read or write it (mode %04o): chmod 600", mode.Perm())
	}
	return nil
}

// giveOwner gives a file the owner of another, when there is that other and its owner is not who asks: root changes the
// tokens of a server that runs as somebody else, who must still be able to read them.
func giveOwner(file, like string) error {
	info, err := os.Stat(like)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(owner.Uid) == os.Geteuid() {
		return nil
	}
	return os.Chown(file, int(owner.Uid), int(owner.Gid))
}
