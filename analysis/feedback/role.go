package feedback

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Role is what a column holds.
type Role string

// The roles. A source has at most one column of each, but any number of Text and Extra.
const (
	ID          Role = "id"       // Record.ID; without such a column, the number of the row
	Subject     Role = "subject"  // Record.Subject
	Time        Role = "time"     // Record.Time
	Unit        Role = "unit"     // Record.Unit
	Service     Role = "service"  // Record.Service
	Channel     Role = "channel"  // Record.Channel
	Group       Role = "group"    // Record.Group
	Language    Role = "language" // Record.Language
	ScoreColumn Role = "score"    // Record.Score
	Text        Role = "text"     // Record.Text; where there are several, each gives records of its own
	Extra       Role = "extra"    // Record.Extra: whatever has no other role
)

// Roles lists the roles in the order in which they are explained and assigned.
var Roles = [...]Role{ID, Subject, Time, Unit, Service, Channel, Group, Language, ScoreColumn, Text, Extra}

// headings are the names by which columns are known, written as canonical gives them.
var headings = map[Role][]string{
	ID:          {"id", "recordid", "commentid", "tunniste", "vastausid", "palautetunnus", "svarsid"},
	Subject:     {"subject", "respondent", "respondentid", "vastaaja", "asiakasnumero", "svarare"},
	Time:        {"time", "date", "timestamp", "aika", "päivä", "päivämäärä", "pvm", "vastausaika", "datum", "tid"},
	Unit:        {"unit", "yksikkö", "palveluyksikkö", "toimipiste", "enhet"},
	Service:     {"service", "palvelu", "tjänst", "servicetype"},
	Channel:     {"channel", "kanava", "kanal"},
	Group:       {"group", "customergroup", "asiakasryhmä", "kundgrupp"},
	Language:    {"language", "kieli", "språk", "lang"},
	ScoreColumn: {"nps", "score", "arvosana", "suositteluindeksi", "suosittelu", "poäng", "betyg"},
	Text: {"text", "comment", "feedback", "palaute", "avoinpalaute", "kommentti", "vastaus", "fritext", "kommentar",
		"respons", "feedbacktext"},
}

// Headings returns the column names that are understood as role, in Finnish, Swedish and English. Case, spaces, "_" and
// "-" make no difference: "Vastaus ID" is "vastausid".
func Headings(role Role) []string { return append([]string(nil), headings[role]...) }

var roleByHeading = func() map[string]Role {
	m := map[string]Role{}
	for role, names := range headings {
		for _, name := range names {
			m[name] = role
		}
	}
	return m
}()

// roleOf returns the role that a heading names, or Extra.
func roleOf(heading string) Role {
	if role, ok := roleByHeading[canonical(heading)]; ok {
		return role
	}
	return Extra
}

// canonical is a heading without what makes no difference. Composing (NFC) matters to files from macOS.
func canonical(heading string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '_', '-', '\u00a0', '\ufeff':
			return -1
		}
		return r
	}, strings.ToLower(norm.NFC.String(heading)))
}
