package langs

import "fmt"

// Language is one of the languages that kaiku analyses, or what stands in for one. The zero value is Undetermined.
type Language uint8

const (
	Undetermined Language = iota // too little text to say, or not looked at
	Finnish
	Swedish
	English
	Other // some language, but none of the three
)

// All lists the languages that have an Analyzer, in the order in which reports show them.
var All = [...]Language{Finnish, Swedish, English}

var codes = [...]string{Undetermined: "und", Finnish: "fi", Swedish: "sv", English: "en", Other: "mis"}

// String returns the ISO 639 code: "fi", "sv", "en", "mis" for another language and "und" for an undetermined one.
func (l Language) String() string {
	if int(l) < len(codes) {
		return codes[l]
	}
	return fmt.Sprintf("langs.Language(%d)", uint8(l))
}

// Parse reads what String writes, and also the empty string as Undetermined.
func Parse(code string) (Language, error) {
	for l, c := range codes {
		if c == code {
			return Language(l), nil
		}
	}
	if code == "" {
		return Undetermined, nil
	}
	return Undetermined, fmt.Errorf("langs: language %.40q: expected fi, sv, en, mis or und", code)
}

// MarshalText writes the code, so that JSON holds "fi" rather than a number.
func (l Language) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (l *Language) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err == nil {
		*l = parsed
	}
	return err
}
