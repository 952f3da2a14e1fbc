// Package snowball2 cuts words down to the stems of Snowball 2, for indexes that were built with them; package stem has the
// current algorithms and its documentation says what a word must look like.
//
// Finnish is github.com/blevesearch/snowballstem v0.9.0, Swedish and English are github.com/kljensen/snowball v0.10.0. They
// cost 0.3 to 1 microsecond a word and one to four small allocations, and may be called by any number of goroutines. A word
// that is not UTF-8 comes back as it is.
package snowball2
