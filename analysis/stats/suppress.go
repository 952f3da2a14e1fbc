package stats

import "slices"

// SuppressList returns which of the counts to withhold when their sum is shown. least is the smallest count that may be
// shown: 5 is usual for numbers of people. For means and net promoter scores pass the numbers of scores and the smallest
// number that may have one, such as 10: figures are then withheld so that neither one group's figure nor the pooled figure
// of fewer than least answers follows from the total's and the other groups'.
//
// A count below least is withheld. Zeros are among them, but only when another count is withheld: beside hidden counts, a
// shown zero would tell that every hidden one is at least 1, and of ten hidden counts with the sum of ten that each is 1.
// When the hidden counts could be worked out from the sum, because there is one or because they add up to less than
// least, the smallest of the others is withheld too, the first of equals. Where the whole sum is below least but above
// zero everything is withheld, and the caller must withhold the sum.
//
// Then each hidden count, as far as the sum and the shown counts tell, is anything from 0 to a number not below least. A
// list must be exhaustive for the sum to say no more than that; records of no group are a group. Two lists of the same
// records, such as reports made a month apart, can be compared by their readers and are not protected against it.
func SuppressList(counts []int, least int) []bool {
	withheld := make([]bool, len(counts))
	if !slices.ContainsFunc(counts, func(n int) bool { return small(n, least) }) {
		return withheld
	}
	hidden, sum, next := 0, 0, -1
	for i, n := range counts {
		switch {
		case n < least:
			withheld[i] = true
			hidden++
			sum += n
		case next < 0 || n < counts[next]:
			next = i
		}
	}
	if next >= 0 && (hidden == 1 || sum < least) {
		withheld[next] = true
	}
	return withheld
}

// SuppressTable returns which counts of a table of rows x cols, stored row by row, to withhold, and which of the totals of
// its rows and columns; the grand total is shown. least and the treatment of zeros are those of [SuppressList], which also
// decides about the totals, each way as a list of its own: tables of the same records that share a way, such as topics by
// unit and topics by month, so withhold the same totals of it.
//
// What is withheld besides the small counts is chosen for one small count after another, in order: as long as the count
// could not be as large as least for all that a reader of the rest can tell, the shown counts with the smallest sum that
// let it are withheld too. At the end, for a reader who knows all that is shown and that no count is negative, every small
// count or total can be as large as least, and every other withheld one has at least two possible values. Official
// statistics call this cell suppression (Cox, "Suppression methodology and statistical disclosure control", Journal of the
// American Statistical Association 75 (1980), 377-385; as flows in a network: Kelly, Golden and Assad, "Cell suppression:
// disclosure protection for sensitive tabular data", Networks 22 (1992), 397-417). It does not protect against a reader who
// combines several tables, knows some of the respondents or reasons about why just these counts are withheld.
//
// The table must be exhaustive, with a row and a column for the records that belong to none. Where its sum is below least
// but above zero, everything is withheld. A table of 400 x 60 takes some tenths of a second, more
// the more small counts it has. SuppressTable panics when counts has not rows*cols elements.
func SuppressTable(rows, cols int, counts []int, least int) (cells, rowTotals, colTotals []bool) {
	if len(counts) != rows*cols {
		panic("stats: SuppressTable: the number of counts is not rows*cols")
	}
	t := newTable(rows, cols, counts)
	rowTotals = SuppressList(t.rowTotals(), least)
	colTotals = SuppressList(t.colTotals(), least)
	for i, hidden := range rowTotals {
		t.withheld[t.cell(i, cols)] = hidden
	}
	for j, hidden := range colTotals {
		t.withheld[t.cell(rows, j)] = hidden
	}
	t.suppress(least)
	cells = make([]bool, 0, rows*cols)
	for i := range rows {
		cells = append(cells, t.withheld[t.cell(i, 0):t.cell(i, cols)]...)
	}
	return cells, rowTotals, colTotals
}

// small tells whether a count calls for protection: it is of somebody, but of few.
func small(n, least int) bool { return 0 < n && n < least }
