// Package benchmarks measures kaiku, side by side with its peers. It is a module of its own, so that no user of the
// library downloads them.
package benchmarks
