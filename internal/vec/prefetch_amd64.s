#include "textflag.h"

// func prefetch(m unsafe.Pointer, bytes int, ids *uint32, n int)
TEXT ·prefetch(SB), NOSPLIT, $0-32
	MOVQ m+0(FP), DI
	MOVQ bytes+8(FP), DX
	MOVQ ids+16(FP), R10
	MOVQ n+24(FP), R9
row:
	MOVL (R10), AX
	IMULQ DX, AX
	ADDQ DI, AX
	LEAQ (AX)(DX*1), CX
line:
	PREFETCHT0 (AX)
	ADDQ $64, AX
	CMPQ AX, CX
	JCS  line
	ADDQ $4, R10
	DECQ R9
	JNZ  row
	RET
