package server

import (
	"testing"

	"github.com/kaiku-analytics/kaiku/rpc/access"
	_ "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// Every method asks for a scope, and all of kaiku.v1 for one that a token must have.
func TestEveryMethodAsksForAScope(t *testing.T) {
	n := 0
	protoregistry.GlobalFiles.RangeFilesByPackage("kaiku.v1", func(file protoreflect.FileDescriptor) bool {
		for s := range file.Services().Len() {
			service := file.Services().Get(s)
			for m := range service.Methods().Len() {
				n++
				name := "/" + string(service.FullName()) + "/" + string(service.Methods().Get(m).Name())
				if scope := methods[name]; scope < access.Figures {
					t.Errorf("%s asks for %v", name, scope)
				}
			}
		}
		return true
	})
	if n+4 != len(methods) {
		t.Errorf("%d methods of kaiku.v1, %d in the table: expected 4 more, of health and reflection", n, len(methods))
	}
}
