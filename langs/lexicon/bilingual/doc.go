// Package bilingual is a dictionary between Finnish, Swedish and English, in all six directions.
//
// In comes a lemma or a short phrase, out come its translations, the likeliest first, each with a weight: for the labels
// of topics and for search across languages. The dictionary (built in; training beside package lexicon makes it, and its
// README says from what and how good it is) takes some 20 ms to read and 5 MB of memory when it is first asked for. A
// look-up takes about a microsecond and does not allocate. A Lexicon is immutable and may be shared by goroutines.
//
// The words are from Wiktionary, CC BY-SA 3.0; ATTRIBUTION.md says by way of whom.
package bilingual
