// Package en holds what is particular to English: its function words and the ways in which people answer a question
// without saying anything. The lists are this project's own and lie in the data files beside the code.
package en
