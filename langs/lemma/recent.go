package lemma

import "sync/atomic"

// recent remembers the readings of the last words that were searched for: in running text most words come again. It is
// shared by all goroutines without a lock. An entry is one number, 41 bits of the word's key, 7 of the stem's length and 16
// of the rule; which two places it may have is given by 15 other bits of the key, so that one word is taken for another
// once in 10^16 pairs. What is remembered is what a search would find; remembering changes no answer.
type recent [1 << 15][2]atomic.Uint64

func (r *recent) get(key uint64) (stem int, rule uint16, ok bool) {
	places := &r[key>>49]
	e := places[0].Load()
	if e>>23 != key&(1<<41-1) || e == 0 {
		if e = places[1].Load(); e>>23 != key&(1<<41-1) || e == 0 {
			return 0, 0, false
		}
	}
	return int(e >> 16 & 0x7f), uint16(e), true
}

func (r *recent) put(key uint64, stem int, rule uint16) {
	places := &r[key>>49]
	places[1].Store(places[0].Load())
	places[0].Store(key<<23 | uint64(stem)<<16 | uint64(rule))
}
