// Package feedback reads feedback files into records and says how the reading went.
//
// What comes in is a file as an organisation has it: CSV with any common separator, encoding and date style, JSONL, an
// Excel workbook or Parquet, gzip or not, with columns named in Finnish, Swedish or English. What goes out is a stream of
// records and a Quality report, which lists every row that was left out and every value that could not be read.
//
// A row is never dropped without a line in the report, and a bad value costs that value alone: the rest of its record is
// kept. The same file always gives the same records and the same report. No problem repeats what somebody wrote in a
// text column.
//
// Reading is a stream. Memory holds one buffer, one row (at most 64 MiB), and what it takes to recognise repetition: a hash
// of each id and of each distinct text, 300 MB at five million rows that all differ. Two things are outside that bound: a
// compressed workbook is held in memory as it is, and a Parquet file that comes as a stream or compressed is first copied
// into a temporary file, which Close removes.
//
// One core reads some 300,000 rows of CSV or JSONL a second, and half as many when it also detects the language of every
// text; see Options.Detect. BenchmarkCSV measures both.
package feedback
