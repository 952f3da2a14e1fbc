package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/benchmarks/measure"
)

// isOwn reports whether a system is kaiku in one of its settings.
func isOwn(system string) bool { return system == "kaiku" || strings.HasPrefix(system, "kaiku") }

// losses says of each row of a table in what peers are better than it: "" for rows of peers, and where none is. compared is
// false where the table has no peers.
func losses(t *measure.Table) (lost []string, compared bool, err error) {
	system := slices.Index(t.Columns, "system")
	ratios := slices.Index(t.Columns, "ratio")
	lost = make([]string, len(t.Rows))
	isPeer := func(row []any) bool { return system >= 0 && !isOwn(fmt.Sprint(row[system])) }
	if ratios < 0 && !slices.ContainsFunc(t.Rows, isPeer) {
		return lost, false, nil
	}
	kinds, err := kindsOf(t)
	if err != nil {
		return nil, false, err
	}
	keyOf := func(row []any) string {
		var b strings.Builder
		for i, k := range kinds {
			if k == key && i != system {
				fmt.Fprintf(&b, "%v\x00", row[i])
			}
		}
		return b.String()
	}
	peers := map[string][][]any{}
	for _, row := range t.Rows {
		if isPeer(row) {
			peers[keyOf(row)] = append(peers[keyOf(row)], row)
		}
	}
	for i, row := range t.Rows {
		if ratios >= 0 {
			if x, ok := number(row[ratios]); ok && x < 1 {
				lost[i] = "the peer is better"
			}
			continue
		}
		if isPeer(row) {
			continue
		}
		var all []string
		for _, peer := range peers[keyOf(row)] {
			if in := betterIn(t, kinds, peer, row); len(in) > 0 {
				all = append(all, fmt.Sprintf("%s: %s", peer[system], strings.Join(in, ", ")))
			}
		}
		lost[i] = strings.Join(all, "; ")
	}
	return lost, true, nil
}

// kindsOf returns the kinds of a table's columns.
func kindsOf(t *measure.Table) ([]kind, error) {
	kinds := make([]kind, len(t.Columns))
	for i, column := range t.Columns {
		numeric := slices.ContainsFunc(t.Rows, func(row []any) bool { _, ok := row[i].(json.Number); return ok })
		if !numeric {
			kinds[i] = key
			continue
		}
		var err error
		if kinds[i], err = kindOf(column); err != nil {
			return nil, fmt.Errorf("table %q: %w", t.Title, err)
		}
	}
	return kinds, nil
}

// betterIn lists the columns in which a peer's row is better than kaiku's.
func betterIn(t *measure.Table, kinds []kind, peer, own []any) (in []string) {
	for i, k := range kinds {
		a, isNumber := number(peer[i])
		b, ownIsNumber := number(own[i])
		if isNumber && ownIsNumber && (k == higher && a > b || k == lower && a < b) {
			in = append(in, t.Columns[i])
		}
	}
	return in
}

func number(cell any) (float64, bool) {
	n, ok := cell.(json.Number)
	if !ok {
		return 0, false
	}
	x, err := n.Float64()
	return x, err == nil
}
