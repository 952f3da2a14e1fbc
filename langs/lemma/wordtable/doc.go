// Package wordtable keeps large sets of words in few bytes, each with a number: six bytes and a third a word, whatever its
// length. It holds 24 bits of a word's hash instead of the word. Sums of the parts of a word, of its prefixes and of words
// put together from parts cost a multiplication each, so that all ways to cut a word can be looked up without building a
// string. Tables are read from bytes as they are, are immutable and can be shared.
package wordtable
