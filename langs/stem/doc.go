// Package stem cuts words of Finnish, Swedish and English down to Snowball stems, for indexes that are built with them
// and for words that no lemma is known of.
//
// In comes one word in lower case, composed (NFC); out comes its stem, which need not be a word. The algorithms are those
// of Snowball 2 (https://snowballstem.org): blevesearch/snowballstem for Finnish, kljensen/snowball for Swedish and
// English. They cost 0.3 to 1 microsecond a word and one to four small allocations. The functions may be called by any
// number of goroutines; a word that is not valid UTF-8 comes back as it is.
package stem
