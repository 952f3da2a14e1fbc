// Package store is the durable record log: the truth that every other part of an index is derived from.
//
// In come batches of records, each a document put (without its vector) or an id deleted; out they come again, in order,
// when the directory is next opened. Append returns once the batch is on disk, and a batch is there entirely or not at
// all, after a kill or a power cut too. It costs one write and one fsync,
// however many records it holds. Damage that no interrupted write explains is an
// error that names file and offset; records are never guessed. One process holds a directory at a time. A log without a
// directory keeps nothing and behaves alike otherwise.
package store
