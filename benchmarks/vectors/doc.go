// Vectors measures the search of near vectors beside its peers: how much of the true neighbours is found, how fast, what
// building costs, and what stays in memory.
//
//	go run ./vectors [-rounds n] [-sizes 10000,100000] [-data mixture,texts] [-million]
//
// It runs in the benchmarks folder, takes texts from the folder that KAIKU_DATA names, prints tables, and writes them with
// what they were measured on to results/vectors-SOURCE.json after every size. ../README.md says what each measure is.
package main
