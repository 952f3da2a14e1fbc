// Package vector finds the vectors nearest to a query by inner product, which for rows of unit length is the cosine.
//
// In come small numbers (ids) with a vector each, out come the ids of the nearest with their exact similarity, among all
// or among an allowed set. The search is exact: every allowed row is compared as int8, a byte an element, and the best
// four times k of those again as float32. A row costs 5*dim+8 bytes. Answers do not depend on the order of insertion, on
// threads or on the machine; equal similarities are ordered by id, or as the caller says.
package vector
