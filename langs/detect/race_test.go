//go:build race

package detect

// The race detector makes pools forget, and with them what would not be allocated again.
func init() { raceDetector = true }
