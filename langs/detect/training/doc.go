// Command training makes the model of package detect from the corpora below the folder that KAIKU_DATA names.
//
//	KAIKU_DATA=... go run ./langs/detect/training -words wordfreq-3.1.1-py3-none-any.whl -out langs/detect/languages.model
//
// It takes about two minutes of one core, and the same data give the same file. README.md beside it says what the corpora
// are and how good the model is.
package main
