package rpc_test

import (
	"context"
	"fmt"
	"log"
	"net"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/rpc"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// A program puts the services on a gRPC server of its own, and another calls them.
func Example() {
	ctx := context.Background()
	engine, err := kaiku.Open(ctx, "")
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	s := grpc.NewServer()
	rpc.Register(s, engine, rpc.Options{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go s.Serve(listener)
	defer s.Stop()

	// The client of "kaiku serve" gives a certificate in place of insecure, and its token with every call:
	//	ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+token)
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	score := int32(9)
	_, err = kaikuv1.NewFeedbackClient(conn).Add(ctx, &kaikuv1.AddRequest{Records: []*kaikuv1.Record{
		{Id: "1", Unit: "Päivystys", Score: &score, Text: "Hoitajat olivat ystävällisiä"},
		{Id: "2", Unit: "Päivystys", Text: "Soittakaa numeroon 040 123 4567, jono oli pitkä"},
	}})
	if err != nil {
		log.Fatal(err)
	}
	found, err := kaikuv1.NewSearchClient(conn).Search(ctx, &kaikuv1.SearchRequest{
		Text: "jonottaminen puhelimessa", Mode: kaikuv1.SearchMode_SEARCH_MODE_MEANING, PageSize: 1,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Hits[0].Document.Text)
	// Output: Soittakaa numeroon [PHONE], jono oli pitkä
}
