package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

const (
	page   = "RESULTS.md"
	readme = "../README.md"
)

func main() {
	folder := flag.String("results", "results", "folder of the results; RESULTS.md is written beside it")
	renew := flag.Bool("readme", false, "renew the figures of the README")
	against := flag.String("against", "", "print how far each ratio moved from the results in this folder, and keep a summary among the results")
	flag.Parse()
	err := error(nil)
	if *against != "" {
		var moves *measure.Report
		if moves, err = printMoves(os.Stdout, *against, *folder); err == nil {
			err = moves.Write(filepath.Join(*folder, "moves.json"))
		}
	} else {
		err = publish(*folder, *renew)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "publish:", err)
		os.Exit(1)
	}
}

// publish writes all files that are made of results.
func publish(folder string, renewReadme bool) error {
	files, blocks, err := generate(folder)
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(filepath.Dir(folder), name), content, 0o666); err != nil {
			return err
		}
	}
	if !renewReadme {
		return nil
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		return err
	}
	renewed, err := replaceBlocks(string(text), blocks)
	if err != nil {
		return fmt.Errorf("%s: %w", readme, err)
	}
	return os.WriteFile(readme, []byte(renewed), 0o666)
}

// generate makes RESULTS.md and the plots, by their paths from the folder that RESULTS.md is in, and the blocks that the
// README quotes.
func generate(folder string) (files map[string][]byte, blocks map[string]string, err error) {
	results, names, err := readResults(folder)
	if err != nil {
		return nil, nil, err
	}
	quoted, blocks, err := quote(results)
	if err != nil {
		return nil, nil, err
	}
	var text strings.Builder
	text.WriteString(heading)
	text.WriteString(quoted)
	files = map[string][]byte{}
	for _, name := range names {
		plots, err := plotsOf(name, results[name])
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := writeResult(&text, name, results[name], plots); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, p := range plots {
			files[p.path] = p.svg
		}
	}
	files[page] = []byte(text.String())
	return files, blocks, nil
}

// order is that of the measurements in RESULTS.md, by the beginnings of their names; others follow by name.
var order = []string{
	"scaling", "words-lemma", "words-compounds", "words-speed", "words-language", "words-redact", "embedding", "search",
	"topics", "vectors", "tokens", "onnx", "moves", "all",
}

// readResults reads all results of a folder and returns them by name, and the names in order.
func readResults(folder string) (map[string]*measure.Report, []string, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, nil, err
	}
	results := map[string]*measure.Report{}
	var names []string
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		if results[name], err = measure.Read(path); err != nil {
			return nil, nil, err
		}
		names = append(names, name)
	}
	rank := func(name string) int {
		if i := slices.IndexFunc(order, func(beginning string) bool { return strings.HasPrefix(name, beginning) }); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return results, names, nil
}
