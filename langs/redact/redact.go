package redact

import "fmt"

// Span is one piece of personal data.
type Span struct {
	Start      int     `json:"start"` // byte offsets into the original text
	End        int     `json:"end"`
	Kind       Kind    `json:"kind"`
	Confidence float32 `json:"confidence"` // from 0 to 1: 1 where a check digit or the form leaves no doubt
	Staff      bool    `json:"staff"`      // a name that its context says is of somebody who serves the writer: hoitaja Minna, doctor Smith
}

// Kind says what a span holds.
type Kind uint8

const (
	PersonalID   Kind = iota // henkilötunnus
	Phone                    // also of a service: by form alone they cannot be told apart
	Email                    // e-mail address
	IBAN                     // account number
	Name                     // name of a person, inflected or not
	Address                  // street and number, with stair, flat, postcode and town
	URL                      // link to a person's page
	Plate                    // vehicle registration
	Handle                   // @name on social media
	Personnummer             // Swedish personal identity number
)

var (
	kinds = [...]string{
		PersonalID: "hetu", Phone: "phone", Email: "email", IBAN: "iban", Name: "name",
		Address: "address", URL: "url", Plate: "plate", Handle: "handle", Personnummer: "personnummer",
	}
	masks = [...]string{
		PersonalID: "[HETU]", Phone: "[PHONE]", Email: "[EMAIL]", IBAN: "[IBAN]", Name: "[NAME]",
		Address: "[ADDRESS]", URL: "[URL]", Plate: "[PLATE]", Handle: "[HANDLE]", Personnummer: "[PERSONNUMMER]",
	}
)

// String returns the kind in small letters: "hetu", "phone", "email", "iban", "name", "address", "url", "plate", "handle" or
// "personnummer".
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
	return fmt.Errorf("redact: kind %.40q: expected hetu, phone, email, iban, name, address, url, plate, handle or personnummer", text)
}

// Text returns text with each piece of personal data replaced by its kind in brackets ([PHONE]), and the spans, in
// rising order. A text without any is returned as it is, without allocation. It is short for the Text of a Redactor with
// no options.
func Text(text string) (string, []Span) { return standard.Text(text) }

// Find appends the personal data in text to dst, in rising order and without overlap.
func Find(dst []Span, text string) []Span { return standard.Find(dst, text) }

var standard = New(Options{})
