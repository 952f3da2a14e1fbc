package access

import (
	"sync/atomic"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// pace is the token bucket of one bearer token, as the generic cell rate algorithm has it (ITU-T I.371): one number, the
// moment at which the bucket is full again, in nanoseconds from started.
type pace struct{ full atomic.Int64 }

// take counts a call at a moment, if there is room for it, or returns how long it takes until there is. A call takes up an
// interval of the bucket, which has room for burst of them.
func (p *pace) take(now time.Duration, interval time.Duration, burst int) (wait time.Duration) {
	for {
		before := p.full.Load()
		full := max(time.Duration(before), now)
		if wait := full - now - time.Duration(burst-1)*interval; wait > 0 {
			return wait
		}
		if p.full.CompareAndSwap(before, int64(full+interval)) {
			return 0
		}
	}
}

// exhausted is the error of a call that there is no room for, which may come again after a time.
func exhausted(why string, wait time.Duration) error {
	s, err := status.New(codes.ResourceExhausted, why).WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(wait)})
	if err != nil { // cannot be: the code is not OK, and the detail is of a registered type
		return status.Error(codes.ResourceExhausted, why)
	}
	return s.Err()
}
