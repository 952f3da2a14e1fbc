package stem

import "testing"

func TestSliceFromGrowth(t *testing.T) {
	var e env
	if !e.set([]byte("x"), []byte("åb")) {
		t.Fatal("åb is not UTF-8")
	}
	if !e.hop(1) || e.hop(2) {
		t.Fatalf("cursor at %d after a hop of one and one of two", e.cursor)
	}
	e.bra, e.ket = e.cursor, e.cursor
	e.sliceFrom("twelve bytes")
	if got := string(e.buf[:e.limit]); got != "xåtwelve bytesb" || e.cursor != e.limit-1 || e.sliceTo() != "twelve bytes" {
		t.Errorf("%q, cursor at %d, slice %q", got, e.cursor, e.sliceTo())
	}
}
