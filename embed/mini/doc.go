// Package mini carries kaiku-mini, a trilingual sentence encoder, inside the program.
//
// Nothing comes in; out goes a file system of 30 MB in the layout of sentence-transformers: onnx/model.onnx in int8,
// tokenizer.json, the small files that say how tokens become one vector, and README.md, the model card, which says what the
// model was trained on, what it scores and where it fails. embed/onnx opens it. It costs the program its size and nothing
// else: nothing is read before it is asked for. The model is offered under CC-BY-SA-4.0, because dictionaries that are
// share-alike were among what it learned from; the card names all sources. Only programs that import this package grow.
package mini
