// Recombine writes a large feedback file out of a small one: each text is made of one to three sentences of different
// records in one language, mostly about one theme, and its other columns are those of one of them. The same arguments
// give the same file.
//
//	go run ./recombine -n 100000 ../testdata/feedback.csv > feedback-100k.csv
package main
