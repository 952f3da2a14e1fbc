// Package ngram turns a text into the hashed features by which languages are told apart: for each word, its character
// 1- to 5-grams with a space before and after it, and the word itself. Both the detector and its training read texts
// through it, so that they see the same.
//
// In comes a text, out come hashes of 32 bits, some six a letter, at a few nanoseconds each and without allocation.
package ngram
