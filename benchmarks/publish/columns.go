package main

import "fmt"

// kind says what the numbers of a column are to a comparison.
type kind uint8

const (
	plain  kind = iota // neither better nor worse
	key                // what a row is about: rows are compared where these agree
	higher             // more is better
	lower              // less is better
	ratio              // kaiku's figure over the peer's: below 1 the peer is better
)

// columns are the kinds of the numeric columns of tables that have a column "system", or a ratio, by heading. Columns of
// strings other than "system" are keys.
var columns = map[string]kind{
	// words, tokens, onnx, search
	"accuracy": higher, "content words": higher, "pair P": higher, "pair R": higher, "pair F1": higher,
	"found P": higher, "found R": higher, "exact number of compounds": higher, "exact number of all": higher,
	"score": higher, "macro": higher, "Finnish": higher, "Swedish": higher, "English": higher, "other": higher,
	"all": higher, "fi": higher, "sv": higher, "en": higher,
	"words/s": higher, "tokens/s": higher, "texts/s": higher, "MB/s": higher,
	"lowest": higher, "mean": higher, "difference": lower, "share of .9999 and more": higher,
	"tokens": plain, "forms": plain, "compounds": plain, "queries": plain, "low": plain, "high": plain,
	"the first is x times as fast": plain, "least": plain, "most": plain, // the speeds themselves are compared

	// topics
	"texts": key, "labels": plain, "topics": plain, "runs": plain, "draws": plain, "words": plain, "to judge": plain,
	"AMI": higher, "V": higher, "AMI of runs": higher, "NPMI label": higher, "NPMI 10": higher, "outliers %": plain,
	"function words %": lower, "CPU s": lower, "MB": lower, "MB before": plain, "spectral start s": plain, "share": plain,
	"share without": plain, "unassigned %": plain, "stay %": higher, "right %": higher, "from": plain, "to": plain,
	"cosine with the clean vector": plain, "of careless": plain, "same %, fitted again": higher, "AMI, fitted again": higher,
	"same %, assigned": higher, "AMI with labels": higher, "fi-en": higher, "sv-en": higher, "fi-sv": higher,
	"same language": plain, "by chance": plain, "kaiku": plain, "peer": plain,

	// vectors. What is found at one ef, and how fast, is compared at equal recall.
	"vectors": key, "recall": key, "ef": key, "%": key, "allowed": plain, "recall@10": plain,
	"queries/s": plain, "peer's queries/s": plain, "ratio": ratio,
	"processor s": lower, "bytes/vector": lower, "share of hnswlib's": plain,
}

// kindOf is the kind of a numeric column.
func kindOf(column string) (kind, error) {
	k, ok := columns[column]
	if !ok {
		return plain, fmt.Errorf("column %q: columns.go must say whether more of it is better", column)
	}
	return k, nil
}
