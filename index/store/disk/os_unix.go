//go:build unix

package disk

import "os"

// syncDir waits until the names in a directory are on disk.
func syncDir(name string) error {
	dir, err := os.Open(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
