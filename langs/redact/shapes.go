package redact

// shapes appends to dst what has a form of its own: identity codes, numbers, addresses on the net.
func shapes(dst []Span, text string) []Span {
	f := finder{text: text}
	email, url := f.nextEmail(0), f.nextURL(0, len(text))
	for i := 0; i < len(text); {
		span, found := email, i == email.Start
		if i == url.Start {
			span, found = url, true
		}
		if !found {
			switch marks[text[i]] {
			case nothing:
				i++
				continue
			case digit:
				span, found = f.number(i)
			case sign:
				if span, found = f.signedPhone(i); !found {
					span, found = f.writtenOutEmail(i)
				}
			case bracket:
				if n := maskLen(text[i:]); n > 0 {
					i += n
					f.done = i
					continue
				}
				span, found = f.writtenOutEmail(i)
			case at:
				span, found = f.handle(i)
			}
		}
		if !found {
			i = f.skip(i)
			continue
		}
		dst = append(dst, span)
		i, f.done = span.End, span.End
		if email.Start < i { // it was this one, or its beginning was
			email = f.nextEmail(i)
		}
		if url.Start < i {
			url = f.nextURL(i, len(text))
		} else if wordAt(text, i) { // what stood before may have kept this word from being one
			if glued := f.nextURL(i, i+longestHost); glued.Start < len(text) {
				url = glued
			}
		}
	}
	return dst
}

// finder looks at text from done on: what lies before is masked, and a mask is a boundary like any other sign.
type finder struct {
	text string
	done int
}

// number looks for everything that begins with the digit at i, or with two letters before it.
func (f *finder) number(i int) (Span, bool) {
	if span, ok := f.iban(i); ok {
		return span, true
	}
	code, strength := f.personalID(i)
	if strength == certain && code.Confidence == 1 {
		return code, true
	}
	swedish, sure, ok := f.personnummer(i)
	if sure {
		return swedish, true
	}
	if strength == certain {
		return code, true
	}
	if span, ok := f.phone(i); ok {
		return span, true
	}
	if strength == possible {
		return code, true
	}
	return swedish, ok
}

// signedPhone looks for a telephone number that begins with + or ( at i, unless an identity code stands there.
func (f *finder) signedPhone(i int) (Span, bool) {
	if _, strength := f.personalID(i + 1); strength == certain {
		return Span{}, false
	}
	return f.phone(i)
}

// skip returns the position after the digits or the sign at i.
func (f *finder) skip(i int) int {
	end := digitsEnd(f.text, i)
	return max(end, i+1)
}

type mark uint8

const (
	nothing mark = iota
	digit
	sign // + or (
	bracket
	at
)

var marks = func() (table [256]mark) {
	for b := '0'; b <= '9'; b++ {
		table[b] = digit
	}
	table['+'], table['('], table['['], table['@'] = sign, sign, bracket, at
	return table
}()
