// Quality measures what vectors are worth: finding translations, judging likeness, telling and grouping labels; and how well
// one's own labelled comments are grouped and found.
//
//	go run ./quality [-model FOLDER]    # in the folder benchmarks
//
// It reads the sets of the folder that KAIKU_DATA names, as far as they are there, and writes results/embedding.json, or
// results/embedding-NAME.json for the transformer model in a folder of that name. Comments of one's own go into
// KAIKU_DATA/own as CSV files with the columns text and label; their figures are in a table of their own, in totals alone.
// ../README.md has the layout of the folder and says what each measure is.
package main
