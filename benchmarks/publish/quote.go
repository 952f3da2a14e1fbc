package main

import (
	_ "embed"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

//go:embed quoted.md
var quoted string

// block is what stands between a marker and its end, on lines of their own.
var block = regexp.MustCompile(`(?s)<!-- results: ([a-z0-9-]+) -->\n(.*?)<!-- end -->\n`)

// quote fills quoted.md with figures. It returns the whole, and its blocks by name.
func quote(results map[string]*measure.Report) (text string, blocks map[string]string, err error) {
	parsed, err := template.New("quoted.md").Funcs(functions(results)).Parse(quoted)
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	if err := parsed.Execute(&b, nil); err != nil {
		return "", nil, err
	}
	blocks = map[string]string{}
	for _, found := range block.FindAllStringSubmatch(b.String(), -1) {
		blocks[found[1]] = found[2]
	}
	return block.ReplaceAllString(b.String(), "$2"), blocks, nil
}

// functions are those of the template.
//
//	cell NAME COLUMN VALUE...  the number in a column of the one row of a result that holds all values; NAME#2 is of its
//	                           second table
//	number TEXT                reads a number
//	times FACTOR X             multiplies
//	ratio A B                  divides
//	share DECIMALS X           .94
//	fixed DECIMALS X           12891.4
//	rounded DIGITS X           12,900: so many digits count
func functions(results map[string]*measure.Report) template.FuncMap {
	return template.FuncMap{
		"list": func(values ...string) []string { return values },
		"cell": func(name, column string, values ...any) (float64, error) {
			return cellOf(results, name, column, values)
		},
		"number": func(s string) (float64, error) { return strconv.ParseFloat(s, 64) },
		"ratio":  func(a, b float64) float64 { return a / b },
		"times":  func(factor, x float64) float64 { return factor * x },
		"share": func(decimals int, x float64) string {
			return strings.TrimPrefix(strconv.FormatFloat(roundHalfUp(x, decimals), 'f', decimals, 64), "0")
		},
		"fixed": func(decimals int, x float64) string {
			return strconv.FormatFloat(roundHalfUp(x, decimals), 'f', decimals, 64)
		},
		"rounded": func(digits int, x float64) string {
			unit := math.Pow10(int(math.Floor(math.Log10(x))) + 1 - digits)
			return commas(strconv.FormatFloat(math.Floor(x/unit+0.5)*unit, 'f', 0, 64))
		},
	}
}

// roundHalfUp rounds what is written in decimals, as people do: .945 is .95, though its float64 is less.
func roundHalfUp(x float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Floor(x*scale+0.5+1e-9) / scale
}

func cellOf(results map[string]*measure.Report, name, column string, values []any) (float64, error) {
	file, table, _ := strings.Cut(name, "#")
	r := results[file]
	if r == nil {
		return 0, fmt.Errorf("there is no result %q", file)
	}
	tables := r.Tables
	if table != "" {
		i, err := strconv.Atoi(table)
		if err != nil || i < 1 || i > len(tables) {
			return 0, fmt.Errorf("%q: expected a number of 1 to %d behind #", name, len(tables))
		}
		tables = tables[i-1 : i]
	}
	var found []float64
	for _, t := range tables {
		at := slices.Index(t.Columns, column)
		if at < 0 {
			continue
		}
		for _, row := range t.Rows {
			if x, ok := number(row[at]); ok && holds(row, values) {
				found = append(found, x)
			}
		}
	}
	if len(found) != 1 {
		return 0, fmt.Errorf("%s: %d rows have the column %q and %v: expected one", name, len(found), column, values)
	}
	return found[0], nil
}

// holds reports whether a row has all values among its cells.
func holds(row []any, values []any) bool {
	for _, v := range values {
		if !slices.ContainsFunc(row, func(cell any) bool { return fmt.Sprint(cell) == fmt.Sprint(v) }) {
			return false
		}
	}
	return true
}

// replaceBlocks puts the blocks into a text, each where its name stands.
func replaceBlocks(text string, blocks map[string]string) (string, error) {
	var unknown []string
	text = block.ReplaceAllStringFunc(text, func(found string) string {
		name := block.FindStringSubmatch(found)[1]
		content, ok := blocks[name]
		if !ok {
			unknown = append(unknown, name)
			return found
		}
		return fmt.Sprintf("<!-- results: %s -->\n%s<!-- end -->\n", name, content)
	})
	if len(unknown) > 0 {
		return "", fmt.Errorf("blocks %q: quoted.md has none of that name", unknown)
	}
	return text, nil
}
