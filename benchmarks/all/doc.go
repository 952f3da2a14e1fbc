// All makes every measurement and RESULTS.md, from a clean checkout.
//
//	go run ./all            # in the folder benchmarks; hours
//	go run ./all -quick     # small sizes, nothing installed, into a folder of its own: shows that everything works
//	go run ./all -only words,search
//
// It makes the environments of the peers, where they are not there yet, builds the programs, runs them one after the other
// and publishes. A part that fails, or whose peers or corpora are not there, is left out with a line that says why; what is
// measured already is not measured again while nothing that it is made of has changed. How long each part took is a result itself.
package main
