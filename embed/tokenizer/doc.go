// Package tokenizer segments text into the piece ids that an embedding model was trained with.
//
// In comes a text and out come ids, exactly those that the reference implementation (the Python package tokenizers)
// gives. A Tokenizer is a chain: a normaliser (NFKC, lower case), a splitter into words, and a model that segments one
// word; Unigram is such a model. Ids are appended to a slice of the caller's and nothing is allocated per call once the
// buffers have grown; a short comment costs a few microseconds. Any bytes are accepted: what is not UTF-8 is read as
// U+FFFD. A Tokenizer is immutable and safe for concurrent use.
package tokenizer
