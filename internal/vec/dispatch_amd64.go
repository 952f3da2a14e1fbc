package vec

import (
	"os"

	"golang.org/x/sys/cpu"
)

// KAIKU_VEC is read once, at start.
func init() { choose(os.Getenv("KAIKU_VEC")) }

// choose sets the kernels to the fastest that the processor has, or to the named set where it has that.
func choose(name string) {
	avx2 := cpu.X86.HasAVX2
	avx512 := avx2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL &&
		cpu.X86.HasAVX512VNNI
	switch {
	case avx512 && name != "generic" && name != "avx2":
		use = kernels{
			name: "avx512",
			dot:  dotAVX512, dotRows: dotRowsAVX512, dotIDs: dotIDsAVX512, addInt8: addInt8WithAVX512,
			dotInt8: dotInt8VNNI, dotRowsInt8: dotRowsInt8VNNI, dotIDsInt8: dotIDsInt8VNNI, dotMatrixInt8: dotMatrixInt8VNNI,
		}
	case avx2 && name != "generic":
		use = kernels{
			name: "avx2",
			dot:  dotAVX2, dotRows: dotRowsAVX2, dotIDs: dotIDsAVX2, addInt8: addInt8WithAVX2,
			dotInt8: dotInt8AVX2, dotRowsInt8: dotRowsInt8AVX2, dotIDsInt8: dotIDsInt8AVX2, dotMatrixInt8: dotMatrixInt8AVX2,
		}
	default:
		use = generic
	}
}
