// Package token splits text into words, numbers, e-mail addresses, URLs, emoji and the placeholders that redaction
// leaves, and into sentences and clauses.
//
// In comes UTF-8 of any quality, out come tokens with their byte offsets in the text as it was given and their words,
// composed (NFC) and in lower case. å, ä and ö stay what they are. The rules are those of Unicode Standard Annex 29
// (word boundaries), with the changes that Finnish and Swedish need:
//
//   - a hyphen inside a word belongs to it, as in e-resepti, S-market and 24-vuotias, but not between two numbers;
//   - a colon joins a word or number to a short ending, as in tk:ssa, THL:n and 2000:ssa, and to nothing longer, because
//     people also write "Plussaa:ystävällinen hoitaja";
//   - a full stop never joins letters, because people forget the space after it;
//   - each emoji sequence is one token, each emoticon too (:-) <3 XD), each ideograph a word.
//
// Every letter and digit of the text is inside a token, tokens do not overlap, and their offsets rise. Nothing is
// allocated once Tokens has grown to the size of the texts. Scan reads some 300 MB of feedback a second on one core.
//
// Sentences and Clauses group the tokens into spans of the text, so that what one comment says of different things can be
// told apart. Their rules are for careless writing: no capitals, no space after a full stop, a list of plus and minus
// signs.
package token
