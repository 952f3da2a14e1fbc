package lemma

import "testing"

func TestFar(t *testing.T) {
	for pair, want := range map[[2]string]int{
		{"a", "s"}: 0, {"ö", "ä"}: 0, {"å", "p"}: 0, {"l", "ö"}: 0, {"k", "ö"}: farKey, {"o", "å"}: farKey, {"q", "a"}: farKey, {"m", "n"}: 0,
	} {
		if got := far(pair[0], []byte(pair[1])); got != want {
			t.Errorf("%q beside %q: %d, want %d", pair[0], pair[1], got, want)
		}
	}
}

func TestVariants(t *testing.T) {
	for v, want := range map[variant]string{0: "banoa", 1: "bänöä", 2: "bänoa", 3: "banöa", 4: "banoä", 5: "banoa", 9: "bånoa", 10: "banoå", 11: "banoa"} {
		if got := string(v.of(nil, []byte("banoa"))); got != want {
			t.Errorf("variant %d: %q, want %q", v, got, want)
		}
	}
	for code, want := range map[int]string{0: "banoa", 1: "bänoa", 2: "bånoa", 3: "banöa", 6: "banöa", 9: "banoä", 18: "banoå", 2 + 3 + 9: "bånöä"} {
		if got := string(mixed(nil, []byte("banoa"), code)); got != want {
			t.Errorf("code %d: %q, want %q", code, got, want)
		}
	}
}

// TestSlipsArePacked checks that every slip comes out of the memory of recent words as it went in.
func TestSlipsArePacked(t *testing.T) {
	var r recent
	for kind := slipKind(0); kind <= dotsMixed; kind++ {
		for v := slipKind(0); v < slipKind(mostVariants); v++ {
			for _, at := range []uint8{0, 1, 2 * mostRespelled} {
				for _, letter := range []uint8{0, 28, 242} {
					s := slip{kind | v<<4, at, letter}
					r.put(12345, entryOf(s), false)
					if e, _, ok := r.get(12345); !ok || e.label != typoLabel || e.slip() != s {
						t.Fatalf("%+v came out as %+v, %v", s, e.slip(), ok)
					}
				}
			}
		}
	}
}
