// Command training makes the dictionary of package bilingual from the data below the folder that KAIKU_DATA names and
// from the concepts of lexicon.Health.
//
//	KAIKU_DATA=... go run ./langs/lexicon/training -out langs/lexicon/bilingual/words.lexicon
//
// The same data give the same file on the same processor architecture. README.md beside it says what it does with them
// and how good the dictionary is.
package main
