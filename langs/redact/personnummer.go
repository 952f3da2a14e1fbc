package redact

// The Swedish personal identity number is YYMMDD-NNNC, with a year of two digits or four, + for the hyphen from the year in
// which one turns 100, and 60 added to the day in a coordination number; C is the check digit of Luhn over the nine before
// it. Source: Skatteverket, https://www.skatteverket.se (Personnummer och samordningsnummer).

// personnummer looks for a Swedish personal identity number that begins at i. certain is false where a Finnish identity code
// or a telephone number may have the same form.
func (f *finder) personnummer(i int) (span Span, certain, ok bool) {
	text := f.text
	if f.done < i && isDigit(text[i-1]) || f.insideCode(i) || f.insideNumber(i) {
		return Span{}, false, false
	}
	end := digitsEnd(text, i)
	n := end - i
	written := n == 6 || n == 8 // with a sign
	if written {
		pos := end + spaceLen(text, end)
		sign := hyphenLen(text, pos)
		if sign == 0 && pos < len(text) && text[pos] == '+' {
			sign = 1
		}
		if sign == 0 {
			return Span{}, false, false
		}
		pos += sign
		pos += spaceLen(text, pos)
		if digitsEnd(text, pos) != pos+4 {
			return Span{}, false, false
		}
		end = pos + 4
	} else if n != 10 && n != 12 || f.wordBefore(i) {
		return Span{}, false, false
	}
	if wordAt(text, end) || end+1 < len(text) && text[end] == '-' && isDigit(text[end+1]) {
		return Span{}, false, false
	}
	var number [12]byte
	digits := number[:0]
	for _, b := range []byte(text[i:end]) {
		if isDigit(b) {
			digits = append(digits, b-'0')
		}
	}
	if len(digits) == 12 {
		if century := digits[0]*10 + digits[1]; century < 18 || century > 20 {
			return Span{}, false, false
		}
		digits = digits[2:]
	}
	month, day := digits[2]*10+digits[3], digits[4]*10+digits[5]
	if day > 60 {
		day -= 60
	}
	if month < 1 || month > 12 || day < 1 || int(day) > daysOf[month-1] {
		return Span{}, false, false
	}
	span = Span{Start: i, End: end, Kind: Personnummer, Confidence: 0.7}
	if luhn(digits) {
		span.Confidence = 1
	} else if !written && n == 10 {
		return Span{}, false, false
	}
	return span, span.Confidence == 1 || n == 8 || n == 12, true
}

// luhn reports whether ten digits pass the check of ISO/IEC 7812-1.
func luhn(digits []byte) bool {
	sum := 0
	for i, d := range digits {
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += int(d)
	}
	return sum%10 == 0
}
