// Package compound cuts Finnish and Swedish compounds: it tells which beginnings of a word are sequences of words that
// stand before others, such as hammas and lääkäri in hammaslääkäriaika or tand and läkar in tandläkartid.
//
// In comes a word with the sums of its prefixes (package wordtable) and a table of modifiers with their costs, learned
// from the compounds of dictionaries: base forms, genitives, stems with a linking letter, and prefixes that are no words.
// Out comes for every place in the word the cheapest way to cover what is before it. Which of these places begins the
// head is for package lemma to say, which knows the heads and their forms. A word takes about a microsecond and no memory.
package compound
