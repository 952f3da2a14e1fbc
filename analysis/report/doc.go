// Package report counts what an analysis found and writes it as one HTML file that can be mailed, archived and printed.
//
// Collect takes documents and the model of their topics and gives a Data: counts, shares and net promoter scores by topic,
// field and month, small numbers withheld; topics are gathered into areas where the model has a coarser level, and those that
// somebody hid are counted together. Write takes a Data and gives a page in Finnish, Swedish or English.
//
// The page needs no network and no other file: its Content-Security-Policy admits only the style and the script that it
// carries, by their hashes. Without script it is complete but for the single points of the map, sorting and the choice of
// theme. The map can be dragged and zoomed with a pointer, keys or buttons; 100,000 points are drawn anew in 3 ms a frame, see
// docs/pan.mjs. A number whose Withheld flag is set appears nowhere in it, whatever its value: not in the text, not in an
// attribute, not in a drawing, and the points of a topic of withheld size are left out of the map. The same Data gives the
// same bytes.
//
// Collect costs one pass over the documents for each field. Write costs time and memory for one page: about 6 bytes a
// point of the map, 150 bytes a cell of a slice and 4 kB a topic.
package report
