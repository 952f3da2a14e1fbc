#include "textflag.h"

// func prefetch(m unsafe.Pointer, bytes int, ids *uint32, n int)
TEXT ·prefetch(SB), NOSPLIT, $0-32
	MOVD m+0(FP), R0
	MOVD bytes+8(FP), R1
	MOVD ids+16(FP), R2
	MOVD n+24(FP), R3
row:
	MOVWU.P 4(R2), R4
	MADD R1, R0, R4, R4
	ADD  R4, R1, R5
line:
	PRFM (R4), PLDL1KEEP
	ADD  $64, R4
	CMP  R5, R4
	BLO  line
	SUBS $1, R3
	BNE  row
	RET
