package redact

// The Finnish identity code (henkilötunnus) is DDMMYYCZZZQ: date of birth, sign of the century (+ for 1800; - Y X W V U
// for 1900; A B C D E F for 2000), individual number, and the check character, which is the remainder of the nine digits
// by 31 in the alphabet below. Source: Digital and Population Data Services Agency,
// https://dvv.fi/en/personal-identity-code.
// People also write it with spaces, a dash for the hyphen, points in the date, a year of four digits, no sign, or without
// the check character.

const checkCharacters = "0123456789ABCDEFHJKLMNPRSTUVWXY"

// strength says how sure an identity code is.
type strength uint8

const (
	impossible strength = iota
	possible            // if it is not a telephone number
	certain
)

// personalID looks for an identity code whose date begins at i.
func (f *finder) personalID(i int) (Span, strength) {
	text := f.text
	if f.done < i && isDigit(text[i-1]) || f.insideCode(i) {
		return Span{}, impossible
	}
	var c code
	pos, ok := c.date(text, i)
	if !ok {
		return Span{}, impossible
	}
	pos = c.century(text, pos)
	if pos, ok = c.individual(text, pos); !ok {
		return Span{}, impossible
	}
	span := Span{Start: i, End: pos, Kind: PersonalID, Confidence: 0.8}
	if !c.unchecked && c.valid(text[pos-1]) {
		span.Confidence = 1
	}
	alone := !wordAt(text, pos) && !f.wordBefore(i)
	letter := isLetter(text[pos-1])
	switch {
	case c.unchecked && !(alone && c.sign && c.plain):
		return Span{}, impossible
	case c.unchecked:
		return span, certain
	case c.valid(text[pos-1]) && (c.sign || letter):
		return span, certain
	case !alone:
		return Span{}, impossible
	case c.sign && c.plain:
		return span, certain
	case letter && c.inAlphabet(text[pos-1]):
		return span, certain
	case c.valid(text[pos-1]):
		return span, possible
	}
	return Span{}, impossible
}

// code is what of an identity code has been read.
type code struct {
	digits int  // the nine digits of date and individual number
	sign   bool // a sign of the century was there
	plain  bool // and nothing else: no spaces, no points, a year of two digits

	unchecked bool // the check character is missing
}

// date reads the day of birth and returns the position after it.
func (c *code) date(text string, i int) (int, bool) {
	day, ok := twoDigits(text, i)
	if !ok || day < 1 || day > 31 {
		return 0, false
	}
	pos := i + 2
	gap := pointLen(text, pos)
	month, ok := twoDigits(text, pos+gap)
	if !ok || month < 1 || month > 12 || day > daysOf[month-1] {
		return 0, false
	}
	pos += gap + 2
	gap2 := pointLen(text, pos)
	year, ok := twoDigits(text, pos+gap2)
	if !ok || (gap > 0) != (gap2 > 0) {
		return 0, false
	}
	pos += gap2 + 2
	c.plain = gap == 0
	if year >= 18 && year <= 20 && gap > 0 { // the first half of a year of four digits, or 2018 to 2020 and 1918 to 1920
		if rest, ok := twoDigits(text, pos); ok {
			year, pos = rest, pos+2
		}
	}
	c.digits = day*10000 + month*100 + year
	return pos, true
}

var daysOf = [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// century reads the sign of the century, if there is one, and the spaces around it.
func (c *code) century(text string, i int) int {
	pos := i + spaceLen(text, i)
	if n := centuryLen(text, pos); n > 0 {
		c.sign = true
		pos += n
	}
	pos += spaceLen(text, pos)
	c.plain = c.plain && c.sign && (pos == i+1 || pos == i+hyphenLen(text, i))
	return pos
}

func centuryLen(text string, i int) int {
	if i == len(text) {
		return 0
	}
	switch b := upper(text[i]); {
	case b == '+', 'A' <= b && b <= 'F', 'U' <= b && b <= 'Y':
		return 1
	}
	return hyphenLen(text, i)
}

// individual reads the individual number and the check character, if there is one.
func (c *code) individual(text string, i int) (int, bool) {
	if i+3 > len(text) || digitsEnd(text[:i+3], i) < i+3 {
		return 0, false
	}
	for _, d := range []byte(text[i : i+3]) {
		c.digits = c.digits*10 + int(d-'0')
	}
	if i += 3; i < len(text) && (isDigit(text[i]) || isLetter(text[i])) {
		return i + 1, true
	}
	c.unchecked = true
	return i, true
}

func (c *code) valid(check byte) bool { return checkCharacters[c.digits%31] == upper(check) }

func (c *code) inAlphabet(check byte) bool {
	for _, b := range []byte(checkCharacters) {
		if b == upper(check) {
			return true
		}
	}
	return false
}

func twoDigits(text string, i int) (int, bool) {
	if i+2 > len(text) || !isDigit(text[i]) || !isDigit(text[i+1]) {
		return 0, false
	}
	return int(text[i]-'0')*10 + int(text[i+1]-'0'), true
}

// pointLen returns the length of what may stand between day, month and year.
func pointLen(text string, i int) int {
	if i < len(text) && (text[i] == '.' || text[i] == '/') {
		return 1 + spaceLen(text, i+1)
	}
	return spaceLen(text, i)
}
