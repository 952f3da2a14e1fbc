package onnx

import (
	"errors"

	"github.com/kaiku-analytics/kaiku/embed/tokenizer"
)

// Options change how a model is opened. The zero value takes everything from the model's folder.
type Options struct {
	// Library is the path of ONNX Runtime's shared library. If empty, library.Find looks for it. A process has one library:
	// the first model that is opened decides which.
	Library string

	// Variant is FP32, FP16, INT8, or the name of a file in the folder such as "onnx/model_O2.onnx". If empty, FP32, and
	// where the folder has no such file, INT8 and then FP16.
	Variant string

	// Dim keeps the first so many dimensions of a model that was trained for it (Matryoshka representation learning). 0
	// keeps all.
	Dim int

	// MaxTokens cuts texts at so many tokens, special ones included. 0 is what the folder says, at most 512: the memory of
	// a text grows with the square of its tokens.
	MaxTokens int

	// Pooling replaces what the folder says: Mean, CLS, Max or Last.
	Pooling Pooling

	// Prefixes replace those of the folder.
	Prefixes *Prefixes

	// Tokenizer reads a tokenizer.json of a kind that embed/tokenizer does not read, and no other, for texts of at most
	// maxTokens tokens, special ones included: embed/tokenizer/sugarme can. If nil, Open returns the
	// tokenizer.UnsupportedError.
	Tokenizer func(file []byte, maxTokens int) (Tokenizer, error)
}

// Tokenizer turns texts into ids. It is safe for concurrent use.
type Tokenizer interface {
	// Encode makes dst the encoding of text, special tokens included. An error costs the text: its row is zeros, as that of a
	// text with no known token.
	Encode(dst *tokenizer.Encoding, text string) error
}

// Variants of a model's weights.
const (
	FP32 = "fp32" // onnx/model.onnx, model.onnx
	FP16 = "fp16" // model_fp16.onnx, model_O4.onnx; computed in float32 on a processor without float16
	INT8 = "int8" // model_int8.onnx, model_quantized.onnx, model_qint8_*.onnx, model_uint8.onnx, model_quint8_*.onnx
)

// Prefixes are put before each text, according to its role.
type Prefixes struct {
	Query   string
	Passage string
}

// Pooling says how the vectors of a text's tokens become one.
type Pooling string

const (
	Mean Pooling = "mean" // their mean
	CLS  Pooling = "cls"  // the first token's
	Max  Pooling = "max"  // the largest value in each dimension
	Last Pooling = "last" // the last token's
)

// ErrNoCgo is returned by Open in a program that was built without cgo.
var ErrNoCgo = errors.New("this program was built without cgo and cannot use ONNX Runtime: build it with CGO_ENABLED=1 and " +
	"a C compiler, or use the static model")
