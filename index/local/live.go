package local

import (
	"context"

	"github.com/kaiku-analytics/kaiku/index/store"
)

// Check reads the record log of the open index back from disk and reports all that is wrong with it; see store.Log.Check.
// What is derived from the log is not read: the function Check does that, of a directory that nobody has open.
func (x *Index) Check(ctx context.Context) (store.Report, error) { return x.log.Check(ctx) }
