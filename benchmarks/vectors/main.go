package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// run is one measurement.
type run struct {
	rounds int
	tmp    string
	report *measure.Report

	built, searched, equal, filtered, opened *measure.Table
}

func main() {
	var r run
	sizes := flag.String("sizes", "10000,100000", "numbers of vectors")
	data := flag.String("data", "mixture,texts", "sources of vectors")
	million := flag.Bool("million", false, "measure 1,000,000 vectors of the mixture instead, kaiku and hnswlib only")
	library := flag.String("serve", "", "answer for a library in Go; for this program's own use")
	flag.IntVar(&r.rounds, "rounds", 5, "rounds of all searches")
	flag.Parse()
	var err error
	if *library != "" {
		var dim int
		if dim, err = strconv.Atoi(flag.Arg(2)); err == nil {
			err = serve(*library, flag.Arg(0), flag.Arg(1), dim)
		}
	} else {
		err = r.measure(strings.Split(*data, ","), strings.Split(*sizes, ","), *million)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "vectors:", err)
		os.Exit(1)
	}
}

func (r *run) measure(sources, sizes []string, million bool) (err error) {
	if million {
		sources, sizes = []string{"mixture"}, []string{"1000000"}
	}
	var numbers []int
	for _, s := range sizes {
		n, err := strconv.Atoi(s)
		if err != nil || n < neighbours {
			return fmt.Errorf("size %.40q: expected a number from %d on", s, neighbours)
		}
		numbers = append(numbers, n)
	}
	if err := os.MkdirAll("results", 0o777); err != nil {
		return err
	}
	if r.tmp, err = os.MkdirTemp("", "vectors"); err != nil {
		return err
	}
	defer os.RemoveAll(r.tmp)
	for _, source := range sources {
		if source == "texts" && os.Getenv("KAIKU_DATA") == "" {
			fmt.Fprintln(os.Stderr, "skipped: texts: KAIKU_DATA does not name the folder of the corpora")
			continue
		}
		name := "vectors-" + source
		if million {
			name = "vectors-million"
		}
		if err := r.source(name, source, numbers); err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
	}
	return nil
}

// source measures vectors from one source and writes the results after every size.
func (r *run) source(name, source string, sizes []int) error {
	d, err := r.load(source, slices.Max(sizes))
	if err != nil {
		return err
	}
	r.report = measure.NewReport(name, "github.com/coder/hnsw", "github.com/philippgille/chromem-go")
	r.equal = r.report.Table("At equal recall@10: queries a processor second, medians of the rounds; ratios are taken within rounds",
		"data", "vectors", "recall", "kaiku", "peer", "queries/s", "peer's queries/s", "ratio", "least", "most")
	r.built = r.report.Table("Building on one core, and anonymous memory afterwards; kaiku's vectors are in its file",
		"data", "vectors", "system", "processor s", "share of hnswlib's", "bytes/vector", "share of hnswlib's")
	r.searched = r.report.Table("Search on one core, median of the rounds", "data", "vectors", "system", "ef", "recall@10", "queries/s")
	r.filtered = r.report.Table("kaiku, some vectors allowed", "data", "vectors", "which", "%", "allowed", "recall@10", "queries/s")
	r.opened = r.report.Table("kaiku, opening the file with a warm page cache, time of day", "data", "vectors", "s")
	for _, n := range sizes {
		if err := r.compare(d, n); err != nil {
			return fmt.Errorf("%d vectors: %w", n, err)
		}
		if err := r.report.Write("results/" + name + ".json"); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) load(source string, n int) (d *dataset, err error) {
	switch source {
	case "mixture":
		d = mixtureData(n)
	case "texts":
		if d, err = textData(os.Getenv("KAIKU_DATA"), n); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("data %.40q: expected mixture or texts", source)
	}
	return d, d.write(r.tmp)
}

// compare measures all systems on the first n vectors.
func (r *run) compare(d *dataset, n int) (err error) {
	d.solve(n)
	list, err := systems(r.report)
	if err != nil {
		return err
	}
	var peers []*peer
	defer func() {
		for _, p := range peers {
			p.stop()
		}
	}()
	for _, s := range list {
		if n > s.largest {
			continue
		}
		p, err := s.start(d, r.tmp)
		if err != nil {
			return err
		}
		peers = append(peers, p)
		if err := p.build(n); err != nil {
			return err
		}
	}
	// Every round asks all of them the same, beginning with another, so that a change in the load meets all.
	for round := range r.rounds {
		for at := range manyEfs {
			for i := range peers {
				p := peers[(i+round)%len(peers)]
				if at < len(p.efs) {
					if err := p.search(d, at); err != nil {
						return err
					}
				}
			}
		}
	}
	r.tabulate(d, peers)
	return r.filters(d, filepath.Join(r.tmp, "kaiku-"))
}

func (r *run) tabulate(d *dataset, peers []*peer) {
	var base *peer
	for _, p := range peers {
		if strings.HasPrefix(p.name, "hnswlib") && base == nil {
			base = p
		}
	}
	for _, p := range peers {
		row := []any{d.name, d.size, p.name, measure.Round(p.buildSeconds, 1), "", measure.Round(p.bytes/float64(d.size), 0), ""}
		if base != nil {
			row[4], row[6] = measure.Round(p.buildSeconds/base.buildSeconds, 2), measure.Round(p.bytes/base.bytes, 2)
		}
		r.built.Row(row...)
		for at, ef := range p.efs {
			r.searched.Row(d.name, d.size, p.name, ef, measure.Round(p.recalls[at], 4), measure.Round(1/median(p.seconds[at]), 0))
		}
	}
	for _, own := range peers {
		if !strings.HasPrefix(own.name, kaikuName) {
			continue
		}
		for _, p := range peers {
			if strings.HasPrefix(p.name, kaikuName) || strings.Contains(own.name, "avx2") && !strings.Contains(p.name, "haswell") {
				continue
			}
			for _, recall := range []float64{0.98, 0.995} {
				r.ratio(d, own, p, recall)
			}
		}
	}
}

// ratio compares two systems at a recall that both reach.
func (r *run) ratio(d *dataset, own, other *peer, recall float64) {
	var mine, others, ratios []float64
	for round := range r.rounds {
		a, reachedA := own.at(recall, round)
		b, reachedB := other.at(recall, round)
		if !reachedA || !reachedB {
			r.equal.Row(d.name, d.size, recall, own.name, other.name, "", "", "not reached", "", "")
			return
		}
		mine, others, ratios = append(mine, 1/a), append(others, 1/b), append(ratios, b/a)
	}
	r.equal.Row(d.name, d.size, recall, own.name, other.name, measure.Round(median(mine), 0), measure.Round(median(others), 0),
		measure.Round(median(ratios), 2), measure.Round(slices.Min(ratios), 2), measure.Round(slices.Max(ratios), 2))
}

func median(x []float64) float64 {
	sorted := slices.Sorted(slices.Values(x))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
