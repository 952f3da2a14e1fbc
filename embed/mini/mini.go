package mini

import (
	"embed"
	"io/fs"
)

//go:embed model
var files embed.FS

// Files returns the model's folder. All calls return the same bytes, which are part of the program and are never changed.
func Files() fs.FS {
	dir, err := fs.Sub(files, "model")
	if err != nil {
		panic(err) // "model" is a valid path
	}
	return dir
}
