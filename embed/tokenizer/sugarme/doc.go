// Package sugarme reads tokenizer.json files of kinds that embed/tokenizer does not, with the library
// github.com/sugarme/tokenizer behind a guard.
//
// In comes a file for which tokenizer.Read returned an UnsupportedError, and texts; out come ids. Of what the library is
// known to get wrong some is kept from it: texts are valid UTF-8 and in normal form C, uncased BERT is refused, and a
// panic is an error that costs one text. What remains is the library's: ids that differ from the reference's in up to a
// seventh of the sentences of some models, thousands of allocations a sentence, tens of thousands of tokens a second, and
// calls of log.Fatal that no guard catches. That is why it is not the default: embed/onnx takes it as an option, and only who
// needs such a file links it.
package sugarme
