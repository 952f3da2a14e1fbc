// Command training makes the models of package lemma. See README.md beside it for the data and what comes of them.
package main
