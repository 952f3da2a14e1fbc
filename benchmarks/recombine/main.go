package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/kaiku-analytics/kaiku/analysis/feedback/recombine"
)

func main() {
	n := flag.Int("n", 100_000, "number of records")
	seed := flag.Uint64("seed", 1, "of the random choice")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: recombine [-n records] [-seed number] feedback.csv")
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), *n, *seed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(w io.Writer, path string, n int, seed uint64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	small, err := recombine.Read(f)
	if err != nil {
		return err
	}
	return small.Write(w, n, seed)
}
