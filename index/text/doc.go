// Package text finds documents by their words, in any inflection.
//
// In come documents, out come those that contain the words of a query, with the words that matched. Texts are analysed
// by langs: a document is indexed in the field of its language under the keys (stems or lemmas) of its words that carry
// meaning, and, as a fallback of lower weight, in one field for all languages under all its words without their
// diacritics, so that "hammaslaakari" finds "hammaslääkäri" but ranks below it. A text whose language is undetermined is
// indexed, and a query searched, in all three.
//
// The index is bleve's, in memory, scored by its tf-idf, which unlike its BM25 does not depend on the batches in which
// documents came. It holds words alone: a Source gives the documents of a page, and those that a filter or a facet has to
// look at. A short text costs about 45 microseconds of one core and 250 bytes; a query of two words among 100,000 texts
// takes half a millisecond.
package text
