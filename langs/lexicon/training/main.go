package main

import (
	"flag"
	"log"
	"os"

	"github.com/kaiku-analytics/kaiku/langs/lexicon/bilingual"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "words.lexicon", "lexicon file to write")
	joined := flag.String("joined", "", "also list the pairs that were joined through a third language in this file")
	flag.Parse()

	entries, pairs, err := build(os.Getenv("KAIKU_DATA"))
	if err != nil {
		log.Fatal(err)
	}
	data, err := bilingual.Marshal(entries)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d bytes", len(data))
	if *joined != "" {
		if err := os.WriteFile(*joined, pairs, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
