// Publish makes RESULTS.md and its plots out of results/*.json, and holds the README to it.
//
//	go run ./publish            # in the folder benchmarks: writes RESULTS.md and results/*.svg
//	go run ./publish -readme    # also renews the figures of ../README.md
//	go run ./publish -against F # prints how far each ratio moved from the results in the folder F
//
// The same results give the same files. What the README says of measurements stands in quoted.md, a template whose figures
// are taken from results/*.json; RESULTS.md begins with it, and the blocks of the README between
//
//	<!-- results: NAME --> and <!-- end -->
//
// are those of that name, word for word. A test compares them. Figures that are of tests, or that say what was measured,
// stand between <!-- other figures --> and <!-- end -->, and there are none outside of both.
package main
