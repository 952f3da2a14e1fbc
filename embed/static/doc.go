// Package static embeds texts with a table of subword vectors.
//
// In come a model file and texts, out come rows of unit length: a text is cut into pieces, the pieces' rows are summed
// and the sum is scaled to length one. There is no position and no attention, which is why a core embeds hundreds of
// thousands of short comments a second in pure Go, and why word order is not seen. A text's row is the same on every
// machine, in every batch and at every GOMAXPROCS. Load reads the file in place and keeps it; the model that ships with
// kaiku is in the package model below this one, and embed/training makes others.
package static
