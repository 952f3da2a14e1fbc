// Package model carries kaiku's default embedding model, static.bin, inside the program.
//
// It is a package of its own so that only programs which import it grow by the model's 16 MB. MODEL_CARD.md beside it
// says what the model was trained on, what it scores and where it fails.
package model
