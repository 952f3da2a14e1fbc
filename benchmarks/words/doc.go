// Words measures what kaiku makes of words beside its peers: lemmas, compounds, speed, language and redaction.
//
//	go run ./words lemma|compounds|speed|language|redact
//
// It runs in the benchmarks folder, reads corpora from the folder that KAIKU_DATA names, prints tables, and writes them
// with what they were measured on to results/words-<measure>.json. ../README.md says what each measure is.
package main
