// Package recombine makes feedback of any size out of a small file, for measuring speed and memory.
//
// In comes a CSV file with the columns id, text, language and theme, such as testdata/feedback.csv, and out goes one with
// the same columns: each text is made of one to three sentences of different records in one language, mostly about one
// theme, and its other columns are those of one of them. The same arguments give the same file. What is written is not
// feedback: nothing can be learned from its topics or figures.
package recombine
