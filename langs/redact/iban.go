package redact

// ibanLengths gives the length of the account numbers of the countries in the IBAN registry (SWIFT, ISO 13616) whose
// accounts are likely to be written in Finland.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BY": 28, "CH": 21, "CY": 28,
	"CZ": 24, "DE": 22, "DK": 18, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
	"GL": 18, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
	"LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
	"PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
	"TN": 24, "TR": 26, "UA": 29, "VA": 22, "XK": 20,
}

const longestIBAN = 34

// iban looks for an account number whose check digits are at i, after the two letters of the country.
func (f *finder) iban(i int) (Span, bool) {
	start, ok := f.country(i)
	if !ok {
		return Span{}, false
	}
	account := [longestIBAN]byte{upper(f.text[start]), upper(f.text[start+1])}
	length := ibanLengths[string(account[:2])]
	if length == 0 {
		return Span{}, false
	}
	if string(account[:2]) == "FI" {
		end, ok := finnishAccountEnd(f.text, i)
		if !ok {
			return Span{}, false
		}
		return Span{Start: start, End: end, Kind: IBAN, Confidence: finnishCertainty(f.text[start:end])}, true
	}
	end, ok := accountEnd(f.text, i, account[:length])
	return Span{Start: start, End: end, Kind: IBAN, Confidence: 1}, ok && remainder97(account[:length]) == 1
}

// country returns where the two letters before i begin; a space may stand between.
func (f *finder) country(i int) (start int, ok bool) {
	start = i - 2
	if i-1 > f.done && f.text[i-1] == ' ' {
		start--
	}
	if start < f.done || !isLetter(f.text[start]) || !isLetter(f.text[start+1]) || f.wordBefore(start) {
		return 0, false
	}
	return start, true
}

// finnishAccountEnd returns the end of the sixteen digits of a Finnish account, in groups or not; one with one or two
// digits too many or too few counts too.
func finnishAccountEnd(text string, i int) (end int, ok bool) {
	digits := 0
	for {
		next := digitsEnd(text, i)
		if next == i || digits+next-i > 18 {
			break
		}
		digits += next - i
		end = next
		if digits >= 16 {
			break
		}
		i = next + gapLen(text, next)
	}
	return end, digits >= 14 && !(end < len(text) && isDigit(text[end]))
}

// finnishCertainty is 1 for a Finnish account number whose check digits hold, and less for a mistyped one.
func finnishCertainty(written string) float32 {
	var account [18]byte
	n := 0
	for _, b := range []byte(written) {
		if isDigit(b) || isLetter(b) {
			if n == len(account) {
				return 0.8
			}
			account[n] = upper(b)
			n++
		}
	}
	if n == len(account) && remainder97(account[:]) == 1 {
		return 1
	}
	return 0.8
}

// accountEnd reads the letters and digits of an account from i on into account[2:] and returns where they end, which must
// be where a word ends.
func accountEnd(text string, i int, account []byte) (end int, ok bool) {
	for n := 2; n < len(account); {
		if i < len(text) && (isDigit(text[i]) || isLetter(text[i])) {
			account[n] = upper(text[i])
			n++
			i++
			continue
		}
		gap := gapLen(text, i)
		if gap == 0 {
			return 0, false
		}
		i += gap
	}
	return i, !wordAt(text, i)
}

// gapLen returns the length of what may stand between two groups of an account number.
func gapLen(text string, i int) int {
	if n := spaceLen(text, i); n > 0 {
		return n
	}
	return hyphenLen(text, i)
}

// remainder97 is the check of ISO 7064: the first four characters go to the end, letters are 10 to 35, and the number
// must leave 1 by 97.
func remainder97(account []byte) int {
	remainder := 0
	for i := range account {
		switch b := account[(i+4)%len(account)]; {
		case isDigit(b):
			remainder = (remainder*10 + int(b-'0')) % 97
		default:
			remainder = (remainder*100 + int(b-'A') + 10) % 97
		}
	}
	return remainder
}
