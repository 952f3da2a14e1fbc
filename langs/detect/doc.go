// Package detect tells which language a text, a part of it or a word is in: Finnish, Swedish, English or another one.
//
// In comes a text of any length and quality, out comes a language and its probability. The model is a softmax regression
// over hashed character 1- to 5-grams and words, with weights of int8 (a megabyte, built in; training/ makes it and
// its README says from what). It is made for short and careless text: one to eight words, umlauts left out, typing errors.
// Detecting takes about a microsecond for a short text and does not allocate. The same text gets the same answer.
//
// Many write in two languages at once. Words gives the language of each word, smoothed by those around it, and Segments
// the parts of a text that are in one language.
package detect
