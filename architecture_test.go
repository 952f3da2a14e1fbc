package kaiku_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/kaiku-analytics/kaiku"

// layers are the folders in the order in which data flows; "." is the root package.
var layers = []string{"internal", "langs", "embed", "index", "analysis", ".", "rpc", "cmd"}

// standalone packages are useful without the rest of the house and must know nothing of feedback or scores.
var standalone = []string{"langs", "embed", "index/vector", "analysis/topics"}

// heavy modules stay in leaf packages; the value lists those leaves.
var heavy = map[string][]string{
	"C":                                 {"embed/onnx"},
	"github.com/yalue/onnxruntime_go":   {"embed/onnx"},
	"github.com/sugarme/tokenizer":      {"embed/tokenizer/sugarme"},
	"github.com/coder/hnsw":             {"index/vector/coder"},
	"github.com/goccy/go-yaml":          {"analysis/topics/guide"},
	"google.golang.org/grpc":            {"rpc", "rpc/access", "rpc/kaiku/v1", "rpc/server"},
	"github.com/prometheus":             {"rpc/server"},
	"go.opentelemetry.io":               {"rpc/server"},
	"github.com/KimMachineGun":          {"cmd/kaiku"},
	module + "/embed/onnx":              {"cmd/kaiku"},
	module + "/embed/tokenizer/sugarme": {"cmd/kaiku"},
	module + "/embed/mini":              {"cmd/kaiku"},
}

func TestImportsFollowTheDataFlow(t *testing.T) {
	imports := readImports(t)
	for pkg, list := range imports {
		layer := layerOf(pkg)
		if layer < 0 {
			t.Errorf("%s stands in none of the layers %v", pkg, layers)
		}
		for _, imported := range list {
			if target, ok := local(imported); ok && layerOf(target) > layer {
				t.Errorf("%s imports %s, which stands after it", pkg, target)
			}
			for name, leaves := range heavy {
				if within(imported, name) && !within(module+"/"+pkg, name) && !slices.Contains(leaves, pkg) {
					t.Errorf("%s imports %s, which only %v may", pkg, imported, leaves)
				}
			}
		}
	}
}

func TestStandalonePackagesKnowNoFeedback(t *testing.T) {
	imports := readImports(t)
	for pkg := range imports {
		if !slices.ContainsFunc(standalone, func(s string) bool { return within(pkg, s) }) {
			continue
		}
		for _, reached := range closure(imports, pkg) {
			if within(reached, "analysis/feedback") || within(reached, "analysis/stats") {
				t.Errorf("%s reaches %s", pkg, reached)
			}
		}
	}
}

// readImports maps each package folder of the module to what its non-test files import. Folders with a go.mod of their
// own are other modules.
func readImports(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			nested, _ := filepath.Glob(filepath.Join(file, "go.mod"))
			if file != "." && (len(nested) > 0 || entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(file))
		imports[pkg] = append(imports[pkg], []string{}...)
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[pkg] = append(imports[pkg], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}

// layerOf returns the position of a package's layer, or -1.
func layerOf(pkg string) int {
	return slices.IndexFunc(layers, func(layer string) bool { return within(pkg, layer) })
}

// within reports whether a package is the named folder or lies in it.
func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// local turns an import path of this module into a folder.
func local(imported string) (folder string, ok bool) {
	if imported == module {
		return ".", true
	}
	return strings.CutPrefix(imported, module+"/")
}

// closure lists the folders of this module that a package reaches through its imports.
func closure(imports map[string][]string, pkg string) []string {
	var reached []string
	for queue := []string{pkg}; len(queue) > 0; queue = queue[1:] {
		for _, imported := range imports[queue[0]] {
			if target, ok := local(imported); ok && !slices.Contains(reached, target) {
				reached = append(reached, target)
				queue = append(queue, target)
			}
		}
	}
	return reached
}
