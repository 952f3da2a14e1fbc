// Recombine writes a large feedback file out of a small one: see analysis/feedback/recombine.
//
//	go run ./recombine -n 100000 ../testdata/feedback.csv > feedback-100k.csv
package main
