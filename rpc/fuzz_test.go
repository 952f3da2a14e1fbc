package rpc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/rpc"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"
)

// rawMessage is a message as it is on the wire.
type rawMessage []byte

// rawCodec sends a rawMessage as it is.
var rawCodec = grpc.ForceCodecV2(wire{})

type wire struct{}

func (wire) Name() string { return "proto" }

func (wire) Marshal(m any) (mem.BufferSlice, error) {
	return mem.BufferSlice{mem.SliceBuffer(m.(rawMessage))}, nil
}

func (wire) Unmarshal(data mem.BufferSlice, m any) error {
	*m.(*rawMessage) = data.Materialize()
	return nil
}

var _ encoding.CodecV2 = wire{}

// methods lists the methods of all services of kaiku.v1.
func methods() (list []protoreflect.MethodDescriptor) {
	protoregistry.GlobalFiles.RangeFilesByPackage("kaiku.v1", func(file protoreflect.FileDescriptor) bool {
		for s := range file.Services().Len() {
			of := file.Services().Get(s).Methods()
			for m := range of.Len() {
				list = append(list, of.Get(m))
			}
		}
		return true
	})
	return list
}

func fullName(m protoreflect.MethodDescriptor) string {
	return "/" + string(m.Parent().FullName()) + "/" + string(m.Name())
}

// call sends one message to a method and returns how it ended.
func call(ctx context.Context, conn *grpc.ClientConn, m protoreflect.MethodDescriptor, raw []byte) error {
	stream, err := conn.NewStream(ctx, &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, fullName(m), rawCodec)
	if err != nil {
		return err
	}
	if err := stream.SendMsg(rawMessage(raw)); err != nil {
		return err
	}
	stream.CloseSend()
	for {
		var res rawMessage
		if err := stream.RecvMsg(&res); err != nil {
			return err
		}
	}
}

// clean fails where a request was answered as nobody's mistake.
func clean(t *testing.T, m protoreflect.MethodDescriptor, err error) {
	t.Helper()
	if err == nil || err.Error() == "EOF" {
		return
	}
	switch code := status.Code(err); code {
	case codes.Internal, codes.Unknown, codes.Unimplemented, codes.DataLoss, codes.Unavailable:
		t.Errorf("%s: %v: %v", m.FullName(), code, err)
	}
}

func TestEveryMethodIsServed(t *testing.T) {
	conn := served(t, sample(t), rpc.Options{})
	list := methods()
	if len(list) < 30 {
		t.Fatalf("%d methods", len(list))
	}
	for _, m := range list {
		clean(t, m, call(t.Context(), conn, m, nil))
	}
}

// FuzzRequests serves any bytes to every method, and then the message that they are as far as they are one. What is covered
// depends on goroutines, so that to make inputs smaller takes the time and gives nothing: run it with -fuzzminimizetime 10x.
func FuzzRequests(f *testing.F) {
	list := methods()
	score := int32(3)
	for i, m := range list {
		f.Add(uint8(i), []byte{})
		f.Add(uint8(i), []byte{0x0a, 1, 'x', 0x10, 1, 0x18, 1, 0x20, 1, 0x28, 1, 0x30, 1})
		f.Add(uint8(i), []byte{0x0a, 2, 0xc3, 0x28})
		f.Add(uint8(i), []byte{0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0x11, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f})
		if strings.HasPrefix(string(m.Name()), "Add") {
			raw, _ := proto.Marshal(&kaikuv1.AddRequest{Records: []*kaikuv1.Record{{Id: "f", Text: "jono", Score: &score}}})
			f.Add(uint8(i), raw)
		}
	}
	engine := empty(f) // a few records, so that many requests are tried
	for i, text := range []string{"jono oli pitkä", "kiitos", "lång kö", "parking", "-"} {
		ok(f, engine.Add(context.Background(), []feedback.Record{{ID: fmt.Sprint(i), Text: text, Unit: "x"}}))
	}
	conn := served(f, engine, rpc.Options{})
	f.Fuzz(func(t *testing.T, at uint8, raw []byte) {
		m := list[int(at)%len(list)]
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		clean(t, m, call(ctx, conn, m, raw))
		if ctx.Err() != nil {
			t.Fatalf("%s: no answer", m.FullName())
		}
		message := dynamicpb.NewMessage(m.Input())
		if proto.Unmarshal(raw, message) != nil { // up to the fault
			if valid, err := proto.Marshal(message); err == nil {
				clean(t, m, call(ctx, conn, m, valid))
			}
		}
	})
}
