// Package npy writes matrices of vectors that numpy.load reads, in a way that survives being killed.
//
// In come rows of float32, some at a time; out comes a .npy file. Until it is finished the file has the name that it was
// opened with and says in its first bytes whose rows it holds, how many, and made of which input, so that a later process
// can tell whether to go on with it; one at a time can. Memory does not depend on the number of rows, each of which can be
// read again at the cost of a read. Opening reads what is there once, to verify it.
package npy
