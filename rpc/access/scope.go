package access

import (
	"errors"
	"fmt"
	"strings"
)

// Scope is what a method asks of its caller. The zero value is asked of a method that nobody may call. None includes
// another, but that Read allows what Figures does, since who is shown every record can count them: a program that erases
// what citizens ask to be erased need not be able to read, nor one that administers.
type Scope uint8

// The scopes.
const (
	Public  Scope = iota + 1 // no token is looked at and nothing is counted; for methods that answer at once, such as health
	Figures                  // counts in which small numbers are withheld, and no record or text, so that the withholding holds
	Read                     // records, texts, and figures
	Write                    // changes records or topics, and leaves a line in the audit
	Erase                    // removes records for good, and leaves a line in the audit that is on disk before it begins
	Admin
)

// scopeWords are the scopes that a token may have, in their order.
var scopeWords = []string{Figures: "figures", Read: "read", Write: "write", Erase: "erase", Admin: "admin"}

func (s Scope) String() string {
	switch {
	case s == Public:
		return "public"
	case s >= Figures && s <= Admin:
		return scopeWords[s]
	default:
		return "none"
	}
}

// audited reports whether a call that asks for the scope leaves lines in the audit.
func (s Scope) audited() bool { return s == Write || s == Erase }

// Scopes is a set of scopes from Figures to Admin.
type Scopes uint8

// ParseScopes reads the words figures, read, write, erase and admin, at least one and each at most once.
func ParseScopes(words []string) (Scopes, error) {
	var set Scopes
	for _, word := range words {
		s := Figures
		for s <= Admin && scopeWords[s] != word {
			s++
		}
		if s > Admin {
			return 0, fmt.Errorf("scope %q: expected figures, read, write, erase or admin", cut(word))
		}
		if set.Has(s) {
			return 0, fmt.Errorf("scope %q is there twice", word)
		}
		set |= 1 << s
	}
	if set == 0 {
		return 0, errors.New("no scope: expected at least one of figures, read, write, erase and admin")
	}
	return set, nil
}

// Has reports whether s is in the set.
func (set Scopes) Has(s Scope) bool { return s >= Figures && s <= Admin && set>>s&1 == 1 }

// Allows reports whether a token with the set may call a method that asks for s.
func (set Scopes) Allows(s Scope) bool { return set.Has(s) || s == Figures && set.Has(Read) }

// Words returns the names of the scopes in the order of the constants.
func (set Scopes) Words() []string {
	var words []string
	for s := Figures; s <= Admin; s++ {
		if set.Has(s) {
			words = append(words, scopeWords[s])
		}
	}
	return words
}

// String returns the words with commas between them.
func (set Scopes) String() string { return strings.Join(set.Words(), ",") }

// cut shortens a value that an error quotes. Of a token that was put in the wrong place nothing is left.
func cut(value string) string {
	if strings.HasPrefix(value, prefix) {
		return prefix + "..."
	}
	if len(value) <= 40 {
		return value
	}
	return strings.ToValidUTF8(value[:40], "") + "..."
}
