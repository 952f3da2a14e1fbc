package redact

import (
	"fmt"
	"strings"
)

// Span is one piece of personal data.
type Span struct {
	Start, End int // byte offsets into the original text
	Kind       Kind
}

// Kind says what a span holds.
type Kind uint8

const (
	PersonalID Kind = iota // henkilötunnus
	Phone
	Email
	IBAN
)

var (
	kinds = [...]string{PersonalID: "hetu", Phone: "phone", Email: "email", IBAN: "iban"}
	masks = [...]string{PersonalID: "[HETU]", Phone: "[PHONE]", Email: "[EMAIL]", IBAN: "[IBAN]"}
)

// String returns "hetu", "phone", "email" or "iban".
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return fmt.Sprintf("redact.Kind(%d)", uint8(k))
}

// Mask returns what replaces a span of this kind: the kind in capitals and brackets, such as [PHONE].
func (k Kind) Mask() string {
	if int(k) < len(masks) {
		return masks[k]
	}
	return "[REDACTED]"
}

// MarshalText writes what String returns.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (k *Kind) UnmarshalText(text []byte) error {
	for kind, name := range kinds {
		if string(text) == name {
			*k = Kind(kind)
			return nil
		}
	}
	return fmt.Errorf("redact: kind %.40q: expected hetu, phone, email or iban", text)
}

// Text returns text with each piece of personal data replaced by its kind in brackets ([PHONE]), and the spans, in
// rising order. A text without any is returned as it is, without allocation.
func Text(text string) (string, []Span) {
	spans := Find(nil, text)
	if len(spans) == 0 {
		return text, nil
	}
	var b strings.Builder
	b.Grow(len(text))
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start])
		b.WriteString(s.Kind.Mask())
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String(), spans
}

// Find appends the personal data in text to dst, in rising order and without overlap.
func Find(dst []Span, text string) []Span {
	f := finder{text: text}
	email := f.nextEmail(0)
	for i := 0; i < len(text); {
		span, found := email, i == email.Start
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
				span, found = f.writtenOutEmail(i)
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
	if strength == certain {
		return code, true
	}
	if span, ok := f.phone(i); ok {
		return span, true
	}
	return code, strength == possible
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
)

var marks = func() (table [256]mark) {
	for b := '0'; b <= '9'; b++ {
		table[b] = digit
	}
	table['+'], table['('], table['['] = sign, sign, bracket
	return table
}()
