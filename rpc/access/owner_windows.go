package access

import "io/fs"

// Who may read a file is not in its mode here: it is as its folder has it.
func ownersAlone(fs.FileMode) error     { return nil }
func giveOwner(file, like string) error { return nil }
