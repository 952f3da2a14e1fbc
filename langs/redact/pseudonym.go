package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// pseudonym returns the mask of a value under the key.
func (r *Redactor) pseudonym(kind Kind, value string) string {
	mac := hmac.New(sha256.New, r.key)
	mac.Write([]byte(kind.String()))
	mac.Write([]byte{0})
	mac.Write([]byte(canonical(kind, value)))
	return strings.TrimSuffix(kind.Mask(), "]") + "-" + hex.EncodeToString(mac.Sum(nil)[:2]) + "]"
}

// canonical returns what is the same for two ways of writing one value.
func canonical(kind Kind, value string) string {
	switch kind {
	case Name:
		return canonicalName(value)
	case Email, Handle, URL:
		return strings.ToLower(value)
	case Phone:
		digits := keep(value, isDigit)
		for _, prefix := range [...]string{"00358", "358"} {
			if rest, ok := strings.CutPrefix(digits, prefix); ok {
				return "0" + strings.TrimPrefix(rest, "0")
			}
		}
		return digits
	case Address:
		return strings.Join(strings.Fields(strings.ToLower(value)), " ")
	case Plate:
		return strings.ToUpper(keep(value, func(b byte) bool { return isDigit(b) || isLetter(b) || b >= 0x80 }))
	}
	return strings.ToUpper(keep(value, func(b byte) bool { return isDigit(b) || isLetter(b) }))
}

// canonicalName returns the base forms of a name's parts in alphabetical order: Karjalaisen Annelin is Anneli Karjalainen.
func canonicalName(name string) string {
	var s scratch
	s.split(name, nil)
	var parts []string
	for i := range s.words {
		w := s.folded(i)
		if i > 0 && s.gap(i-1) != "-" && len(s.gap(i-1)) == 1 && strings.Contains(":'", s.gap(i-1)) {
			continue // the ending after a colon
		}
		_, base := loadLexicon().find(w)
		if base == "" {
			base = surnameBase(w)
		}
		if base == "" {
			base = string(w)
		}
		parts = append(parts, base)
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// keep returns the bytes of value for which keep is true.
func keep(value string, keep func(byte) bool) string {
	var b strings.Builder
	for i := range len(value) {
		if keep(value[i]) {
			b.WriteByte(value[i])
		}
	}
	return b.String()
}
