// Package topics finds what a set of texts is about: groups of texts on the same thing, with readable labels, quotes and
// a map.
//
// In come texts with their vectors (Corpus); out goes a Model: one topic, or none, for every text. The vectors are joined
// into a graph of nearest neighbours, weighted by how many neighbours two texts share, and the Leiden algorithm divides
// the graph where modularity is highest. Nobody says how many topics there are, and no text is dropped without a trace:
// those without content and those that fit nowhere are counted as such. Spherical k-means can take Leiden's place (KMeans).
// Topics can be fixed in advance (Options.Guides, package guide); what they leave is divided in the same way.
//
// Labels are base forms. What a word is a form of is decided by all its uses, and its other forms, in the corpus rather than
// by one sentence; a phrase has its head in the base form and the other word agreeing, and where that cannot be told it is none.
//
// The neighbour graph is exact up to 20,000 distinct texts; beyond, texts are compared within cells, as many as hold 97 % of
// the true neighbours of a sample. Everything after it is near linear. 100,000 texts
// of dimension 256 take 12 CPU seconds with AVX-512 and 440 MB, 100 MB of them the vectors. Beyond 300,000 distinct texts the
// topics are found in a sample and the others join their nearest neighbours (Options.Sample): a million texts of dimension 384
// take 110 CPU seconds and 4.2 GiB, 1.4 GiB of them the vectors. Nothing of size n*n is ever held.
//
// Same input, same answer: the result depends neither on the order of the texts nor on the number of threads nor on the
// machine. Nodes are ordered by a hash of their ids, similarities that decide are exact integers, sums run in a fixed
// order and ties break by id. Model.Fingerprint lets a test say so.
package topics
