// Topics measures what kaiku says that texts are about, beside BERTopic and turftopic on the same vectors.
//
//	topics/setup.sh
//	go run ./topics [-quick] [quality|stability|noise|languages|outliers|speed|labels]
//
// It runs in the benchmarks folder, reads texts from the folder that KAIKU_DATA names, prints tables, and writes them with
// what they were measured on to results/topics-*.json. Peers whose Python packages are not there are left out.
// ../README.md says what is measured.
package main
