// Package rpc serves an engine over gRPC: the services of the proto package kaiku.v1, whose files in kaiku/v1 are the
// reference.
//
// In come requests, out go answers; every method is one call of the library, and what stands here turns messages into its
// types and its errors into codes. Register puts the services on any grpc.Server; package rpc/server makes a whole one, with
// transport security, tokens, logs and figures about itself, and package rpc/access says who may call. A call costs some
// tens of microseconds over the library's own, most of them gRPC's.
//
// Errors: INVALID_ARGUMENT carries a google.rpc.BadRequest that says which field of which record is wrong and what was
// expected; NOT_FOUND names what there is not; FAILED_PRECONDITION says what must be done before; ABORTED that records were
// erased meanwhile, and that the same call will do; RESOURCE_EXHAUSTED that the disk is full; INTERNAL, which no request
// causes, says nothing but that the server's log says more. No error holds anything of a text. Where the deadline of a call
// passes, or its client goes, the library's work ends too.
//
// Streams work on one request at a time, and the next is read when it is answered, so that a client that sends faster than
// it is served is held back by flow control, and a server that sends faster than it is read waits.
package rpc

//go:generate ../tools/proto generate
