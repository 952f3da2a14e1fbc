package main

import (
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/spf13/cobra"
)

// inputFlags say how a file of feedback is to be read, where what is found by looking is not right.
type inputFlags struct {
	format, encoding, separator, sheet string
	noHeader, strict, monthFirst       bool
	columns                            map[feedback.Role]*[]string
}

// columnFlags are the roles that a flag can give columns to, with the flag's help.
var columnFlags = []struct {
	role feedback.Role
	help string
}{
	{feedback.Text, "column with comments; given several times, each is read as a question of its own"},
	{feedback.ID, "column with the record's id"},
	{feedback.Subject, "column with the respondent's pseudonym"},
	{feedback.Time, "column with the date or time"},
	{feedback.Unit, "column with the unit"},
	{feedback.Service, "column with the service"},
	{feedback.Channel, "column with the channel"},
	{feedback.Group, "column with the customer group"},
	{feedback.Language, "column with the language"},
	{feedback.ScoreColumn, "column with the recommendation score, 0 to 10"},
	{feedback.Extra, "column that is kept but not interpreted, such as a score on another scale; may be given several times"},
}

func (in *inputFlags) register(cmd *cobra.Command) {
	f := cmd.Flags()
	addChoice(cmd, &in.format, "format", "", "csv, jsonl, xlsx or parquet (default: found out)", "csv", "jsonl", "xlsx", "parquet")
	addChoice(cmd, &in.encoding, "encoding", "", "of CSV: utf-8, utf-16le, utf-16be or windows-1252 (default: found out)",
		"utf-8", "utf-16le", "utf-16be", "windows-1252")
	addChoice(cmd, &in.separator, "separator", "", `of CSV: "," ";" or "tab" (default: found out)`, ",", ";", "tab")
	f.StringVar(&in.sheet, "sheet", "", "of XLSX: the sheet's name (default: the first)")
	f.BoolVar(&in.noHeader, "no-header", false, `the first row is data; columns are then called "column 1", "column 2" ...`)
	f.BoolVar(&in.strict, "strict", false, "stop at the first fault in place of reading the rest")
	f.BoolVar(&in.monthFirst, "month-first", false, "read 1/31/2025 as the 31st of January")
	in.columns = map[feedback.Role]*[]string{}
	for _, c := range columnFlags {
		in.columns[c.role] = f.StringArray(string(c.role), nil, c.help)
	}
}

// options are what the flags say.
func (in *inputFlags) options() feedback.Options {
	o := feedback.Options{
		Format: in.format, Encoding: in.encoding, Separator: in.separator, Sheet: in.sheet,
		Strict: in.strict, MonthFirst: in.monthFirst, Columns: map[feedback.Role][]string{},
	}
	if in.separator == "tab" {
		o.Separator = "\t"
	}
	if in.noHeader {
		o.Header = feedback.HeaderNo
	}
	for role, names := range in.columns {
		if len(*names) > 0 {
			o.Columns[role] = *names
		}
	}
	return o
}
