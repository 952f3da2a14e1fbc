// Command kaiku is the library from a shell: report, inspect, add, search,
// similar, erase, check, rebuild, token, words, redact and detect. "kaiku help" teaches it.
// Each verb is a file that parses its flags and calls the library.
package main
