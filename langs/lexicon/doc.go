// Package lexicon holds what the languages' data files list: sets of words, sets of whole answers, and the concepts of
// health care and social services with their names in Finnish, Swedish and English.
//
// In come the files that this package and the language packages embed, out come sets whose look-up costs some 20 ns and
// allocates nothing, and concepts in a fixed order. Sets are immutable and may be shared by goroutines. Translations of
// words in general are in package bilingual.
package lexicon
