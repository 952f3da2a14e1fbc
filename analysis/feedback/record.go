package feedback

import (
	"fmt"
	"time"

	"github.com/kaiku-analytics/kaiku/langs"
)

// Record is one piece of feedback: what somebody wrote or scored, and what is known about the occasion. Every field but
// ID may be empty.
type Record struct {
	ID       string
	Subject  string    // pseudonym of the respondent
	Time     time.Time // zero when unknown
	Unit     string    // palveluyksikkö, enhet
	Service  string    // palvelu, tjänst
	Channel  string    // how it came in: sms, qr, web, paper card ...
	Group    string    // asiakasryhmä, kundgrupp
	Language langs.Language
	Score    Score
	Question string  // heading of the text column, where a file has several
	Text     string  // as written; personal data is removed when it is added to an engine
	Extra    []Field // the other columns of the source, in its order
}

// QuestionField is the name under which a document keeps Record.Question; the other fields go by their Role.
const QuestionField = "question"

// Field is a column that kaiku has no name for.
type Field struct{ Name, Value string }

// Score is an answer to the recommendation question (suositteluhalukkuus), 0 to 10. The zero value is a missing answer.
// Other scales, smileys and weather symbols among them, are never read as a Score; they stay in Extra.
type Score struct{ plusOne uint8 }

// NewScore returns the score v, and an error unless 0 <= v <= 10.
func NewScore(v int) (Score, error) {
	if v < 0 || v > 10 {
		return Score{}, fmt.Errorf("score %d: expected a whole number from 0 to 10", v)
	}
	return Score{uint8(v + 1)}, nil
}

// Value returns the score, and false when there is none.
func (s Score) Value() (v int, ok bool) { return int(s.plusOne) - 1, s.plusOne > 0 }
