//go:build !amd64 && !arm64

package vec

// Prefetch does nothing on these processors.
func Prefetch[T any](m []T, width int, ids []uint32) {}
