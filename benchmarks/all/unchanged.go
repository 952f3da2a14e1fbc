package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// unchanged reports whether nothing that a program is made of has changed since a commit: the folders of all packages of this
// repository that are built into it, its own with what it runs of the peers, theirs, what it reads of the repository, and
// the versions of its modules; tests and doc.go, which holds comments alone, may have. A result of that commit is then one of
// this commit too. The corpora are taken to stay.
func unchanged(ctx context.Context, program, since string, reads ...string) bool {
	if since == "" || strings.HasSuffix(since, "+") {
		return false
	}
	output := func(name string, arguments ...string) string {
		out, err := exec.CommandContext(ctx, name, arguments...).Output()
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(out))
	}
	top := output("git", "rev-parse", "--show-toplevel")
	own := func(what string) string {
		return output("go", "list", "-deps", "-f", "{{with .Module}}{{if or .Main .Replace}}"+what+"{{end}}{{end}}", "./"+program)
	}
	folders, embedded := own("{{$.Dir}}"), own("{{range $f := $.EmbedFiles}}{{$.Dir}}/{{$f}}{{println}}{{end}}")
	used := output("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{if not .Replace}}{{.Version}}{{end}}{{end}}", "./"+program)
	if top == "" || folders == "" || used == "" || !sameModules(output("git", "show", since+":benchmarks/go.mod"), used) {
		return false
	}
	arguments := []string{"-C", top, "diff", "--quiet", since, "--", "benchmarks/peers", "benchmarks/" + program}
	for folder := range strings.Lines(folders) {
		path, err := relative(top, strings.TrimSpace(folder))
		if err != nil {
			return false
		}
		arguments = append(arguments, ":(glob)"+path+"/*.go", ":(glob)"+path+"/*.s") // those that have gone, too
	}
	for file := range strings.Lines(embedded) {
		path, err := relative(top, strings.TrimSpace(file))
		if err != nil {
			return false
		}
		arguments = append(arguments, path)
	}
	arguments = append(append(arguments, reads...), ":(exclude,glob)**/*_test.go", ":(exclude,glob)**/doc.go")
	return exec.CommandContext(ctx, "git", arguments...).Run() == nil // 1 where there is a difference, 128 where there is no such commit
}

// relative is a path from the top, wherever links lead.
func relative(top, path string) (string, error) {
	top, err := filepath.EvalSymlinks(top)
	if err != nil {
		return "", err
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return "", err
	}
	from, err := filepath.Rel(top, path)
	if err == nil && strings.HasPrefix(from, "..") {
		err = fmt.Errorf("%s is not in %s", path, top)
	}
	return from, err
}

// sameModules reports whether a go.mod requires just the versions of modules that are used, each on a line with its version.
func sameModules(mod, used string) bool {
	required := map[string]string{}
	for line := range strings.Lines(mod) {
		if f := strings.Fields(strings.TrimPrefix(line, "require ")); len(f) >= 2 {
			required[f[0]] = f[1]
		}
	}
	for line := range strings.Lines(used) {
		if f := strings.Fields(line); len(f) == 2 && required[f[0]] != f[1] {
			return false
		}
	}
	return true
}
