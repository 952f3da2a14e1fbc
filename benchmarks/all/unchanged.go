package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
)

// unchanged reports whether nothing that a program is made of has changed since a commit: the files of all packages of this
// repository that are built into it, its folder with what it runs of the peers, theirs, and the versions of its modules. A
// result of that commit is then one of this commit too.
func unchanged(ctx context.Context, program, since string) bool {
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
	files := output("go", "list", "-deps", "-f", `{{range $f := .GoFiles}}{{$.Dir}}/{{$f}}
{{end}}{{range $f := .CgoFiles}}{{$.Dir}}/{{$f}}
{{end}}{{range $f := .SFiles}}{{$.Dir}}/{{$f}}
{{end}}{{range $f := .EmbedFiles}}{{$.Dir}}/{{$f}}
{{end}}`, "./"+program)
	if top == "" || files == "" || !sameModules(output("git", "show", since+":benchmarks/go.mod"),
		output("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Replace}}{{.Path}} {{.Version}}{{end}}{{end}}", "./"+program)) {
		return false
	}
	arguments := []string{"-C", top, "diff", "--quiet", since, "--", "benchmarks/peers", "benchmarks/" + program}
	for line := range strings.Lines(files) {
		if path, err := filepath.Rel(top, strings.TrimSpace(line)); err == nil && path != "." && !strings.HasPrefix(path, "..") {
			arguments = append(arguments, path)
		}
	}
	return exec.CommandContext(ctx, "git", arguments...).Run() == nil // 1 where there is a difference, 128 where there is no such commit
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
