package rpc

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/runtime/protoiface"
)

// registrar gives every service handlers to which a request that cannot be read is the client's mistake. gRPC itself answers
// INTERNAL, before a handler sees anything; so each request is read into a lenient message, of which reading never fails.
type registrar struct{ grpc.ServiceRegistrar }

func (r registrar) RegisterService(desc *grpc.ServiceDesc, impl any) {
	d := *desc
	d.Methods = slices.Clone(d.Methods)
	for i := range d.Methods {
		handle := d.Methods[i].Handler
		d.Methods[i].Handler = func(srv any, ctx context.Context, dec func(any) error, unary grpc.UnaryServerInterceptor) (any, error) {
			return handle(srv, ctx, func(m any) error { return read(m, dec) }, unary)
		}
	}
	d.Streams = slices.Clone(d.Streams)
	for i := range d.Streams {
		handle := d.Streams[i].Handler
		d.Streams[i].Handler = func(srv any, stream grpc.ServerStream) error { return handle(srv, lenientStream{stream}) }
	}
	r.ServiceRegistrar.RegisterService(&d, impl)
}

type lenientStream struct{ grpc.ServerStream }

func (s lenientStream) RecvMsg(m any) error { return read(m, s.ServerStream.RecvMsg) }

// read reads a message and says what keeps it from being one.
func read(m any, dec func(any) error) error {
	l := &lenient{Message: m.(proto.Message)} // as all messages of generated code are
	if err := dec(l); err != nil {
		return err
	}
	if l.err != nil {
		reason := strings.TrimLeft(strings.TrimPrefix(l.err.Error(), "proto:"), " \u00a0")
		return violation("request", "%s: expected a message of kaiku.v1", reason)
	}
	return nil
}

// lenient is a message that takes any bytes; err says what was wrong with them.
type lenient struct {
	proto.Message
	err error
}

func (l *lenient) ProtoReflect() protoreflect.Message {
	return lenientReflect{l.Message.ProtoReflect(), l}
}

type lenientReflect struct {
	protoreflect.Message
	to *lenient
}

// ProtoMethods is what proto.Unmarshal looks for.
func (r lenientReflect) ProtoMethods() *protoiface.Methods {
	methods := *r.Message.ProtoMethods()
	unmarshal := methods.Unmarshal
	methods.Unmarshal = func(in protoiface.UnmarshalInput) (protoiface.UnmarshalOutput, error) {
		in.Message = r.Message
		var out protoiface.UnmarshalOutput
		out, r.to.err = unmarshal(in)
		out.Flags |= protoiface.UnmarshalInitialized // proto3 has no required fields
		return out, nil
	}
	return &methods
}
