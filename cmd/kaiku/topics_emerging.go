package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/spf13/cobra"
)

func newTopicsEmerging() *cobra.Command {
	var (
		o                         kaiku.EmergingOptions
		until, language, out, mod string
		asJSON                    bool
	)
	cmd := &cobra.Command{
		Use:   "emerging DIR",
		Short: "Say what is suddenly new, and what has been rising for months",
		Long: `emerging compares the last week with the year before it and lists the topics that have more texts than their own history
and the number of texts that came in explain, and themes that have no topic yet. Weekdays and the mix of units and channels
are accounted for, and units and channels that are new themselves are left out, so that a wave of answers or a newly
connected unit is not taken for news. --rate is how many false alarms are accepted for each topic and week; nothing is said
of fewer than --min-n texts. Topics that have become commoner slowly are listed as rising, of which one in twenty may be so
by chance; a year of feedback cannot tell a trend from the season. Texts that came after the last fit are counted too.

With --out it writes CSV, JSONL, Parquet or XLSX, by the name's extension. what is topic, theme or rising; from, observed,
expected, low, high, ratio, p and since are of the first two, n, growth and q of the third, whose low and high are those of
the growth, since its beginning and p its probability.`,
		Example: `  kaiku topics emerging archive/
  kaiku topics emerging archive/ --days 28 --until 2026-10-31 --out emerging.xlsx`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			shown, err := langs.Parse(language)
			if err != nil {
				return usageError{err}
			}
			if until != "" {
				if o.Until, err = time.Parse(time.DateOnly, until); err != nil {
					return usageError{fmt.Errorf("--until %q: expected a date such as 2026-01-31", until)}
				}
			}
			if o.MinCount < 1 {
				return usageError{fmt.Errorf("--min-n %d: expected a whole number of at least 1", o.MinCount)}
			}
			if !(o.Rate > 0 && o.Rate < 1) {
				return usageError{fmt.Errorf("--rate %v: expected more than 0 and less than 1", o.Rate)}
			}
			if o.Days < 1 || o.Days > stats.MostDays {
				return usageError{fmt.Errorf("--days %d: expected 1 to %d", o.Days, stats.MostDays)}
			}
			newTable := newCSVTable
			if out != "" {
				if newTable, err = tableFor(out); err != nil {
					return err
				}
			}
			return withKept(cmd.Context(), words[0], mod, func(engine *keptEngine) error {
				found, err := engine.Emerging(cmd.Context(), o)
				switch {
				case err != nil:
					return err
				case asJSON:
					return printJSON(cmd.OutOrStdout(), asFindings(found))
				case out == "":
					return printEmerging(cmd.OutOrStdout(), found, shown)
				}
				return writeFile(out, 0o600, func(w io.Writer) error {
					table, err := newTable(w, emergingColumns)
					if err != nil {
						return err
					}
					for _, f := range asFindings(found).Findings {
						if err := table.write(f.row()); err != nil {
							return err
						}
					}
					return table.close()
				})
			})
		},
	}
	addModel(cmd, &mod)
	addLabelLanguage(cmd, &language)
	f := cmd.Flags()
	f.StringVar(&until, "until", "", "the last day that is looked at (default: the last on which feedback came)")
	f.IntVar(&o.Days, "days", 7, "length of the periods that are compared; longer ones where little feedback comes in")
	f.Float64Var(&o.Rate, "rate", kaiku.DefaultAlarmRate, "false alarms that are accepted for each topic and period")
	f.IntVar(&o.MinCount, "min-n", 5, "say nothing of fewer texts")
	f.StringVarP(&out, "out", "o", "", "the file to write")
	f.BoolVar(&asJSON, "json", false, "print everything as JSON")
	return cmd
}

// findings is what emerging prints as JSON.
type findings struct {
	From      string  `json:"from"` // first and last day of the current period; "" where no text has a time
	Until     string  `json:"until"`
	Days      int     `json:"days"`
	Rate      float64 `json:"rate"`
	MinN      int     `json:"min_n"`
	Texts     int     `json:"texts"` // in the period, compared
	NewGroups int     `json:"texts_of_new_units"`
	Later     int     `json:"texts_later"`
	NoTime    int     `json:"texts_without_time"`
	History   int     `json:"periods_of_history"`
	Tests     int     `json:"tests"`

	Findings []finding `json:"findings"`
}

type finding struct {
	What     string            `json:"what"` // topic, theme or rising
	Topic    int               `json:"topic,omitempty"`
	Labels   map[string]string `json:"labels"`
	Words    []string          `json:"words"`
	From     string            `json:"from,omitempty"`
	Observed int               `json:"observed,omitempty"`
	Expected *float64          `json:"expected,omitempty"`
	Low      float64           `json:"low"`
	High     float64           `json:"high"`
	Ratio    float64           `json:"ratio,omitempty"`
	P        float64           `json:"p"`
	Since    string            `json:"since"`
	N        int               `json:"n,omitempty"`
	Growth   float64           `json:"growth,omitempty"`
	Q        float64           `json:"q,omitempty"`
	Quotes   []string          `json:"quotes,omitempty"`
}

func asFindings(e *kaiku.Emerging) findings {
	shown := findings{
		From: dateText(e.From), Until: dateText(e.Until), Days: e.Days, Rate: e.Rate, MinN: e.MinCount,
		Texts: e.Coverage.Current, NewGroups: e.Coverage.NewGroups, Later: e.Coverage.Later, NoTime: e.NoTime,
		History: e.Coverage.History, Tests: e.Tests, Findings: []finding{},
	}
	for _, list := range [][]kaiku.Emergence{e.Topics, e.Themes} {
		for _, x := range list {
			f := finding{
				What: "topic", Topic: int(x.Topic), Labels: labelTexts(x.Labels), Words: x.Words,
				From: dateText(x.From), Observed: x.Observed, Expected: &x.Expected, Low: float64(x.Low), High: float64(x.High),
				Ratio: x.Ratio(), P: x.P, Since: dateText(x.Since),
			}
			if x.Topic == 0 {
				f.What = "theme"
			}
			for _, q := range x.Quotes {
				f.Quotes = append(f.Quotes, q.Text)
			}
			shown.Findings = append(shown.Findings, f)
		}
	}
	for _, r := range e.Rising {
		shown.Findings = append(shown.Findings, finding{
			What: "rising", Topic: int(r.Topic), Labels: labelTexts(r.Labels), Words: r.Words,
			Low: r.Low, High: r.High, P: r.P, Since: dateText(r.Since), N: r.N, Growth: r.Growth, Q: r.Q,
		})
	}
	return shown
}

func labelTexts(labels []topics.Label) map[string]string {
	texts := map[string]string{}
	for _, l := range labels {
		texts[l.Language.String()] = l.Text
	}
	return texts
}

// dateText is the day of a time, or "" where there is none.
func dateText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

var emergingColumns = []column{
	{"what", words}, {"topic", whole}, {"label_fi", words}, {"label_sv", words}, {"label_en", words}, {"words", words},
	{"from", words}, {"observed", whole}, {"expected", real}, {"low", real}, {"high", real}, {"ratio", real}, {"p", real},
	{"since", words}, {"n", whole}, {"growth", real}, {"q", real}, {"quote_1", words}, {"quote_2", words}, {"quote_3", words},
}

// row returns the cells of a finding.
func (f finding) row() []any {
	row := []any{f.What, nil}
	if f.Topic != 0 {
		row[1] = f.Topic
	}
	for _, l := range langs.All {
		row = append(row, f.Labels[l.String()])
	}
	row = append(row, strings.Join(f.Words, ", "))
	if f.What == "rising" {
		row = append(row, nil, nil, nil, f.Low, f.High, nil, f.P, f.Since, f.N, f.Growth, f.Q)
	} else {
		row = append(row, f.From, f.Observed, *f.Expected, f.Low, f.High, f.Ratio, f.P, f.Since, nil, nil, nil)
	}
	for i := range 3 {
		if i < len(f.Quotes) {
			row = append(row, f.Quotes[i])
		} else {
			row = append(row, nil)
		}
	}
	return row
}

// printEmerging writes what fits a terminal.
func printEmerging(w io.Writer, e *kaiku.Emerging, language langs.Language) error {
	if e.Until.IsZero() {
		_, err := fmt.Fprintf(w, "No text has a time (%d texts): nothing can be compared.\n", e.NoTime)
		return err
	}
	c := e.Coverage
	fmt.Fprintf(w, "%s to %s: %d texts, compared with %d periods of %d days before\n", dateText(e.From), dateText(e.Until), c.Current, c.History, e.Days)
	for _, left := range []struct {
		n   int
		why string
	}{
		{c.NewGroups, "from units or channels without a history"}, {c.Later, "after that day"}, {e.NoTime, "without a time"},
	} {
		if left.n > 0 {
			fmt.Fprintf(w, "left out: %d texts %s\n", left.n, left.why)
		}
	}
	if e.Tests == 0 {
		_, err := fmt.Fprintf(w, "The history is too short: nothing can be said before there are 12 periods with feedback.\n")
		return err
	}
	fmt.Fprintf(w, "%d topics and themes looked at, of which up to %.1f may be listed by chance\n", e.Tests, e.Rate*float64(e.Tests))
	for _, part := range []struct {
		title string
		list  []kaiku.Emergence
	}{{"More than expected", e.Topics}, {"New, in no topic yet", e.Themes}} {
		if len(part.list) == 0 {
			continue
		}
		rows := [][]string{{"topic", "n", "expected (by chance)", "p", "since", "label"}}
		for _, x := range part.list {
			id := "-"
			if x.Topic != 0 {
				id = strconv.Itoa(int(x.Topic))
			}
			rows = append(rows, []string{
				id, fmt.Sprintf("%d from %s", x.Observed, dateText(x.From)), fmt.Sprintf("%.1f (%d to %d)", x.Expected, x.Low, x.High),
				fmt.Sprintf("%.2g", x.P), dateText(x.Since), labelOf(&topics.Topic{Labels: x.Labels}, language),
			})
		}
		fmt.Fprintf(w, "\n%s\n", part.title)
		if err := printTable(w, rows); err != nil {
			return err
		}
	}
	if len(e.Rising) > 0 {
		rows := [][]string{{"topic", "n", "share times (95 % interval)", "since", "label"}}
		for _, r := range e.Rising {
			rows = append(rows, []string{
				strconv.Itoa(int(r.Topic)), strconv.Itoa(r.N), fmt.Sprintf("%.2f (%.2f to %.2f)", r.Growth, r.Low, r.High),
				dateText(r.Since), labelOf(&topics.Topic{Labels: r.Labels}, language),
			})
		}
		fmt.Fprintf(w, "\nRising\n")
		return printTable(w, rows)
	}
	if len(e.Topics)+len(e.Themes) == 0 {
		_, err := fmt.Fprintln(w, "Nothing stands out.")
		return err
	}
	return nil
}
