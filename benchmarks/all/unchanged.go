package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
)

// unchanged reports whether nothing that a program is made of has changed since a commit: the files of all packages of this
// repository that are built into it, its folder with what it runs of the peers, theirs, and the versions of modules. A
// result of that commit is then one of this commit too.
func unchanged(ctx context.Context, program, since string) bool {
	if strings.HasSuffix(since, "+") {
		return false
	}
	root, err := exec.CommandContext(ctx, "git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return false
	}
	top := strings.TrimSpace(string(root))
	const files = `{{range $f := .GoFiles}}{{$.Dir}}/{{$f}}
{{end}}{{range $f := .CgoFiles}}{{$.Dir}}/{{$f}}
{{end}}{{range $f := .SFiles}}{{$.Dir}}/{{$f}}
{{end}}{{range $f := .EmbedFiles}}{{$.Dir}}/{{$f}}
{{end}}`
	list, err := exec.CommandContext(ctx, "go", "list", "-deps", "-f", files, "./"+program).Output()
	if err != nil {
		return false
	}
	arguments := []string{"-C", top, "diff", "--quiet", since, "--", "go.mod", "go.sum", "benchmarks/go.mod", "benchmarks/go.sum",
		"benchmarks/peers", "benchmarks/" + program}
	for line := range strings.Lines(string(list)) {
		if path, err := filepath.Rel(top, strings.TrimSpace(line)); err == nil && path != "." && !strings.HasPrefix(path, "..") {
			arguments = append(arguments, path)
		}
	}
	return exec.CommandContext(ctx, "git", arguments...).Run() == nil // 1 where there is a difference, 128 where there is no such commit
}
