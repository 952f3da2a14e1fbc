package main

import (
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "model file to write")
	errors := flag.String("errors", "", "with -held, file to write the words to that come out wrong")
	search := flag.Bool("tune", false, "search for weights on a quarter of the treebanks' sentences, held out")
	held := flag.Bool("held", false, "train without that quarter and report on it")
	flag.Parse()
	data := os.Getenv("KAIKU_DATA")
	if data == "" || flag.NArg() != 1 {
		log.Fatal("usage: KAIKU_DATA=... training [-tune | -held | -out FILE] fi|sv|en")
	}
	lang, err := read(data, flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	switch {
	case *search:
		tune(lang)
	case *held:
		train, test := split(lang.gold, 3)
		m, _, err := build(lang, train)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(measure(m, test))
		if *errors != "" {
			w, err := os.Create(*errors)
			if err != nil {
				log.Fatal(err)
			}
			printErrors(m, test, w)
			w.Close()
		}
	default:
		_, model, err := build(lang, lang.gold)
		if err != nil {
			log.Fatal(err)
		}
		if *out != "" {
			if err := os.WriteFile(*out, model, 0o644); err != nil {
				log.Fatal(err)
			}
		}
		log.Printf("%d bytes", len(model))
	}
}

func read(data, code string) (*language, error) {
	switch code {
	case "fi":
		return readFinnish(data)
	case "sv":
		return readSwedish(data)
	case "en":
		return readEnglish(data)
	}
	return nil, fmt.Errorf("language %q, expected fi, sv or en", code)
}
