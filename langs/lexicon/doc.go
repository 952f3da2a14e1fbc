// Package lexicon holds what a language's data files list: sets of words, and of whole answers.
//
// In come the files that the language packages embed, out come sets whose look-up costs some 20 ns and allocates nothing.
// Sets are immutable and may be shared by goroutines.
package lexicon
