// Package embed defines what turns texts into vectors.
//
// In come texts, out come rows of unit length in one space for Finnish, Swedish and English, so that the inner product
// of two rows is the cosine of their texts. The implementations live in folders of their own: embed/static is the
// default (a trained subword table in pure Go) and embed/onnx runs transformer models through ONNX Runtime.
// embed/tokenizer segments text for all of them, embed/respell puts mistyped words right before, embed/cache keeps vectors from run to run, embed/npy writes them for
// NumPy, embed/hub knows models that can be fetched, and embed/training holds the programs that made the shipped model.
// Index and analysis see only the Embedder interface.
package embed
