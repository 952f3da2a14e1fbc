// Package corpus reads the texts from which the language detector is trained and on which it is measured, and makes of
// them the short and careless texts that people leave as feedback.
package corpus
