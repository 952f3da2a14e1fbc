package report

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/kaiku-analytics/kaiku/langs"
)

// texts holds one file a language, texts/fi.json and so on: an object from key to text, in which {0}, {1} ... stand for
// arguments. All files have the same keys.
//
//go:embed texts
var texts embed.FS

// locale words texts, numbers and dates for readers of one language.
type locale struct {
	language langs.Language
	texts    map[string]string
	printer  *message.Printer
}

func newLocale(l langs.Language) (*locale, error) {
	file, err := texts.ReadFile("texts/" + l.String() + ".json")
	if err != nil {
		return nil, fmt.Errorf("language %q of the report: expected fi, sv or en", l)
	}
	loc := &locale{language: l, printer: message.NewPrinter(language.Make(l.String()))}
	if err := json.Unmarshal(file, &loc.texts); err != nil {
		return nil, fmt.Errorf("texts in %q: %w", l, err)
	}
	return loc, nil
}

// text returns the text of a key with its arguments filled in.
func (l *locale) text(key string, args ...any) (string, error) {
	text, ok := l.texts[key]
	if !ok {
		return "", fmt.Errorf("no text %q in %q", key, l.language)
	}
	return fill(text, args), nil
}

// name words a code of the data, such as a column's role; a code that has no wording is its own name.
func (l *locale) name(kind, code string) string {
	if text, ok := l.texts[kind+"."+code]; ok {
		return text
	}
	return code
}

func fill(text string, args []any) string {
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", fmt.Sprint(arg))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// number writes v with the given count of decimals, a minus sign rather than a hyphen, and no minus before zero.
func (l *locale) number(v float64, decimals int) string {
	text := l.printer.Sprint(number.Decimal(v, number.Scale(decimals)))
	text = strings.Replace(text, "-", "−", 1)
	if strings.Trim(text, "−0.,") == "" {
		text = strings.TrimPrefix(text, "−")
	}
	return text
}

func (l *locale) integer(n int) string { return l.number(float64(n), 0) }

// percent writes a share from 0 to 1.
func (l *locale) percent(share float64, decimals int) string {
	return l.printer.Sprint(number.Percent(share, number.Scale(decimals)))
}

// interval writes a range of numbers.
func (l *locale) interval(low, high float64, decimals int) string {
	return fill(l.texts["range"], []any{l.number(low, decimals), l.number(high, decimals)})
}

// date writes a day: 31.12.2025 in Finnish and Swedish, 31 Dec 2025 in English.
func (l *locale) date(t time.Time) string {
	if l.language == langs.English {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2.1.2006")
}

// month writes a month in full.
func (l *locale) month(t time.Time) string {
	return fill(l.texts[fmt.Sprintf("month.%d", t.Month())], []any{t.Year()})
}

// monthShort writes a month for an axis: 12/2025 in Finnish and Swedish, Dec 2025 in English.
func (l *locale) monthShort(t time.Time) string {
	if l.language == langs.English {
		return t.Format("Jan 2006")
	}
	return t.Format("1/2006")
}
