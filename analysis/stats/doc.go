// Package stats turns counts of feedback into figures that can be published: net promoter scores, shares and their
// differences with 95 % confidence intervals that hold for small groups too, and the choice of what to withhold so that
// no small group's numbers can be read or worked out.
//
// Everything is a pure function of counts: nothing is sampled, no clock is read, and equal counts give equal answers. An
// interval costs about a microsecond. [SuppressList] and [SuppressTable] decide what to withhold; their comments say
// against which reader they protect and against which they do not.
package stats
