package redact

import "strings"

// A street address is a street and a number, and what follows of stair, flat, postcode and town. In Finnish and Swedish the
// last part of the first word says that it is a street, in whatever case: Mannerheimintiellä 12 B 4, Koivukujan 3:ssa,
// Storgatan 5 B; in English the number comes first: 12 Baker Street.

// addresses appends to spans the street addresses among the words that are not masked.
func (s *scratch) addresses(spans []Span) []Span {
	done := 0 // words before are taken
	for i := range s.words {
		if w := &s.words[i]; w.shape != digits || w.end-w.start > 4 || i < done {
			continue
		}
		from, to, ok := s.street(i, done)
		if !ok {
			if from, to, ok = s.englishStreet(i, done); !ok {
				continue
			}
		}
		if s.goesOn(to) {
			continue
		}
		from = s.townBefore(from, done)
		end, last := s.town(to)
		spans = append(spans, Span{Start: s.words[from].start, End: end, Kind: Address, Confidence: 0.9})
		done = last + 1
	}
	return spans
}

// englishStreet looks for a street after the number at word i.
func (s *scratch) englishStreet(i, done int) (from, to int, ok bool) {
	if i > 0 && i > done && s.gap(i-1) != "" && strings.IndexByte(".,:/-", s.text[s.words[i].start-1]) >= 0 {
		return 0, 0, false
	}
	at := i
	if s.gap(at) == "" && at+1 < len(s.words) && s.words[at+1].end-s.words[at+1].start == 1 && s.words[at+1].shape >= lower { // 221B
		at++
	}
	if next := at + 1; s.spaced(at) && next < len(s.words) && s.words[next].shape == capital { // 7 Kauppakatu
		if named, ok := s.isStreet(next); ok && named && (next+1 == len(s.words) || s.words[next+1].shape != digits) {
			return i, next, true
		}
	}
	for n := 1; n <= 4 && at+1 < len(s.words) && s.spaced(at); n++ {
		at++
		w := &s.words[at]
		if w.shape < lower || s.is(at, countable) {
			return 0, 0, false
		}
		if n > 1 && s.is(at, streetTypes) && (w.shape >= capital || n == 2 && s.is(at, plainStreetTypes) && !s.is(at-1, notStreetNames)) {
			return s.flatBefore(i, done), s.flatAfter(at), true
		}
		if w.shape < capital && n > 1 {
			return 0, 0, false
		}
		if g := s.gap(at); (g == "'" || g == "’") && s.is(at+1, possessive) { // Queen's Road
			at++
		}
	}
	return 0, 0, false
}

// flatBefore takes in the flat before the number at word i: Flat 2, 12 Baker Street.
func (s *scratch) flatBefore(i, done int) int {
	before := i - 2
	if before >= done && s.words[i-1].shape == digits && (s.spaced(i-1) || s.gap(i-1) == ", ") && s.is(before, flatWords) && s.spaced(before) {
		return before
	}
	return i
}

// flatAfter takes in the flat after word i: 14 Mill Lane, flat 3B.
func (s *scratch) flatAfter(i int) int {
	flat := i + 1
	if !s.is(flat, flatWords) || !s.spaced(i) && s.gap(i) != ", " || !s.isFlat(flat) {
		return i
	}
	flat++
	if next := flat + 1; s.gap(flat) == "" && s.words[next].end-s.words[next].start == 1 {
		return next
	}
	return flat
}

// streetTypes end English names of streets.
var streetTypes = wordSet(`street st road rd lane ln avenue ave drive close court way place square crescent terrace gardens grove row walk mews hill park boulevard alley`)

// plainStreetTypes do so in small letters too.
var plainStreetTypes = wordSet("street road lane avenue")

var notStreetNames = wordSet("way the of a one high and lane main side")

// town takes in a postcode with its town after word i, and returns the end of the address and its last word.
func (s *scratch) town(i int) (end, last int) {
	code := i + 1
	end = s.words[i].end
	if code >= len(s.words) {
		return end, i
	}
	if !isAddressGap(s.gap(i)) {
		return end, i
	}
	if s.is(code, countries) && s.hyphened(code) {
		code++
	}
	if to := s.britishPostcode(i); to > 0 {
		return s.words[to].end, to
	}
	if code >= len(s.words) || s.words[code].shape != digits {
		return end, i
	}
	last = code
	switch s.words[code].end - s.words[code].start {
	case 5:
	case 3: // 123 45 Stockholm
		if !s.spaced(code) || s.words[code+1].shape != digits || s.words[code+1].end-s.words[code+1].start != 2 {
			return end, i
		}
		last++
	default:
		return end, i
	}
	if next := last + 1; next < len(s.words) && (s.spaced(last) || s.gap(last) == ", ") && s.words[next].shape >= lower && !s.is(next, notTowns) && len(s.folded(next)) > 2 {
		last = next
		for last+1 < len(s.words) && s.hyphened(last) && s.words[last+1].shape >= lower {
			last++
		}
	}
	return s.words[last].end, last
}

// townBefore takes in a postcode with its town before word i.
func (s *scratch) townBefore(i, done int) int {
	if town, code := i-1, i-2; code >= done && (s.spaced(town) || s.gap(town) == ", ") && s.words[town].shape >= capital &&
		s.spaced(code) && s.words[code].shape == digits && s.words[code].end-s.words[code].start == 5 {
		return code
	}
	return i
}

func isAddressGap(g string) bool {
	return len(g) > 0 && len(g) <= 4 && strings.Trim(g, " ,\n\r\t-") == "" || g == "; "
}

var (
	countries = wordSet("fi fin se ax")
	notTowns  = wordSet("ja och and tai eller or on är is kiitos tack numero hetu puh tel")
)

// britishPostcode looks for a town and a postcode, or a postcode, after word i: London NW1 6XE. It returns the last word or 0.
func (s *scratch) britishPostcode(i int) int {
	for at := i + 1; at <= i+3 && at+3 < len(s.words); at++ {
		w := &s.words[at]
		if w.shape != capitals && w.shape != initial && w.shape != capital {
			return 0
		}
		if (w.shape == capitals || w.shape == initial) && w.end-w.start <= 2 && s.gap(at) == "" && s.words[at+1].shape == digits {
			last := at + 1
			if s.gap(last) == "" && s.words[last+1].end-s.words[last+1].start == 1 { // SW1A
				last++
			}
			if last+2 < len(s.words) && s.spaced(last) && s.words[last+1].shape == digits && s.words[last+1].end-s.words[last+1].start == 1 &&
				s.gap(last+1) == "" && s.words[last+2].shape == capitals && s.words[last+2].end-s.words[last+2].start == 2 {
				return last + 2
			}
			return 0
		}
		if g := s.gap(at); g != " " && g != ", " && g != ",\n" && g != "\n" {
			return 0
		}
	}
	return 0
}

// house reads number, stair and flat from word i on and returns the last word of them, or -1; flat says whether there was
// more than the number.
func (s *scratch) house(i int) (to int, flat bool) {
	to = i
	if g := s.gap(i); i+1 < len(s.words) && s.words[i+1].shape == digits {
		switch {
		case g == "." || g == ":" || g == ",":
			return -1, false // a date, a time or a decimal
		case (s.hyphened(i) || g == "/" || g == " - " || g == " – ") && s.words[i+1].end-s.words[i+1].start <= 3:
			to++
		case g == " " && s.words[i+1].end-s.words[i+1].start == 5:
			return to, true // the postcode
		}
	}
	if s.isStair(to) {
		to++
		flat = true
		if s.isFlat(to) {
			to++
		}
	} else if s.gap(to) == "/" && s.isFlat(to) {
		to++
		flat = true
	}
	if next := to + 1; s.is(next, flatWords) && (s.spaced(to) || s.gap(to) == ", ") && s.words[next].shape != digits {
		if g := s.gap(next); next+1 < len(s.words) && s.words[next+1].shape == digits && (g == " " || g == ". " || g == ".") && s.words[next+1].end-s.words[next+1].start <= 3 {
			to, flat = next+1, true
		}
	}
	next := to + 1
	switch g := s.gap(to); {
	case g != ":" && g != "" || s.words[next].shape < lower:
	case s.gluedToDigits(next) && s.gap(next) == "":
		return -1, false
	case g == ":" && s.words[next].shape == lower && s.words[next].end-s.words[next].start <= 6, g == "" && endingClasses[string(s.folded(next))] != 0:
		return next, true
	case g == "":
		return -1, false // 5facebook.com
	}
	return to, flat
}

var flatWords = wordSet("as asunto lgh bst bostad bostaden apt apartment flat huoneisto trappa tr rappu h")

// isStair reports whether the word after i is the letter of a stair.
func (s *scratch) isStair(i int) bool {
	next := i + 1
	if next >= len(s.words) || s.words[next].end-s.words[next].start != 1 {
		return false
	}
	w := &s.words[next]
	b := s.text[w.start]
	if !isLetter(b) {
		return false
	}
	switch g := s.gap(i); {
	case g == "":
		return true
	case !s.spaced(i):
		return false
	case w.shape == initial:
		return b != 'I' || s.isFlat(next)
	}
	return 'a' <= b && b <= 'k' && b != 'i' && (b <= 'd' || s.isFlat(next) || !s.spaced(next))
}

// isFlat reports whether the word after i is the number of a flat.
func (s *scratch) isFlat(i int) bool {
	next := i + 1
	if next >= len(s.words) || s.words[next].shape != digits || s.words[next].end-s.words[next].start > 3 {
		return false
	}
	switch g := s.gap(i); {
	case g != "" && g != "/" && g != "-" && !s.spaced(i):
		return false
	}
	switch g := s.gap(next); {
	case g == "." && next+1 < len(s.words) && s.words[next+1].shape == digits, g == ". " && s.is(next+1, countable), s.spaced(next) && s.is(next+1, countable):
		return false
	}
	return true
}
