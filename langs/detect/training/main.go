package main

import (
	"flag"
	"log"
	"math/rand/v2"
	"os"

	"github.com/kaiku-analytics/kaiku/langs/detect"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "languages.model", "model file to write")
	buckets := flag.Int("buckets", 250_000, "number of feature buckets; the file has four bytes for each")
	steps := flag.Int("steps", 16_000_000, "number of training texts")
	wheel := flag.String("words", "wordfreq-3.1.1-py3-none-any.whl", "wheel of the Python package wordfreq")
	flag.Parse()

	corpora, err := readCorpora(os.Getenv("KAIKU_DATA"), *wheel)
	if err != nil {
		log.Fatal(err)
	}
	m := newModel(*buckets)
	m.train(corpora, rand.New(rand.NewPCG(1, 2)), *steps)
	temperature := m.calibrate(corpora.dev)
	log.Printf("temperature %.3f", temperature)
	scale, bias, weights := m.quantize(temperature)
	if err := os.WriteFile(*out, detect.Marshal(scale, bias, weights), 0o644); err != nil {
		log.Fatal(err)
	}
}
